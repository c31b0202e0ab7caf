"""An instalment that did not come: the follow-up is opened again, once, and the closed matter stays closed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.work_orders import actions as office
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.lists import page_of_orders
from bihuan.work_orders.models import FollowUp, Instalment, Note
from bihuan.work_orders.promised import promises_due_soon, promises_overdue
from bihuan.work_orders.waiting import waiting_for
from tests.town import SHANGHAI, Town
from tests.work_orders import course, invariants
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import FEN, Story

pytestmark = pytest.mark.django_db


def promised(town: Town, *due: date) -> Story:
    story = course.in_hand(town)
    story.act("张琪", office.agree, WORDS, [office.Payment(day, 500) for day in due])
    return story


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=SHANGHAI)


def queues(town: Town, name: str, now: datetime) -> dict[str, int]:
    return {one.queue.code: one.count for one in waiting_for(town.actor(name), now) if one.count}


def test_a_payment_due_on_a_day_off_is_in_time_until_the_next_working_day_closes(town: Town) -> None:
    promised(town, date(2025, 6, 14))  # a Saturday: Monday the 16th will do
    assert not promises_overdue(at(16, 17, 30)).exists()
    assert promises_due_soon(at(16, 17, 30)).exists()
    assert promises_overdue(at(16, 17, 31)).exists()
    assert not promises_due_soon(at(16, 17, 31)).exists()


def test_soon_is_within_three_working_days(town: Town) -> None:
    promised(town, date(2025, 6, 18))
    assert not promises_due_soon(at(12, 9)).exists()  # Thursday: until Tuesday the 17th
    assert promises_due_soon(at(13, 9)).exists()


def test_the_follow_up_opens_once_however_often_and_late_it_is_swept(town: Town) -> None:
    story = promised(town, date(2025, 6, 12), date(2025, 6, 13), date(2025, 7, 30))
    assert office.reopen_follow_ups(at=at(12, 17, 30)) == 0
    assert office.reopen_follow_ups(at=at(18, 9)) == 1  # two lapsed meanwhile: one event
    assert office.reopen_follow_ups(at=at(18, 9, 1)) == 0
    assert (story.order.open_follow_ups, FollowUp.objects.count()) == (2, 2)
    event = last_event(story)
    assert (event.act, event.person, len(event.facts["instalment_ids"])) == ("reopen_follow_up", None, 2)
    invariants.check(story.order)


def test_what_was_closed_stays_closed_and_loop_two_stays_open(town: Town) -> None:
    story = promised(town, date(2025, 6, 12))
    story.act("张琪", office.resolve, "agreement_reached", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("何静", office.inspect, passing())
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    closed = story.order
    story.now = at(13, 9)
    office.reopen_follow_ups(at=story.now)
    after = story.order
    assert (after.state, after.closed_at, after.due_at) == ("closed", closed.closed_at, closed.due_at)
    assert queues(town, "张琪", story.now)["follow_up"] == 1
    with refused("promises_open"):
        story.act("张琪", office.discharge, Level.STREET)
    story.act("张琪", office.confirm_payment, Instalment.objects.get().pk, 500, WORDS)
    assert (story.order.open_follow_ups, FollowUp.objects.get().settled_at) == (0, story.now)
    story.act("张琪", office.discharge, Level.STREET)


def test_it_waits_for_the_lead_until_it_is_followed_up_and_again_on_the_day_named(town: Town) -> None:
    story = promised(town, date(2025, 6, 12))
    assert "payment" in queues(town, "张琪", at(12, 10))
    story.now = at(13, 9)
    office.reopen_follow_ups(at=story.now)
    assert {"follow_up"} == queues(town, "张琪", story.now).keys() & {"follow_up", "payment"}
    story.act("张琪", office.follow_up, WORDS, date(2025, 6, 17))
    assert Note.objects.get(kind="follow_up").text == WORDS
    assert "follow_up" not in queues(town, "张琪", at(16, 18))
    assert "follow_up" in queues(town, "张琪", at(17, 8))
    asked = OrderFilter.of({"promise": "followed"})
    assert [o.number for o in page_of_orders(town.actor("唐毅"), asked, story.now).rows] == [story.number]


@pytest.mark.parametrize(
    ("days", "code"), [(0, "limit_in_past"), (-1, "limit_in_past"), (20, "limit_too_far")]
)
def test_looking_again_is_soon(town: Town, days: int, code: str) -> None:
    story = course.lapsed(town)
    with refused(code, "next_on"):
        story.act("张琪", office.follow_up, WORDS, story.now.date() + timedelta(days=days))


def test_nothing_is_followed_up_that_is_not_late(town: Town) -> None:
    story = course.agreed(town)
    with refused("follow_up_absent"):
        story.act("张琪", office.follow_up, WORDS, story.now.date() + timedelta(days=1))


def test_a_new_agreement_and_a_release_end_the_follow_up(town: Town) -> None:
    replaced, released = course.lapsed(town), course.lapsed(town)
    whole = [office.Payment(replaced.now.date() + timedelta(days=9), FEN)]
    replaced.act("张琪", office.renegotiate, replaced.order.promises.get().pk, WORDS, whole)
    paper = released.order.attachments.get().pk
    released.act("张琪", office.release_promise, released.order.promises.get().pk, WORDS, paper)
    assert [replaced.order.open_follow_ups, released.order.open_follow_ups] == [0, 0]
    for story in (replaced, released):
        invariants.check(story.order)


def test_the_card_shows_what_is_owed_and_confirms_by_one_key(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = course.lapsed(town)
    page = sign_in("张琪", story.now).get(f"/orders/{story.number}/").content.decode()
    assert "逾期未付" in page
    assert "起重新跟进" in page
    assert page.count('data-key="p"') == 1
    part = story.order.promises.get().instalments.first()
    assert f"confirm_payment/form/?about={part.pk}" in page
