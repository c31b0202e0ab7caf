"""Counting: each function one statement over the orders in scope, for a period and the one it is compared with.

Everything starts from what the actor may see, narrowed by the same filter the order list reads, so that a number here
and the list it opens are the same question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    When,
)
from django.db.models.functions import Cast, Floor, TruncWeek

from bihuan.organisations.models import Unit
from bihuan.rules.satisfaction import Answers, Satisfied, Solved, Tally, tally
from bihuan.rules.workdays import SHANGHAI
from bihuan.statistics.periods import Period
from bihuan.supervision.scopes import Scope
from bihuan.work_orders.filters import LONGEST_HANDLED, OrderFilter
from bihuan.work_orders.matching import begins_with, conditions_of
from bihuan.work_orders.models import Responsibility, WorkOrder
from bihuan.work_orders.queries import last_answers, units_seen_by, visible_to


@dataclass(frozen=True, slots=True)
class Span:
    """The period that is looked at and the one it is compared with."""

    now: Period
    before: Period

    def holds(self, column: str) -> Q:
        """In one of the two."""
        return self.now.holds(column) | self.before.holds(column)

    def if_now(self, column: str, part: Func) -> Case:
        """A part by which only the period looked at is told apart; none for the other, of which the whole is enough."""
        return Case(When(self.now.holds(column), then=part))


@dataclass(frozen=True, slots=True)
class Registered:
    """Orders registered in the period."""

    count: int
    before: int
    by_week: dict[date, int]
    by_channel: dict[str, int]
    by_matter: dict[str, int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Orders resolved in the period; ``days`` sums their handling in working days."""

    count: int
    on_time: int
    days: Decimal

    @property
    def average(self) -> Decimal | None:
        """Average handling in working days."""
        return self.days / self.count if self.count else None

    @property
    def on_time_rate(self) -> Decimal | None:
        """Resolved on or before the limit, in per cent of all resolved."""
        return Decimal(100 * self.on_time) / self.count if self.count else None


class Handling(NamedTuple):
    """How long handling took: both periods, week by week, and how many orders took how many tenths of a working day."""

    now: Resolved
    before: Resolved
    by_week: dict[date, Resolved]
    by_tenths: dict[int, int]

    def by_days(self) -> dict[int, int]:
        """Orders by whole working days, :data:`LONGEST_HANDLED` standing for itself and all above."""
        found: dict[int, int] = {}
        for tenths, count in self.by_tenths.items():
            days = min(tenths // 10, LONGEST_HANDLED)
            found[days] = found.get(days, 0) + count
        return found

    def within(self, share: Decimal) -> Decimal:
        """The length, to a tenth of a working day, in which this share of the orders was resolved."""
        passed = 0
        for tenths, count in sorted(self.by_tenths.items()):
            passed += count
            if passed >= share * self.now.count:
                return Decimal(tenths) / 10
        raise ValueError("nothing was resolved")


class StillOpen(NamedTuple):
    """How it stands now, whatever the period."""

    late: int
    parked: int
    redone: int


def registered_in(scope: Scope, span: Span) -> Registered:
    """Orders registered, by week, source and matter."""
    first = min(span.now.first, span.before.first)
    orders = in_scope(scope).filter(span.holds("registered_at"), begins_with(first))
    rows: Iterable[Any] = (
        orders.annotate(week=span.if_now("registered_at", _week("registered_at")))
        .values("week", "channel", "matter")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found = Registered(0, 0, {}, {}, {})
    for row in rows:
        if row["week"] is None:
            found = replace(found, before=found.before + row["number"])
            continue
        found = replace(found, count=found.count + row["number"])
        for kept, key in (
            (found.by_week, row["week"].date()), (found.by_channel, row["channel"]), (found.by_matter, row["matter"]),
        ):  # fmt: skip
            kept[key] = kept.get(key, 0) + row["number"]
    return found


def handled_in(scope: Scope, span: Span) -> Handling:
    """Orders resolved, on time or not, and how long each took."""
    rows: Iterable[Any] = (
        in_scope(scope)
        .filter(span.holds("resolved_at"))
        .annotate(
            week=span.if_now("resolved_at", _week("resolved_at")), tenths=span.if_now("resolved_at", _TENTHS)
        )
        .values("week", "tenths")
        .annotate(**_OUTCOME)
        .order_by()
    )
    now, before = _NONE, _NONE
    by_week: dict[date, Resolved] = {}
    by_tenths: dict[int, int] = {}
    for row in rows:
        part = Resolved(row["number"], row["on_time"], row["days"])
        if row["week"] is None:
            before = _plus(before, part)
            continue
        now = _plus(now, part)
        week = row["week"].date()
        by_week[week] = _plus(by_week.get(week, _NONE), part)
        by_tenths[row["tenths"]] = by_tenths.get(row["tenths"], 0) + part.count
    return Handling(now, before, by_week, by_tenths)


def answers_in(scope: Scope, period: Period) -> Tally:
    """What callers answered: of each order its last valid return visit of the period."""
    rows: Iterable[Any] = (
        last_answers(period.holds("at"))
        .filter(order__in=_ids_in_scope(scope))
        .values("solved", "satisfied")
        .annotate(number=Count("pk"))
    )
    return _tally(rows)


def still_open(scope: Scope) -> StillOpen:
    """Orders late and not resolved, parked, and redone and not archived, as they stand now."""
    kinds = {
        name: conditions_of(OrderFilter.of(asked), scope.actor, scope.at)
        for name, asked in STILL_OPEN.items()
    }
    counts = {name: Count("pk", filter=kind) for name, kind in kinds.items()}
    any_of_them = reduce(or_, kinds.values())
    return StillOpen(**in_scope(scope).filter(any_of_them, archived_at=None).aggregate(**counts))


def outcomes_of(scope: Scope, units: Sequence[Unit], period: Period) -> dict[int, Resolved]:
    """Orders resolved in the period for which each of the unions answers."""
    if not units:
        return {}
    rows: Iterable[Any] = (
        in_scope(scope)
        .filter(period.holds("resolved_at"))
        .filter(responsibilities__unit__in=units, responsibilities__released_at=None)
        .values("responsibilities__unit")
        .annotate(**_OUTCOME)
        .order_by()
    )
    return {
        row["responsibilities__unit"]: Resolved(row["number"], row["on_time"], row["days"] or Decimal(0))
        for row in rows
    }


def answers_of(scope: Scope, units: Sequence[Unit], period: Period) -> dict[int, Tally]:
    """What the callers of each of the unions answered in the period."""
    if not units:
        return {}
    rows: Iterable[Any] = (
        last_answers(period.holds("at"))
        .filter(order__in=_ids_in_scope(scope))
        .filter(order__responsibilities__unit__in=units, order__responsibilities__released_at=None)
        .values("order__responsibilities__unit", "solved", "satisfied")
        .annotate(number=Count("pk"))
        .order_by()
    )
    by_unit: dict[int, list[Any]] = {}
    for row in rows:
        by_unit.setdefault(row["order__responsibilities__unit"], []).append(row)
    return {unit: _tally(found) for unit, found in by_unit.items()}


#: What is counted apart from the rates, as filters of the order list.
STILL_OPEN = {
    "late": {"due": "late"},
    "parked": {"parked": "1"},
    "redone": {"redo": "1", "living": "1"},
}


def in_scope(scope: Scope) -> QuerySet[WorkOrder]:
    """The orders counted: those the actor may see and the unit answers for."""
    return WorkOrder.objects.filter(pk__in=_ids_in_scope(scope))


def _ids_in_scope(scope: Scope) -> QuerySet[Any, Any]:
    asked = OrderFilter.of(scope.asked)
    if asked.one("line") and scope.unit.pk in units_seen_by(scope.actor):
        # Whoever answers for an order takes part in it: of the actor's own unit one index says both.
        return Responsibility.objects.filter(unit=scope.unit, released_at=None).values("order")
    return visible_to(scope.actor).filter(conditions_of(asked, scope.actor, scope.at)).values("pk")


#: Down to the tenth, so that whole days are told apart exactly as the order list does.
_TENTHS = Cast(Floor(F("handled_days") * 10), IntegerField())
_OUTCOME = {
    "number": Count("pk"),
    "on_time": Count("pk", filter=Q(resolved_at__lte=F("due_at"))),
    "days": Sum("handled_days"),
}
_NONE = Resolved(0, 0, Decimal(0))


def _plus(one: Resolved, other: Resolved) -> Resolved:
    return Resolved(one.count + other.count, one.on_time + other.on_time, one.days + other.days)


def _week(column: str) -> TruncWeek:
    return TruncWeek(column, tzinfo=SHANGHAI)


def _tally(rows: Iterable[Any]) -> Tally:
    found = Tally(0, 0, 0, 0, 0)
    for row in rows:
        one = tally([Answers(True, Solved(row["solved"]), Satisfied(row["satisfied"]))])
        found = Tally(*(sum_ + part * row["number"] for sum_, part in zip(found, one, strict=True)))
    return found
