"""Whose is it, asked of several: a conferral ends by naming a lead."""

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused

pytestmark = pytest.mark.django_db


def test_another_lead_takes_it_and_the_clock_runs_on(town: Town) -> None:
    story = course.conferring(town)
    limit = story.order.due_at
    story.act("杨帆", office.name_lead, town.labour.pk, WORDS)
    order = story.order
    assert (order.state, order.lead, order.due_at) == ("dispatched", town.labour, limit)
    assert order.assignments.get(ended_at=None).due_at == limit
    # The street's union is no longer on the way to the lead.
    assert order.responsibilities.get(level="street").released_at == story.now
    assert list(Note.objects.filter(kind="conferral").values_list("text", flat=True)) == [WORDS, WORDS]


def test_the_present_lead_goes_on(town: Town) -> None:
    story = course.conferring(town)
    story.act("周敏", office.keep_lead, WORDS)
    assert (story.order.state, story.order.lead, story.order.holder) == ("handling", town.street_union, town.street_union)  # fmt: skip


def test_the_present_lead_is_not_another(town: Town) -> None:
    story = course.conferring(town)
    with refused("unit_takes_part", "unit"):
        story.act("杨帆", office.name_lead, town.street_union.pk, WORDS)


def test_no_other_lead_while_an_answer_is_owed_to_this_one(town: Town) -> None:
    story = course.called_in(town)
    story.act("张琪", office.call_conferral, WORDS)
    with refused("supports_open"):
        story.act("杨帆", office.name_lead, town.labour.pk, WORDS)


def test_a_supporting_unit_that_has_answered_may_become_the_lead(town: Town) -> None:
    story = course.task_answered(town)
    for unit in (town.housing, town.petitions):
        story.act("张琪", office.waive_task, unit.pk, WORDS)
    story.act("张琪", office.call_conferral, WORDS)
    story.act("杨帆", office.name_lead, town.labour.pk, WORDS)
    present = story.order.assignments.filter(ended_at=None, unit=town.labour)
    assert [assignment.role for assignment in present] == ["lead"]


@pytest.mark.parametrize("reason", ["", " ", "理" * 10_000])
def test_it_has_its_reason(town: Town, reason: str) -> None:
    story = course.in_hand(town)
    with refused("text_too_long" if len(reason) > 9 else "text_missing", "reason"):
        story.act("张琪", office.call_conferral, reason)
