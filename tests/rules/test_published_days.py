"""The published days off: each year's notice adds up."""

from datetime import date, timedelta

import pytest

from bihuan.rules.published_days import (
    COVERED_FROM,
    COVERED_UNTIL,
    NOTICES,
    QINGMING,
    Notice,
    days_off,
    makeup_days,
    name_of,
)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: str(notice.year))
def test_a_notice_frees_exactly_the_statutory_holidays(notice: Notice) -> None:
    """Moving days about gives nobody a day more: weekdays freed less weekends worked are the statutory holidays.

    There are 11 of them, and 13 since 2025; the notice of January 2020 added two for the epidemic.
    """
    freed = [day for holiday in notice.holidays for day in holiday.days_off() if day.weekday() < 5]
    worked = [day for holiday in notice.holidays for day in holiday.makeup_days()]
    expected = 13 if notice.year >= 2025 or notice.year == 2020 else 11
    assert len(freed) - len(worked) == expected


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: str(notice.year))
def test_make_up_days_are_weekend_days_close_to_their_holiday(notice: Notice) -> None:
    for holiday in notice.holidays:
        off = holiday.days_off()
        assert off == tuple(sorted(off))
        for day in holiday.makeup_days():
            assert day.weekday() >= 5
            assert off[0] - timedelta(days=14) < day < off[-1] + timedelta(days=14)


def test_no_day_is_both_off_and_made_up() -> None:
    assert not days_off() & makeup_days()


def test_every_covered_year_has_its_notice() -> None:
    assert [notice.year for notice in NOTICES] == list(range(COVERED_FROM.year, COVERED_UNTIL.year + 1))
    assert all(reference.startswith("https://www.gov.cn/") for n in NOTICES for reference in n.references)


def test_a_holiday_lends_its_name_to_its_days() -> None:
    assert name_of(date(2024, 4, 4)) == QINGMING
    assert name_of(date(2024, 4, 7)) == QINGMING, "the Sunday worked for it"
    assert name_of(date(2024, 4, 8)) is None
