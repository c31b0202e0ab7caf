"""The periods figures are counted for, in whole days of the office's zone, and the period each is compared with."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q

from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI


class Choice(StrEnum):
    """What a reader may choose."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


CHOICE_WORDS = {
    Choice.THIS_MONTH: Words("本月", "This month"),
    Choice.LAST_MONTH: Words("上月", "Last month"),
    Choice.QUARTER: Words("本季度", "This quarter"),
    Choice.YEAR: Words("本年", "This year"),
    Choice.CUSTOM: Words("自选日期", "Chosen days"),
}
#: The longest period that may be chosen, in days.
LONGEST = 3 * 366


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """The instant it begins."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.last + timedelta(1))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, column: str) -> Q:
        """The condition that an instant lies in the period."""
        return Q(**{f"{column}__gte": self.begins, f"{column}__lt": self.ends})

    def asked(self, what: str) -> dict[str, str]:
        """The period as a filter of the order list: ``what`` is registered, resolved or visited."""
        return {f"{what}_from": self.first.isoformat(), f"{what}_until": self.last.isoformat()}


def period_of(choice: Choice, today: date) -> Period:
    """A period up to today; last month as a whole. A custom one without its days is this month."""
    month = today.replace(day=1)
    if choice is Choice.LAST_MONTH:
        last = month - timedelta(1)
        return Period(last.replace(day=1), last)
    if choice is Choice.QUARTER:
        return Period(month.replace(month=(month.month - 1) // 3 * 3 + 1), today)
    if choice is Choice.YEAR:
        return Period(month.replace(month=1), today)
    return Period(month, today)


def before(choice: Choice, period: Period) -> Period:
    """The period it is compared with: the same days one month, quarter or year earlier; else as many days before it."""
    months = {Choice.THIS_MONTH: 1, Choice.LAST_MONTH: 1, Choice.QUARTER: 3, Choice.YEAR: 12}.get(choice)
    if months is None:
        return Period(period.first - timedelta(period.days), period.first - timedelta(1))
    first = _months_earlier(period.first, months)
    if choice is Choice.LAST_MONTH:
        return Period(first, period.first - timedelta(1))
    return Period(first, _months_earlier(period.last, months))


def weeks(period: Period) -> list[Period]:
    """The weeks (Monday to Sunday) the period touches, cut to it, at most the last 53."""
    found = []
    first = period.first
    while first <= period.last:
        last = min(first + timedelta(6 - first.weekday()), period.last)
        found.append(Period(first, last))
        first = last + timedelta(1)
    return found[-53:]


def _months_earlier(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
