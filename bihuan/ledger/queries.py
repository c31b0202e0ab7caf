"""Reading the ledger."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet

from bihuan.ledger.chain import Break, Head, first_break
from bihuan.ledger.models import Event


def events_of(subject: UUID) -> QuerySet[Event]:
    """The events of one subject, oldest first."""
    return Event.objects.filter(subject=subject).order_by("seq")


def verify(heads: Iterable[tuple[UUID, Head]]) -> Iterator[tuple[UUID, Break | None]]:
    """Prove the chain of every subject named, against the head the subject itself remembers.

    Yields each subject with None where its chain holds, else with its first broken link.
    """
    for subject, head in heads:
        events = list(events_of(subject))
        if not events and head.length:
            yield subject, Break(subject, 1, "the chain ends before the subject says it does")
        else:
            yield subject, first_break(events, head)
