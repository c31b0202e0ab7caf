"""How long units had orders in hand: what foretelling lateness learns from, and what it foretells."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Coalesce

from bihuan.calendars.queries import calendar_of
from bihuan.rules.backtest import Spell
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import Clock
from bihuan.rules.survival import Kind
from bihuan.work_orders.models import Extension, OrderClock, Suspension

#: What was in hand longer ago says little of a unit as it is today.
REMEMBERED = timedelta(days=730)
_WORKED = {TimeType.WORKING_DAY.value, TimeType.WORK_HOUR.value}


class InHand(NamedTuple):
    """A spell and its order; ``running`` while the unit has the order and its clock does not stand still."""

    order: UUID
    spell: Spell
    running: bool


def spells(now: datetime) -> Iterator[InHand]:
    """Every time a unit had an order in hand that began in the last two years, as it stands at ``now``; three statements.

    It goes by the unit's own clock, which starts with the dispatch to it and ends when it resolves the matter or the
    order leaves it. One whose clock stands still was watched until then. Rows come as the database has them, unread ones
    stay there: memory does not grow with their number.
    """
    moved = _moved()
    rows = (
        OrderClock.objects.filter(kind=Clock.HANDLE.value, started_at__gte=now - REMEMBERED, started_at__lt=now)
        .order_by()
        .values_list(
            "order", "unit", "unit__level", "unit__path", "order__matter", "order__urgency", "started_at", "due_at", "whole",
            "time", "met_at", "stopped_at", "paused_at", "order__due_at", "order__resolved_at", "order__closed_at",
        )
    )  # fmt: skip
    for row in rows.iterator(chunk_size=5000):
        yield _in_hand(now, moved, *row)


def _in_hand(
    now: datetime, moved: dict[UUID, datetime], order: UUID, unit: int, level: str, path: str, matter: str, urgency: str,
    since: datetime, due_here: datetime, whole: timedelta, time: str, met: datetime | None, stopped: datetime | None,
    paused: datetime | None, due: datetime, resolved: datetime | None, closed: datetime | None,
) -> InHand:  # fmt: skip
    calendar = calendar_of(path)
    if time not in _WORKED:
        whole = calendar.working_time(since, due_here)
    late: bool | None = None
    if resolved:
        late = resolved > due
    elif due < now and not closed:
        late = True
    spell = Spell(
        Kind(unit, level, matter, urgency), since, met or stopped or paused, met is not None, due, late, moved.get(order),
        calendar, due_here, whole,
    )  # fmt: skip
    return InHand(order, spell, spell.until is None and resolved is None and closed is None)


def _moved() -> dict[UUID, datetime]:
    """When the limits of an order were last moved by a pause or an extension."""
    found: dict[UUID, datetime] = {}
    paused: Any = Suspension.objects.values_list("order").annotate(at=Max(Coalesce("until", "since")))
    extended: Any = Extension.objects.filter(granted=True).values_list("order").annotate(at=Max("decided_at"))
    for order, at in [*paused.order_by(), *extended.order_by()]:
        found[order] = max(at, found.get(order, at))
    return found
