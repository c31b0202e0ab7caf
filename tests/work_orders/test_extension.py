"""More time: asked before the limit, granted by the level above as far as it may."""

from datetime import datetime, timedelta

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Extension
from tests.town import SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
#: Of an urgent order registered on Tuesday 10 June 2025.
LIMIT = datetime(2025, 6, 17, 17, 30, tzinfo=SHANGHAI)


def test_it_is_counted_from_the_limit_and_not_from_the_day_of_the_decision(town: Town) -> None:
    story = course.asking_for_time(town)
    assert story.order.due_at == LIMIT
    story.act("杨帆", office.grant_extension)
    order, extension = story.order, Extension.objects.get()
    assert (order.state, order.due_at) == ("handling", LIMIT + timedelta(days=3))  # Wednesday to Friday
    assert order.assignments.get(ended_at=None).due_at == order.due_at
    assert (extension.days, extension.granted, extension.decided_by) == (3, True, town.person("杨帆"))
    assert last_event(story).facts["due"] == "2025-06-20T17:30:00+08:00"


def test_a_refused_one_leaves_the_limit(town: Town) -> None:
    story = course.asking_for_time(town)
    story.act("杨帆", office.refuse_extension, WORDS)
    assert (story.order.state, story.order.due_at) == ("handling", LIMIT)
    assert (Extension.objects.get().granted, Extension.objects.get().decision) == (False, WORDS)


def test_it_may_be_asked_up_to_the_last_minute_and_not_after(town: Town) -> None:
    story = course.in_hand(town)
    story.now = LIMIT - timedelta(minutes=9)
    with refused("extension_after_due"):
        story.act("张琪", office.request_extension, 2, WORDS)
    story.now = LIMIT - timedelta(minutes=10)
    story.act("张琪", office.request_extension, 2, WORDS)
    assert story.order.state == "extension_review"


def asking(town: Town, days: int) -> Story:
    story = course.in_hand(town)
    story.act("张琪", office.request_extension, days, WORDS)
    return story


def test_a_district_grants_five_days_and_the_city_ten(town: Town) -> None:
    story = asking(town, 6)
    with refused("extension_beyond_level"):
        story.act("杨帆", office.grant_extension)
    assert Extension.objects.get().granted is None
    story.act("周敏", office.grant_extension)
    assert Extension.objects.get().granted is True


@pytest.mark.parametrize("days", [0, -3, 11, 10**9])
def test_days_that_nobody_may_grant_are_not_asked(town: Town, days: int) -> None:
    story = course.in_hand(town)
    with refused("number_out_of_range", "days"):
        story.act("张琪", office.request_extension, days, WORDS)


def test_a_granted_limit_past_the_published_holidays_is_marked(town: Town) -> None:
    story = Story(town, datetime(2026, 12, 22, 9, 0, tzinfo=SHANGHAI)).in_hand()
    assert not story.order.due_provisional
    story.act("张琪", office.request_extension, 5, WORDS)
    story.act("杨帆", office.grant_extension)
    assert story.order.due_provisional
