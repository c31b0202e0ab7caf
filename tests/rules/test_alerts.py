"""Early warning: the lights of a clock, and when the next one comes on."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.alerts import LIGHT_WORDS, RUNGS, Light, light, next_alert, rungs_passed
from bihuan.rules.deadlines import TimeType
from bihuan.rules.workdays import PUBLISHED, SHANGHAI, WorkCalendar
from tests.rules.calendars import calendars, instants, on

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
    assert light(TEN_DAYS, TEN_DAYS, percents=()) is Light.NONE
    due = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)
    assert next_alert(due, TEN_DAYS, TimeType.WORKING_DAY, PUBLISHED, percents=()) is None


def test_an_office_may_have_its_lights_come_on_sooner_or_later() -> None:
    shown = [light(TEN_DAYS * used / 100, TEN_DAYS, (20, 80, 95, 100)) for used in (19, 20, 80, 94, 95, 100)]
    assert shown == [Light.NONE, Light.BLUE, Light.YELLOW, Light.YELLOW, Light.ORANGE, Light.RED]


def test_an_order_of_three_days_over_national_day_climbs_its_lights_in_working_time() -> None:
    start = datetime(2025, 9, 30, 15, tzinfo=SHANGHAI)
    due = PUBLISHED.due_after(start, 3).at
    budget = PUBLISHED.working_time(start, due)
    assert budget == timedelta(hours=23.5)
    alerts = [next_alert(due, budget, TimeType.WORKING_DAY, PUBLISHED, after=shown) for shown in Light]
    assert [alert and alert.at for alert in alerts] == [
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


@given(starts, st.integers(1, 30), st.sampled_from(list(Light)[:-1]))
def test_the_light_changes_at_the_instant_foretold_and_not_before(
    start: datetime, days: int, shown: Light
) -> None:
    due = PUBLISHED.due_after(start, days).at
    budget = PUBLISHED.working_time(start, due)
    alert = next_alert(due, budget, TimeType.WORKING_DAY, PUBLISHED, after=shown)
    assert alert is not None
    assert light(PUBLISHED.working_time(start, alert.at), budget) == shown + 1
    just_before = alert.at - timedelta(microseconds=1)
    assert light(PUBLISHED.working_time(start, just_before), budget) <= shown


# The next rung of a running clock


@pytest.mark.parametrize(
    ("after", "rung", "at"),
    [
        (0, 1, "2025-03-07T11:30"),
        (1, 2, "2025-03-10T11:00"),
        (2, 3, "2025-03-12T09:30"),
        (3, 4, "2025-03-12T17:30"),
    ],
)
def test_the_next_rung_is_reached_when_its_share_is_used(after: int, rung: int, at: str) -> None:
    """Seven and a half working days from Monday 3 March 2025, 14:00, to the closing of the 12th."""
    start, due = on("2025-03-03T14:00"), on("2025-03-12T17:30")
    whole = PUBLISHED.working_time(start, due)
    alert = next_alert(due, whole, TimeType.WORKING_DAY, PUBLISHED, after=after)
    assert alert is not None
    assert alert.rung == rung
    assert PUBLISHED.working_time(start, alert.at) * 100 >= whole * RUNGS[after].percent
    just_before = PUBLISHED.working_time(start, alert.at - timedelta(seconds=1))
    assert just_before * 100 < whole * RUNGS[after].percent


def test_a_ladder_that_is_climbed_has_no_next_rung() -> None:
    due = on("2025-03-12T17:30")
    assert next_alert(due, timedelta(hours=7), TimeType.WORKING_DAY, PUBLISHED, after=len(RUNGS)) is None


def test_a_ladder_may_go_on_after_the_limit_and_urgent_hours_go_by_the_wall() -> None:
    due = on("2025-03-07T17:30")
    late = next_alert(due, timedelta(hours=14), TimeType.WORK_HOUR, PUBLISHED, after=1, percents=(100, 150))
    assert late == (2, on("2025-03-10T17:30"))
    urgent = next_alert(due, timedelta(hours=10), TimeType.URGENT_HOUR, PUBLISHED, percents=(50,))
    assert urgent == (1, on("2025-03-07T12:30"))


@pytest.mark.parametrize(("used", "passed"), [(0, 0), (4, 0), (5, 1), (7, 2), (9, 3), (10, 3), (25, 3)])
def test_an_armed_clock_leaves_the_rungs_behind_it_but_never_the_last(used: int, passed: int) -> None:
    assert rungs_passed(timedelta(hours=used), timedelta(hours=10)) == passed


def test_a_share_is_not_used_until_all_of_it_is() -> None:
    assert rungs_passed(timedelta(hours=4, minutes=59), timedelta(hours=10)) == 0
    odd = timedelta(microseconds=3)
    at_half = next_alert(on("2025-03-07T17:30"), odd, TimeType.WORK_HOUR, PUBLISHED, percents=(50,))
    assert at_half == (1, on("2025-03-07T17:30") - timedelta(microseconds=1)), (
        "of three, two are used by then"
    )


@given(calendars(), instants, st.integers(0, 40))
def test_rungs_come_in_order_and_the_last_with_the_limit(
    calendar: WorkCalendar, start: datetime, days: int
) -> None:
    due = calendar.due_after(start, days).at
    whole = calendar.working_time(start, due)
    found = [next_alert(due, whole, TimeType.WORKING_DAY, calendar, after=n) for n in range(len(RUNGS))]
    instants_of = [alert.at for alert in found if alert]
    assert instants_of == sorted(instants_of)
    assert instants_of[-1] == due
