"""The light of an order's clock, asked of the database: what ``rules.alerts`` says of one order, for any number of them.

The working calendar goes into the question as one array, the working days passed before each day; working time until an
instant is then arithmetic. ``tests/supervision`` holds the two to each other.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Case, Expression, F, Func, IntegerField, Q, Value, When
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

from bihuan.calendars.queries import calendars, national
from bihuan.rules.alerts import PERCENTS, Light
from bihuan.rules.lifecycle import Matter
from bihuan.rules.limits import Clock, Limit, by_rank
from bihuan.rules.workdays import WorkCalendar

#: Days before and after today the array speaks for; a clock that reaches further is taken as reaching just so far.
_PAST, _FUTURE = 1100, 400


def running() -> Q:
    """Orders whose clock of handling runs: neither resolved nor done with, and not parked."""
    return Q(archived_at=None, resolved_at=None, closed_at=None) & ~Q(state=Matter.PARKED)


def with_light(light: Light, now: datetime) -> Q:
    """Running orders that show exactly this light at ``now``."""
    shown = light_of("registered_at", "due_at", now, percents=_percents())
    return running() & Q(Exact(shown, light.value))


def light_of(
    start: str,
    due_at: str,
    now: datetime,
    calendar: WorkCalendar | None = None,
    percents: Expression | None = None,
) -> Expression:
    """The light, as the number of :class:`Light`, of a clock from the column ``start`` to the column ``due_at``.

    Parameters: ``calendar`` the working calendar, the nation's unless another is given; ``percents`` the shares at which
    the lights come on, the default ones unless others are given.
    """
    calendar = calendar or national()
    first = now.astimezone(calendar.zone).date() - timedelta(_PAST)
    worked = _worked_until(calendar, first, now)
    begun, ends = (_Worked(F(column), calendar, first) for column in (start, due_at))
    return _Light(
        begun,
        ends,
        Value(worked, BigIntegerField()),
        percents or _array(PERCENTS),
    )


def _percents() -> Expression:
    """The shares of an order's public limit, by the row that wins in the version the order keeps.

    The rows stand in the order in which the rule book asks them, so that the first that fits answers here, too. Versions
    without shares of their own cost nothing.
    """
    own = [
        When(_fits(table.version, row), then=_array(row.percents))
        for table in calendars().tables
        if any(row.shares for row in table.rows if row.clock is Clock.TOTAL)
        for row in by_rank(table.rows)
        if row.clock is Clock.TOTAL
    ]
    return Case(*own, default=_array(PERCENTS)) if own else _array(PERCENTS)


def _fits(version: str, row: Limit) -> Q:
    keys = {
        "matter": row.matter,
        "urgency": row.urgency,
        "desk__level": row.level,
        "desk__path__startswith": row.unit,
    }
    return Q(limits_version=version, **{key: value for key, value in keys.items() if value})


def _array(percents: tuple[int, ...]) -> Value:
    return Value(list(percents), ArrayField(IntegerField()))


class _Light(Func):
    """How many rungs the used share of the budget has reached; a budget of nothing is used up."""

    output_field = IntegerField()
    arity = 4

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any
    ) -> tuple[str, tuple]:
        begun, ends, now, rungs = (compiler.compile(part) for part in self.get_source_expressions())
        # The begin is needed twice; a row of one column names it, so that it is worked out once.
        sql = (
            f"(SELECT COALESCE(width_bucket(100.0 * ({now[0]}::bigint - c.begun) / NULLIF(c.ends - c.begun, 0), "
            f"{rungs[0]}::numeric[]), {len(PERCENTS)}) FROM (SELECT {begun[0]} AS begun, {ends[0]} AS ends) AS c)"
        )
        return sql, (*now[1], *rungs[1], *begun[1], *ends[1])


class _Worked(Func):
    """Microseconds worked from the array's first day to an instant."""

    output_field = BigIntegerField()
    arity = 1

    def __init__(self, instant: F, calendar: WorkCalendar, first: date) -> None:
        super().__init__(instant)
        self.calendar, self.first = calendar, first

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any
    ) -> tuple[str, tuple]:
        instant, asked = compiler.compile(self.get_source_expressions()[0])
        day_length = self.calendar.day_length // timedelta(microseconds=1)
        today = " + ".join(
            f"LEAST(GREATEST(d.since - {opens}, 0), {closes - opens})"
            for opens, closes in _spans(self.calendar)
        )
        sql = (
            f"(SELECT d.days[d.n] * {day_length}::bigint + (d.days[d.n + 1] - d.days[d.n]) * ({today}) FROM ("
            f"SELECT LEAST(GREATEST(t.local::date - %s::date + 1, 1), {_PAST + _FUTURE}) AS n, "
            "(EXTRACT(EPOCH FROM t.local::time) * 1000000)::bigint AS since, %s::int[] AS days "
            f"FROM (SELECT {instant} AT TIME ZONE %s AS local) AS t) AS d)"
        )
        return sql, (self.first, _days_before(self.calendar, self.first), *asked, str(self.calendar.zone))


@lru_cache(maxsize=4)
def _days_before(calendar: WorkCalendar, first: date) -> list[int]:
    """Working days from ``first`` up to, not including, each day; one more than there are days."""
    days, count = [0], 0
    for number in range(_PAST + _FUTURE):
        count += calendar.is_working_day(first + timedelta(number))
        days.append(count)
    return days


def _worked_until(calendar: WorkCalendar, first: date, now: datetime) -> int:
    start = datetime.combine(first, datetime.min.time(), calendar.zone)
    return calendar.working_time(start, now) // timedelta(microseconds=1)


def _spans(calendar: WorkCalendar) -> list[tuple[int, int]]:
    """The working periods in microseconds of the day."""
    midnight = date.min
    return [
        tuple(
            (datetime.combine(midnight, edge) - datetime.combine(midnight, datetime.min.time()))
            // timedelta(microseconds=1)
            for edge in period
        )  # type: ignore[misc]
        for period in calendar.periods
    ]
