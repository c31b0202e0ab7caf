"""Why a limit runs out when it does, told step by step: start, budget, every day skipped and why, pauses, the rule.

The steps are those of :func:`bihuan.rules.deadlines.stages`, which also makes the deadline itself: what is told and what
is enforced cannot differ.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from bihuan.rules.deadlines import (
    Budget,
    Deadline,
    Extension,
    Pause,
    Stage,
    TimeType,
    deadline,
    left_of,
    stages,
)
from bihuan.rules.office_hours import DAY_TYPE_WORDS, DayType
from bihuan.rules.words import Words
from bihuan.rules.workdays import Due, WorkCalendar

_DAY = timedelta(days=1)
_WEEKEND = Words("周末", "weekend")
_WEEKDAYS = (
    Words("星期一", "Monday"), Words("星期二", "Tuesday"), Words("星期三", "Wednesday"), Words("星期四", "Thursday"),
    Words("星期五", "Friday"), Words("星期六", "Saturday"), Words("星期日", "Sunday"),
)  # fmt: skip
HOW_COUNTED = {
    TimeType.WORKING_DAY: Words("起算当日不计，到最后一个工作日下班为止", "the day of the start is not counted; it ends when business stops on the last day"),
    TimeType.CALENDAR_DAY: Words("起算当日不计，节假日在内；最后一日不上班的顺延", "the day of the start is not counted, days off are; a last day that is not worked gives way to the next that is"),
    TimeType.WORK_HOUR: Words("只计上班时间", "only while the office works"),
    TimeType.URGENT_HOUR: Words("连续计算，昼夜、节假日不停", "counted day and night, days off included"),
}  # fmt: skip


class Step(NamedTuple):
    """One step: its kind, what it says, and the days it is about, if any.

    Kinds: start, budget, rule, skipped, makeup, pause, extension, above, provisional, due.
    """

    kind: str
    words: Words
    days: tuple[date, ...] = ()


class Explanation(NamedTuple):
    """A deadline and how it came about."""

    deadline: Deadline
    steps: tuple[Step, ...]


def explain(
    start: datetime,
    budget: Budget,
    calendar: WorkCalendar,
    changes: Iterable[Pause | Extension] = (),
    *,
    not_after: datetime | None = None,
    rule: Words | None = None,
    version: str = "",
) -> Explanation:
    """The deadline of ``budget`` and every step to it; parameters and errors as for ``rules.deadlines.deadline``.

    Parameters: ``rule`` where the limit comes from, and the ``version`` of the table it stands in.
    """
    changes = list(changes)
    found = deadline(start, budget, calendar, changes, not_after=not_after)
    local = start.astimezone(calendar.zone)
    steps = [
        Step("start", Words("从 {at} 起算", "counted from {at}").fill(at=moment(local))),
        Step("budget", Words("期限 {budget}：{how}", "{budget}: {how}").fill(budget=budget.words, how=HOW_COUNTED[budget.time])),
    ]  # fmt: skip
    if rule:
        said = Words("依据：{rule}", "rule: {rule}").fill(rule=rule)
        of = (
            Words("（版本 {version}）", " (version {version})").fill(version=version)
            if version
            else Words("", "")
        )
        steps.append(Step("rule", Words(said.zh + of.zh, said.en + of.en)))
    at = local
    for stage in stages(start, budget, calendar, changes):
        if stage.change:
            steps.append(_of_change(stage.change, stage, budget, at, calendar))
        steps += _of_days(at.date(), stage.due, budget.time, calendar)
        at = stage.due.at
    if found.at < at:
        steps.append(
            Step(
                "above",
                Words("不晚于上一级时限 {at}", "no later than the limit above it, {at}").fill(
                    at=moment(found.at)
                ),
            )
        )
    if found.provisional:
        steps.append(_provisional(calendar))
    steps.append(Step("due", Words("{at} 到期", "due {at}").fill(at=moment(found.at, calendar))))
    return Explanation(found, tuple(steps))


def moved_because(
    start: datetime, before: datetime, after: datetime, calendar: WorkCalendar, known: WorkCalendar
) -> Words:
    """Why a limit begun at ``start`` moved: "10-10 make-up working day (National Day): due 10-13 → 10-11".

    Parameters: ``known`` the calendar by which it was due at ``before``, ``calendar`` the one by which it is at ``after``.
    """
    first = start.astimezone(calendar.zone).date()
    last = max(before, after).astimezone(calendar.zone).date()
    days = [first + _DAY * n for n in range(1, (last - first).days + 1)]
    differing = (day for day in days if calendar.day_type(day) is not known.day_type(day))
    reasons = [
        Words("{days} {what}", "{days} {what}").fill(days=_runs(group), what=what)
        for what, group in groupby(differing, key=lambda day: _what(day, calendar))
    ]
    hours = ""
    if (calendar.periods, calendar.makeup_periods, calendar.seasons) != (
        known.periods,
        known.makeup_periods,
        known.seasons,
    ):
        reasons.append(Words("上班时间变更", "other office hours"))
        hours = " %H:%M"  # the day may well stay
    moved = Words("{before} → {after} 到期", "due {before} → {after}").fill(
        before=_short(before, calendar, hours), after=_short(after, calendar, hours)
    )
    because = Words("、".join(r.zh for r in reasons), ", ".join(r.en for r in reasons))
    return Words(f"{because.zh}：{moved.zh}", f"{because.en}: {moved.en}") if reasons else moved


def _short(at: datetime, calendar: WorkCalendar, hours: str) -> str:
    return at.astimezone(calendar.zone).strftime(f"%m-%d{hours}")


def moment(at: datetime, calendar: WorkCalendar | None = None) -> Words:
    """An instant with its weekday; with a calendar also what a special day it is."""
    weekday = _WEEKDAYS[at.weekday()]
    special = Words("", "")
    if calendar and calendar.day_type(at.date()) is DayType.MAKEUP:
        word = DAY_TYPE_WORDS[DayType.MAKEUP]
        special = Words(f"，{word.zh}", f", a {word.en}")
    return Words(
        f"{at:%Y-%m-%d}（{weekday.zh}{special.zh}）{at:%H:%M}",
        f"{at:%Y-%m-%d} {at:%H:%M} ({weekday.en}{special.en})",
    )


def _of_change(
    change: Pause | Extension, stage: Stage, budget: Budget, before: datetime, calendar: WorkCalendar
) -> Step:
    due = moment(stage.due.at)
    if isinstance(change, Extension):
        more = Budget(change.amount, budget.time).words
        return Step(
            "extension",
            Words("延期 {more}：到期延至 {due}", "extended by {more}: due {due}").fill(more=more, due=due),
        )
    since = moment(change.since.astimezone(calendar.zone))
    left = left_of(before, change.since, budget.time, calendar)
    if change.until is None:
        said = Words("{since} 起暂停计时，{left}", "stands still since {since}, {left}")
        return Step("pause", said.fill(since=since, left=_left(left)))
    until = moment(change.until.astimezone(calendar.zone))
    said = Words(
        "{since} 至 {until} 暂停计时，当时{left}：到期顺延至 {due}",
        "stood still from {since} to {until} with {left}: due {due}",
    )
    return Step("pause", said.fill(since=since, until=until, left=_left(left), due=due))


def _of_days(after: date, due: Due, time: TimeType, calendar: WorkCalendar) -> Iterator[Step]:
    """The days after ``after`` up to the limit that are not what their weekday says, or are not worked."""
    if time is TimeType.URGENT_HOUR:
        return
    days = [after + _DAY * n for n in range(1, (due.at.date() - after).days + 1)]
    if time is TimeType.CALENDAR_DAY:
        days = list(due.skipped)  # days off count like any other; only those at the end give way
    idle = [day for day in days if not calendar.is_working_day(day)]
    verb = Words("顺延", "gives way") if time is TimeType.CALENDAR_DAY else Words("不计", "not counted")
    weekends = [day for day in idle if _what(day, calendar) == _WEEKEND]
    for what, group in groupby(
        (day for day in idle if day not in weekends), key=lambda day: _what(day, calendar)
    ):
        off = tuple(group)
        yield Step(
            "skipped",
            Words("{days} {what}：{verb}", "{days} {what}: {verb}").fill(
                days=_runs(off), what=what, verb=verb
            ),
            off,
        )
    if weekends:
        yield Step(
            "skipped",
            Words("{days} 周末：{verb}", "{days} weekend: {verb}").fill(days=_runs(weekends), verb=verb),
            tuple(weekends),
        )
    for day in days:
        if calendar.day_type(day) is DayType.MAKEUP:
            said = Words("{day}（{weekday}）{what}：计入", "{day} ({weekday}) {what}: counted")
            yield Step(
                "makeup",
                said.fill(day=f"{day:%m-%d}", weekday=_WEEKDAYS[day.weekday()], what=_what(day, calendar)),
                (day,),
            )


def _provisional(calendar: WorkCalendar) -> Step:
    said = Words(
        "放假安排只公布到 {until}，之后暂按周一至周五计算；公布后重新计算", "days off are published only until {until}; beyond it Monday to Friday is a guess, worked out again once they are"
    )  # fmt: skip
    return Step("provisional", said.fill(until=calendar.covered_until.isoformat()))


def _what(day: date, calendar: WorkCalendar) -> Words:
    kind, name = calendar.day_type(day), calendar.names.get(day)
    if kind is DayType.ORDINARY:
        return _WEEKEND if day.weekday() >= 5 else DAY_TYPE_WORDS[kind]
    word = DAY_TYPE_WORDS[kind]
    return Words(f"{name.zh}{word.zh}", f"{word.en} ({name.en})") if name else word


def _runs(days: Iterable[date]) -> str:
    """Days as runs: "10-01—10-08、10-18—10-19"."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(f"{run[0]:%m-%d}" + (f"—{run[-1]:%m-%d}" if len(run) > 1 else "") for run in runs)


def _left(left: timedelta) -> Words:
    minutes = abs(left) // timedelta(minutes=1)
    said = Words("尚余 {h} 小时 {m} 分", "{h} h {m} min left")
    if left < timedelta():
        said = Words("已超 {h} 小时 {m} 分", "{h} h {m} min late")
    return said.fill(h=minutes // 60, m=minutes % 60)
