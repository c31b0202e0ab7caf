"""What happened to orders that warns: for each row of the ladder that is no clock, the orders not warned of by it yet.

Each is asked of an index of its own and leaves out what has warned already, so that asking costs next to nothing when
nothing is due, and goes on where it stopped after any time in which nobody asked.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value

from bihuan.calendars.queries import ladder_at
from bihuan.rules.ladder import Cause, Rung
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision.models import EarlyWarning
from bihuan.work_orders import happenings

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder


class Happened(NamedTuple):
    """One thing that happened: to which order, which of several, which time, and how often or on which day."""

    order: UUID
    about: int
    generation: int
    times: int
    day: date | None

    def counted(self, today: date) -> int:
        """How often it happened, or how many days ago."""
        return self.times if self.day is None else (today - self.day).days


def not_warned_of(
    rung: Rung, at: datetime, orders: Iterable[UUID] | None = None
) -> "QuerySet[WorkOrder, Happened]":
    """What reached ``rung`` by ``at`` without its having warned; of these ``orders``, or of all."""
    rows, order = _SOURCES[rung.cause](rung, day_of(at))
    warned = EarlyWarning.objects.filter(
        order=OuterRef(order), about=OuterRef("warned_about"), generation=OuterRef("warned_generation"),
        cause=rung.cause, light=rung.light,
    )  # fmt: skip
    rows = rows.filter(~Exists(warned))
    if (answers := _answers(rung, at, "" if order == "pk" else f"{order}__")) is not None:
        rows = rows.filter(answers)
    if orders is not None:
        rows = rows.filter(**{f"{order}__in": list(orders)})
    columns = (order, "warned_about", "warned_generation", "warned_count", "warned_day")
    return rows.order_by(order).values_list(*columns)


def day_of(at: datetime) -> date:
    """The calendar day of an instant where the office is."""
    return at.astimezone(SHANGHAI).date()


def _answers(rung: Rung, at: datetime, way: str) -> Q | None:
    """The orders for which no other row of the ladder answers in this one's place; None for a row that stands alone.

    The same as ``rules.keyed`` says of one order. Parameters: ``way`` from a row to its order.
    """
    before = ladder_at(at).rows.before(rung)
    answers = _fits(rung, way)
    for nearer in before:
        answers &= ~_fits(nearer, way)
    return answers or None


def _fits(rung: Rung, way: str) -> Q:
    keys = Q()
    if rung.urgency:
        keys &= Q(**{f"{way}urgency": rung.urgency})
    if rung.matter:
        keys &= Q(**{f"{way}matter": rung.matter})
    for key, value in (("level", rung.level), ("path__startswith", rung.unit)):
        if value:
            of_lead = Q(**{f"{way}lead__{key}": value})
            keys &= of_lead | Q(**{f"{way}lead": None, f"{way}holder__{key}": value})
    return keys


_ONE, _NO_DAY = Value(1, IntegerField()), Value(None, DateField())


def _orders(rows: QuerySet, *, generation: object = _ONE, count: object = _ONE) -> tuple[QuerySet, str]:
    named = {
        "warned_about": Value(0, BigIntegerField()),
        "warned_generation": generation,
        "warned_count": count,
    }
    return rows.annotate(**named, warned_day=_NO_DAY), "pk"


def _bounced(rung: Rung, today: date) -> tuple[QuerySet, str]:
    return _orders(happenings.bounced(rung.at), count=F("count"))


def _repeated(rung: Rung, today: date) -> tuple[QuerySet, str]:
    return _orders(happenings.repeated(rung.at), count=F("count"))


def _by_repeating_callers(rung: Rung, today: date) -> tuple[QuerySet, str]:
    since = today - timedelta(days=rung.within)
    return _orders(happenings.by_repeating_callers(rung.at, since), count=F("count"))


def _risky(rung: Rung, today: date) -> tuple[QuerySet, str]:
    return _orders(happenings.at_risk(), generation=F("raised"))


def _promised(rung: Rung, today: date) -> tuple[QuerySet, str]:
    rows = happenings.payments_due(today, rung.at)
    named = {
        "warned_about": F("pk"),
        "warned_generation": _ONE,
        "warned_count": _ONE,
        "warned_day": F("due_on"),
    }
    return rows.annotate(**named), "promise__order"


_SOURCES: dict[Cause, Callable[[Rung, date], tuple[QuerySet, str]]] = {
    Cause.BOUNCED: _bounced,
    Cause.REPEATED: _repeated,
    Cause.CALLER: _by_repeating_callers,
    Cause.RISK: _risky,
    Cause.PROMISE: _promised,
}
