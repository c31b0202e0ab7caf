"""Hours that differ by season and by kind of day, and calendars laid over each other."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.office_hours import DAY_TYPE_WORDS, OFFICE_HOURS, DayType, Season, check_periods
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED, SHANGHAI, Layer, WorkCalendar, layered
from tests.rules.calendars import calendars, days, instants, on

SUMMER = Season((5, 1), (9, 30), ((time(8, 30), time(12)), (time(15), time(18))))
WINTER = Season((12, 1), (2, 29), ((time(9), time(16)),))
SEASONAL = replace(PUBLISHED, seasons=(SUMMER, WINTER))


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        (date(2025, 4, 30), OFFICE_HOURS), (date(2025, 5, 6), SUMMER.periods), (date(2025, 9, 30), SUMMER.periods),
        (date(2025, 10, 9), OFFICE_HOURS), (date(2025, 12, 1), WINTER.periods), (date(2026, 2, 27), WINTER.periods),
        (date(2026, 2, 28), WINTER.periods), (date(2026, 3, 2), OFFICE_HOURS), (date(2024, 2, 29), WINTER.periods),
        (date(2024, 3, 1), OFFICE_HOURS), (date(2025, 5, 1), ()), (date(2025, 9, 28), SUMMER.periods),
    ],
)  # fmt: skip
def test_a_season_has_its_own_hours_over_the_turn_of_the_year_too(day: date, periods: tuple) -> None:
    assert SEASONAL.periods_on(day) == periods


@pytest.mark.parametrize(
    ("start", "hours", "reached", "sentence"),
    [
        (
            "2025-04-30T15:00",
            4,
            "2025-05-06T10:00",
            "two hours and a half by winter hours, then from half past eight",
        ),
        ("2025-09-30T17:00", 2, "2025-10-09T10:00", "an hour by summer hours, then one from nine"),
        ("2025-06-10T14:00", 1, "2025-06-10T16:00", "nobody works at two in summer"),
    ],
)
def test_working_time_goes_by_the_hours_of_the_day(
    start: str, hours: int, reached: str, sentence: str
) -> None:
    assert SEASONAL.after_working_time(on(start), timedelta(hours=hours)) == on(reached), sentence
    assert SEASONAL.working_time(on(start), on(reached)) == timedelta(hours=hours)
    assert SEASONAL.before_working_time(on(reached), timedelta(hours=hours)) == on(start) or "14:00" in start


def test_a_limit_in_days_ends_when_that_days_business_stops() -> None:
    assert SEASONAL.due_after(on("2025-09-28T10:00"), 2).at == on("2025-09-30T18:00")
    assert SEASONAL.due_after(on("2025-09-30T10:00"), 1).at == on("2025-10-09T17:30")
    assert SEASONAL.end_of_working_day(on("2025-09-30T17:45")) == on("2025-09-30T18:00")


def test_days_of_different_length_each_count_as_one() -> None:
    assert SEASONAL.working_days(on("2025-09-30T08:30"), on("2025-10-09T17:30")) == 2
    assert SEASONAL.working_days(on("2025-09-30T08:30"), on("2025-09-30T11:45")) == Decimal("0.5")
    assert SEASONAL.working_days(on("2025-10-01T08:30"), on("2025-10-05T08:30")) == 0
    assert SEASONAL.working_days(on("2025-10-05T08:30"), on("2025-10-01T08:30")) == 0
    assert SEASONAL.day_length == PUBLISHED.day_length == timedelta(hours=7)


def test_a_make_up_day_may_have_hours_of_its_own() -> None:
    short = replace(PUBLISHED, makeup_periods=((time(9), time(12)),))
    assert short.periods_on(date(2025, 10, 11)) == ((time(9), time(12)),)
    assert short.due_after(on("2025-09-30T15:00"), 3).at == on("2025-10-11T12:00")
    assert short.working_days(on("2025-10-11T09:00"), on("2025-10-11T10:30")) == Decimal("0.5")
    # A weekday named as a make-up day, as a unit may have it, is worked by those hours too.
    duty = replace(short, makeup_days=short.makeup_days | {date(2025, 10, 14)})
    assert duty.periods_on(date(2025, 10, 14)) == ((time(9), time(12)),)
    assert duty.periods_on(date(2025, 10, 15)) == OFFICE_HOURS


def test_what_a_day_is() -> None:
    kinds = [PUBLISHED.day_type(date(2025, 10, day)) for day in (1, 11, 12, 13)]
    assert kinds == [DayType.OFF, DayType.MAKEUP, DayType.ORDINARY, DayType.ORDINARY]
    assert set(DAY_TYPE_WORDS) == set(DayType)
    assert PUBLISHED.names[date(2025, 10, 11)].zh == "国庆节、中秋节"


@pytest.mark.parametrize(
    ("seasons", "said"),
    [
        ((SUMMER, Season((9, 30), (10, 5), OFFICE_HOURS)), "two seasons speak for 09-30"),
        ((WINTER, Season((1, 1), (1, 1), OFFICE_HOURS)), "two seasons speak for 01-01"),
        ((Season((1, 1), (2, 1), ()),), "working periods"),
    ],
)
def test_seasons_that_contradict_are_turned_away(seasons: tuple, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(PUBLISHED, seasons=seasons)


def test_seasons_side_by_side_are_fine() -> None:
    touching = replace(PUBLISHED, seasons=(SUMMER, Season((10, 1), (11, 30), ((time(10), time(16)),))))
    assert touching.periods_on(date(2025, 10, 9)) == ((time(10), time(16)),)


def test_make_up_hours_out_of_order_are_turned_away() -> None:
    with pytest.raises(ValueError, match="working periods"):
        replace(PUBLISHED, makeup_periods=((time(12), time(9)),))
    with pytest.raises(ValueError, match="working periods"):
        check_periods(())


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Sydney"])
def test_a_zone_with_summer_time_is_turned_away(zone: str) -> None:
    with pytest.raises(ValueError, match=f"{zone} has summer time"):
        replace(PUBLISHED, zone=ZoneInfo(zone))


def test_a_zone_that_had_summer_time_long_ago_is_not() -> None:
    """Shanghai had it from 1986 to 1991."""
    assert replace(PUBLISHED, zone=ZoneInfo("Asia/Urumqi")).zone.key == "Asia/Urumqi"
    with pytest.raises(ValueError, match="summer time"):
        replace(PUBLISHED, covered_from=date(1990, 1, 1))
    with pytest.raises(ValueError, match="summer time"):
        replace(PUBLISHED, covered_from=date(1986, 1, 1), covered_until=date(1986, 12, 31))
    assert replace(PUBLISHED, covered_from=date(1985, 1, 1), covered_until=date(1985, 12, 31)), (
        "the year before"
    )


def test_the_nearest_layer_has_the_last_word() -> None:
    region = Layer(
        days_off=frozenset({date(2025, 3, 3), date(2025, 3, 4)}), periods=((time(8), time(16)),),
        names={date(2025, 3, 3): Words("区庆", "district day")},
    )  # fmt: skip
    unit = Layer(
        working_days=frozenset({date(2025, 3, 4), date(2025, 10, 1)}),
        seasons=(SUMMER,),
        makeup_periods=((time(9), time(10)),),
    )
    of_unit = layered(PUBLISHED, [region, unit])
    assert not of_unit.is_working_day(date(2025, 3, 3))
    assert of_unit.is_working_day(date(2025, 3, 4))
    assert of_unit.is_working_day(date(2025, 10, 1))
    assert not of_unit.is_working_day(date(2025, 10, 2))
    assert of_unit.periods_on(date(2025, 3, 5)) == ((time(8), time(16)),)
    assert of_unit.periods_on(date(2025, 6, 10)) == SUMMER.periods
    assert of_unit.periods_on(date(2025, 10, 1)) == ((time(9), time(10)),)
    assert of_unit.names[date(2025, 3, 3)].zh == "区庆"
    assert of_unit.covered_until == PUBLISHED.covered_until
    assert layered(PUBLISHED, []) == PUBLISHED
    takes_a_make_up_day = layered(PUBLISHED, [Layer(days_off=frozenset({date(2025, 10, 11)}))])
    assert takes_a_make_up_day.due_after(on("2025-09-30T15:00"), 3).at == on("2025-10-13T17:30")


def test_a_layer_that_contradicts_itself_is_turned_away() -> None:
    day = frozenset({date(2025, 3, 3)})
    with pytest.raises(ValueError, match="both a day off and a working day: 2025-03-03"):
        layered(PUBLISHED, [Layer(days_off=day, working_days=day)])


# The laws


def periods(calendar: WorkCalendar, day: date) -> tuple:
    """The oracle's reading of a day: no table of stretches, only the definitions."""
    works = day in calendar.makeup_days or (day.weekday() < 5 and day not in calendar.days_off)
    if not works:
        return ()
    if day in calendar.makeup_days and calendar.makeup_periods:
        return calendar.makeup_periods
    for season in calendar.seasons:
        for year in (day.year - 1, day.year):
            if season.begins(year) <= day <= season.ends(year):
                return season.periods
    return calendar.periods


@given(calendars(), days)
def test_the_hours_of_a_day_are_those_of_its_kind_and_season(calendar: WorkCalendar, day: date) -> None:
    assert calendar.periods_on(day) == periods(calendar, day)


@given(calendars(), instants, instants)
def test_working_time_is_what_adding_up_the_periods_of_each_day_gives(
    calendar: WorkCalendar, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    total, whole_days, day = timedelta(), Decimal(), start.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        length = sum(
            (datetime.combine(day, c) - datetime.combine(day, o) for o, c in periods(calendar, day)),
            timedelta(),
        )
        for opens, closes in periods(calendar, day):
            begun = max(start, datetime.combine(day, opens, SHANGHAI))
            done = min(end, datetime.combine(day, closes, SHANGHAI))
            worked = max(done - begun, timedelta())
            total += worked
            whole_days += Decimal(worked / timedelta(microseconds=1)) / Decimal(
                length / timedelta(microseconds=1)
            )
        day += timedelta(days=1)
    assert calendar.working_time(start, end) == total
    assert abs(calendar.working_days(start, end) - whole_days) < Decimal("1e-12")


@given(calendars(), instants, st.timedeltas(timedelta(), timedelta(hours=200)))
def test_an_amount_of_work_is_reached_exactly_by_whatever_hours(
    calendar: WorkCalendar, start: datetime, amount: timedelta
) -> None:
    reached = calendar.after_working_time(start, amount)
    assert calendar.working_time(start, reached) == amount
    if amount:
        assert calendar.working_time(start, reached - timedelta(microseconds=1)) < amount


@given(calendars(), st.frozensets(days, max_size=9), st.frozensets(days, max_size=9), days)
def test_a_layer_speaks_only_of_its_days(
    calendar: WorkCalendar, off: frozenset, worked: frozenset, day: date
) -> None:
    over = layered(calendar, [Layer(off, worked - off)])
    expected = False if day in off else True if day in worked else calendar.is_working_day(day)
    assert over.is_working_day(day) is expected
