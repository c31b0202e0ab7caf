"""Foretelling on months held back: what is asked, what is known by then, and the figures worked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bihuan.rules.backtest import Spell, asked_on, backtest, held_back_months
from bihuan.rules.foretelling import (
    LEAST_ASKED,
    LEAST_LATE,
    Answer,
    Report,
    Way,
    brier,
    calibration,
    precision,
)
from bihuan.rules.survival import Kind
from bihuan.rules.workdays import PUBLISHED, SHANGHAI

QUICK, SLOW = Kind(1, "street", "wages", "ordinary"), Kind(2, "street", "wages", "ordinary")
MONTHS = (date(2025, 7, 1), date(2025, 8, 1))
LIMIT = 10


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=SHANGHAI)


NOW = at(9, 1)


def spell(kind: Kind, since: datetime, took: float | None, *, now: datetime = NOW) -> Spell:
    """In hand for ``took`` working days, then done; None: for ever."""
    due = PUBLISHED.due_after(since, LIMIT).at
    until = None if took is None else PUBLISHED.after_working_time(since, took * PUBLISHED.day_length)
    if until and until > now:
        until = None
    late = until > due if until else (True if due < now else None)
    whole = PUBLISHED.working_time(since, due)
    return Spell(kind, since, until, until is not None, due, late, None, PUBLISHED, due, whole)


def months_of(quick: float, slow: float) -> list[Spell]:
    """Each working day from May to August one order for each of two units, which take always as long."""
    days = [date(2025, 5, 6) + timedelta(n) for n in range(115)]
    mornings = [
        datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
        for day in days
        if PUBLISHED.is_working_day(day)
    ]
    return [spell(kind, since, took) for since in mornings for kind, took in ((QUICK, quick), (SLOW, slow))]


def test_months_held_back_are_whole_and_end_before_this_one() -> None:
    assert held_back_months(date(2026, 2, 14), 3) == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))


def test_the_list_is_looked_at_on_worked_mondays() -> None:
    # 6 October 2025 lies in the holiday.
    assert [morning.day for morning in asked_on([date(2025, 10, 1)], PUBLISHED)] == [13, 20, 27]


def test_used_and_left_are_working_time_and_a_pause_costs_nothing() -> None:
    plain = spell(QUICK, at(7, 1), 5)
    assert plain.used(at(7, 3)) == pytest.approx(2)
    assert plain.used(at(7, 1)) == pytest.approx(0)
    # Parked for four working days on the 3rd: its limit moved by four, and so little was used.
    parked = replace(plain, due_here=PUBLISHED.after_working_time(plain.due_here, 4 * PUBLISHED.day_length))
    assert parked.used(at(7, 9)) == pytest.approx(2)
    assert plain.left(plain.due) == 0


def test_a_slow_unit_is_told_from_a_quick_one_by_the_months_before() -> None:
    report = backtest(months_of(quick=2, slow=14), MONTHS, PUBLISHED)
    assert report.months == MONTHS
    # A Monday morning meets of the quick unit the orders of Thursday and Friday, of the slow the last ten working days'.
    assert report.late / report.asked > 0.7
    *unlikely, likely = report.calibration
    assert (likely.late, likely.said > 0.9) == (likely.asked, True)
    assert [row.late for row in unlikely] == [0] * len(unlikely)
    assert report.brier[Way.SURVIVAL] < min(report.brier[Way.ELAPSED], 0.05)
    assert sum(row.asked for row in report.calibration) == report.asked
    assert sum(row.late for row in report.calibration) == report.late


def test_what_happens_in_a_month_does_not_change_what_is_said_in_it() -> None:
    """The same May and June, and two Julys that go opposite ways: the same is said on the first Monday of July."""
    before = [one for one in months_of(quick=2, slow=14) if one.since < at(7, 1)]
    asked = [spell(kind, at(7, 3), None, now=at(7, 4)) for kind in (QUICK, SLOW)]
    rows = [
        [
            row.said
            for row in backtest(
                [*before, *(replace(one, late=late) for one in asked)], MONTHS[:1], PUBLISHED
            ).calibration
        ]
        for late in (True, False)
    ]
    assert rows[0] == rows[1] != []


def test_an_order_whose_limit_moved_afterwards_is_left_out_and_counted() -> None:
    whole = months_of(quick=2, slow=14)
    moved = [
        replace(one, moved_at=one.due) if one.kind is SLOW and one.since > at(6, 20) else one for one in whole
    ]
    report, all_asked = backtest(moved, MONTHS, PUBLISHED), backtest(whole, MONTHS, PUBLISHED)
    assert report.asked + report.left_out == all_asked.asked
    assert report.left_out > 50
    moved_before = [replace(one, moved_at=one.since) for one in whole]
    assert backtest(moved_before, MONTHS, PUBLISHED) == all_asked


def test_an_order_whose_end_is_not_known_is_not_asked_of() -> None:
    whole = months_of(quick=2, slow=14)
    unknown = [replace(one, late=None) for one in whole]
    assert backtest(unknown, MONTHS, PUBLISHED).asked == 0


def test_without_history_nothing_is_asked_and_nothing_breaks() -> None:
    report = backtest([spell(SLOW, at(7, 3), 14)], MONTHS, PUBLISHED)
    assert (report.asked, report.late, report.months) == (0, 0, ())
    assert report.verdict.zh.startswith("样本太少")


def answers(*rows: tuple[float, bool], morning: int = 7) -> list[Answer]:
    return [Answer(at(7, morning), dict.fromkeys(Way, said), late) for said, late in rows]


def test_figures_worked_by_hand() -> None:
    said = answers((0.9, True), (0.7, False), (0.5, True), (0.05, False))
    # (0.01 + 0.49 + 0.25 + 0.0025) ÷ 4
    assert brier(said, Way.SURVIVAL) == pytest.approx(0.188125)
    assert precision(said, Way.SURVIVAL, length=2) == pytest.approx(0.5)
    assert precision(said, Way.SURVIVAL, length=3) == pytest.approx(2 / 3)
    assert [(row.least, row.asked, row.late) for row in calibration(said)] == [
        (0.0, 1, 0), (0.4, 1, 1), (0.6, 1, 0), (0.8, 1, 1),
    ]  # fmt: skip


def test_orders_told_the_same_share_the_last_places() -> None:
    said = answers((0.9, True), (0.5, True), (0.5, False), (0.5, False))
    assert precision(said, Way.LATE_RATE, length=2) == pytest.approx((1 + 1 / 3) / 2)


def test_each_morning_has_a_list_of_its_own() -> None:
    said = [*answers((0.9, False), (0.1, True), morning=7), *answers((0.8, True), (0.2, False), morning=14)]
    assert precision(said, Way.SURVIVAL, length=1) == pytest.approx(0.5)


def report_of(brier_of: Sequence[float], precision_of: Sequence[float], *, asked: int, late: int) -> Report:
    ways = list(Way)
    return Report(
        MONTHS, asked, late, 3, dict(zip(ways, brier_of, strict=True)), dict(zip(ways, precision_of, strict=True)),
        calibration(answers((0.3, False))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("brier_of", "precision_of", "said"),
    [
        ((0.1, 0.2, 0.3), (0.6, 0.5, 0.4), "两项都好于"),
        ((0.1, 0.2, 0.3), (0.5, 0.6, 0.4), "概率比两种简单办法准"),
        ((0.25, 0.2, 0.3), (0.7, 0.6, 0.4), "名单前列比两种简单办法抓得更多"),
        ((0.2, 0.2, 0.3), (0.6, 0.6, 0.4), "并不比最好的简单办法强"),
    ],
)
def test_the_verdict_says_plainly_what_the_figures_are_worth(
    brier_of: Sequence[float], precision_of: Sequence[float], said: str
) -> None:
    assert report_of(brier_of, precision_of, asked=LEAST_ASKED, late=LEAST_LATE).verdict.zh.startswith(said)


def test_too_few_cases_prove_nothing_however_good_they_look() -> None:
    report = report_of((0.0, 0.2, 0.3), (1.0, 0.5, 0.4), asked=LEAST_ASKED, late=LEAST_LATE - 1)
    assert report.verdict.en.startswith("Too few cases")


def test_a_report_tells_itself_and_is_read_again() -> None:
    report = report_of((0.1, 0.2, 0.3), (0.6, 0.5, 0.4), asked=300, late=40)
    assert Report.of(report.told) == report
