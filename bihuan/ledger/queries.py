"""Reading the ledger."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, OuterRef, Q, QuerySet, Sum

from bihuan.ledger.chain import Break, Head, first_break
from bihuan.ledger.models import Announcement, Event

#: Rows read at a time.
_AT_ONCE = 2000


def events_of(subject: UUID) -> QuerySet[Event]:
    """The events of one subject, oldest first."""
    return Event.objects.filter(subject=subject).order_by("seq")


def latest_of(subjects: Iterable[UUID]) -> dict[UUID, Event]:
    """The last event of each subject; one statement."""
    events = Event.objects.filter(subject__in=list(subjects)).order_by("subject", "-seq").distinct("subject")
    return {event.subject: event for event in events}


def last_seq(subject: OuterRef, which: Q) -> "QuerySet[Event, Any]":
    """As a subquery: the place of the last event of ``subject`` that is like ``which``; none where there is none."""
    return Event.objects.filter(which, subject=subject).order_by("-seq").values("seq")[:1]


def verify(heads: Iterable[tuple[UUID, Head]]) -> Iterator[tuple[UUID, Break | None]]:
    """Prove the chain of every subject named, against the head the subject itself remembers.

    Yields each subject with None where its chain holds, else with its first broken link.
    """
    for subject, head in heads:
        yield subject, first_break(subject, events_of(subject), head)


def chained_models() -> list[type[Model]]:
    """Every table whose rows remember the end of a chain of theirs: whoever adds one is proved with the others."""
    remembered = {"ledger_length", "ledger_digest"}
    return [
        model
        for model in apps.get_models()
        if remembered <= {field.name for field in model._meta.get_fields()}
    ]


def proved_rows(model: type[Model]) -> Iterator[tuple[Any, Break | None]]:
    """Each row of such a table with None where its chain holds, else with its first broken link; however many there are."""
    subject = "subject" if any(field.name == "subject" for field in model._meta.get_fields()) else "pk"
    for row in model._default_manager.order_by("pk").iterator(_AT_ONCE):
        head = Head(row.ledger_length, bytes(row.ledger_digest))  # type: ignore[attr-defined]
        ((_, broken),) = verify([(getattr(row, subject), head)])
        yield row, broken


def unclaimed_events() -> int:
    """How many events of the ledger no row remembers: those of a subject that was removed past the product."""
    claimed = sum(
        model._default_manager.aggregate(all=Sum("ledger_length"))["all"] or 0 for model in chained_models()
    )
    return Event.objects.count() - int(claimed)


def waiting_announcements(at: datetime, most: int) -> list[Announcement]:
    """Up to ``most`` announcements that are due, oldest first, with their events, locked until the transaction ends.

    What another worker has locked is passed over. Told announcements are not looked at, however many there are.
    """
    due = Announcement.objects.filter(told_at=None, due_at__lte=at).order_by("due_at", "pk")
    return list(due.select_related("event").select_for_update(of=("self",), skip_locked=True)[:most])


def troubled_announcements() -> QuerySet[Announcement]:
    """Announcements that could not be told so far, with their events: a fault of ours somebody has to look at."""
    return Announcement.objects.filter(told_at=None, attempts__gt=0).select_related("event").order_by("pk")


def oldest_waiting(at: datetime) -> datetime | None:
    """Since when the oldest announcement due by ``at`` has been waiting; None when all are told."""
    due = Announcement.objects.filter(told_at=None, due_at__lte=at).order_by("due_at")
    return due.values_list("due_at", flat=True).first()
