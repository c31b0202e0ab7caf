"""The working calendar: which days and hours are worked, and when a limit in days runs out.

Usable on its own: it knows nothing of orders, reads no clock and imports no calendar package. All instants are aware
datetimes; results speak the calendar's zone. Periods count as the Civil Code has it: the day of the start is not
counted (民法典 201); a period ends on its last day when business stops, and a last day that is not worked gives way
to the next working day (203).

    >>> PUBLISHED.due_after(datetime(2025, 9, 30, 15, tzinfo=SHANGHAI), 3).at.date()
    datetime.date(2025, 10, 11)

A day is ordinary, a day off, or a make-up day (调休), each with its working periods; an office may have other hours in
a season. Calendars are laid over each other, the nation's under the region's under the unit's: :func:`layered`.

A span costs the same however long it is (:mod:`bihuan.rules.stretches`), but for naming the days a limit skips.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bihuan.rules import published_days
from bihuan.rules.office_hours import OFFICE_HOURS as OFFICE_HOURS
from bihuan.rules.office_hours import DayType, Period, Season, check_periods, check_seasons
from bihuan.rules.stretches import Stretches, length_of, since_midnight, spans_of, still_open, time_of
from bihuan.rules.words import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")

_MICROSECOND = timedelta(microseconds=1)
#: A season is taken to come again this many years past the coverage; what lies there is provisional in any case.
_YEARS_AHEAD = 10


class Due(NamedTuple):
    """When a limit runs out.

    Attributes:
        at: the last instant that is still in time.
        provisional: whether the span leaves the days the calendar covers, so that a notice yet to come may move it.
        skipped: the days passed over because nobody works on them, in order.
    """

    at: datetime
    provisional: bool
    skipped: tuple[date, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """An office's working days and hours. Immutable; safe to share and to use as a key.

    Parameters:
        days_off, makeup_days: days that differ from Monday to Friday; no day may be both.
        covered_from, covered_until: first and last day the two sets speak for; outside them Monday to Friday is a guess.
        periods: the working periods of a day, in order, not touching the next day.
        zone: the zone its days and hours are meant in; it must not have summer time in the covered years, when some
            days would be an hour longer than others.
        makeup_periods: the periods of a make-up day, where they differ.
        seasons: other hours in parts of the year, which may not overlap.
        names: what a day off or a make-up day is for; only for explanations.
    Raises: ``ValueError`` where these contradict each other.
    """

    days_off: frozenset[date]
    makeup_days: frozenset[date]
    covered_from: date
    covered_until: date
    periods: tuple[Period, ...] = OFFICE_HOURS
    zone: ZoneInfo = SHANGHAI
    makeup_periods: tuple[Period, ...] = ()
    seasons: tuple[Season, ...] = ()
    names: Mapping[date, Words] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if both := self.days_off & self.makeup_days:
            raise ValueError(f"both a day off and a make-up day: {min(both)}")
        if self.covered_until < self.covered_from:
            raise ValueError("the coverage ends before it begins")
        for periods in (
            self.periods,
            self.makeup_periods or self.periods,
            *(s.periods for s in self.seasons),
        ):
            check_periods(periods)
        if self.seasons:
            check_seasons(self.seasons)
        if _has_summer_time(self.zone, self.covered_from.year, self.covered_until.year):
            raise ValueError(f"the zone {self.zone} has summer time: a working day has no fixed length in it")

    @cached_property
    def day_length(self) -> timedelta:
        """How long an ordinary working day outside any season is."""
        return length_of(spans_of(self.periods)) * _MICROSECOND

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        return self._days.works(day.toordinal())

    def day_type(self, day: date) -> DayType:
        """What ``day`` is: a weekend nobody speaks of is ordinary, and not worked."""
        if day in self.days_off:
            return DayType.OFF
        return DayType.MAKEUP if day in self.makeup_days else DayType.ORDINARY

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """The working periods of ``day``; none if it is not worked."""
        ordinal = day.toordinal()
        if not self._days.works(ordinal):
            return ()
        return tuple((time_of(opens), time_of(closes)) for opens, closes in self._days.spans_on(ordinal))

    def covers(self, day: date) -> bool:
        """Whether the calendar speaks for ``day``, rather than guessing Monday to Friday."""
        return self.covered_from <= day <= self.covered_until

    def due_after(self, start: datetime, working_days: int) -> Due:
        """When a limit of ``working_days`` that began at ``start`` runs out: when business stops on its last day.

        A limit of 0 means the same working day: see :meth:`end_of_working_day`.
        Raises: ``ValueError`` if ``working_days`` is negative or ``start`` is naive.
        """
        if working_days < 0:
            raise ValueError("a limit cannot be negative")
        first = self._local(start).toordinal()
        if working_days:
            last = self._days.day_number(self._days.days_until(first) + working_days)
        else:
            last = self.end_of_working_day(start).toordinal()
        return self._due(first, first + 1, last)

    def end_of_working_day(self, at: datetime) -> datetime:
        """When business next stops for a day: today, or after hours and on days off the next working day."""
        local = self._local(at)
        today = local.toordinal()
        if not self._days.works(today) or since_midnight(local) > self._days.spans_on(today)[-1][1]:
            today = self._days.day_number(self._days.days_until(today) + 1)
        return self._closing(today)

    def add_calendar_days(self, start: datetime, days: int) -> Due:
        """When a limit of ``days`` calendar days (自然日) runs out; only its last day must be a working day.

        Raises: ``ValueError`` if ``days`` is negative or ``start`` is naive.
        """
        if days < 0:
            raise ValueError("a limit cannot be negative")
        first = self._local(start).toordinal()
        last = first + days
        if not self._days.works(last):
            return self._due(first, last, self._days.day_number(self._days.days_until(last) + 1))
        return self._due(first, last, last)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The time worked between two instants; none if ``end`` is not after ``start``."""
        return max(self._worked_until(end) - self._worked_until(start), 0) * _MICROSECOND

    def working_days(self, start: datetime, end: datetime) -> Decimal:
        """:meth:`working_time` in working days, not rounded; each day counts for itself, however long it is."""
        if not self.seasons and not self.makeup_periods:
            return Decimal(self.working_time(start, end) // _MICROSECOND) / (self.day_length // _MICROSECOND)
        return max(self._days_worked_until(end) - self._days_worked_until(start), Decimal())

    def after_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The first instant, not before ``start``, by which ``amount`` has been worked since ``start``."""
        if amount <= timedelta():
            return self._local(start)
        return self._worked_by(self._worked_until(start) + amount // _MICROSECOND)

    def before_working_time(self, end: datetime, amount: timedelta) -> datetime:
        """The first instant from which no more than ``amount`` is worked until ``end``.

        The counterpart of :meth:`after_working_time`: on an instant at which the office works (the opening itself is
        not one, closing is), ``after_working_time(before_working_time(end, amount), amount) == end``.
        """
        return self._worked_by(self._worked_until(end) - amount // _MICROSECOND)

    @cached_property
    def _days(self) -> Stretches:
        years = range(max(self.covered_from.year - 1, 1), min(self.covered_until.year + _YEARS_AHEAD, 9998))
        return Stretches(
            self.periods, self.makeup_periods, self.seasons, years, self.days_off, self.makeup_days
        )

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("an instant without a zone has no place in a calendar")
        return at.astimezone(self.zone)

    def _worked_until(self, at: datetime) -> int:
        local = self._local(at)
        return self._days.worked_until(local.toordinal(), since_midnight(local))

    def _days_worked_until(self, at: datetime) -> Decimal:
        """Working days since the year 1, today's part of a day included."""
        local = self._local(at)
        today = local.toordinal()
        days = Decimal(self._days.days_until(today))
        if self._days.works(today):
            spans = self._days.spans_on(today)
            days -= Decimal(still_open(spans, since_midnight(local))) / length_of(spans)
        return days

    def _worked_by(self, goal: int) -> datetime:
        day, moment = self._days.worked_by(goal)
        return datetime.combine(date.fromordinal(day), time(), self.zone) + moment * _MICROSECOND

    def _closing(self, ordinal: int) -> datetime:
        closes = self._days.spans_on(ordinal)[-1][1]
        return datetime.combine(date.fromordinal(ordinal), time(), self.zone) + closes * _MICROSECOND

    def _due(self, first: int, skipping_from: int, last: int) -> Due:
        flipped = self._days.flipped  # not works(day), spelt out: this loop is most of the cost of a limit
        idle = [day for day in range(skipping_from, last) if (0 < day % 7 < 6) == (day in flipped)]
        at = self._closing(last)
        covered = self.covered_from.toordinal() <= first and at.date() <= self.covered_until
        return Due(at, not covered, tuple(map(date.fromordinal, idle)))


@dataclass(frozen=True)
class Layer:
    """What a region or a unit says differently from the calendar beneath it. What it does not speak of stays.

    Parameters: ``days_off`` and ``working_days`` days it takes or gives; ``periods``, ``makeup_periods`` and ``seasons``
    its own hours, None for those beneath.
    """

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    periods: tuple[Period, ...] | None = None
    makeup_periods: tuple[Period, ...] | None = None
    seasons: tuple[Season, ...] | None = None
    names: Mapping[date, Words] = field(default_factory=dict, compare=False, repr=False)


def layered(beneath: WorkCalendar, layers: Iterable[Layer]) -> WorkCalendar:
    """Lay ``layers`` over a calendar, the farthest first: the nearest has the last word on every day and on the hours.

    Coverage stays that of the calendar beneath: a region does not know when the nation's next notice comes.
    Raises: ``ValueError`` where a layer contradicts itself.
    """
    for layer in layers:
        if both := layer.days_off & layer.working_days:
            raise ValueError(f"both a day off and a working day: {min(both)}")
        beneath = replace(
            beneath,
            days_off=beneath.days_off - layer.working_days | layer.days_off,
            makeup_days=beneath.makeup_days - layer.days_off | layer.working_days,
            periods=beneath.periods if layer.periods is None else layer.periods,
            makeup_periods=beneath.makeup_periods if layer.makeup_periods is None else layer.makeup_periods,
            seasons=beneath.seasons if layer.seasons is None else layer.seasons,
            names={**beneath.names, **layer.names},
        )
    return beneath


def _has_summer_time(zone: ZoneInfo, first: int, last: int) -> bool:
    return any(
        datetime(year, month, 1, tzinfo=zone).dst() for year in range(first, last + 1) for month in (1, 7)
    )


#: The national calendar with default office hours.
PUBLISHED = WorkCalendar(
    days_off=published_days.days_off(),
    makeup_days=published_days.makeup_days(),
    covered_from=published_days.COVERED_FROM,
    covered_until=published_days.COVERED_UNTIL,
    names=published_days.names(),
)
