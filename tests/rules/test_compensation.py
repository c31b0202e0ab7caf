"""What is paid when employment ends, and for no contract: by days of joining and leaving."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.compensation import Ending, after_months, double_pay, service, severance
from bihuan.rules.local_figures import Figure, LocalFigure
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

TODAY = date(2026, 11, 27)
AVERAGE = LocalFigure(
    Figure.AVERAGE_WAGE, "500000", 8_000_00, date(2025, 1, 1), None, Words("某公报", "some report"), True
)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("joined", "left", "n"),
    [
        ("2020-01-01", "2023-07-31", "4"),  # 3 years 7 months
        ("2020-01-01", "2022-05-31", "2.5"),  # 2 years 5 months
        ("2020-01-01", "2022-12-31", "3"),  # to the day
        ("2020-01-01", "2023-01-01", "3.5"),  # a day more is half a month
        ("2020-01-01", "2020-06-30", "1"),  # exactly six months
        ("2020-01-01", "2020-06-29", "0.5"),
        ("2020-01-01", "2020-01-01", "0.5"),
        ("2020-02-29", "2021-02-27", "1"),
        ("2020-01-31", "2020-02-28", "0.5"),
    ],
)
def test_n_by_days_of_joining_and_leaving(joined: str, left: str, n: str) -> None:
    assert service(date.fromisoformat(joined), date.fromisoformat(left)).compensated == Fraction(n)


def test_lawful_without_notice_and_unlawful() -> None:
    day = date(2020, 1, 1), date(2023, 7, 31)
    assert severance(6_000_00, *day).fen == 24_000_00
    assert severance(6_000_00, *day, Ending.NO_NOTICE, last_month_fen=5_500_00).fen == 29_500_00
    assert severance(6_000_00, *day, Ending.UNLAWFUL).fen == 48_000_00


def test_a_half_fen_is_rounded_once() -> None:
    assert severance(1_01, date(2020, 1, 1), date(2020, 2, 1)).fen == 51
    assert severance(1_01, date(2020, 1, 1), date(2020, 2, 1), Ending.UNLAWFUL).fen == 101


def test_high_wages_are_capped_at_three_times_the_average_and_twelve_years() -> None:
    at_the_line = severance(24_000_00, date(2008, 1, 1), date(2025, 12, 31), average=AVERAGE)
    assert at_the_line.fen == 24_000_00 * 18
    above = severance(24_000_01, date(2008, 1, 1), date(2025, 12, 31), average=AVERAGE)
    assert above.fen == 24_000_00 * 12
    unlawful = severance(24_000_01, date(2008, 1, 1), date(2025, 12, 31), Ending.UNLAWFUL, average=AVERAGE)
    assert unlawful.fen == 2 * 24_000_00 * 12


def test_without_the_average_wage_it_says_that_the_cap_was_not_checked() -> None:
    reckoned = severance(60_000_00, date(2020, 1, 1), date(2023, 7, 31))
    assert any("封顶" in words.zh for words in reckoned.conditions)


def test_years_before_the_law_are_pointed_out() -> None:
    reckoned = severance(6_000_00, date(2005, 1, 1), date(2023, 7, 31))
    assert any("2008年1月1日前" in words.zh for words in reckoned.conditions)


@pytest.mark.parametrize(
    ("signed", "ended", "months", "days", "fen"),
    [
        (None, None, 11, 0, 66_000_00),  # never: eleven months and no more
        ("2024-03-31", None, 0, 0, 0),  # within the month of grace
        ("2024-04-01", None, 0, 0, 0),  # until the day before the contract
        ("2024-04-02", None, 0, 1, 200_00),
        ("2024-07-01", None, 3, 0, 18_000_00),
        (None, "2024-09-15", 5, 15, 33_000_00),
        ("2026-01-01", None, 11, 0, 66_000_00),
    ],
)
def test_double_pay_of_who_began_on_the_first_of_march_2024(
    signed: str | None, ended: str | None, months: int, days: int, fen: int
) -> None:
    reckoned = double_pay(
        6_000_00,
        date(2024, 3, 1),
        signed_on=date.fromisoformat(signed) if signed else None,
        ended_on=date.fromisoformat(ended) if ended else None,
        on=TODAY,
    )
    assert reckoned.figures == {"months": months, "days": days}
    assert reckoned.fen == fen


def test_after_a_full_year_it_says_that_the_contract_is_open_ended() -> None:
    assert "无固定期限" in double_pay(6_000_00, date(2024, 3, 1), on=TODAY).conditions[0].zh
    early = double_pay(6_000_00, date(2024, 3, 1), ended_on=date(2024, 9, 15), on=TODAY)
    assert "无固定期限" not in early.conditions[0].zh


def test_leaving_before_joining_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        service(date(2024, 3, 2), date(2024, 3, 1))
    assert refused.value.code == "days_reversed"


@given(DAYS, st.integers(0, 12_000))
def test_n_never_falls_as_service_grows_and_lies_within_half_a_year_of_it(joined: date, days: int) -> None:
    n = service(joined, joined + timedelta(days)).compensated
    assert n <= service(joined, joined + timedelta(days + 1)).compensated
    assert 0 < n - Fraction(days + 1, 366) + Fraction(1, 2) <= 2


@given(DAYS, st.integers(0, 1_200))
def test_double_pay_is_never_more_than_eleven_months(began: date, days: int) -> None:
    fen = double_pay(100, began, on=began + timedelta(days)).fen or 0
    assert fen <= 1_100
    assert fen <= (double_pay(100, began, on=began + timedelta(days + 1)).fen or 0)


@given(DAYS, st.integers(0, 600))
def test_a_month_later_is_never_past_the_same_day(day: date, months: int) -> None:
    later = after_months(day, months)
    assert later.day <= day.day
    assert (later.year - day.year) * 12 + later.month - day.month == months
