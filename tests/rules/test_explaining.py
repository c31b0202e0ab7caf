"""Why then: what an explanation says, step by step, in both languages."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given

from bihuan.rules.deadlines import Budget, Extension, Pause, TimeType, deadline, read_budget
from bihuan.rules.explaining import Explanation, explain, moved_because
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED, Layer, WorkCalendar, layered
from tests.rules.calendars import budgets, calendars, histories, on

START = on("2025-09-30T15:00")


def said(found: Explanation) -> list[str]:
    return [step.words.zh for step in found.steps]


def test_three_working_days_over_national_day() -> None:
    found = explain(
        START, Budget(3, TimeType.WORKING_DAY), PUBLISHED, rule=Words("办理", "handling"), version="v1"
    )
    assert said(found) == [
        "从 2025-09-30（星期二）15:00 起算",
        "期限 3 个工作日：起算当日不计，到最后一个工作日下班为止",
        "依据：办理（版本 v1）",
        "10-01—10-08 国庆节、中秋节放假：不计",
        "10-11（星期六）国庆节、中秋节调休上班：计入",
        "2025-10-11（星期六，调休上班）17:30 到期",
    ]
    assert [step.words.en for step in found.steps][
        -1
    ] == "due 2025-10-11 17:30 (Saturday, a make-up working day)"
    assert [step.kind for step in found.steps] == ["start", "budget", "rule", "skipped", "makeup", "due"]
    assert found.steps[3].days == tuple(date(2025, 10, day) for day in range(1, 9))
    assert explain(START, Budget(3, TimeType.WORKING_DAY), PUBLISHED, rule=Words("办理", "handling")).steps[
        2
    ].words == ("依据：办理", "rule: handling")


@pytest.mark.parametrize(
    ("start", "limit", "middle"),
    [
        ("2025-09-30T15:00", "15 日", []),
        ("2025-09-22T15:00", "15 日", ["10-07—10-08 国庆节、中秋节放假：顺延"]),
        ("2025-06-02T15:00", "5 日", ["06-07—06-08 周末：顺延"]),
        ("2025-09-30T15:00", "24 紧急工作时", []),
        ("2025-10-09T15:00", "10 工作时", ["10-11（星期六）国庆节、中秋节调休上班：计入"]),
        ("2025-10-16T15:00", "4 工作日", ["10-18—10-19 周末：不计"]),
        ("2025-10-16T15:00", "8 工作日", ["10-18—10-19、10-25—10-26 周末：不计"]),
    ],
)  # fmt: skip
def test_every_day_skipped_is_named_with_its_reason(start: str, limit: str, middle: list[str]) -> None:
    assert said(explain(on(start), read_budget(limit), PUBLISHED))[2:-1] == middle


def test_pauses_extensions_and_the_limit_above_are_told_in_their_order() -> None:
    changes = [
        Pause(on("2025-10-09T10:00"), on("2025-10-10T10:00")),
        Extension(on("2025-10-10T11:00"), 2),
        Pause(on("2025-10-13T09:30"), None),
    ]
    found = explain(
        START, Budget(3, TimeType.WORKING_DAY), PUBLISHED, changes, not_after=on("2025-10-14T17:30")
    )
    assert said(found)[4:] == [
        "2025-10-09（星期四）10:00 至 2025-10-10（星期五）10:00 暂停计时，当时尚余 20 小时 0 分：到期顺延至 2025-10-13（星期一）17:30",
        "10-12 周末：不计",
        "延期 2 个工作日：到期延至 2025-10-15（星期三）17:30",
        "2025-10-13（星期一）09:30 起暂停计时，尚余 20 小时 30 分",
        "不晚于上一级时限 2025-10-14（星期二）17:30",
        "2025-10-14（星期二）17:30 到期",
    ]


def test_one_that_is_late_says_by_how_much() -> None:
    found = explain(START, Budget(0, TimeType.WORKING_DAY), PUBLISHED, [Pause(on("2025-10-09T10:00"), None)])
    assert found.steps[-2].words == (
        "2025-10-09（星期四）10:00 起暂停计时，已超 1 小时 0 分", "stands still since 2025-10-09 10:00 (Thursday), 1 h 0 min late",
    )  # fmt: skip


def test_past_the_notices_it_says_that_it_guesses() -> None:
    found = explain(on("2026-12-30T15:00"), Budget(2, TimeType.WORKING_DAY), PUBLISHED)
    assert said(found)[-2] == "放假安排只公布到 2026-12-31，之后暂按周一至周五计算；公布后重新计算"


def test_a_day_off_without_a_name_is_told_too() -> None:
    of_unit = layered(PUBLISHED, [Layer(days_off=frozenset({date(2025, 6, 11)}))])
    assert (
        said(explain(on("2025-06-10T15:00"), Budget(1, TimeType.WORKING_DAY), of_unit))[2]
        == "06-11 放假：不计"
    )


UNTIL_2025 = replace(
    PUBLISHED, covered_until=date(2025, 12, 31),
    days_off=frozenset(day for day in PUBLISHED.days_off if day.year < 2026),
    makeup_days=frozenset(day for day in PUBLISHED.makeup_days if day.year < 2026),
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "days", "zh", "en"),
    [
        ("2026-09-30T15:00", 2, "10-01—10-07 国庆节放假：10-02 → 10-09 到期", "10-01—10-07 day off (National Day): due 10-02 → 10-09"),
        ("2026-10-08T15:00", 2, "10-10 国庆节调休上班：10-12 → 10-10 到期", "10-10 make-up working day (National Day): due 10-12 → 10-10"),
    ],
)  # fmt: skip
def test_a_limit_that_moved_says_why(start: str, days: int, zh: str, en: str) -> None:
    before, after = (c.due_after(on(start), days).at for c in (UNTIL_2025, PUBLISHED))
    assert moved_because(on(start), before, after, PUBLISHED, UNTIL_2025) == (zh, en)


def test_a_limit_that_moved_for_no_day_only_says_that() -> None:
    at = on("2025-03-03T15:00")
    assert moved_because(at, at, at + timedelta(days=1), PUBLISHED, PUBLISHED).zh == "03-03 → 03-04 到期"


def test_a_limit_that_other_hours_moved_says_the_hour() -> None:
    shorter = layered(PUBLISHED, [Layer(periods=((time(9), time(12)), (time(13, 30), time(17))))])
    start = on("2025-03-03T15:00")
    before, after = (c.due_after(start, 1).at for c in (PUBLISHED, shorter))
    told = moved_because(start, before, after, shorter, PUBLISHED)
    assert told.zh == "上班时间变更：03-04 17:30 → 03-04 17:00 到期"
    assert told.en == "other office hours: due 03-04 17:30 → 03-04 17:00"


@given(calendars(), budgets, histories())
def test_what_is_told_is_what_is_enforced(calendar: WorkCalendar, budget: Budget, history: tuple) -> None:
    start, changes = history
    found = explain(start, budget, calendar, changes)
    assert found.deadline == deadline(start, budget, calendar, changes)
    if budget.time is TimeType.WORKING_DAY and not changes:
        told = {day for step in found.steps if step.kind == "skipped" for day in step.days}
        assert told == set(calendar.due_after(start, budget.amount).skipped) or budget.amount == 0
    assert all(step.words.zh and step.words.en and "{" not in step.words.zh for step in found.steps)
