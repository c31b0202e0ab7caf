"""Early warning: which light an order's clock shows, and when it will next change.

The share of the working-time budget that is used decides. The budget of a limit is the working time from its start to
the instant it is due, so the last light comes on exactly then. The shares are a default, not an official figure.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from bihuan.rules.deadlines import TimeType, instant_before
from bihuan.rules.words import Words
from bihuan.rules.workdays import WorkCalendar

VERSION = "2026-11-default"


class Light(IntEnum):
    """How pressing a clock is, in rising order, so that lists can be sorted by it."""

    NONE = 0
    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4


LIGHT_WORDS = {
    Light.NONE: Words("正常", "On course"),
    Light.BLUE: Words("蓝色提示", "Blue: reminder"),
    Light.YELLOW: Words("黄色预警", "Yellow: early warning"),
    Light.ORANGE: Words("橙色预警", "Orange: nearly late"),
    Light.RED: Words("红色超期", "Red: overdue"),
}


class Rung(NamedTuple):
    """One row: the light that comes on once ``percent`` of the budget is used."""

    light: Light
    percent: int


#: In rising order of both light and share.
RUNGS = (
    Rung(Light.BLUE, 50),
    Rung(Light.YELLOW, 70),
    Rung(Light.ORANGE, 90),
    Rung(Light.RED, 100),
)
#: Only the shares of :data:`RUNGS`: the shortest form of a ladder.
PERCENTS = tuple(rung.percent for rung in RUNGS)


def light(used: timedelta, budget: timedelta, percents: Sequence[int] = PERCENTS) -> Light:
    """The light of a clock that has used ``used`` of its ``budget``, both working time; ``percents`` one of each rung."""
    reached = sum(used * 100 >= budget * percent for percent in percents)
    return RUNGS[reached - 1].light if reached else Light.NONE


class Alert(NamedTuple):
    """The next rung of a ladder (its number, from 1) and the instant at which a clock comes to it."""

    rung: int
    at: datetime


def next_alert(
    due: datetime,
    whole: timedelta,
    time: TimeType,
    calendar: WorkCalendar,
    *,
    after: int = 0,
    percents: Sequence[int] = PERCENTS,
) -> Alert | None:
    """The rung after the rung numbered ``after``, and when a clock that runs until ``due`` comes to it.

    A clock that stands still has none: do not ask. Instants are found from the end, so that pauses need not be known.

    Parameters: ``whole`` how long the limit is in its own time (``rules.deadlines.Deadline.whole``); ``percents`` the
    ladder, in rising order: shares of ``whole``, above 100 for rungs after the limit.
    Returns None once the ladder is climbed. The instant may lie in the past if nobody looked meanwhile.
    """
    if after >= len(percents):
        return None
    # Rounded down, so that at the instant returned the share has surely been used.
    left = whole * (100 - percents[after]) // 100
    return Alert(after + 1, instant_before(due, left, time, calendar))


def rungs_passed(used: timedelta, whole: timedelta, percents: Sequence[int] = PERCENTS) -> int:
    """How many rungs lie behind a clock that is armed anew with ``used`` of ``whole`` gone.

    They are not fired again; but a clock that is over already still has its last rung before it, for somebody to know.
    """
    passed = sum(used * 100 >= whole * percent for percent in percents)
    return min(passed, len(percents) - 1)
