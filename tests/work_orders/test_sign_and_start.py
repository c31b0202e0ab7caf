"""In the hands of a person, and the first word with the caller."""

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused

pytestmark = pytest.mark.django_db


def test_who_signs_holds_it_from_then_on(town: Town) -> None:
    story = course.dispatched(town)
    story.act("杨帆", office.sign)
    order, lead = story.order, story.order.assignments.get()
    assert (order.holder_person, order.held_since) == (town.person("杨帆"), story.now)
    assert (lead.signed_by, lead.signed_at) == (town.person("杨帆"), story.now)
    assert [held.person for held in order.holdings.order_by("period")] == [None, None, town.person("杨帆")]


def test_the_first_contact_is_noted_and_the_level_has_accepted(town: Town) -> None:
    story = course.signed(town)
    story.act("杨帆", office.start, WORDS)
    note = Note.objects.get()
    assert (note.kind, note.text, note.for_caller) == ("contact", WORDS, False)
    assert (note.by, note.unit) == (town.person("杨帆"), town.district_union)
    assert story.order.responsibilities.get(level="district").state == "tracking"


@pytest.mark.parametrize(("contact", "code"), [("", "text_missing"), ("好" * 10_000, "text_too_long")])
def test_a_contact_nobody_can_read_is_none(town: Town, contact: str, code: str) -> None:
    story = course.signed(town)
    with refused(code, "contact"):
        story.act("杨帆", office.start, contact)
