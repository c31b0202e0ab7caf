"""The database and the rule book show the same light for the same clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db.models import DateTimeField, Value

from bihuan.calendars.actions import import_limits
from bihuan.calendars.limit_rows import as_table
from bihuan.calendars.queries import forget
from bihuan.organisations.models import Unit
from bihuan.rules.alerts import Light, light
from bihuan.rules.limits import LIMITS, Clock
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.lights import light_of, with_light
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.showing import due_of
from tests.town import Town
from tests.work_orders.stories import Story

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


@pytest.mark.usefixtures("own_calendar")
def test_an_order_shows_its_light_at_the_shares_of_the_version_it_keeps(town: Town) -> None:
    """In lists as on its page: blue from a tenth on, where the office says so, and only for the orders made under it."""
    before = Story(town)
    leave = replace(LIMITS[0], clock=Clock.TOTAL, matter="leave", urgency=None, value=10)
    rows = [replace(row, shares=(10, 20, 30)) if row.code == "total:urgent" else row for row in LIMITS]
    content = "\n".join(",".join(cells) for cells in as_table([*rows, leave], {})).encode()
    at = before.now
    import_limits(None, "limits.csv", content, "2025-2", "渝工办〔2025〕3号", at.date(), at=at)
    forget()
    after, other = Story(town, at), Story(town, at, matter="leave")
    soon = PUBLISHED.after_working_time(at, timedelta(hours=6))  # more than a tenth of five days
    lit = WorkOrder.objects.filter(with_light(Light.BLUE, soon)).values_list("number", flat=True)
    assert list(lit) == [after.number]
    levels = {story: due_of(story.order, soon)["level"] for story in (before, after, other)}
    assert levels == {before: "", after: "blue", other: ""}, (
        "the row of the matter comes before that of the urgency"
    )
