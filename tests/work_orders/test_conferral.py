"""Whose is it, asked of several: a conferral ends by naming a lead."""

import pytest
from django.test import Client

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Conferral, Minutes
from bihuan.work_orders.queries import visible_to
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused
from tests.work_orders.stories import Story

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
    minutes = Minutes.objects.get()
    assert (minutes.about.reason, minutes.text, minutes.lead) == (WORDS, WORDS, town.labour)
    assert minutes.attended == [town.street_union.pk, town.district_union.pk]


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


def test_who_was_invited_may_look_and_is_named_among_those_who_came(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.call_conferral, WORDS, invite=[town.labour.pk, town.housing.pk, town.labour.pk])
    assert Conferral.objects.get().invited == [town.labour.pk, town.housing.pk]
    assert visible_to(town.actor("吴迪")).get() == story.order
    story.act("周敏", office.keep_lead, WORDS)
    came = [town.labour.pk, town.housing.pk, town.street_union.pk, town.city_union.pk]
    assert Minutes.objects.get().attended == came
    page = sign_in_page(town, story)
    assert "渝中区人力资源和社会保障局、渝中区住房和城乡建设委员会" in page


def sign_in_page(town: Town, story: Story) -> str:
    browser = Client()
    browser.force_login(town.person("张琪"), backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(f"/orders/{story.number}/").content.decode()


def test_nobody_confers_alone_and_strangers_were_not_there(town: Town) -> None:
    story = course.conferring(town)
    for attended in ([], [town.labour.pk], [town.labour.pk, town.labour.pk]):
        with refused("conferral_of_one", "attended"):
            story.act("周敏", office.keep_lead, WORDS, attended=attended)
    with refused("unit_unknown", "unit"):
        story.act("周敏", office.keep_lead, WORDS, attended=[town.labour.pk, town.street.pk])


def test_who_was_named_in_conferral_does_not_return_it(town: Town) -> None:
    story = course.conferring(town)
    story.act("周敏", office.name_lead, town.labour.pk, WORDS)
    with refused("return_after_conferral"):
        story.act("吴迪", office.request_return, "not_our_matter", WORDS, town.housing.pk)


def test_a_second_conferral_has_minutes_of_its_own(town: Town) -> None:
    story = course.conferring(town)
    story.act("周敏", office.keep_lead, "初次会商")
    story.act("张琪", office.call_conferral, WORDS)
    story.act("周敏", office.keep_lead, "再次会商")
    assert list(Minutes.objects.order_by("at").values_list("text", flat=True)) == ["初次会商", "再次会商"]


@pytest.mark.parametrize("reason", ["", " ", "理" * 10_000])
def test_it_has_its_reason(town: Town, reason: str) -> None:
    story = course.in_hand(town)
    with refused("text_too_long" if len(reason) > 9 else "text_missing", "reason"):
        story.act("张琪", office.call_conferral, reason)
