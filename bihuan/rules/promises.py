"""The payment agreement (支付协议): when an instalment lapses, how it stands, and what an agreement owes at any moment.

An instalment is due on a day of the calendar; a day that is not worked gives way to the next working day, and it is late
once business has stopped on that day (民法典 201, 203). Whatever was agreed is at every moment either paid, open,
released by the workers, or moved into the agreement that replaced this one.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.limits import Grade
from bihuan.rules.words import Words
from bihuan.rules.workdays import WorkCalendar

#: Representatives of the workers who sign for them; more are not heard together.
MOST_REPRESENTATIVES = 5
REPRESENTATIVES_BASIS = Words(
    "信访工作条例第二十条：推选代表不超过五人；劳动争议调解仲裁法第七条：十人以上可推举代表",
    "Regulations on Petitions, art. 20: at most five representatives; Mediation and Arbitration Law, art. 7: from ten workers on",
)


class Watch(NamedTuple):
    """One row: how many working days before or after, and how sure the figure is."""

    working_days: int
    grade: Grade
    source: Words


_CONFIGURED = Words("默认配置，待本地确认", "A default, to be confirmed by the office")
#: How long before it is due an instalment is called due soon.
SOON = Watch(3, Grade.UNVERIFIED, _CONFIGURED)
#: The longest a follow-up of an overdue instalment may be put off until somebody looks again.
LOOK_AGAIN = Watch(5, Grade.UNVERIFIED, _CONFIGURED)


class PromiseState(StrEnum):
    """What became of an agreement."""

    OPEN = "open"
    KEPT = "kept"
    RELEASED = "released"
    REPLACED = "replaced"


PROMISE_WORDS = {
    PromiseState.OPEN: Words("履行中", "Running"),
    PromiseState.KEPT: Words("已兑现", "Kept"),
    PromiseState.RELEASED: Words("已解除", "Released"),
    PromiseState.REPLACED: Words("已由新协议替代", "Replaced by a new one"),
}


class Standing(StrEnum):
    """How one instalment stands at an instant."""

    WAITING = "waiting"
    SOON = "soon"
    DUE = "due"
    LATE = "late"
    KEPT = "kept"
    RELEASED = "released"
    MOVED = "moved"


class Balance(NamedTuple):
    """Where the money of an agreement is, in fen. The parts always add up to what was agreed."""

    agreed: int
    paid: int
    open: int
    released: int
    moved: int


def balance(state: PromiseState, agreed: int, paid: int) -> Balance:
    """The balance of an agreement in this state. Raises: ``ValueError`` where more was paid than agreed."""
    left = agreed - paid
    if left < 0:
        raise ValueError("more was paid than agreed")
    return Balance(
        agreed,
        paid,
        open=left if state is PromiseState.OPEN else 0,
        released=left if state is PromiseState.RELEASED else 0,
        moved=left if state is PromiseState.REPLACED else 0,
    )


def lapses_at(due_on: date, calendar: WorkCalendar) -> datetime:
    """The last instant at which a payment due on this day is still in time."""
    return calendar.end_of_working_day(datetime.combine(due_on, time(), calendar.zone))


def last_lapsed(now: datetime, calendar: WorkCalendar) -> date:
    """The last due day whose payments are late at ``now``: those of this day and of every day before it."""
    day = now.astimezone(calendar.zone).date()
    while lapses_at(day, calendar) >= now:
        day -= timedelta(1)
    return day


def soon_until(now: datetime, calendar: WorkCalendar, watch: Watch = SOON) -> date:
    """The last due day that is "due soon" at ``now``."""
    return calendar.due_after(now, watch.working_days).at.date()


def standing(
    due_on: date, agreed: int, paid: int, state: PromiseState, now: datetime, calendar: WorkCalendar
) -> Standing:
    """How an instalment of an agreement in this state stands."""
    if paid >= agreed:
        return Standing.KEPT
    if state is not PromiseState.OPEN:
        return Standing.RELEASED if state is PromiseState.RELEASED else Standing.MOVED
    if due_on <= last_lapsed(now, calendar):
        return Standing.LATE
    if due_on <= now.astimezone(calendar.zone).date():
        return Standing.DUE
    return Standing.SOON if due_on <= soon_until(now, calendar) else Standing.WAITING
