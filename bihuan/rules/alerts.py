"""Early warning: which light an order's clock shows, and when it will next change.

The share of the working-time budget that is used decides. The budget of a limit is the working time from its start to
the instant it is due, so the last light comes on exactly then. The shares are a default, not an official figure.
"""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

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


def light(used: timedelta, budget: timedelta, rungs: tuple[Rung, ...] = RUNGS) -> Light:
    """The light of a clock that has used ``used`` of its ``budget``, both working time."""
    return max((rung.light for rung in rungs if used * 100 >= budget * rung.percent), default=Light.NONE)


def next_change_at(
    start: datetime, budget: timedelta, shown: Light, calendar: WorkCalendar, rungs: tuple[Rung, ...] = RUNGS
) -> datetime | None:
    """When a clock begun at ``start`` goes beyond the light it shows; ``None`` once it shows the last.

    The instant may lie in the past if nobody looked meanwhile: the sweep then shows what :func:`light` says.
    """
    for rung in rungs:
        if rung.light > shown:
            # Rounded up, so that at the instant returned the share has surely been used.
            return calendar.after_working_time(start, -(-budget * rung.percent // 100))
    return None
