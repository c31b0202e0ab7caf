"""Called again about the same: one order goes on, and the second caller follows it by a number of their own."""

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_what_the_second_caller_added_reaches_those_who_handle_the_first(town: Town) -> None:
    earlier, story = course.in_hand(town), course.registered(town)
    story.act("陈晓", office.merge, earlier.number, WORDS)
    order = story.order
    assert (order.state, order.outcome, order.merged_into, order.closed_at) == ("merged", "merged", earlier.order, story.now)  # fmt: skip
    assert last_event(story).facts["into"] == str(earlier.order.pk)
    note = Note.objects.get(order=earlier.order, kind="new_fact")
    assert (note.text, last_event(earlier).act) == (WORDS, "note")


def test_the_order_that_goes_on_keeps_its_limit_and_the_pages_that_are_open(town: Town) -> None:
    earlier, story = course.in_hand(town), course.registered(town)
    before = earlier.order
    story.act("陈晓", office.merge, earlier.number, WORDS)
    assert (earlier.order.due_at, earlier.order.version) == (before.due_at, before.version)


@pytest.mark.parametrize("station", [course.archived, course.merged])
def test_not_into_an_order_that_is_over(town: Town, station: course.Station) -> None:
    over, story = station(town), course.registered(town)
    with refused("merge_into_self", "into"):
        story.act("周敏", office.merge, over.number)


def test_not_into_itself(town: Town) -> None:
    story = course.registered(town)
    with refused("merge_into_self", "into"):
        story.act("周敏", office.merge, story.number)


@pytest.mark.parametrize("into", ["20250610-999999", "", "张建国", "x" * 10_000])
def test_not_into_an_order_that_is_not_there(town: Town, into: str) -> None:
    story = course.registered(town)
    with refused("order_not_found"):
        story.act("周敏", office.merge, into, WORDS)


def test_too_many_new_facts_leave_both_orders_as_they_were(town: Town) -> None:
    earlier, story = course.in_hand(town), course.registered(town)
    with refused("text_too_long", "new_facts"):
        story.act("周敏", office.merge, earlier.number, "新" * 10_000)


def test_a_merged_order_at_risk_can_be_archived_once_the_desk_has_removed_it(town: Town) -> None:
    earlier, story = course.in_hand(town), Story(town, risks=("gathering",))
    story.act("周敏", office.merge, earlier.number)
    story.act("周敏", office.remove_risk, WORDS)
    course.discharge_all(story)
    story.act("周敏", office.archive)
    assert story.order.state == "archived"
