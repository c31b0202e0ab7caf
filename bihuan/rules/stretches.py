"""Days that are worked alike, in stretches: what makes a span of any length cost the same.

Between two days that differ from Monday to Friday, or on which a season begins, working days and hours have a closed
form. The stretches are kept sorted, each with what was worked before it, and found by bisection. Days are ordinals
(1 January of the year 1 is 1, a Monday), times microseconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from bihuan.rules.office_hours import Period, Season

#: Working periods of a day in microseconds since midnight.
Spans = tuple[tuple[int, int], ...]


class Stretch(NamedTuple):
    """Days from ``first`` on, up to the next stretch, that are worked alike.

    ``works`` is None for weeks of Monday to Friday, else whether this one day is worked.
    """

    first: int
    spans: Spans
    length: int
    works: bool | None


class Stretches:
    """All days since the year 1, worked as these hours and days say.

    Parameters: ``years`` those in which seasons come; ``makeup_periods`` may be empty for the usual ones.
    """

    def __init__(
        self,
        periods: tuple[Period, ...],
        makeup_periods: tuple[Period, ...],
        seasons: tuple[Season, ...],
        years: range,
        days_off: Iterable[date],
        makeup_days: Iterable[date],
    ) -> None:
        ordinary = _ordinary(spans_of(periods), seasons, years)
        odd = dict.fromkeys(days_off, False) | dict.fromkeys(makeup_days, True)
        self._all = _cut(ordinary, odd, spans_of(makeup_periods))
        self._firsts = tuple(stretch.first for stretch in self._all)
        #: Days worked against, or not worked in spite of, what their weekday says.
        self.flipped = frozenset(
            s.first for s in self._all if s.works is not None and s.works != (0 < s.first % 7 < 6)
        )
        days = worked = 0
        before = [(0, 0)]
        for stretch, following in pairwise(self._all):
            here = _days_in(stretch, following.first - 1)
            days, worked = days + here, worked + here * stretch.length
            before.append((days, worked))
        self._days_before = tuple(days for days, _ in before)
        self._time_before = tuple(worked for _, worked in before)

    def works(self, day: int) -> bool:
        """Whether a day is worked."""
        return (0 < day % 7 < 6) != (day in self.flipped)

    def spans_on(self, day: int) -> Spans:
        """The working periods of a day that is worked."""
        return self._all[bisect_right(self._firsts, day) - 1].spans

    def days_until(self, day: int) -> int:
        """Working days since the year 1, up to and including a day."""
        place = bisect_right(self._firsts, day) - 1
        return self._days_before[place] + _days_in(self._all[place], day)

    def day_number(self, count: int) -> int:
        """The day on which :meth:`days_until` first reaches ``count``."""
        place = bisect_left(self._days_before, count) - 1
        return _nth_day_of(self._all[place], count - self._days_before[place])

    def worked_until(self, day: int, now: int) -> int:
        """Time worked since the year 1, up to the instant ``now`` of a day."""
        place = bisect_right(self._firsts, day) - 1
        stretch = self._all[place]
        worked = self._time_before[place] + _days_in(stretch, day) * stretch.length
        return worked - still_open(stretch.spans, now) if self.works(day) else worked

    def worked_by(self, goal: int) -> tuple[int, int]:
        """The first instant, as day and time of the day, by which ``goal`` has been worked since the year 1."""
        place = bisect_left(self._time_before, goal) - 1
        stretch = self._all[place]
        # One less, so that an amount that fills the day ends at closing and not at the next opening.
        full_days, left = divmod(goal - self._time_before[place] - 1, stretch.length)
        period = 0
        while left >= stretch.spans[period][1] - stretch.spans[period][0]:
            left -= stretch.spans[period][1] - stretch.spans[period][0]
            period += 1
        return _nth_day_of(stretch, full_days + 1), stretch.spans[period][0] + left + 1


def _ordinary(usual: Spans, seasons: tuple[Season, ...], years: range) -> list[tuple[int, Spans]]:
    """From which day on which hours hold on a Monday to Friday, in order."""
    begins = {1: usual}
    for year in years:
        for season in seasons:
            begins[season.begins(year).toordinal()] = spans_of(season.periods)
            begins.setdefault(season.ends(year).toordinal() + 1, usual)
    return sorted(begins.items())


def _cut(ordinary: list[tuple[int, Spans]], odd: dict[date, bool], made_up: Spans) -> tuple[Stretch, ...]:
    """The stretches: those of the hours, cut wherever a day differs from what its weekday and season say."""
    starts = [first for first, _ in ordinary]
    found = {first: Stretch(first, spans, length_of(spans), None) for first, spans in ordinary}
    for day in sorted(odd):
        first, works = day.toordinal(), odd[day]
        if works == (day.weekday() < 5) and not (works and made_up):
            continue  # what it would be anyhow
        spans = made_up if works and made_up else ordinary[bisect_right(starts, first) - 1][1]
        found[first] = Stretch(first, spans, length_of(spans) if works else 0, works)
        # The day after goes on as before, unless it begins something itself.
        after = ordinary[bisect_right(starts, first + 1) - 1][1]
        found.setdefault(first + 1, Stretch(first + 1, after, length_of(after), None))
    return tuple(found[first] for first in sorted(found))


def spans_of(periods: tuple[Period, ...]) -> Spans:
    """Working periods in microseconds of the day."""
    return tuple((since_midnight(opens), since_midnight(closes)) for opens, closes in periods)


def length_of(spans: Spans) -> int:
    """How long a day of these periods is."""
    return sum(closes - opens for opens, closes in spans)


def still_open(spans: Spans, now: int) -> int:
    """How much of a working day is left at ``now``, in microseconds."""
    return sum(closes - max(opens, now) for opens, closes in spans if now < closes)


def _days_in(stretch: Stretch, last: int) -> int:
    """Working days from the first of a stretch up to and including ``last``, a day in it."""
    if stretch.works is not None:
        return int(stretch.works)
    return _weekdays(last) - _weekdays(stretch.first - 1)


def _nth_day_of(stretch: Stretch, count: int) -> int:
    """The working day of a stretch that is number ``count`` in it."""
    if stretch.works is not None:
        return stretch.first
    weeks, days = divmod(_weekdays(stretch.first - 1) + count - 1, 5)
    return weeks * 7 + days + 1


def _weekdays(ordinal: int) -> int:
    """Mondays to Fridays from the year 1 up to and including a day; 1 January of the year 1 was a Monday."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def since_midnight(moment: time | datetime) -> int:
    """Microseconds of the local day."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def time_of(microseconds: int) -> time:
    """The time of day so many microseconds after midnight."""
    seconds, rest = divmod(microseconds, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return time(hour, minute, second, rest)
