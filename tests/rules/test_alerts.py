"""Early warning: the lights of a clock, and when the next one comes on."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.alerts import LIGHT_WORDS, RUNGS, Light, light, next_change_at
from bihuan.rules.workdays import PUBLISHED, SHANGHAI

TEN_DAYS = PUBLISHED.day_length * 10


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (0, Light.NONE),
        (49.9, Light.NONE),
        (50, Light.BLUE),
        (69.9, Light.BLUE),
        (70, Light.YELLOW),
        (90, Light.ORANGE),
        (99.9, Light.ORANGE),
        (100, Light.RED),
        (250, Light.RED),
    ],
)
def test_the_share_used_decides_the_light(percent: float, shown: Light) -> None:
    assert light(TEN_DAYS * percent / 100, TEN_DAYS) is shown


def test_a_clock_without_budget_is_red_at_once() -> None:
    assert light(timedelta(), timedelta()) is Light.RED


def test_a_table_without_rows_warns_of_nothing() -> None:
    assert light(TEN_DAYS, TEN_DAYS, rungs=()) is Light.NONE
    start = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)
    assert next_change_at(start, TEN_DAYS, Light.NONE, PUBLISHED, rungs=()) is None


def test_an_order_of_three_days_over_national_day_climbs_its_lights_in_working_time() -> None:
    start = datetime(2025, 9, 30, 15, tzinfo=SHANGHAI)
    due = PUBLISHED.due_after(start, 3).at
    budget = PUBLISHED.working_time(start, due)
    assert budget == timedelta(hours=23.5)
    climbs = [next_change_at(start, budget, shown, PUBLISHED) for shown in Light]
    assert climbs == [
        datetime(2025, 10, 10, 11, 15, tzinfo=SHANGHAI),
        datetime(2025, 10, 10, 17, 27, tzinfo=SHANGHAI),
        datetime(2025, 10, 11, 15, 9, tzinfo=SHANGHAI),
        due,
        None,
    ]


def test_rungs_rise_in_light_and_share() -> None:
    assert list(RUNGS) == sorted(RUNGS)
    assert [rung.percent for rung in RUNGS] == sorted({rung.percent for rung in RUNGS})
    assert set(LIGHT_WORDS) == set(Light)


starts = st.timedeltas(timedelta(), timedelta(days=300)).map(
    lambda span: datetime(2025, 1, 1, tzinfo=SHANGHAI) + span
)


@given(
    starts, st.timedeltas(timedelta(microseconds=1), timedelta(hours=300)), st.sampled_from(list(Light)[:-1])
)
def test_the_light_changes_at_the_instant_foretold_and_not_before(
    start: datetime, budget: timedelta, shown: Light
) -> None:
    instant = next_change_at(start, budget, shown, PUBLISHED)
    assert instant is not None
    assert light(PUBLISHED.working_time(start, instant), budget) > shown
    just_before = instant - timedelta(microseconds=1)
    assert light(PUBLISHED.working_time(start, just_before), budget) <= shown


@given(starts, st.integers(1, 30))
def test_red_comes_on_when_the_limit_is_due(start: datetime, days: int) -> None:
    due = PUBLISHED.due_after(start, days).at
    assert next_change_at(start, PUBLISHED.working_time(start, due), Light.ORANGE, PUBLISHED) == due
