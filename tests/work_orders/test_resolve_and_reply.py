"""The handler says done, in a code that can be counted, and the caller is told; neither closes the order."""

from decimal import Decimal

import pytest

from bihuan.rules.matters import Closure, Source
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.answering import RESOLUTIONS
from bihuan.work_orders.models import Reply
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("closure", RESOLUTIONS)
def test_resolved_is_not_closed(town: Town, closure: str) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.resolve, closure, WORDS)
    order = story.order
    assert (order.state, order.outcome, order.result) == ("resolved", closure, WORDS)
    assert (order.resolved_at, order.closed_at) == (story.now, None)
    # An hour of a working day of seven, to the hundredth.
    assert (story.now - order.registered_at).total_seconds() == 3600
    assert order.handled_days == Decimal("0.14")
    assert last_event(story).facts["closure"] == closure


@pytest.mark.parametrize("closure", ["", "done", Closure.MERGED, Closure.REDIRECTED, Closure.NOT_REACHABLE])
def test_how_it_was_resolved_is_one_of_the_handlers_own_ways(town: Town, closure: str) -> None:
    story = course.in_hand(town)
    with refused("choice_unknown", "closure"):
        story.act("张琪", office.resolve, closure, WORDS)


@pytest.mark.parametrize(("result", "code"), [(" ", "text_missing"), ("果" * 10_000, "text_too_long")])
def test_there_is_a_result_in_words(town: Town, result: str, code: str) -> None:
    story = course.in_hand(town)
    with refused(code, "result"):
        story.act("张琪", office.resolve, "paid_in_full", result)


def test_the_lead_cannot_resolve_over_an_open_task_unless_it_is_waived_with_a_reason(town: Town) -> None:
    """Closing the parent never quietly closes what others still owe it (peer defect D8)."""
    story = course.task_answered(town)
    with refused("supports_open"):
        story.act("张琪", office.resolve, "paid_in_full", WORDS)
    story.act("马俊", office.sign_task, town.housing.pk)
    story.act("马俊", office.answer_task, town.housing.pk, WORDS)
    with refused("supports_open"):
        story.act("张琪", office.resolve, "paid_in_full", WORDS)
    story.act("张琪", office.waive_task, town.petitions.pk, WORDS)
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    assert story.order.state == "resolved"


def test_a_plain_question_may_be_resolved_once_signed_for(town: Town) -> None:
    story = course.signed(town)
    story.act("杨帆", office.resolve, "explained", WORDS)
    assert story.order.state == "resolved"
    assert story.order.responsibilities.get(level="district").state == "tracking"


def test_the_caller_is_told_and_it_is_kept_through_which_channel(town: Town) -> None:
    story = course.resolved(town)
    story.act("张琪", office.reply, WORDS, channel=Source.WEB, leak_confirmed=True)
    reply = Reply.objects.get()
    assert (reply.text, reply.by, reply.unit) == (WORDS, town.person("张琪"), town.street_union)
    assert reply.channel == Source.WEB
    assert story.order.replied_at == reply.at == story.now
    assert last_event(story).facts["channel"] == reply.channel


@pytest.mark.parametrize(
    ("text", "channel", "code", "field"),
    [("", "phone", "text_missing", "text"), ("答" * 10_000, "phone", "text_too_long", "text"), (WORDS, "pigeon", "choice_unknown", "channel")],
)  # fmt: skip
def test_a_reply_that_cannot_be(town: Town, text: str, channel: str, code: str, field: str) -> None:
    story = course.resolved(town)
    with refused(code, field):
        story.act("张琪", office.reply, text, channel=channel)


def test_no_visit_before_the_reply(town: Town) -> None:
    story = course.resolved(town)
    with refused("reply_missing"):
        story.act("陈晓", office.begin_visit)
