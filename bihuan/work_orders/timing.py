"""How a clock of the clock table is shown: what is left of it, how pressing it is, and why it runs out when it does."""

from datetime import datetime
from typing import Any

from bihuan.rules.alerts import light
from bihuan.rules.deadlines import Budget, TimeType, spent
from bihuan.rules.limits import BY_CODE, UNOFFICIAL, Clock
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.models import OrderClock

PROVISIONAL = Words("当年放假安排尚未公布，暂估", "provisional until the year's holidays are published")

#: What is done by when, and what it is counted from.
_TO_DO = {
    Clock.SIGN: (Words("派单", "the dispatch"), Words("签收", "to be signed for")),
    Clock.FIRST_CONTACT: (
        Words("派单", "the dispatch"),
        Words("首次联系诉求人", "first contact with the caller"),
    ),
    Clock.HANDLE: (Words("派单", "the dispatch"), Words("办结", "to be resolved")),
    Clock.SUPPORT: (Words("转来协办", "being called in"), Words("协办反馈", "to be answered")),
    Clock.REPLY: (Words("办结", "the resolution"), Words("答复诉求人", "the caller to be replied to")),
    Clock.VISIT: (Words("答复诉求人", "the reply"), Words("完成回访", "the return visit to be made")),
    Clock.TOTAL: (Words("登记", "the registration"), Words("办结", "to be resolved")),
}


def clock_words(clock: OrderClock) -> Words:
    """Who has to have done what."""
    return Words("{unit}：{task}", "{unit}: {task}").fill(
        unit=clock.unit.name, task=_TO_DO[Clock(clock.kind)][1]
    )


def running_clock(clock: OrderClock, now: datetime) -> dict[str, Any]:
    """One clock of the clock table as the deadline chip shows it, with the rule it runs by."""
    time, until = TimeType(clock.time), clock.met_at or clock.stopped_at or clock.paused_at or now
    left = spent(until, clock.due_at, time, PUBLISHED) or -spent(clock.due_at, until, time, PUBLISHED)
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
    begin, _ = _TO_DO[Clock(clock.kind)]
    words = Words("{begin}后{limit}内", "within {limit} of {begin}").fill(limit=budget.words, begin=begin)
    limit = BY_CODE.get(clock.rule)
    if limit is None or not limit.official:
        words = Words(f"{words.zh}（{UNOFFICIAL.zh}）", f"{words.en} ({UNOFFICIAL.en})")
    if clock.provisional:
        words = Words(f"{words.zh}；{PROVISIONAL.zh}", f"{words.en}; {PROVISIONAL.en}")
    return words
