"""The published days off: each year's notice adds up."""

from datetime import date, timedelta

import chinese_calendar
import holidays
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
from bihuan.rules.workdays import PUBLISHED


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


GOLDEN_DAYS = [
    # day, worked, read by hand from the notices
    ("2018-02-11", True, "the Sunday made up before Spring Festival 2018"),
    ("2018-12-31", False, "New Year's Eve, ordered by the notice for 2019"),
    ("2018-12-29", True, "the Saturday made up for it"),
    ("2019-05-02", False, "Labour Day 2019, lengthened by the notice of March 2019"),
    ("2019-05-05", True, "the Sunday made up for it"),
    ("2020-02-01", False, "a make-up Saturday at first, a day off by the notice of 27 January 2020"),
    ("2020-02-02", False, "the last day of the Spring Festival the epidemic lengthened"),
    ("2020-02-03", True, "the Monday after it"),
    ("2020-10-08", False, "National Day and Mid-Autumn fell together in 2020"),
    ("2021-09-18", True, "the Saturday made up for Mid-Autumn"),
    ("2021-09-26", True, "the Sunday made up for National Day"),
    ("2022-10-08", True, "Saturday and"),
    ("2022-10-09", True, "Sunday both made up after National Day 2022"),
    ("2023-06-25", True, "the Sunday made up after Dragon Boat"),
    ("2023-10-06", False, "the eighth day of 2023's National Day and Mid-Autumn"),
    ("2024-02-09", True, "New Year's Eve was worked in 2024"),
    ("2024-02-18", True, "the Sunday made up after it"),
    ("2025-01-28", False, "New Year's Eve has been a statutory holiday since 2025"),
    ("2025-05-02", False, "2 May, too"),
    ("2025-10-08", False, "the last of eight days off in October 2025"),
    ("2025-10-11", True, "the Saturday made up for it"),
    ("2025-10-12", False, "an ordinary Sunday"),
    ("2026-01-04", True, "the Sunday made up after New Year 2026"),
    ("2026-02-14", True, "the Saturday made up before Spring Festival 2026"),
    ("2026-02-23", False, "the ninth day of it"),
    ("2026-02-28", True, "the Saturday made up after it"),
    ("2026-10-10", True, "the Saturday made up after National Day 2026"),
]


@pytest.mark.parametrize(("day", "worked", "sentence"), GOLDEN_DAYS, ids=[row[0] for row in GOLDEN_DAYS])
def test_a_day_is_worked_or_not_as_the_notice_has_it(day: str, worked: bool, sentence: str) -> None:
    assert PUBLISHED.is_working_day(date.fromisoformat(day)) is worked, sentence


def test_two_packages_that_read_the_notices_themselves_agree_on_every_day() -> None:
    """Neither is used at run time. No day differs; what they do after the last notice is what we must not do.

    ``chinesecalendar`` refuses the years it does not know; ``holidays`` answers all the same (peer defect D3).
    """
    china = holidays.China(years=range(COVERED_FROM.year, COVERED_UNTIL.year + 1))
    days = [COVERED_FROM + timedelta(n) for n in range((COVERED_UNTIL - COVERED_FROM).days + 1)]
    assert [day for day in days if chinese_calendar.is_workday(day) != PUBLISHED.is_working_day(day)] == []
    assert [day for day in days if china.is_working_day(day) != PUBLISHED.is_working_day(day)] == []
    after = COVERED_UNTIL + timedelta(days=40)
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(after)
    assert isinstance(holidays.China().is_working_day(after), bool)
    assert not PUBLISHED.covers(after)
