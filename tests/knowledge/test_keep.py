"""The shelf is kept in date: what has run out expires, and its keepers are told in good time, once and not a hundredfold."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from bihuan.knowledge.actions import edit_entry, keep_in_date, take_step
from bihuan.knowledge.entry_tables import BasisRow
from bihuan.knowledge.models import Entry
from bihuan.knowledge.queries import quotable, to_review
from bihuan.ledger.queries import events_of
from bihuan.notifications.models import Message
from bihuan.rules.publishing import REMINDED_AHEAD, EntryAct
from tests.knowledge.shelf import shelve
from tests.notifications.office import tell_all
from tests.town import SHANGHAI, Town

pytestmark = pytest.mark.django_db
REVIEW = date(2026, 3, 2)
LAST = date(2026, 1, 31)
LATER = datetime(2026, 6, 1, tzinfo=SHANGHAI)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=SHANGHAI)


def told(code: str) -> dict[str, int]:
    """Who was told with this notice, and how often."""
    found: dict[str, int] = {}
    for message in Message.objects.filter(code=code).select_related("person"):
        found[message.person.name] = found.get(message.person.name, 0) + 1
    return found


@pytest.fixture
def shelf(town: Town) -> Town:
    """Three entries to be reviewed on 2 March, one of which may be quoted up to the last of January only."""
    for code, valid_to in (("tea", ""), ("cup", ""), ("pot", str(LAST))):
        shelve(code=code, review_on=str(REVIEW), valid_to=valid_to)
    return town


def test_whoever_keeps_an_entry_is_told_before_its_day_and_once(shelf: Town) -> None:
    assert keep_in_date(morning(LAST - REMINDED_AHEAD - timedelta(1))) == (0, 0)
    assert keep_in_date(morning(LAST - REMINDED_AHEAD)) == (0, 1)
    assert keep_in_date(morning(LAST - REMINDED_AHEAD)) == (0, 0)
    tell_all(LATER)
    assert told("entries_to_review") == {"唐毅": 1, "何静": 1}
    assert keep_in_date(morning(REVIEW - REMINDED_AHEAD)) == (1, 2)
    tell_all(LATER)
    assert told("entries_to_review") == {"唐毅": 2, "何静": 2}, "two entries of one writer are one message"
    assert {entry.code for entry in to_review(REVIEW)} == {"tea", "cup"}


def test_an_entry_put_off_is_reminded_of_again_when_its_new_day_comes(shelf: Town) -> None:
    keep_in_date(morning(REVIEW - REMINDED_AHEAD))
    Entry.objects.filter(code="tea").update(review_on=REVIEW + timedelta(90))
    assert keep_in_date(morning(REVIEW)).reminded == 0
    assert keep_in_date(morning(REVIEW + timedelta(80))).reminded == 1


def test_what_has_run_out_expires_by_itself_and_is_quoted_no_more(shelf: Town) -> None:
    assert {entry.code for entry in quotable(LAST)} == {"tea", "cup", "pot"}
    # Nobody has to have looked: past its last day it is quoted nowhere.
    assert {entry.code for entry in quotable(LAST + timedelta(1))} == {"tea", "cup"}
    assert keep_in_date(morning(LAST)).expired == 0
    assert keep_in_date(morning(LAST + timedelta(1))).expired == 1
    pot = Entry.objects.get(code="pot")
    assert pot.state == "expired"
    assert [event.act for event in events_of(pot.pk)][-1] == "expire_entry"
    tell_all(LATER)
    assert told("entries_expired") == {"唐毅": 1, "何静": 1}


def test_its_writer_is_told_too_and_each_message_leads_to_the_shelf(client: Client, shelf: Town) -> None:
    writer, reviewer = shelf.actor("陈晓"), shelf.actor("何静")
    at = morning(date(2026, 2, 1))
    entry = take_step(writer, Entry.objects.get(code="tea").pk, EntryAct.REVISE, 1, at=at)
    entry = edit_entry(
        writer, entry.pk, {"answer": "应当按月支付工钱。"}, _basis(entry), entry.version, at=at
    )
    entry = take_step(writer, entry.pk, EntryAct.SUBMIT, entry.version, at=at)
    take_step(reviewer, entry.pk, EntryAct.PUBLISH, entry.version, at=at)
    keep_in_date(morning(REVIEW - timedelta(5)))
    tell_all(LATER)
    assert told("entries_to_review") == {"唐毅": 2, "何静": 2, "陈晓": 1}
    message = Message.objects.filter(code="entries_to_review", person__name="陈晓").get()
    client.force_login(shelf.person("陈晓"))
    page = client.get(f"/inbox/{message.pk}/")
    assert page.headers["Location"] == "/knowledge/?due=1"


def _basis(entry: Entry) -> list[BasisRow]:
    return [BasisRow(b.law, b.plain, b.article, b.sub, b.made_on) for b in entry.basis.all()]
