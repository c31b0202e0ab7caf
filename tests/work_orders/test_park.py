"""Parked: the clock of the order stands still, in working time, and starts again where it stood."""

from datetime import date, datetime, timedelta

import pytest

from bihuan.work_orders import actions as office
from tests.town import SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
REVIEW = date(2025, 7, 1)


def parked_from_to(town: Town, parked: str, resumed: str) -> Story:
    """An urgent order of Tuesday 10 June 2025, due on the 17th at 17:30, parked and taken up again."""
    story = course.in_hand(town)
    story.now = datetime.fromisoformat(f"{parked}+08:00") - timedelta(minutes=10)
    story.act("杨帆", office.park, REVIEW, WORDS)
    assert (story.order.state, story.order.parked_until) == ("parked", REVIEW)
    story.now = datetime.fromisoformat(f"{resumed}+08:00") - timedelta(minutes=10)
    story.act("张琪", office.unpark)
    assert (story.order.state, story.order.parked_at, story.order.parked_until) == ("handling", None, None)
    return story


@pytest.mark.parametrize(
    ("parked", "resumed", "due"),
    [
        ("2025-06-13T17:30", "2025-06-16T09:00", "2025-06-17T17:30"),  # over a weekend: nothing was lost
        ("2025-06-13T20:00", "2025-06-14T11:00", "2025-06-17T17:30"),  # by night, on days off: nothing either
        ("2025-06-16T12:00", "2025-06-16T13:30", "2025-06-17T17:30"),  # over the midday break
        ("2025-06-16T10:00", "2025-06-18T10:00", "2025-06-19T17:30"),  # two working days
        ("2025-06-13T16:30", "2025-06-16T10:00", "2025-06-18T11:00"),  # an hour of Friday and one of Monday
        (
            "2025-06-17T17:29",
            "2025-06-25T09:00",
            "2025-06-25T09:01",
        ),  # the last minute is still the last minute
        ("2025-06-18T09:00", "2025-06-25T09:00", "2025-06-17T17:30"),  # late before, late after
    ],
)
def test_what_was_left_when_it_was_parked_is_left_afterwards(
    town: Town, parked: str, resumed: str, due: str
) -> None:
    story = parked_from_to(town, parked, resumed)
    limit = datetime.fromisoformat(f"{due}+08:00")
    assert story.order.due_at == limit
    if limit > story.now:
        assert story.order.assignments.get(ended_at=None).due_at == limit


@pytest.mark.parametrize(
    ("review", "code"),
    [
        (date(2025, 6, 9), "limit_in_past"),
        (date(2025, 6, 10), "limit_in_past"),
        (date(2026, 6, 10), "limit_too_far"),
    ],
)
def test_the_review_is_after_today_and_not_too_far(town: Town, review: date, code: str) -> None:
    story = course.in_hand(town)
    with refused(code, "review_on"):
        story.act("杨帆", office.park, review, WORDS)


def test_today_is_the_day_in_the_city_and_not_in_greenwich(town: Town) -> None:
    """At half past seven in the morning of the 11th it is still the 10th in UTC."""
    story = course.in_hand(town)
    story.now = datetime(2025, 6, 11, 7, 20, tzinfo=SHANGHAI)
    with refused("limit_in_past", "review_on"):
        story.act("杨帆", office.park, date(2025, 6, 11), WORDS)


def test_it_has_its_reason(town: Town) -> None:
    story = course.in_hand(town)
    with refused("text_missing", "reason"):
        story.act("杨帆", office.park, REVIEW, "")


def test_a_pause_has_its_reason(town: Town) -> None:
    story = course.in_hand(town)
    with refused("text_missing", "reason"):
        story.act("杨帆", office.park, date(2025, 6, 20), "  ")
    assert story.order.parked_at is None
