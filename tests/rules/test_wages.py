"""Wage arithmetic: the vectors a practitioner checks by hand, to the cent, and what holds for any wage."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.annual_leave import entitlement, leave_days, unused_leave
from bihuan.rules.contributions import late_days, late_fee
from bihuan.rules.local_figures import Figure, LocalFigure, figure_on, stated
from bihuan.rules.reckoning import MOST_FEN, Reckoning
from bihuan.rules.refusal import Refused
from bihuan.rules.wages import deduction_limit, late_pay, overtime
from bihuan.rules.words import Words

WAGES = st.integers(1, MOST_FEN)
SIX_THOUSAND = 6_000_00
NOTICE = Words("某通知", "some notice")
MINIMUM = LocalFigure(
    Figure.MINIMUM_WAGE, "500000", 2_000_00, date(2024, 1, 1), date(2024, 12, 31), NOTICE, False
)


def test_a_month_of_6000_is_27586_a_day_and_3448_an_hour() -> None:
    assert overtime(SIX_THOUSAND).figures == {"day": 275_86, "hour": 34_48}


@pytest.mark.parametrize(
    ("hours", "fen"),
    [
        ({"workday_hours": "3"}, 155_17),
        ({"rest_day_hours": "8"}, 551_72),
        ({"holiday_hours": "8"}, 827_59),
        ({"workday_hours": "3", "rest_day_hours": "8", "holiday_hours": "8"}, 1534_48),
        ({"workday_hours": "0.5"}, 25_86),
        ({}, 0),
    ],
)
def test_overtime_of_a_month_of_6000(hours: dict[str, str], fen: int) -> None:
    assert overtime(SIX_THOUSAND, **{kind: Decimal(text) for kind, text in hours.items()}).fen == fen


def test_five_unused_days_add_200_per_cent_where_the_normal_wage_was_paid() -> None:
    assert unused_leave(SIX_THOUSAND, Decimal(5)).fen == 2_758_62
    assert unused_leave(SIX_THOUSAND, Decimal(5), normal_pay_given=False).fen == 4_137_93


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15), (40, 15)])
def test_days_of_leave_by_years_of_work(years: int, days: int) -> None:
    assert entitlement(years) == days


def test_who_joins_on_the_first_of_july_has_two_of_five_days() -> None:
    reckoned = leave_days(3, joined_on=date(2025, 7, 1))
    assert reckoned.figures["days"] == 2
    assert "184 ÷ 365 × 5 = 2.52" in [line.formula for line in reckoned.lines]


@pytest.mark.parametrize(
    ("last_day", "taken", "left"),
    [
        (date(2025, 12, 31), 0, 5),
        (date(2025, 3, 14), 0, 1),  # 73 days: exactly one
        (date(2025, 3, 13), 0, 0),
        (date(2025, 12, 31), 3, 2),
        (date(2025, 6, 30), 4, 0),  # taken beyond: nothing back
        (date(2024, 12, 31), 0, 5),  # 366 days passed, yet not more than a year's
    ],
)
def test_leave_in_the_year_of_leaving(last_day: date, taken: int, left: int) -> None:
    assert leave_days(3, last_day=last_day, taken=taken).figures["days"] == left


@pytest.mark.parametrize(
    ("wage", "most"),
    [(6_000_00, 1_200_00), (2_400_00, 400_00), (2_000_00, 0), (1_500_00, 0), (2_500_00, 500_00)],
)
def test_a_deduction_takes_a_fifth_and_leaves_the_minimum_wage(wage: int, most: int) -> None:
    assert deduction_limit(wage, MINIMUM).fen == most


def test_an_unofficial_minimum_wage_says_so_with_its_dates_and_source() -> None:
    (warning,) = deduction_limit(6_000_00, MINIMUM).unofficial
    assert "2024-01-01" in warning.zh
    assert "非官方数值" in warning.zh
    assert "某通知" in warning.zh
    assert "not an official figure" in warning.en


def test_no_minimum_wage_is_used_on_a_day_it_does_not_hold() -> None:
    assert figure_on([MINIMUM], Figure.MINIMUM_WAGE, ["500103", "500000"], date(2024, 12, 31)) == MINIMUM
    for day in (date(2023, 12, 31), date(2025, 1, 1)):
        with pytest.raises(Refused) as refused:
            figure_on([MINIMUM], Figure.MINIMUM_WAGE, ["500103", "500000"], day)
        assert refused.value.code == "figure_unknown"


def test_a_district_of_its_own_goes_before_its_city() -> None:
    own = MINIMUM._replace(place="500103", fen=2_100_00)
    assert figure_on([MINIMUM, own], Figure.MINIMUM_WAGE, ["500103", "500000"], date(2024, 5, 1)) == own


@pytest.mark.parametrize("since", [None, date(2024, 5, 2)])
def test_a_minimum_wage_typed_without_a_day_in_force_is_refused(since: date | None) -> None:
    with pytest.raises(Refused) as refused:
        stated(Figure.MINIMUM_WAGE, 2_000_00, since, date(2024, 5, 1))
    assert refused.value.code == "figure_undated"


def test_an_order_disobeyed_adds_half_to_all() -> None:
    assert late_pay(10_001).figures == {"least": 5_001, "most": 10_001}


@pytest.mark.parametrize(("days", "fen"), [(0, 0), (1, 5_00), (30, 150_00), (365, 1_825_00)])
def test_the_late_fee_is_five_in_ten_thousand_a_day(days: int, fen: int) -> None:
    assert late_fee(10_000_00, days).fen == fen


def test_days_in_arrears_count_the_first_and_the_day_of_payment() -> None:
    assert late_days(date(2026, 1, 1), date(2026, 1, 30)) == 30
    with pytest.raises(Refused):
        late_days(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize("fen", [0, -1, MOST_FEN + 1, 10**20])
def test_what_cannot_be_a_wage_is_refused_in_a_sentence(fen: int) -> None:
    with pytest.raises(Refused) as refused:
        overtime(fen)
    assert refused.value.code == "amount_out_of_range"
    assert refused.value.field == "monthly_wage"


@pytest.mark.parametrize("hours", ["-1", "745", "NaN", "Infinity"])
def test_what_cannot_be_hours_is_refused(hours: str) -> None:
    with pytest.raises(Refused) as refused:
        overtime(SIX_THOUSAND, workday_hours=Decimal(hours))
    assert refused.value.code == "quantity_out_of_range"


@given(WAGES, st.integers(0, 36), st.integers(0, 100))
def test_two_kinds_together_are_the_sum_of_each(wage: int, workday: int, holiday: int) -> None:
    both = overtime(wage, workday_hours=Decimal(workday), holiday_hours=Decimal(holiday)).fen
    apart = [overtime(wage, workday_hours=Decimal(workday)), overtime(wage, holiday_hours=Decimal(holiday))]
    assert both == sum(each.fen or 0 for each in apart)


@given(WAGES, st.integers(1, MOST_FEN))
def test_a_deduction_never_leaves_less_than_the_minimum_and_never_takes_more_than_a_fifth(
    wage: int, minimum: int
) -> None:
    most = deduction_limit(wage, MINIMUM._replace(fen=minimum)).fen or 0
    assert 0 <= 5 * most <= wage
    assert most == 0 or wage - most >= minimum


@pytest.mark.parametrize(
    "reckoned",
    [
        overtime(1),
        unused_leave(1, Decimal(1)),
        leave_days(1),
        late_pay(1),
        late_fee(1, 1),
        deduction_limit(1, MINIMUM),
    ],
)
def test_every_result_has_its_articles_with_versions_and_its_conditions(reckoned: Reckoning) -> None:
    assert reckoned.basis
    assert all(str(cited.version) in cited.words.zh for cited in reckoned.basis)
    assert reckoned.conditions
    assert reckoned.lines
