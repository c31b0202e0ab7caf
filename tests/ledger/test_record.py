"""Events in the database: final, told of in the same transaction, and the same after they come back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings

from bihuan.ledger.actions import record
from bihuan.ledger.chain import EMPTY, By, Head
from bihuan.ledger.models import Announcement, Event
from bihuan.ledger.queries import events_of, latest_of, verify
from tests.ledger.test_chain import facts

pytestmark = pytest.mark.django_db
BEGINS = datetime(2025, 6, 10, 1, 0, 0, 123456, tzinfo=UTC)
BY = By(7, 3, "informant")


def write(subject: UUID, count: int, head: Head = EMPTY, **said: Any) -> Head:
    for _ in range(count):
        at = BEGINS + timedelta(minutes=head.length)
        head = record(subject, head, "note", at=at, by=BY, facts={"state": "handling", **said})
    return head


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET act = 'sign'",
        "UPDATE ledger_event SET facts = '{}' WHERE seq = 1",
        "UPDATE ledger_event SET digest = digest",
        "DELETE FROM ledger_event WHERE seq = 2",
        "TRUNCATE ledger_event CASCADE",
    ],
)
def test_the_database_itself_refuses_to_touch_what_was_written(statement: str) -> None:
    subject = uuid4()
    head = write(subject, 2)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")
    assert list(verify([(subject, head)])) == [(subject, None)]


def test_an_event_is_queued_to_be_told_with_itself() -> None:
    write(uuid4(), 3)
    told = Announcement.objects.order_by("event__seq").values_list(
        "event__seq", "due_at", "told_at", "attempts"
    )
    assert list(told) == [(seq + 1, BEGINS + timedelta(minutes=seq), None, 0) for seq in range(3)]


def test_an_event_that_is_undone_is_never_told() -> None:
    with transaction.atomic():
        write(uuid4(), 1)
        transaction.set_rollback(True)
    assert (Event.objects.count(), Announcement.objects.count()) == (0, 0)


def test_two_events_cannot_be_the_next_one() -> None:
    subject = uuid4()
    head = write(subject, 1)
    write(subject, 1, head)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(subject, 1, head)
    assert (Event.objects.count(), Announcement.objects.count()) == (2, 2)


def test_a_fact_without_one_form_leaves_neither_event_nor_announcement() -> None:
    with pytest.raises(TypeError):
        write(uuid4(), 1, amount=0.5)
    assert (Event.objects.count(), Announcement.objects.count()) == (0, 0)


@given(said=facts.filter(lambda said: "\\u0000" not in json.dumps(said)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_event_comes_back_from_the_database_as_it_was_hashed(said: dict[str, Any]) -> None:
    """jsonb sorts keys its own way and drops doubles; the digest must not depend on either."""
    subject = uuid4()
    head = record(subject, EMPTY, "note", at=BEGINS, by=BY, facts=said)
    assert list(verify([(subject, head)])) == [(subject, None)]


def test_every_subject_is_proved_by_itself() -> None:
    whole, cut, unknown, empty = (uuid4() for _ in range(4))
    heads = {whole: write(whole, 3), cut: write(cut, 2), unknown: Head(4, b"x" * 32), empty: EMPTY}
    heads[cut] = Head(3, heads[cut].digest)
    found = dict(verify(heads.items()))
    assert {subject: broken and broken.seq for subject, broken in found.items()} == {
        whole: None, cut: 3, unknown: 1, empty: None,
    }  # fmt: skip


def test_what_a_superuser_forges_past_the_trigger_is_found() -> None:
    subject = uuid4()
    head = write(subject, 3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_event SET person = 8 WHERE seq = 2")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    ((_, broken),) = verify([(subject, head)])
    assert broken is not None
    assert (broken.seq, broken.reason) == (2, "the event was changed after it was written")


def test_the_last_event_of_each_subject() -> None:
    one, other = uuid4(), uuid4()
    write(one, 2)
    write(other, 1)
    assert {subject: event.seq for subject, event in latest_of([one, other, uuid4()]).items()} == {
        one: 2,
        other: 1,
    }
    assert [event.seq for event in events_of(one)] == [1, 2]
