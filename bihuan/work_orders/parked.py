"""Parked orders (挂账), which are counted apart from everything else: by the day on which somebody looks again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from bihuan.calendars.queries import national
from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Matter
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import Note, WorkOrder
from bihuan.work_orders.queries import visible_to

PAGE_SIZE = 50


class After(NamedTuple):
    """The last row of a page: its review day, and the order."""

    review_on: date
    order: UUID

    def __str__(self) -> str:
        return f"{self.review_on.isoformat()}_{self.order.hex}"

    @classmethod
    def of(cls, text: str) -> "After | None":
        """Read where a page begins; nonsense is none, so that a broken link opens the first page."""
        day, _, order = text.partition("_")
        try:
            return cls(date.fromisoformat(day), UUID(hex=order))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class ParkedPage:
    """One page, the first review first; ``due`` says how many of all have come to their review day."""

    rows: list[dict[str, Any]]
    next: After | None
    due: int


def parked_page(
    actor: Actor, now: datetime, after: After | None = None, *, size: int = PAGE_SIZE
) -> ParkedPage:
    """The parked orders the actor may see, by review day, a page at a time; three statements."""
    today = now.astimezone(SHANGHAI).date()
    parked = visible_to(actor).filter(state=Matter.PARKED)
    due = parked.filter(parked_until__lte=today).count()
    page = parked
    if after:
        page = page.filter(
            Q(parked_until__gte=after.review_on)
            & (Q(parked_until__gt=after.review_on) | Q(pk__gt=after.order))
        )
    orders = list(page.select_related("holder", "place").order_by("parked_until", "pk")[: size + 1])
    shown = orders[:size]
    reasons = _reasons(shown)
    rows = [_row(order, reasons.get(order.pk, ""), today, now) for order in shown]
    last = shown[-1] if len(orders) > size else None
    return ParkedPage(rows, After(last.parked_until, last.pk) if last and last.parked_until else None, due)


def _reasons(orders: Iterable[WorkOrder]) -> dict[UUID, str]:
    notes = Note.objects.filter(order__in=[order.pk for order in orders], at=F("order__parked_at"))
    return dict(notes.values_list("order", "text"))


def _row(order: WorkOrder, reason: str, today: date, now: datetime) -> dict[str, Any]:
    assert order.parked_at is not None, "a parked order knows since when"
    assert order.parked_until is not None, "a parked order has its review day"
    return {
        "order": order,
        "reason": reason,
        "days": (order.parked_until - today).days,
        "parked_for": national().working_time(order.parked_at, now),
        "left": national().working_time(order.parked_at, order.due_at),
    }
