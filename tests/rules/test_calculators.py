"""The table of calculators: what may be typed, what is refused, and which one fits what is said."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.calculators import CALCULATORS, Kind, Setting, calculate, fitting
from bihuan.rules.local_figures import Figure, LocalFigure
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

TODAY = date(2026, 11, 27)
SETTING = Setting(TODAY)


@pytest.mark.parametrize("typed", ["6000", "6,000.00", "¥6000元", "０.６万", " 6000 "])
def test_money_is_read_as_it_is_written(typed: str) -> None:
    assert calculate("late-pay", {"owed": typed}, SETTING).figures["most"] == 6_000_00


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("overtme", {}, "calculator_unknown"),
        ("overtime", {}, "field_missing"),
        ("overtime", {"wage": "6000"}, "field_unknown"),
        ("overtime", {"monthly_wage": "很多"}, "figure_unclear"),
        ("overtime", {"monthly_wage": "=1+1"}, "figure_unclear"),
        ("overtime", {"monthly_wage": "6000.001"}, "figure_unclear"),
        ("overtime", {"monthly_wage": "-6000"}, "figure_unclear"),
        ("overtime", {"monthly_wage": "1" + "0" * 18}, "amount_out_of_range"),
        ("overtime", {"monthly_wage": "9" * 20_000}, "figure_unclear"),
        ("overtime", {"monthly_wage": "💰"}, "figure_unclear"),
        ("double-pay", {"monthly_wage": "6000", "began": "去年"}, "figure_unclear"),
        ("double-pay", {"monthly_wage": "6000", "began": "2026-02-30"}, "figure_unclear"),
        ("severance", {"monthly_wage": "1", "joined_on": "2020-01-01", "last_day": "2021-01-01", "ending": "x"}, "figure_unclear"),
        ("deduction", {"monthly_wage": "6000"}, "figure_unknown"),
        ("deduction", {"monthly_wage": "6000", "minimum_wage": "2000"}, "figure_undated"),
        ("late-fee", {"owed": "1"}, "field_missing"),
        ("wage-crime", {"owed": "1", "people": "0"}, "quantity_out_of_range"),
    ],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_refused_in_both_languages(
    name: str, typed: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        calculate(name, typed, SETTING)
    assert refused.value.code == code
    assert refused.value.sentence.zh != refused.value.sentence.en
    assert len(refused.value.sentence.zh) < 300


def test_a_dated_minimum_wage_of_the_place_is_found_and_a_typed_one_with_its_day_is_used() -> None:
    row = LocalFigure(Figure.MINIMUM_WAGE, "500000", 2_000_00, date(2026, 1, 1), None, Words("甲", "a"), True)
    known = Setting(TODAY, ("500103", "500000"), (row,))
    assert calculate("deduction", {"monthly_wage": "2100"}, known).fen == 100_00
    typed = {"monthly_wage": "2100", "minimum_wage": "2050", "minimum_since": "2026-01-01"}
    assert calculate("deduction", typed, SETTING).fen == 50_00


@pytest.mark.parametrize(
    ("owed", "people", "months", "reached"),
    [("40万", "10", "", 1), ("29999", "10", "", 0), ("30000", "10", "", 1), ("5000", "1", "3", 1), ("5000", "1", "2", 0), ("4999", "1", "3", 0), ("90000", "5", "6", 0)],
)  # fmt: skip
def test_the_amounts_of_the_crime(owed: str, people: str, months: str, reached: int) -> None:
    typed = {"owed": owed, "people": people, "months": months}
    reckoned = calculate("wage-crime", typed, SETTING)
    assert reckoned.figures["reached"] == reached
    assert "未核实" in reckoned.unofficial[0].zh


def test_a_provinces_own_line_replaces_the_range() -> None:
    row = LocalFigure(Figure.CRIME_GROUP, "500000", 60_000_00, date(2014, 1, 1), None, Words("甲", "a"), True)
    known = Setting(TODAY, ("500000",), (row,))
    reckoned = calculate("wage-crime", {"owed": "5万", "people": "12"}, known)
    assert reckoned.figures["reached"] == 0
    assert reckoned.unofficial == ()


def test_deadlines_are_one_of_the_calculators() -> None:
    reckoned = calculate("deadlines", {"matter": "termination", "happened_on": "2026-06-10"}, SETTING)
    assert reckoned.days["arbitration"] == date(2027, 6, 10)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("周末加班不给钱怎么算", "overtime"),
        ("老板把我炒鱿鱼了", "severance"),
        ("干了八个月没签合同", "double-pay"),
        ("年假没休能折钱吗", "unused-leave"),
        ("迟到一次罚款五百", "deduction"),
        ("老板跑路了能报警吗", "wage-crime"),
        ("社保欠缴两年", "late-fee"),
        ("仲裁时效过期没有", "deadlines"),
    ],
)
def test_the_calculator_that_fits_what_is_said(said: str, name: str) -> None:
    found = fitting(said)
    assert found is not None
    assert found.key == name


def test_by_the_matter_alone_and_none_where_none_fits() -> None:
    by_matter = fitting("你好", "leave")
    assert by_matter is not None
    assert by_matter.key == "leave-days"
    assert fitting("想入会") is None


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=CALCULATORS)
def test_every_row_of_the_table_is_whole(calculator) -> None:
    assert set(calculator.matters) <= MATTERS.keys()
    assert all(field.words.zh and field.words.en for field in calculator.fields)
    assert all(bool(field.choices) == (field.kind is Kind.CHOICE) for field in calculator.fields)


@given(
    st.sampled_from(sorted(CALCULATORS)),
    st.dictionaries(st.sampled_from(["monthly_wage", "owed", "days", "people"]), st.text(max_size=40)),
)
def test_whatever_is_typed_is_reckoned_with_its_articles_or_refused(name: str, typed: dict[str, str]) -> None:
    with suppress(Refused):
        assert calculate(name, typed, SETTING).basis
