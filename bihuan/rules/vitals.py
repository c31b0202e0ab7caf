"""Vital signs (体征) and KPIs of a lane: how often they are read, which way is better, and when a reading is an alarm.

An indicator belongs to a lane and is a matter of the place, never of a person (国办函〔2026〕12号; facts 6.3). No official
text sets limits for indicators of a street (facts 1.5, grade U): every limit is a row somebody laid down with a basis, and
pages say that it is not an official figure. A period without a reading is said to have none; it is never a zero.
"""

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bihuan.rules.events import KINDS
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class Every(StrEnum):
    """How often an indicator is read."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


EVERY_WORDS = {
    Every.DAY: Words("每日", "Daily"),
    Every.WEEK: Words("每周", "Weekly"),
    Every.MONTH: Words("每月", "Monthly"),
    Every.QUARTER: Words("每季度", "Quarterly"),
}


class Better(StrEnum):
    """Which way an indicator should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


BETTER_WORDS = {
    Better.HIGHER: Words("越高越好", "Higher is better"),
    Better.LOWER: Words("越低越好", "Lower is better"),
    Better.NEITHER: Words("仅监测", "Watched only"),
}

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}
_WRITTEN = {
    Every.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    Every.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
    Every.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Every.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
}
_SAMPLES = {
    Every.DAY: "2026-01-31",
    Every.WEEK: "2026-W05",
    Every.MONTH: "2026-01",
    Every.QUARTER: "2026-Q1",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days one reading is about: from ``first`` to ``last``, both included."""

    every: Every
    first: date
    last: date

    def __str__(self) -> str:
        """As programs write it: 2026-01-31, 2026-W05, 2026-01, 2026-Q1."""
        if self.every is Every.DAY:
            return self.first.isoformat()
        if self.every is Every.WEEK:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        if self.every is Every.MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"

    def before(self, steps: int = 1) -> "Stretch":
        """The stretch so many steps earlier."""
        stretch = self
        for _ in range(steps):
            stretch = stretch_of(self.every, stretch.first - timedelta(1))
        return stretch

    def late_on(self, day: date, due_days: int) -> bool:
        """Whether a reading that comes on ``day`` is late, when it was due so many days after the stretch."""
        return day > self.last + timedelta(due_days)


def stretch_of(every: Every, on: date) -> Stretch:
    """The stretch a day lies in; weeks run from Monday to Sunday."""
    if every is Every.DAY:
        return Stretch(every, on, on)
    if every is Every.WEEK:
        monday = on - timedelta(on.weekday())
        return Stretch(every, monday, monday + timedelta(6))
    months = _MONTHS[every]
    first = on.replace(month=(on.month - 1) // months * months + 1, day=1)
    end = first.month + months - 1
    return Stretch(every, first, first.replace(month=end, day=calendar.monthrange(first.year, end)[1]))


def last_ended(every: Every, today: date) -> Stretch:
    """The latest stretch that is over."""
    return stretch_of(every, today).before()


def stretch_written(every: Every, text: str, today: date) -> Stretch:
    """The stretch as a program or person writes it. Raises ``Refused``: vital_period_bad, vital_period_not_over."""
    found = _WRITTEN[every].fullmatch(text.strip())
    try:
        first = _first_day(every, *map(int, found.groups())) if found else None
    except ValueError:
        first = None
    if first is None:
        refuse("vital_period_bad", field="period", said=text.strip()[:20], sample=_SAMPLES[every])
    stretch = stretch_of(every, first)
    if stretch.last >= today:
        refuse("vital_period_not_over", field="period", period=stretch, last=stretch.last)
    return stretch


def _first_day(every: Every, year: int, part: int = 1, day: int = 1) -> date:
    if every is Every.WEEK:
        return date.fromisocalendar(year, part, 1)
    return date(year, part * 3 - 2 if every is Every.QUARTER else part, day)


@dataclass(frozen=True, slots=True)
class Limit:
    """When readings are an alarm: above one bound or below the other, so many in a row."""

    above: Decimal | None = None
    below: Decimal | None = None
    in_a_row: int = 1

    def passed(self, value: Decimal) -> bool:
        """Whether one value lies beyond the limit; the bound itself does not."""
        return (self.above is not None and value > self.above) or (
            self.below is not None and value < self.below
        )

    def trips(self, latest: Sequence[Decimal | None]) -> bool:
        """Whether the latest values (newest first, None where nothing was read) lie beyond it without a gap."""
        row = latest[: self.in_a_row]
        return len(row) == self.in_a_row and all(value is not None and self.passed(value) for value in row)


class About(StrEnum):
    """What a query of our own data may be narrowed to."""

    KIND = "kind"
    MATTER = "matter"


class Source(StrEnum):
    """The queries of our own data an indicator may be computed by. A closed table: nobody writes a query of their own."""

    EVENTS_REPORTED = "events_reported"
    EVENTS_CLOSED_SHARE = "events_closed_share"
    EVENTS_ON_THE_SPOT_SHARE = "events_on_the_spot_share"
    EVENTS_HOURS = "events_hours"
    URGENT_ACCEPTED_MINUTES = "urgent_accepted_minutes"
    CALLS_ANSWERED_SHARE = "calls_answered_share"
    WHISTLE_ARRIVAL_MINUTES = "whistle_arrival_minutes"
    ORDERS_REGISTERED = "orders_registered"
    ORDERS_RESOLVED = "orders_resolved"
    ORDERS_SATISFIED_SHARE = "orders_satisfied_share"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a query counts, and by what its rows may be narrowed."""

    words: Words
    about: About | None = None


SOURCES = {
    Source.EVENTS_REPORTED: SourceRow(
        Words("期内上报的事件数", "Events reported in the period"), About.KIND
    ),
    Source.EVENTS_CLOSED_SHARE: SourceRow(
        Words("期内上报的事件中已结案的百分比", "Per cent of the period's events that are closed"), About.KIND
    ),
    Source.EVENTS_ON_THE_SPOT_SHARE: SourceRow(
        Words("期内上报的事件中当场解决的百分比", "Per cent of the period's events settled on the spot"), About.KIND
    ),
    Source.EVENTS_HOURS: SourceRow(
        Words("期内处置完毕的事件从上报起的平均小时数", "Mean hours from report to resolution, of events resolved in the period"),
        About.KIND,
    ),
    Source.URGENT_ACCEPTED_MINUTES: SourceRow(
        Words("紧急事件从上报到受理的平均分钟数", "Mean minutes until an urgent event was accepted"), About.KIND
    ),
    Source.CALLS_ANSWERED_SHARE: SourceRow(
        Words("预案叫应按时应答的百分比", "Per cent of a plan's calls answered in time")
    ),
    Source.WHISTLE_ARRIVAL_MINUTES: SourceRow(
        Words("吹哨到场的平均分钟数", "Mean minutes until a whistled unit arrived")
    ),
    Source.ORDERS_REGISTERED: SourceRow(
        Words("期内登记的工单数", "Orders registered in the period"), About.MATTER
    ),
    Source.ORDERS_RESOLVED: SourceRow(
        Words("期内办结的工单数", "Orders resolved in the period"), About.MATTER
    ),
    Source.ORDERS_SATISFIED_SHARE: SourceRow(
        Words("期内有效回访中满意的百分比，基本满意不计入", "Per cent satisfied of the period's return visits; “basically satisfied” is not counted"),
        About.MATTER,
    ),
}  # fmt: skip

_KNOWN: dict[About, Collection[str]] = {About.KIND: KINDS, About.MATTER: MATTERS}


def narrows(source: Source, about: str) -> bool:
    """Whether a query may be narrowed to this code; every query may be left wide."""
    kind = SOURCES[source].about
    return not about or (kind is not None and about in _KNOWN[kind])
