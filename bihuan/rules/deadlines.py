"""Limits and when they run out: four ways of counting time, what is left of a budget, and what a pause does to it.

Usable on its own, like :mod:`bihuan.rules.workdays` on which it stands: it knows nothing of orders and reads no clock.
A limit is a :class:`Budget`; every question about it is answered in the budget's own time (working time for hours and
days of work, plain time for urgent hours and calendar days), so that a pause costs exactly the time it took away.

    >>> deadline(start, Budget(3, TimeType.WORKING_DAY), PUBLISHED, [Pause(since, until), Extension(at, 2)]).at

Why a limit runs out when it does is told step by step by :mod:`bihuan.rules.explaining`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
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

#: How limits are written: "日" alone is a calendar day, as in the statutes.
_WRITTEN = re.compile(
    r"\s*(\d{1,4})\s*个?\s*(紧急工作时|工作时|工作日|自然日|日|天|urgent hours?|working hours?|working days?|calendar days?)\s*"
)
_NAMES = {
    **{words.zh: time for time, words in TIME_WORDS.items()},
    **{words.en: time for time, words in TIME_WORDS.items()},
    "日": TimeType.CALENDAR_DAY,
    "天": TimeType.CALENDAR_DAY,
}


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


_SAME_DAY = Budget(0, TimeType.WORKING_DAY)


def read_budget(text: str) -> Budget:
    """A limit as people write it: "3 工作日", "24 紧急工作时", "15日", "2 working hours", "当日".

    Raises: ``ValueError`` for anything else.
    """
    if text.strip() in _SAME_DAY.words:
        return _SAME_DAY
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"not a limit: {text}")
    name = found[2]
    return Budget(int(found[1]), _NAMES.get(name) or _NAMES[name.removesuffix("s")])


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


class Stage(NamedTuple):
    """One thing that made a limit what it is, and the limit after it; ``change`` is None for the budget itself."""

    change: Pause | Extension | None
    due: Due


def deadline(
    start: datetime,
    budget: Budget,
    calendar: WorkCalendar,
    changes: Iterable[Pause | Extension] = (),
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
    at, whole, provisional, paused_since = start, timedelta(), False, None
    for change, due in stages(start, budget, calendar, changes):
        provisional = provisional or due.provisional
        if isinstance(change, Pause):
            if change.until is None:
                paused_since = change.since
        else:
            whole += spent(at, due.at, budget.time, calendar)
        at = due.at
    if not_after is not None and start < not_after < at:
        whole -= spent(not_after, at, budget.time, calendar)
        at = not_after.astimezone(calendar.zone)
    return Deadline(at, provisional, whole, paused_since)


def stages(
    start: datetime, budget: Budget, calendar: WorkCalendar, changes: Iterable[Pause | Extension] = ()
) -> Iterator[Stage]:
    """The limit as it stood at first and after each change that concerns it; see :func:`deadline`."""
    days, due = budget.amount, due_after(start, budget, calendar)
    yield Stage(None, due)
    for change in changes:
        if isinstance(change, Extension):
            if change.at < start:
                continue
            days += change.amount
            more = Budget(change.amount, budget.time)
            due = (
                calendar.add_calendar_days(start, days)
                if budget.time is TimeType.CALENDAR_DAY
                else due_after(due.at, more, calendar)
            )
            yield Stage(change, due)
            continue
        since, until = max(change.since, start), change.until
        if until is None:
            yield Stage(Pause(since, None), due)
        elif since < min(due.at, until):
            days += (_day(until, calendar) - _day(since, calendar)).days
            due = _taken_up(start, due, days, Pause(since, until), budget.time, calendar)
            yield Stage(Pause(since, until), due)


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
    if start.tzinfo is None:
        raise ValueError("an instant without a zone has no place in a calendar")
    hours = timedelta(hours=budget.amount)
    if budget.time is TimeType.URGENT_HOUR:
        return Due(start.astimezone(calendar.zone) + hours, False, ())
    at = calendar.after_working_time(start, hours)
    return Due(at, not (calendar.covers(_day(start, calendar)) and calendar.covers(at.date())), ())


def spent(start: datetime, end: datetime, time: TimeType, calendar: WorkCalendar) -> timedelta:
    """How much time of that kind passes between two instants; none if ``end`` is not after ``start``."""
    if time in _PLAIN:
        return max(end - start, timedelta())
    return calendar.working_time(start, end)


def left_of(due: datetime, at: datetime, time: TimeType, calendar: WorkCalendar) -> timedelta:
    """How much time of that kind is left at ``at`` until ``due``; less than nothing once it is late.

    Of a clock that stands still, ask at the instant since when it does.
    """
    return spent(at, due, time, calendar) or -spent(due, at, time, calendar)


def instant_before(due: datetime, left: timedelta, time: TimeType, calendar: WorkCalendar) -> datetime:
    """The first instant at which no more than ``left`` of that time is left until ``due``; after it, if negative."""
    if time in _PLAIN:
        return due - left
    return calendar.before_working_time(due, left)


def _taken_up(
    start: datetime, due: Due, days: int, pause: Pause, time: TimeType, calendar: WorkCalendar
) -> Due:
    assert pause.until is not None, "the pause is over"
    if time is TimeType.CALENDAR_DAY:
        return calendar.add_calendar_days(start, days)
    if time is TimeType.URGENT_HOUR:
        return Due(due.at + (pause.until - pause.since), False, ())
    left = calendar.working_time(pause.since, due.at)
    at = calendar.after_working_time(pause.until, left)
    return Due(at, not calendar.covers(at.date()), ())


def _day(at: datetime, calendar: WorkCalendar) -> date:
    return at.astimezone(calendar.zone).date()
