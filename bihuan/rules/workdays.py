"""The working calendar: which days and hours are worked, and when a limit in days runs out.

Usable on its own: it knows nothing of orders, reads no clock and imports no calendar package. All instants are aware
datetimes; results speak the calendar's zone. Periods count as the Civil Code has it: the day of the start is not
counted (民法典 201); a period ends on its last day when business stops, and a last day that is not worked gives way
to the next working day (203).

A span costs the same however long it is, but for naming the days a limit skips. Weekdays since the year 1 have a
closed form; the few days that differ from Monday to Friday are kept sorted with a running total and found by bisection.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bihuan.rules import published_days

Period = tuple[time, time]

#: Opening hours of an office. Configuration: offices differ, and summer hours are the city's to announce.
OFFICE_HOURS: tuple[Period, ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))
SHANGHAI = ZoneInfo("Asia/Shanghai")

_MICROSECOND = timedelta(microseconds=1)


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
        zone: the zone its days and hours are meant in.
    Raises: ``ValueError`` where these contradict each other.
    """

    days_off: frozenset[date]
    makeup_days: frozenset[date]
    covered_from: date
    covered_until: date
    periods: tuple[Period, ...] = OFFICE_HOURS
    zone: ZoneInfo = SHANGHAI

    def __post_init__(self) -> None:
        if both := self.days_off & self.makeup_days:
            raise ValueError(f"both a day off and a make-up day: {min(both)}")
        if self.covered_until < self.covered_from:
            raise ValueError("the coverage ends before it begins")
        edges = [edge for period in self.periods for edge in period]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("working periods must be in order, apart, and not empty")

    @cached_property
    def day_length(self) -> timedelta:
        """How long a full working day is."""
        return self._length * _MICROSECOND

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        return self._works(day.toordinal())

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
            last = self._working_day(self._working_days_until(first) + working_days)
        else:
            last = self.end_of_working_day(start).toordinal()
        return self._due(first, first + 1, last)

    def end_of_working_day(self, at: datetime) -> datetime:
        """When business next stops for a day: today, or after hours and on days off the next working day."""
        local = self._local(at)
        today = local.toordinal()
        if not self._works(today) or _since_midnight(local) > self._spans[-1][1]:
            today = self._working_day(self._working_days_until(today) + 1)
        return self._closing(today)

    def add_calendar_days(self, start: datetime, days: int) -> Due:
        """When a limit of ``days`` calendar days (自然日) runs out; only its last day must be a working day.

        Raises: ``ValueError`` if ``days`` is negative or ``start`` is naive.
        """
        if days < 0:
            raise ValueError("a limit cannot be negative")
        first = self._local(start).toordinal()
        last = first + days
        if not self._works(last):
            return self._due(first, last, self._working_day(self._working_days_until(last) + 1))
        return self._due(first, last, last)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The time worked between two instants; none if ``end`` is not after ``start``."""
        return (
            max(self._worked_until(self._local(end)) - self._worked_until(self._local(start)), 0)
            * _MICROSECOND
        )

    def working_days(self, start: datetime, end: datetime) -> Decimal:
        """:meth:`working_time` in working days, not rounded."""
        return Decimal(self.working_time(start, end) // _MICROSECOND) / self._length

    def after_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The first instant, not before ``start``, by which ``amount`` has been worked since ``start``."""
        if amount <= timedelta():
            return self._local(start)
        return self._worked_by(self._worked_until(self._local(start)) + amount // _MICROSECOND)

    def before_working_time(self, end: datetime, amount: timedelta) -> datetime:
        """The first instant from which no more than ``amount`` is worked until ``end``.

        The counterpart of :meth:`after_working_time`: on an instant at which the office works (the opening itself is
        not one, closing is), ``after_working_time(before_working_time(end, amount), amount) == end``.
        """
        return self._worked_by(self._worked_until(self._local(end)) - amount // _MICROSECOND)

    def _worked_by(self, goal: int) -> datetime:
        """The first instant by which ``goal`` microseconds have been worked since the year 1."""
        # One less, so that an amount that fills the day ends at closing and not at the next opening.
        full_days, worked = divmod(goal - 1, self._length)
        day = date.fromordinal(self._working_day(full_days + 1))
        before = list(accumulate((closes - opens for opens, closes in self._spans[:-1]), initial=0))
        period = bisect_right(before, worked) - 1
        moment = self._spans[period][0] + worked + 1 - before[period]
        return datetime.combine(day, time(), self.zone) + moment * _MICROSECOND

    @cached_property
    def _odd(self) -> dict[int, int]:
        """Days that differ from Monday to Friday, as ordinals in order: -1 not worked, +1 worked."""
        off = {day.toordinal(): -1 for day in self.days_off if day.weekday() < 5}
        made_up = {day.toordinal(): +1 for day in self.makeup_days if day.weekday() >= 5}
        return dict(sorted((off | made_up).items()))

    @cached_property
    def _odd_days(self) -> tuple[int, ...]:
        return tuple(self._odd)

    @cached_property
    def _shift(self) -> tuple[int, ...]:
        """The sum of differences before any odd day, then up to and including each."""
        return tuple(accumulate(self._odd.values(), initial=0))

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """Working days up to and including each odd day."""
        return tuple(_weekdays(day) + shift for day, shift in zip(self._odd, self._shift[1:], strict=True))

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """The working periods in microseconds of the day."""
        return tuple((_since_midnight(opens), _since_midnight(closes)) for opens, closes in self.periods)

    @cached_property
    def _length(self) -> int:
        """Microseconds of a full working day."""
        return sum(closes - opens for opens, closes in self._spans)

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("an instant without a zone has no place in a calendar")
        return at.astimezone(self.zone)

    def _works(self, ordinal: int) -> bool:
        return (0 < ordinal % 7 < 6) != (ordinal in self._odd)

    def _working_days_until(self, ordinal: int) -> int:
        """Working days since the year 1, up to and including a day."""
        return _weekdays(ordinal) + self._shift[bisect_right(self._odd_days, ordinal)]

    def _working_day(self, count: int) -> int:
        """The day on which :meth:`_working_days_until` first reaches ``count``."""
        following = bisect_left(self._counts, count)
        weeks, days = divmod(count - self._shift[following] - 1, 5)
        ordinal = weeks * 7 + days + 1
        if following < len(self._odd_days):  # a make-up day may come first
            return min(ordinal, self._odd_days[following])
        return ordinal

    def _worked_until(self, local: datetime) -> int:
        """Microseconds worked since the year 1, up to a local instant."""
        today = local.toordinal()
        worked = self._working_days_until(today) * self._length
        if self._works(today):
            now = _since_midnight(local)
            worked -= sum(closes - max(opens, now) for opens, closes in self._spans if now < closes)
        return worked

    def _closing(self, ordinal: int) -> datetime:
        return datetime.combine(date.fromordinal(ordinal), self.periods[-1][1], self.zone)

    def _due(self, first: int, skipping_from: int, last: int) -> Due:
        odd = self._odd  # not self._works(day), spelt out: this loop is most of the cost of a limit
        idle = [day for day in range(skipping_from, last) if (0 < day % 7 < 6) == (day in odd)]
        at = self._closing(last)
        covered = self.covered_from.toordinal() <= first and at.date() <= self.covered_until
        return Due(at, not covered, tuple(map(date.fromordinal, idle)))


def _weekdays(ordinal: int) -> int:
    """Mondays to Fridays from the year 1 up to and including a day; 1 January of the year 1 was a Monday."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def _since_midnight(moment: time | datetime) -> int:
    """Microseconds of the local day."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


#: The national calendar with default office hours.
PUBLISHED = WorkCalendar(
    days_off=published_days.days_off(),
    makeup_days=published_days.makeup_days(),
    covered_from=published_days.COVERED_FROM,
    covered_until=published_days.COVERED_UNTIL,
)
