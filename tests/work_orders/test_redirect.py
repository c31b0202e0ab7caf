"""To the body the law names, with a written notice of the way; and out of our hands with everything settled."""

import pytest

from bihuan.rules.actors import Level
from bihuan.rules.matters import STATUTORY_CHANNELS
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Promise, Reply
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("channel", STATUTORY_CHANNELS)
def test_the_caller_is_told_the_way_and_the_matter_is_done_with(town: Town, channel: str) -> None:
    story = course.registered(town)
    story.act("周敏", office.redirect, channel, WORDS)
    order = story.order
    assert (order.state, order.outcome, order.closed_at, order.replied_at) == ("redirected", "redirected", story.now, story.now)  # fmt: skip
    assert (Reply.objects.get().text, last_event(story).facts["channel"]) == (WORDS, channel)


def test_from_the_hands_of_a_unit_it_goes_back_to_the_desk(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.redirect, "labour_arbitration", WORDS)
    assert (story.order.holder, story.order.holder_post, story.order.lead) == (town.city_union, "dispatcher", town.street_union)  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "notice", "code", "field"),
    [
        ("the mayor", WORDS, "choice_unknown", "channel"),
        ("court", " ", "text_missing", "notice"),
        ("court", "告" * 10_000, "text_too_long", "notice"),
    ],
)
def test_without_a_channel_or_a_notice_it_is_not_redirected(
    town: Town, channel: str, notice: str, code: str, field: str
) -> None:
    story = course.registered(town)
    with refused(code, field):
        story.act("周敏", office.redirect, channel, notice)


def test_not_while_a_supporting_unit_still_owes_its_answer(town: Town) -> None:
    story = course.called_in(town)
    with refused("supports_open"):
        story.act("张琪", office.redirect, "court", WORDS)


def to_the_archive(story: Story) -> str:
    course.discharge_all(story)
    story.act("周敏", office.archive)
    return story.order.state


def test_a_risk_open_when_it_is_redirected_from_the_desk_can_still_be_removed(town: Town) -> None:
    """Nobody led it yet, so the desk looks after the risk; else the order could never be archived."""
    story = Story(town, risks=("gathering",))
    story.act("周敏", office.redirect, "petition", WORDS)
    course.discharge_all(story)
    with refused("risk_open"):
        story.act("周敏", office.archive)
    story.act("周敏", office.remove_risk, WORDS)
    story.act("周敏", office.archive)
    assert story.order.state == "archived"


def test_an_agreement_that_was_broken_can_be_released_after_it_went_to_court(town: Town) -> None:
    story = course.agreed(town)
    story.act("张琪", office.redirect, "court", WORDS)
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("promises_open"):
        story.act("张琪", office.discharge, Level.STREET)
    story.act("张琪", office.take_back_report, Level.STREET)
    paper = story.order.attachments.get().pk
    story.act("张琪", office.release_promise, Promise.objects.get().pk, WORDS, paper)
    assert to_the_archive(story) == "archived"
