"""The hours of an office: working periods of a day, other hours in a season, and what a day is in the calendar."""

from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from bihuan.rules.words import Words

Period = tuple[time, time]

#: Opening hours of an office. Configuration: offices differ, and summer hours are the city's to announce.
OFFICE_HOURS: tuple[Period, ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))


class DayType(StrEnum):
    """What a day is in the calendar."""

    ORDINARY = "ordinary"
    OFF = "off"
    MAKEUP = "makeup"


DAY_TYPE_WORDS = {
    DayType.ORDINARY: Words("平日", "ordinary day"),
    DayType.OFF: Words("放假", "day off"),
    DayType.MAKEUP: Words("调休上班", "make-up working day"),
}


class Season(NamedTuple):
    """Other hours in a part of every year: ``first`` and ``last`` are month and day, both included.

    A season whose last day comes before its first in the year reaches over the turn of the year.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    periods: tuple[Period, ...]

    def begins(self, year: int) -> date:
        """Its first day in a year; 29 February is the 28th where there is none."""
        return _on(year, self.first)

    def ends(self, year: int) -> date:
        """Its last day, of the season that begins in that year."""
        return _on(year + (self.last < self.first), self.last)


def check_periods(periods: tuple[Period, ...]) -> None:
    """Raise ``ValueError`` unless the working periods of a day are in order, apart, and there are any."""
    edges = [edge for period in periods for edge in period]
    if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("working periods must be in order, apart, and not empty")


def check_seasons(seasons: tuple[Season, ...]) -> None:
    """Raise ``ValueError`` if two seasons speak for the same day."""
    year = 2000  # a leap year, so that 29 February has its place
    days = [(season.begins(at), season.ends(at)) for season in seasons for at in (year - 1, year, year + 1)]
    for (_, ends), (begins, _) in pairwise(sorted(days)):
        if begins <= ends:
            raise ValueError(f"two seasons speak for {begins:%m-%d}")


def _on(year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 28 if (month, day) == (2, 29) and not leap else day)
