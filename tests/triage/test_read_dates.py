"""Days a call names, and what may be worked out, by sentences; the call is of Friday, 27 November 2026."""

from datetime import date

import pytest

from bihuan.rules.risk import Risk
from tests.triage.reading import reading


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025年3月8日入职", [date(2025, 3, 8)]),
        ("9月30日提前三十天书面辞职，10月31日办完交接", [date(2026, 9, 30), date(2026, 10, 31)]),
        ("十二月一号要搬走", [date(2026, 12, 1)]),
        ("去年8月15号受的伤", [date(2025, 8, 15)]),
        ("1月5日开庭", [date(2027, 1, 5)]),
        ("上周五主管叫我去", [date(2026, 11, 20)]),
        ("限本周日前办完", [date(2026, 11, 29)]),
        ("下星期三开庭", [date(2026, 12, 2)]),
        ("昨天来的，后天就走", [date(2026, 11, 26), date(2026, 11, 29)]),
        ("11天前部门聚餐，三天后开庭", [date(2026, 11, 16), date(2026, 11, 30)]),
        ("2026-02-30 是没有的日子，2026-02-28有", [date(2026, 2, 28)]),
        ("3.5万，8-12点，13月40日", []),
    ],
)
def test_its_days_are(text: str, days: list[date]) -> None:
    assert [each.value for each in reading(text).dates] == days


@pytest.mark.parametrize(
    ("text", "yuan", "months"),
    [
        ("拖欠我两个月工资，每月5500", 11_000, 2),
        ("三个月没发工资了，一个月四千二", 12_600, 3),
        ("我们14个人，一个人差不多五千二，工资没给", 72_800, None),
        ("欠我两个月工资一共一万一，每月5500", None, 2),  # said in all: nothing to work out
        ("每月5500，干了两年", None, None),
        ("怀孕七个月了", None, None),
    ],
)
def test_what_is_worked_out_is(text: str, yuan: int | None, months: int | None) -> None:
    read = reading(text)
    assert (read.reckoned and read.reckoned.value / 100) == yuan
    assert (read.months and read.months.value) == months


def test_the_line_of_the_crime_is_flagged_by_money_months_and_people() -> None:
    def risks(text: str) -> set[Risk]:
        return {flag.risk for flag in reading(text).flags}

    assert risks("老板欠我三个月工资两万二") == {Risk.CRIMINAL_SINGLE}
    assert risks("欠我们15个人工资一共12万") == {Risk.COLLECTIVE, Risk.CRIMINAL_GROUP}
    assert risks("我们15个人交的健身卡12万不退") == {Risk.COLLECTIVE}
    assert risks("欠我一个月工资两万二") == set()
