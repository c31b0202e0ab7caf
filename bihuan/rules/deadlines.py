"""Limits and when they run out: four ways of counting time, what is left of a budget, and what a pause does to it.

Usable on its own, like :mod:`bihuan.rules.workdays` on which it stands: it knows nothing of orders and reads no clock.
A limit is a :class:`Budget`; every question about it is answered in the budget's own time (working time for hours and
days of work, plain time for urgent hours and calendar days), so that a pause costs exactly the time it took away.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.words import Words
from bihuan.rules.workdays import Due, WorkCalendar


class TimeType(StrEnum):
    """The four ways in which norms count time (facts 3.5)."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


TIME_WORDS = {
    TimeType.URGENT_HOUR: Words("紧急工作时", "urgent hour"),
    TimeType.WORK_HOUR: Words("工作时", "working hour"),
    TimeType.WORKING_DAY: Words("工作日", "working day"),
    TimeType.CALENDAR_DAY: Words("自然日", "calendar day"),
}
#: Counted by the clock on the wall; the others only while the office works.
_PLAIN = frozenset({TimeType.URGENT_HOUR, TimeType.CALENDAR_DAY})


class Budget(NamedTuple):
    """So much time of one kind. No working days at all means the same working day."""

    amount: int
    time: TimeType

    @property
    def words(self) -> Words:
        """The figure with its unit."""
        if not self.amount and self.time is TimeType.WORKING_DAY:
            return Words("当日", "the same working day")
        words = TIME_WORDS[self.time]
        return Words(f"{self.amount} 个{words.zh}", f"{self.amount} {words.en}{'s' * (self.amount != 1)}")


class Pause(NamedTuple):
    """A time in which a clock stood still; ``until`` is None while it does."""

    since: datetime
    until: datetime | None


class Extension(NamedTuple):
    """More time of the same kind, granted at an instant."""

    at: datetime
    amount: int


class Deadline(NamedTuple):
    """When a limit runs out.

    Attributes:
        at: the last instant that is in time; while the clock stands still, the one that held when it stopped.
        provisional: whether a notice of holidays yet to come may move it.
        whole: how long the limit is in its own time, extensions included and pauses not.
        paused_since: since when it stands still, if it does.
    """

    at: datetime
    provisional: bool
    whole: timedelta
    paused_since: datetime | None = None


def deadline(
    start: datetime,
    budget: Budget,
    calendar: WorkCalendar,
    changes: Sequence[Pause | Extension] = (),
    *,
    not_after: datetime | None = None,
) -> Deadline:
    """When ``budget``, begun at ``start``, runs out, given the pauses and extensions since, in order.

    A pause takes no time: what was left when it began is left when it ends, and what was late stays late. Of calendar
    days those begun while the clock stood still are not counted. An extension is counted from the limit as it stood.
    What happened before ``start`` does not concern the limit; a pause that had begun by then counts from there.

    Parameters: ``not_after`` a limit above this one (the public limit above an internal one); it does not bind once it
    lies before ``start``. Raises: ``ValueError`` for a negative amount or a naive instant.
    """
    due = due_after(start, budget, calendar)
    whole = spent(start, due.at, budget.time, calendar)
    days, paused_since = budget.amount, None
    provisional = due.provisional
    for change in changes:
        if isinstance(change, Extension):
            if change.at < start:
                continue
            days += change.amount
            before = due.at
            due = (
                calendar.add_calendar_days(start, days)
                if budget.time is TimeType.CALENDAR_DAY
                else due_after(due.at, Budget(change.amount, budget.time), calendar)
            )
            whole += spent(before, due.at, budget.time, calendar)
        else:
            since = max(change.since, start)
            if change.until is None:
                paused_since = since
            elif since < min(due.at, change.until):
                days += _dates_between(since, change.until, calendar)
                due = _taken_up(start, due.at, days, since, change.until, budget.time, calendar)
        provisional = provisional or due.provisional
    at = due.at
    if not_after is not None and start < not_after < at:
        at = not_after.astimezone(calendar.zone)
        whole -= spent(at, due.at, budget.time, calendar)
    return Deadline(at, provisional, whole, paused_since)


def _dates_between(start: datetime, end: datetime, calendar: WorkCalendar) -> int:
    return (end.astimezone(calendar.zone).date() - start.astimezone(calendar.zone).date()).days


def _taken_up(
    start: datetime,
    due: datetime,
    days: int,
    since: datetime,
    until: datetime,
    time: TimeType,
    calendar: WorkCalendar,
) -> Due:
    if time is TimeType.CALENDAR_DAY:
        return calendar.add_calendar_days(start, days)
    if time is TimeType.URGENT_HOUR:
        return Due(due + (until - since), False, ())
    left = calendar.working_time(since, due)
    at = calendar.after_working_time(until, left) if left else due
    return Due(at, not calendar.covers(at.date()), ())


def due_after(start: datetime, budget: Budget, calendar: WorkCalendar) -> Due:
    """When ``budget``, begun at ``start`` and left alone, runs out.

    Days end when business stops on the last of them, and the day of the start is not counted; hours are counted from
    the minute. Raises: ``ValueError`` for a negative amount or a naive ``start``.
    """
    if budget.time is TimeType.WORKING_DAY:
        return calendar.due_after(start, budget.amount)
    if budget.time is TimeType.CALENDAR_DAY:
        return calendar.add_calendar_days(start, budget.amount)
    if budget.amount < 0:
        raise ValueError("a limit cannot be negative")
    begun, hours = start.astimezone(calendar.zone), timedelta(hours=budget.amount)
    if budget.time is TimeType.URGENT_HOUR:
        return Due(begun + hours, False, ())
    at = calendar.after_working_time(begun, hours)
    return Due(at, not (calendar.covers(begun.date()) and calendar.covers(at.date())), ())


def spent(start: datetime, end: datetime, time: TimeType, calendar: WorkCalendar) -> timedelta:
    """How much time of that kind passes between two instants; none if ``end`` is not after ``start``."""
    if time in _PLAIN:
        return max(end - start, timedelta())
    return calendar.working_time(start, end)


def instant_before(due: datetime, left: timedelta, time: TimeType, calendar: WorkCalendar) -> datetime:
    """The first instant at which no more than ``left`` of that time is left until ``due``; after it, if negative."""
    if time in _PLAIN:
        return due - left
    return calendar.before_working_time(due, left)
