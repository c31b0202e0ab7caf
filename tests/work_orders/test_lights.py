"""The database and the rule book show the same light for the same clock."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db.models import DateTimeField, Value

from bihuan.organisations.models import Unit
from bihuan.rules.alerts import Light, light
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.lights import light_of
from tests.town import Town

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def shown(start: datetime, due_at: datetime, now: datetime) -> Light:
    row = Unit.objects.annotate(
        begun=Value(start, DateTimeField()),
        ends=Value(due_at, DateTimeField()),
        light=light_of("begun", "ends", now),
    )
    return Light(row.values_list("light", flat=True)[0])


def expected(start: datetime, due_at: datetime, now: datetime) -> Light:
    return light(PUBLISHED.working_time(start, now), PUBLISHED.working_time(start, due_at))


def test_any_clock_shows_the_light_of_the_rule_book(town: Town) -> None:
    chance = Random(7)
    seen = set()
    for _ in range(250):
        start = datetime(2024, 9, 1, tzinfo=SHANGHAI) + timedelta(seconds=chance.random() * 86400 * 400)
        due_at = PUBLISHED.due_after(start, chance.randint(0, 12)).at
        now = start + timedelta(seconds=chance.random() * 86400 * 20)
        assert shown(start, due_at, now) is expected(start, due_at, now), (start, due_at, now)
        seen.add(expected(start, due_at, now))
    assert seen == set(Light)


@pytest.mark.parametrize(
    ("percent", "light_then"), [(50, Light.BLUE), (70, Light.YELLOW), (90, Light.ORANGE), (100, Light.RED)]
)
def test_a_light_comes_on_at_its_very_instant(town: Town, percent: int, light_then: Light) -> None:
    start = datetime(
        2025, 9, 26, 9, 0, tzinfo=SHANGHAI
    )  # the National Day week and its make-up day lie in between
    due_at = PUBLISHED.due_after(start, 10).at
    turns = PUBLISHED.after_working_time(start, PUBLISHED.working_time(start, due_at) * percent / 100)
    assert shown(start, due_at, turns) is light_then
    assert shown(start, due_at, turns - timedelta(microseconds=1)) is Light(light_then - 1)


def test_a_limit_of_no_working_time_is_used_up(town: Town) -> None:
    sunday = datetime(2025, 6, 8, 12, 0, tzinfo=SHANGHAI)
    assert shown(sunday, sunday, sunday) is Light.RED
