"""How a clock of the clock table is shown: what is left of it, how pressing it is, and why it runs out when it does."""

from datetime import datetime
from typing import Any

from bihuan.calendars.queries import calendar_of
from bihuan.rules.alerts import light
from bihuan.rules.deadlines import Budget, TimeType, left_of
from bihuan.rules.limits import BY_CODE, COURSES, UNOFFICIAL, Clock
from bihuan.rules.words import Words
from bihuan.work_orders.models import OrderClock

PROVISIONAL = Words("当年放假安排尚未公布，暂估", "provisional until the year's holidays are published")


def clock_words(clock: OrderClock) -> Words:
    """Who has to have done what."""
    return Words("{unit}：{task}", "{unit}: {task}").fill(
        unit=clock.unit.name, task=COURSES[Clock(clock.kind)].ends
    )


def running_clock(clock: OrderClock, now: datetime) -> dict[str, Any]:
    """One clock of the clock table as the deadline chip shows it, with the rule it runs by."""
    time, until = TimeType(clock.time), clock.met_at or clock.stopped_at or clock.paused_at or now
    left = left_of(clock.due_at, until, time, calendar_of(clock.unit.path))
    pressing = light(clock.whole - left, clock.whole)
    level = "red" if until > clock.due_at else ("" if not pressing else pressing.name.lower())
    return {
        "due_at": clock.due_at,
        "left": left,
        "level": level,
        "reason": rule_words(clock),
        "paused": clock.paused_at is not None,
        "met": clock.met_at is not None,
        "at": now,
    }


def rule_words(clock: OrderClock) -> Words:
    """Why a clock runs out when it does: the limit, what it is counted from, and whether it is official."""
    budget = Budget(clock.amount, TimeType(clock.time))
    begin = COURSES[Clock(clock.kind)].begins
    words = Words("{begin}后{limit}内", "within {limit} of {begin}").fill(limit=budget.words, begin=begin)
    limit = BY_CODE.get(clock.rule)
    if limit is None or not limit.official:
        words = Words(f"{words.zh}（{UNOFFICIAL.zh}）", f"{words.en} ({UNOFFICIAL.en})")
    if clock.provisional:
        words = Words(f"{words.zh}；{PROVISIONAL.zh}", f"{words.en}; {PROVISIONAL.en}")
    return words
