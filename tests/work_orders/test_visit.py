"""The return visit: contacted, solved, satisfied are three answers, and nobody is given up too early."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Visit
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_the_desk_holds_it_while_the_caller_is_visited(town: Town) -> None:
    story = course.visiting(town)
    order = story.order
    assert (order.holder, order.holder_post, order.holder_person) == (
        town.city_union,
        "operator",
        town.person("陈晓"),
    )


@pytest.mark.parametrize(
    ("solved", "satisfied", "state"),
    [
        ("yes", "very", "closed"), ("yes", "satisfied", "closed"), ("yes", "basically", "closed"),
        ("yes", "dissatisfied", "handling"), ("partly", "satisfied", "handling"), ("no", "very", "handling"),
    ],
)  # fmt: skip
def test_the_three_answers_decide_what_follows_and_are_kept_apart(
    town: Town, solved: str, satisfied: str, state: str
) -> None:
    story = course.visiting(town)
    story.act("陈晓", office.visit, contacted=True, solved=solved, satisfied=satisfied, remark=WORDS)
    visit, order = Visit.objects.get(), story.order
    assert (visit.contacted, visit.solved, visit.satisfied, visit.remark) == (True, solved, satisfied, WORDS)
    assert (order.state, order.satisfied) == (state, satisfied)
    assert last_event(story).act == ("pass_visit" if state == "closed" else "redo")
    if state == "closed":
        assert (order.closed_at, order.holder_post) == (story.now, "inspector")


def test_sent_back_it_is_in_the_hands_of_who_signed_for_it_and_counted(town: Town) -> None:
    story = course.visiting(town)
    story.act("陈晓", office.visit, contacted=True, solved="no", satisfied="dissatisfied")
    order = story.order
    assert (order.holder, order.holder_post, order.holder_person) == (town.street_union, "informant", town.person("张琪"))  # fmt: skip
    assert (order.redo_count, order.resolved_at, order.replied_at, order.handled_days) == (
        1,
        None,
        None,
        None,
    )


def missed(story: Story, *hours: float) -> None:
    for hour in hours:
        story.now += timedelta(hours=hour)
        story.act("陈晓", office.visit, contacted=False)


def test_three_tries_at_different_hours_close_it_as_unreachable(town: Town) -> None:
    story = course.visiting(town)
    missed(story, 0, 2)
    assert (story.order.state, story.order.missed_visits) == ("visiting", 2)
    missed(story, 2)
    assert (story.order.state, story.order.outcome, last_event(story).act) == ("closed", "not_reachable", "give_up_visit")  # fmt: skip


def test_tries_in_one_hour_count_once(town: Town) -> None:
    story = course.visiting(town)
    missed(story, 0, 0, 0, 0)
    assert (story.order.state, story.order.missed_visits) == ("visiting", 4)


def test_what_the_caller_last_said_stays_when_the_next_call_is_not_answered(town: Town) -> None:
    story = course.visiting(town)
    story.act("陈晓", office.visit, contacted=True, solved="partly", satisfied="basically")
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    missed(story, 0)
    assert story.order.satisfied == "basically"


def test_after_a_redo_the_tries_are_counted_anew(town: Town) -> None:
    """Given up once, redone: one missed call is not the fourth."""
    story = course.visiting(town)
    missed(story, 0, 2, 2)
    story.act("何静", office.redo, "other", WORDS)
    assert story.order.missed_visits == 0
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    missed(story, 0)
    assert (story.order.state, story.order.missed_visits) == ("visiting", 1)


@pytest.mark.parametrize(
    "answers",
    [
        {"contacted": True},
        {"contacted": True, "solved": "yes"},
        {"contacted": True, "satisfied": "very"},
        {"contacted": True, "solved": "perhaps", "satisfied": "very"},
        {"contacted": True, "solved": "yes", "satisfied": "happy"},
        {"contacted": False, "solved": "yes"},
        {"contacted": False, "satisfied": "very"},
    ],
    ids=str,
)
def test_answers_come_all_three_from_a_caller_who_was_reached(town: Town, answers: dict[str, Any]) -> None:
    story = course.visiting(town)
    with refused("visit_answers_wrong", "contacted"):
        story.act("陈晓", office.visit, **answers)


@pytest.mark.parametrize("answers", [("yes", "very"), ("no", "dissatisfied")])
def test_a_closed_order_is_not_visited_again(town: Town, answers: tuple[str, str]) -> None:
    """An inspector may send it back; that is no answer of the caller, and must not be counted as one."""
    story = course.closed(town)
    for name in ("陈晓", "何静"):
        with refused("act_not_now"):
            story.act(name, office.visit, contacted=True, solved=answers[0], satisfied=answers[1])
