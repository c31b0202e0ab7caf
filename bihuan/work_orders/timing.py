"""How a clock of the clock table is shown: what is left of it, how pressing it is, and why it runs out when it does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bihuan.calendars.queries import calendar_of, percents_of, rule_of
from bihuan.rules.alerts import light
from bihuan.rules.deadlines import Budget, Extension, Pause, TimeType, left_of
from bihuan.rules.explaining import Step, explain, moment
from bihuan.rules.limits import COURSES, UNOFFICIAL, Clock
from bihuan.rules.words import Words
from bihuan.work_orders.clocks import changes_of, concerning
from bihuan.work_orders.models import OrderClock

PROVISIONAL = Words("当年放假安排尚未公布，暂估", "provisional until the year's holidays are published")


def clock_words(clock: OrderClock) -> Words:
    """Who has to have done what."""
    return Words("{unit}：{task}", "{unit}: {task}").fill(
        unit=clock.unit.name, task=COURSES[Clock(clock.kind)].ends
    )


def running_clock(clock: OrderClock, now: datetime) -> dict[str, Any]:
    """One clock of the clock table as the deadline chip shows it, with the rule it runs by."""
    until, left = ended_at(clock) or clock.paused_at or now, left_at(clock, now)
    pressing = light(clock.whole - left, clock.whole, percents_of(clock.rule_version, clock.rule))
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


def ended_at(clock: OrderClock) -> datetime | None:
    """When the clock was met or stopped; None while it runs or stands still."""
    return clock.met_at or clock.stopped_at


def left_at(clock: OrderClock, now: datetime) -> timedelta:
    """What is left of its budget in its own time, less than nothing once it is late; of one that stands still or has
    ended, what was left then."""
    until = ended_at(clock) or clock.paused_at or now
    return left_of(clock.due_at, until, TimeType(clock.time), calendar_of(clock.unit.path))


def explanations_of(clocks: Iterable[OrderClock], now: datetime) -> list[dict[str, Any]]:
    """Every clock of one order, those that run first, each told step by step; two statements, however many clocks.

    Parameters: ``clocks`` each with its unit.
    """
    there = sorted(clocks, key=lambda clock: (ended_at(clock) is not None, clock.due_at))
    if not there:
        return []
    order = there[0].order_id
    changes = changes_of([order])[order]
    public = next((clock.due_at for clock in there if clock.kind == Clock.TOTAL), None)
    return [
        {
            "words": clock_words(clock),
            "due": running_clock(clock, now),
            "stopped": clock.stopped_at is not None,
            "steps": _steps(clock, changes, public if clock.kind == Clock.HANDLE else None),
        }
        for clock in there
    ]


def _steps(clock: OrderClock, changes: Iterable[Pause | Extension], above: datetime | None) -> list[Step]:
    ended = ended_at(clock)
    # What came after the end did not move it.
    own = [change for change in concerning(clock, changes) if ended is None or change[0] < ended]
    calendar, row = calendar_of(clock.unit.path), rule_of(clock.rule_version, clock.rule)
    rule = Words(clock.rule, clock.rule)
    if row is not None:
        tag = Words("", "") if row.official else Words(f"（{UNOFFICIAL.zh}）", f" ({UNOFFICIAL.en})")
        rule = Words("{source}{tag} · {code}", "{source}{tag} · {code}").fill(
            source=row.source, tag=tag, code=row.code
        )
    budget = Budget(clock.amount, TimeType(clock.time))
    found = explain(
        clock.started_at, budget, calendar, own, not_after=above, rule=rule, version=clock.rule_version
    )
    steps = list(found.steps)
    if found.deadline.at != clock.due_at:
        kept = moment(clock.due_at.astimezone(calendar.zone))
        said = Words(
            "按当时的日历于 {at} 到期，日历此后有变",
            "by the calendar of that time due {at}; it has changed since",
        )
        steps[-1] = Step("due", said.fill(at=kept))
    return steps


def rule_words(clock: OrderClock) -> Words:
    """Why a clock runs out when it does: the limit, what it is counted from, and whether it is official."""
    budget = Budget(clock.amount, TimeType(clock.time))
    begin = COURSES[Clock(clock.kind)].begins
    words = Words("{begin}后{limit}内", "within {limit} of {begin}").fill(limit=budget.words, begin=begin)
    limit = rule_of(clock.rule_version, clock.rule)
    if limit is None or not limit.official:
        words = Words(f"{words.zh}（{UNOFFICIAL.zh}）", f"{words.en} ({UNOFFICIAL.en})")
    if clock.provisional:
        words = Words(f"{words.zh}；{PROVISIONAL.zh}", f"{words.en}; {PROVISIONAL.en}")
    return words
