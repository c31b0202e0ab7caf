"""What was given back and what was sent back: by cause and by unit, each number opening its orders.

Every number counts orders, not returns: an order returned twice for one cause in the period is one order in that row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from bihuan.rules.matters import CLOSURE_WORDS, Closure
from bihuan.rules.returns import REDO_CAUSE_WORDS, RETURN_CAUSE_WORDS, RedoCause, ReturnCause
from bihuan.rules.words import Words
from bihuan.statistics.figures import Part, orders_url
from bihuan.statistics.periods import Period
from bihuan.statistics.queries import in_scope
from bihuan.supervision.scopes import Scope
from bihuan.work_orders.models import Redo, Return

_ORDERS = {
    "asked": Count("order", distinct=True),
    "allowed": Count("order", distinct=True, filter=Q(adjudication__allowed=True)),
    "refused": Count("order", distinct=True, filter=Q(adjudication__allowed=False)),
    "open": Count("order", distinct=True, filter=Q(adjudication=None)),
}
STATE_WORDS = {
    "asked": Words("申请退单", "Asked"),
    "allowed": Words("同意", "Allowed"),
    "refused": Words("驳回", "Refused"),
    "open": Words("待裁定", "To be decided"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what it is about, and its numbers, each with the orders behind it."""

    words: Words
    parts: tuple[Part, ...]


def returns_by_cause(scope: Scope, period: Period) -> list[Line]:
    """Orders of which a return was asked in the period, by cause, the most frequent first; one statement."""
    rows = _returns(scope, period).values("cause").annotate(**_ORDERS).order_by("-asked", "cause")
    return [
        Line(
            RETURN_CAUSE_WORDS[ReturnCause(row["cause"])],
            _return_parts(scope, period, row, {"return_cause": row["cause"]}),
        )
        for row in rows
    ]


def returns_by_unit(scope: Scope, period: Period) -> list[Line]:
    """The same by the unit that asked; one statement."""
    rows = _returns(scope, period).values("unit", "unit__name").annotate(**_ORDERS)
    return [
        Line(
            Words(row["unit__name"], row["unit__name"]),
            _return_parts(scope, period, row, {"return_by": str(row["unit"])}),
        )
        for row in rows.order_by("-asked", "unit__path")
    ]


def redos_by_cause(scope: Scope, period: Period) -> list[Line]:
    """Orders sent back to be redone in the period, by cause; one statement."""
    rows = _redos(scope, period).values("cause").annotate(number=Count("order", distinct=True))
    return [
        _redone(scope, period, REDO_CAUSE_WORDS[RedoCause(row["cause"])], row, {"redo_cause": row["cause"]})
        for row in rows.order_by("-number", "cause")
    ]


def redos_by_unit(scope: Scope, period: Period) -> list[Line]:
    """The same by the unit whose work was sent back; one statement."""
    rows = _redos(scope, period).values("lead", "lead__name").annotate(number=Count("order", distinct=True))
    return [
        _redone(
            scope, period, Words(row["lead__name"], row["lead__name"]), row, {"redo_by": str(row["lead"])}
        )
        for row in rows.order_by("-number", "lead__path")
    ]


def resolved_by_outcome(scope: Scope, period: Period) -> list[Line]:
    """Orders resolved in the period by their coded closure, the most frequent first; one statement."""
    rows: Any = (
        in_scope(scope).filter(period.holds("resolved_at")).values("outcome").annotate(number=Count("pk"))
    )
    return [
        Line(
            words := CLOSURE_WORDS[Closure(row["outcome"])],
            (
                Part(
                    words,
                    row["number"],
                    orders_url(period.asked("resolved"), {"outcome": row["outcome"]}, scope.asked),
                ),
            ),
        )
        for row in rows.order_by("-number", "outcome")
        if row["outcome"]
    ]


def _returns(scope: Scope, period: Period) -> Any:
    return Return.objects.filter(period.holds("at"), order__in=in_scope(scope)).order_by()


def _redos(scope: Scope, period: Period) -> Any:
    return Redo.objects.filter(period.holds("at"), order__in=in_scope(scope)).order_by()


def _return_parts(
    scope: Scope, period: Period, row: Mapping[str, Any], asked: dict[str, str]
) -> tuple[Part, ...]:
    days = period.asked("asked")
    return tuple(
        Part(
            words,
            row[state],
            orders_url(days, asked, {} if state == "asked" else {"return_state": state}, scope.asked),
        )
        for state, words in STATE_WORDS.items()
    )


def _redone(
    scope: Scope, period: Period, words: Words, row: Mapping[str, Any], asked: dict[str, str]
) -> Line:
    url = orders_url(period.asked("sent_back"), asked, scope.asked)
    return Line(words, (Part(Words("重办", "Redone"), row["number"], url),))
