"""An emergency goes to the police and stays on our books until it came back or was dealt with."""

import pytest

from bihuan.rules.checklist import passing
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Note, Reply
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_the_desk_holds_it_while_the_police_act(town: Town) -> None:
    story = course.with_110(town)
    assert (story.order.state, story.order.holder) == ("transferred_110", town.city_union)
    assert (Note.objects.get().kind, Note.objects.get().text) == ("route", WORDS)


def test_what_is_left_to_us_is_dispatched(town: Town) -> None:
    story = course.with_110(town)
    story.act("陈晓", office.take_back_110, WORDS)
    story.act("周敏", office.dispatch, town.district_union.pk)
    assert (story.order.state, story.order.lead) == ("dispatched", town.district_union)


def test_what_the_police_dealt_with_is_replied_and_visited_like_any_other(town: Town) -> None:
    story = course.with_110(town)
    story.act("周敏", office.conclude_110, WORDS)
    order = story.order
    assert (order.state, order.outcome, order.result) == ("resolved", "put_right", WORDS)
    assert (order.resolved_at, order.replied_at, Reply.objects.get().text) == (story.now, story.now, WORDS)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="no", satisfied="dissatisfied")
    # Nobody else ever led it: it comes back to the desk that answered for it.
    assert (story.order.state, story.order.holder, story.order.lead) == (
        "handling",
        town.city_union,
        town.city_union,
    )


def test_a_danger_put_through_at_once_can_be_calmed_and_archived(town: Town) -> None:
    story = Story(town, risks=("danger_to_life",))
    story.act("陈晓", office.transfer_110, WORDS)
    story.act("周敏", office.conclude_110, WORDS)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("何静", office.inspect, passing())
    story.act("周敏", office.remove_risk, WORDS)
    course.discharge_all(story)
    story.act("周敏", office.archive)
    assert story.order.state == "archived"


@pytest.mark.parametrize("verb", [office.take_back_110, office.conclude_110])
@pytest.mark.parametrize(("outcome", "code"), [("", "text_missing"), ("警" * 10_000, "text_too_long")])
def test_what_the_police_did_is_written_down(town: Town, verb: object, outcome: str, code: str) -> None:
    story = course.with_110(town)
    with refused(code, "outcome"):
        story.act("周敏", verb, outcome)
