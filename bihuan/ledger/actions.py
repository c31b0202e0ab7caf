"""Writing to the ledger."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from bihuan.ledger.chain import By, Head, digest_of
from bihuan.ledger.models import Announcement

#: The event and its announcement in one statement: neither can be there without the other.
_RECORD = """
    WITH event AS (
        INSERT INTO ledger_event (subject, seq, at, act, person, unit, post, facts, previous, digest)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)
        RETURNING id, at
    )
    INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error)
    SELECT id, at, 0, '' FROM event
"""


def record(subject: UUID, head: Head, act: str, *, at: datetime, by: By, facts: dict) -> Head:
    """Append one event to the chain of ``subject`` and queue its announcement; return the new head.

    The caller holds the lock on the subject and is inside the transaction of the change itself.
    Raises ``IntegrityError`` if another writer appended first, ``TypeError`` for facts without a stable form.
    """
    seq = head.length + 1
    digest = digest_of(head.digest, subject, seq, at, act, by, facts)
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            [
                subject,
                seq,
                at,
                act,
                by.person,
                by.unit,
                by.post,
                json.dumps(facts),
                bytes(head.digest),
                digest,
            ],
        )
    return Head(seq, digest)


class Entry(NamedTuple):
    """One event to be appended, as :func:`record` takes it."""

    subject: UUID
    act: str
    at: datetime
    by: By
    facts: dict


#: The same for any number of events, which come as one array a column.
_RECORD_ALL = """
    WITH event AS (
        INSERT INTO ledger_event (subject, seq, at, act, person, unit, post, facts, previous, digest)
        SELECT * FROM unnest(
            %s::uuid[], %s::int[], %s::timestamptz[], %s::text[], %s::bigint[], %s::bigint[], %s::text[],
            %s::jsonb[], %s::bytea[], %s::bytea[]
        )
        RETURNING id, at
    )
    INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error)
    SELECT id, at, 0, '' FROM event ORDER BY id
"""


def record_all(heads: dict[UUID, Head], entries: Sequence[Entry]) -> dict[UUID, Head]:
    """Append events to the chains of many subjects in one statement; return the new heads of those that grew.

    Parameters: ``heads`` the present head of every subject; of several events of one subject the first comes first.
    The caller holds the locks on all of them, as for :func:`record`. Raises what :func:`record` raises, and ``KeyError``
    for a subject without a head.
    """
    grown: dict[UUID, Head] = {}
    rows: list[tuple] = []
    for subject, act, at, by, facts in entries:
        head = grown.get(subject) or heads[subject]
        seq = head.length + 1
        digest = digest_of(head.digest, subject, seq, at, act, by, facts)
        rows.append(
            (
                subject,
                seq,
                at,
                act,
                by.person,
                by.unit,
                by.post,
                json.dumps(facts),
                bytes(head.digest),
                digest,
            )
        )
        grown[subject] = Head(seq, digest)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_RECORD_ALL, [list(column) for column in zip(*rows, strict=True)])
    return grown


def mark_told(announcements: Iterable[Announcement], at: datetime) -> None:
    """Note that these announcements have been told. The caller holds their locks, and tells in the same transaction."""
    Announcement.objects.filter(pk__in=[waiting.pk for waiting in announcements]).update(told_at=at)


def put_off(announcement: Announcement, until: datetime, reason: str) -> None:
    """Put an announcement off that could not be told, with the reason. The caller holds its lock."""
    announcement.attempts += 1
    announcement.due_at, announcement.last_error = until, reason
    announcement.save(update_fields=["attempts", "due_at", "last_error"])
