"""Not ours: a return names whose it is, is decided once, and is then final."""

from datetime import datetime, timedelta

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Note
from tests.town import SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_a_return_names_its_basis_and_the_owner(town: Town) -> None:
    story = course.asked_back(town)
    lead = story.order.assignments.get()
    assert (lead.return_basis, lead.return_proposes) == (WORDS, town.labour)
    assert (story.order.state, story.order.return_count) == ("return_review", 1)
    assert story.order.holder == town.district_union


def test_a_return_that_is_allowed_goes_to_the_owner_it_named(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.reassign)
    assert (story.order.state, story.order.lead, story.order.holder) == (
        "dispatched",
        town.labour,
        town.labour,
    )
    assert story.order.assignments.filter(ended_at=None).get().return_basis == ""


def test_another_branch_answers_after_a_reassignment_and_the_first_is_released_but_may_still_look(
    town: Town,
) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.reassign, town.other_district_union.pk)
    duties = story.order.responsibilities.order_by("pk").values_list("unit", "released_at")
    assert list(duties) == [
        (town.city_union.pk, None), (town.district_union.pk, story.now), (town.other_district_union.pk, None),
    ]  # fmt: skip
    seen = story.order.involvements.values_list("unit", flat=True)
    assert {town.district_union.pk, town.other_district_union.pk} <= set(seen)
    with refused("act_not_yours"):
        story.act("杨帆", office.sign)


def test_a_refused_return_counts_as_signed_for_and_is_final(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.refuse_return, WORDS)
    lead = story.order.assignments.get()
    assert (story.order.state, lead.return_refused, lead.signed_at) == ("signed", True, story.now)
    assert (Note.objects.get().kind, Note.objects.get().text) == ("adjudication", WORDS)
    with refused("return_refused_before"):
        story.act("杨帆", office.request_return, WORDS, town.labour.pk)


def test_the_window_is_two_working_days_from_the_dispatch_over_a_weekend(town: Town) -> None:
    story = Story(town, datetime(2025, 6, 13, 9, 0, tzinfo=SHANGHAI)).dispatched()  # a Friday
    story.now = datetime(2025, 6, 17, 17, 31, tzinfo=SHANGHAI) - timedelta(minutes=10)
    with refused("return_window_over"):
        story.act("杨帆", office.request_return, WORDS, town.labour.pk)
    story.now -= timedelta(minutes=12)
    story.act("杨帆", office.request_return, WORDS, town.labour.pk)
    assert story.order.state == "return_review"


def test_signing_or_a_note_does_not_open_the_window_again(town: Town) -> None:
    story = course.signed(town)
    story.now += timedelta(days=4)
    story.act("杨帆", office.note, "再看看")
    with refused("return_window_over"):
        story.act("杨帆", office.request_return, WORDS, town.labour.pk)


@pytest.mark.parametrize(
    ("basis", "proposes", "code", "field"),
    [
        ("", "渝中区人力资源和社会保障局", "text_missing", "basis"),
        ("清" * 10_000, "渝中区人力资源和社会保障局", "text_too_long", "basis"),
        ("清单第3项", "渝中区", "unit_unknown", "unit"),
        ("清单第3项", "重庆市总工会", "unit_not_beneath", "unit"),
        ("清单第3项", "渝中区总工会", "unit_takes_part", "unit"),  # its own: that is no return
    ],
)
def test_a_return_without_basis_or_owner_is_none(
    town: Town, basis: str, proposes: str, code: str, field: str
) -> None:
    story = course.dispatched(town)
    with refused(code, field):
        story.act("杨帆", office.request_return, basis, town.unit(proposes).pk)


def test_it_is_not_reassigned_to_the_unit_that_returned_it(town: Town) -> None:
    story = course.asked_back(town)
    with refused("unit_takes_part", "unit"):
        story.act("周敏", office.reassign, town.district_union.pk)
