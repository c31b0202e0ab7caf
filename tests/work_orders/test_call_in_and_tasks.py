"""Handed to 141: several units in one act, each with a task and a clock of its own, none of them forgotten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bihuan.organisations.actions.appointments import appoint
from bihuan.rules.actors import Post
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Assignment
from bihuan.work_orders.queries import visible_to
from tests.town import FOUNDED, SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def task(story: Story) -> Assignment:
    """The task of the labour office, as it is now."""
    return story.order.assignments.filter(unit=story.town.labour).latest("pk")


def test_one_act_calls_in_all_of_them_and_tells_the_street_centre(town: Town) -> None:
    story = course.called_in(town)
    roles = story.order.assignments.filter(ended_at=None).order_by("pk").values_list("unit__name", "role", "state", "task")  # fmt: skip
    assert list(roles) == [
        ("南纪门街道总工会", "lead", "", ""),
        ("渝中区人力资源和社会保障局", "supporting", "assigned", "联合处置"),
        ("渝中区住房和城乡建设委员会", "supporting", "assigned", "联合处置"),
        ("渝中区信访办公室", "supporting", "assigned", "联合处置"),
        ("南纪门街道基层治理指挥中心", "informed", "", ""),
    ]
    # Three working days for an urgent order; the order's own limit stays.
    assert task(story).due_at == datetime(2025, 6, 13, 17, 30, tzinfo=SHANGHAI)
    assert story.order.due_at == datetime(2025, 6, 17, 17, 30, tzinfo=SHANGHAI)
    assert story.order.holder == town.street_union
    assert last_event(story).facts["informed"] == [town.command_centre.pk]
    for name in ("吴迪", "马俊", "许慧", "秦川"):
        assert visible_to(town.actor(name)).filter(number=story.number).exists()


def test_a_task_is_signed_answered_and_asked_again(town: Town) -> None:
    story = course.task_answered(town)
    answered = task(story)
    assert (answered.state, answered.answer, answered.signed_by) == ("answered", WORDS, town.person("吴迪"))
    story.act("张琪", office.ask_again, town.labour.pk, "请补充名单")
    again = task(story)
    assert (again.state, again.answered_at, again.due_at) == ("signed", None, answered.due_at)
    assert again.task == "联合处置\n请补充名单"


def test_a_waiver_has_its_reason_and_ends_the_task(town: Town) -> None:
    story = course.called_in(town)
    with refused("text_missing", "reason"):
        story.act("张琪", office.waive_task, town.labour.pk, " ")
    story.act("张琪", office.waive_task, town.labour.pk, WORDS)
    assert (task(story).state, task(story).waiver, task(story).ended_at) == ("waived", WORDS, story.now)
    with refused("order_not_found"):
        story.act("吴迪", office.sign_task, town.labour.pk)


def test_a_returned_task_passes_to_its_owner_with_a_clock_of_its_own(town: Town) -> None:
    story = course.task_asked_back(town)
    story.act("张琪", office.reassign_task, town.labour.pk)
    assert (task(story).state, task(story).ended_at) == ("withdrawn", story.now)
    owner = story.order.assignments.get(unit__name="江北区人力资源和社会保障局")
    assert (owner.state, owner.task, owner.assigned_at) == ("assigned", "联合处置", story.now)
    assert visible_to(town.actor("袁浩")).filter(number=story.number).exists()


def test_a_return_is_decided_once(town: Town) -> None:
    story = course.task_asked_back(town)
    story.act("张琪", office.keep_task, town.labour.pk, "属贵局职责")
    assert (task(story).state, task(story).signed_at) == ("signed", story.now)
    with refused("return_refused_before"):
        story.act(
            "吴迪", office.return_task, town.labour.pk, "not_our_matter", WORDS, town.other_district_union.pk
        )


@pytest.mark.parametrize(
    ("units", "words", "code", "field"),
    [
        ([], WORDS, "text_missing", "units"),
        (["渝中区人力资源和社会保障局"], "", "text_missing", "task"),
        (["渝中区人力资源和社会保障局"], "协" * 10_000, "text_too_long", "task"),
        (["渝中区"], WORDS, "unit_unknown", "unit"),
        (["重庆市总工会"], WORDS, "unit_not_beneath", "unit"),
        (["渝中区人力资源和社会保障局", "南纪门街道总工会"], WORDS, "unit_takes_part", "units"),
    ],
)
def test_who_cannot_help_is_not_called_in_and_neither_are_the_others(
    town: Town, units: list[str], words: str, code: str, field: str
) -> None:
    story = course.in_hand(town)
    with refused(code, field):
        story.act("张琪", office.call_in, [town.unit(name).pk for name in units], words)


def test_a_unit_named_twice_is_called_in_once(town: Town) -> None:
    story = course.in_hand(town)
    twice = [town.labour.pk, town.labour.pk]
    story.act("张琪", office.call_in, twice, WORDS, inform=[town.labour.pk, town.command_centre.pk])
    assert story.order.assignments.filter(ended_at=None).count() == 3


OUT_OF_TURN: list[tuple[str, course.Station, Callable[..., Any], tuple[str, ...]]] = [
    ("answering before signing", course.called_in, office.answer_task, (WORDS,)),
    ("signing twice", course.task_signed, office.sign_task, ()),
    ("answering twice", course.task_answered, office.answer_task, (WORDS,)),
    ("signing what was answered", course.task_answered, office.sign_task, ()),
    ("answering what is being returned", course.task_asked_back, office.answer_task, (WORDS,)),
]


@pytest.mark.parametrize(("station", "verb", "words"), [row[1:] for row in OUT_OF_TURN], ids=[row[0] for row in OUT_OF_TURN])  # fmt: skip
def test_out_of_turn(
    town: Town, station: course.Station, verb: Callable[..., Any], words: tuple[str, ...]
) -> None:
    story = station(town)
    with refused("act_not_now"):
        story.act("吴迪", verb, town.labour.pk, *words)


@pytest.mark.parametrize("station", [course.in_hand, course.called_in])
def test_a_unit_that_was_not_called_in_has_no_task(town: Town, station: course.Station) -> None:
    story = station(town)
    with refused("order_not_found"):
        story.act("张琪", office.waive_task, town.other_district_union.pk, WORDS)


def test_one_supporting_unit_does_not_act_for_another(town: Town) -> None:
    story = course.called_in(town)
    for verb, words in (
        (office.sign_task, ()),
        (office.return_task, ("not_our_area", WORDS, town.other_district_union.pk)),
    ):
        with refused("act_not_yours"):
            story.act("马俊", verb, town.labour.pk, *words)


def test_the_leader_of_a_unit_with_a_desk_elsewhere_does_not_sign_for_it(town: Town) -> None:
    """马俊 supports through the housing office; leading the labour office as well gives no hand in its task."""
    appoint(town.person("马俊"), town.unit("渝中区总工会"), Post.LEADER, since=FOUNDED, by=None)
    story = course.called_in(town)
    story.act("张琪", office.waive_task, town.housing.pk, WORDS)
    story.act("张琪", office.call_in, [town.housing.pk, town.district_union.pk], WORDS)
    with refused("act_not_yours"):
        story.act("马俊", office.sign_task, town.district_union.pk)
