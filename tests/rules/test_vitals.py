"""Periods, limits and the closed table of queries an indicator may be computed by."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.refusal import Refused
from bihuan.rules.vitals import (
    SOURCES,
    Every,
    Limit,
    Source,
    last_ended,
    narrows,
    stretch_of,
    stretch_written,
)

TODAY = date(2026, 11, 26)
days = st.dates(date(2000, 1, 10), date(2090, 1, 1))


@given(st.sampled_from(Every), days)
def test_stretches_tile_the_calendar_and_are_read_back_as_they_are_written(every: Every, day: date) -> None:
    stretch = stretch_of(every, day)
    assert stretch.first <= day <= stretch.last
    assert stretch_of(every, stretch.first) == stretch_of(every, stretch.last) == stretch
    assert stretch.before().last + timedelta(1) == stretch.first
    assert stretch_written(every, str(stretch), stretch.last + timedelta(1)) == stretch


@pytest.mark.parametrize(
    ("every", "first", "last", "written"),
    [
        (Every.DAY, date(2026, 11, 25), date(2026, 11, 25), "2026-11-25"),
        (Every.WEEK, date(2026, 11, 16), date(2026, 11, 22), "2026-W47"),
        (Every.MONTH, date(2026, 10, 1), date(2026, 10, 31), "2026-10"),
        (Every.QUARTER, date(2026, 7, 1), date(2026, 9, 30), "2026-Q3"),
    ],
)
def test_the_latest_stretch_that_is_over(every: Every, first: date, last: date, written: str) -> None:
    stretch = last_ended(every, TODAY)
    assert (stretch.first, stretch.last, str(stretch)) == (first, last, written)


@pytest.mark.parametrize(
    ("every", "said", "code"),
    [
        (Every.MONTH, "2026-13", "vital_period_bad"),
        (Every.MONTH, "十月", "vital_period_bad"),
        (Every.WEEK, "2026-W54", "vital_period_bad"),
        (Every.DAY, "2026-02-30", "vital_period_bad"),
        (Every.MONTH, "2026-11", "vital_period_not_over"),
        (Every.DAY, "2026-11-26", "vital_period_not_over"),
    ],
)
def test_a_period_is_written_as_it_should_be_and_is_over(every: Every, said: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        stretch_written(every, said, TODAY)
    assert refused.value.code == code


def test_a_reading_is_late_when_it_comes_after_it_was_due() -> None:
    october = stretch_of(Every.MONTH, date(2026, 10, 3))
    assert [october.late_on(date(2026, 11, day), 5) for day in (5, 6)] == [False, True]


@pytest.mark.parametrize(
    ("limit", "latest", "trips"),
    [
        (Limit(above=Decimal(5)), [Decimal(5)], False),
        (Limit(above=Decimal(5)), [Decimal("5.001")], True),
        (Limit(below=Decimal(5)), [Decimal("4.9")], True),
        (Limit(above=Decimal(5), in_a_row=2), [Decimal(6)], False),
        (Limit(above=Decimal(5), in_a_row=2), [Decimal(6), Decimal(6)], True),
        (Limit(above=Decimal(5), in_a_row=2), [Decimal(6), None], False),
        (Limit(above=Decimal(5)), [None], False),
        (Limit(above=Decimal(5)), [], False),
    ],
)
def test_a_limit_trips_beyond_its_bound_so_many_times_without_a_gap(
    limit: Limit, latest: list[Decimal | None], trips: bool
) -> None:
    assert limit.trips(latest) is trips


def test_every_query_has_its_words_and_is_narrowed_by_codes_that_exist() -> None:
    assert set(SOURCES) == set(Source)
    assert narrows(Source.EVENTS_REPORTED, "dispute")
    assert narrows(Source.ORDERS_REGISTERED, "wage_arrears")
    assert narrows(Source.WHISTLE_ARRIVAL_MINUTES, "")
    assert not narrows(Source.EVENTS_REPORTED, "wage_arrears")
    assert not narrows(Source.WHISTLE_ARRIVAL_MINUTES, "dispute")
