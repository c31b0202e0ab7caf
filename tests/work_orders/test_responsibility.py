"""Loop 2, level by level: closing the matter changes nothing here, and levels are discharged from the bottom up."""

import pytest

from bihuan.organisations.actions.appointments import appoint
from bihuan.rules.actors import Level, Post
from bihuan.rules.responsibility import DutyAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.models import Note
from bihuan.work_orders.offering import buttons_of
from tests.town import FOUNDED, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused

pytestmark = pytest.mark.django_db


def test_closing_the_matter_discharges_nobody(town: Town) -> None:
    story = course.inspected(town)
    assert {duty.state for duty in story.order.responsibilities.all()} == {"tracking"}
    assert story.order.responsibility_closed_at is None


def test_a_level_reports_back_and_is_discharged_by_name(town: Town) -> None:
    story = course.reported(town)
    duty = story.order.responsibilities.get(level="street")
    assert (duty.state, duty.report, duty.reported_at) == ("reporting", WORDS, story.now)
    story.act("张琪", office.discharge, Level.STREET)
    duty.refresh_from_db()
    assert (duty.state, duty.discharged_at, duty.discharged_by) == (
        "discharged",
        story.now,
        town.person("张琪"),
    )
    assert last_event(story).facts["level"] == "street"
    assert story.order.responsibility_closed_at is None


def test_the_loop_closes_with_the_last_level_and_the_matter_stays_closed(town: Town) -> None:
    story = course.discharged(town)
    assert (story.order.responsibility_closed_at, story.order.state) == (story.now, "closed")


def test_no_level_goes_before_the_one_below(town: Town) -> None:
    story = course.inspected(town)
    for name, level in (("周敏", Level.CITY), ("杨帆", Level.DISTRICT)):
        story.act(name, office.report_back, level, WORDS)
        with refused("lower_level_open"):
            story.act(name, office.discharge, level)


def test_a_supervisor_warns_at_the_own_level_and_below_and_nobody_warns_those_above(town: Town) -> None:
    story = course.in_hand(town)

    def offered(name: str) -> set[str]:
        buttons = buttons_of(dossier_of(town.actor(name), story.number, story.now))
        return {button.about for button in buttons if button.act == DutyAct.SUPERVISE}

    assert offered("邓宁") == {Level.DISTRICT, Level.STREET}
    assert offered("唐毅") == {Level.CITY, Level.DISTRICT, Level.STREET}
    with refused("act_not_yours"):
        story.act("邓宁", office.supervise, Level.CITY, WORDS)
    for name, level in (
        ("邓宁", Level.STREET),
        ("邓宁", Level.DISTRICT),
        ("唐毅", Level.CITY),
        ("唐毅", Level.STREET),
    ):
        story.act(name, office.supervise, level, WORDS)


def test_not_before_the_matter_is_closed_and_inspected(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("matter_open"):
        story.act("张琪", office.discharge, Level.STREET)
    story = course.closed(town)
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("inspection_missing"):
        story.act("张琪", office.discharge, Level.STREET)


def test_supervising_is_noted_and_repeated(town: Town) -> None:
    story = course.in_hand(town)
    for name in ("邓宁", "杨帆"):
        story.act(name, office.supervise, Level.DISTRICT, WORDS)
    notes = Note.objects.filter(kind="supervision").values_list("by__name", "unit__name")
    assert list(notes) == [("邓宁", "渝中区总工会"), ("杨帆", "渝中区总工会")]
    assert story.order.responsibilities.get(level="district").state == "supervising"


@pytest.mark.parametrize("verb", [office.supervise, office.report_back])
@pytest.mark.parametrize(("text", "code"), [("", "text_missing"), ("报" * 10_000, "text_too_long")])
def test_what_was_done_is_said(town: Town, verb: object, text: str, code: str) -> None:
    story = course.in_hand(town)
    with refused(code, "text"):
        story.act("杨帆", verb, Level.DISTRICT, text)


@pytest.mark.parametrize(
    ("station", "verb", "words"),
    [
        (course.inspected, office.discharge, ()),
        (course.inspected, office.take_back_report, ()),
        (course.inspected, office.track, ()),
        (course.reported, office.report_back, (WORDS,)),
        (course.reported, office.track, ()),
    ],
)
def test_out_of_turn(town: Town, station: course.Station, verb: object, words: tuple[str, ...]) -> None:
    story = station(town)
    with refused("act_not_now"):
        story.act("张琪", verb, Level.STREET, *words)


def test_one_level_does_not_act_for_another(town: Town) -> None:
    story = course.reported(town)
    for name in ("周敏", "杨帆", "唐毅"):
        with refused("act_not_yours"):
            story.act(name, office.discharge, Level.STREET)


def test_a_level_that_does_not_answer_is_not_there(town: Town) -> None:
    story = course.dispatched(town)
    with refused("order_not_found"):
        story.act("杨帆", office.track, Level.STREET)


@pytest.mark.parametrize("post", [Post.LEADER, Post.ADMINISTRATOR, Post.INSPECTOR])
def test_a_post_that_handles_nothing_discharges_nothing(town: Town, post: Post) -> None:
    """杨帆 answers through the district; a seat at the city's union that handles no orders answers for no city."""
    appoint(town.person("杨帆"), town.city_union, post, since=FOUNDED, by=None)
    story = course.inspected(town)
    with refused("act_not_yours"):
        story.act("杨帆", office.report_back, Level.CITY, WORDS)


def test_who_handles_orders_at_two_levels_acts_for_the_one_that_is_meant(town: Town) -> None:
    """The event names the unit answered for, not whichever post comes first."""
    appoint(town.person("杨帆"), town.city_union, Post.DISPATCHER, since=FOUNDED, by=None)
    story = course.inspected(town)
    for level, unit in ((Level.DISTRICT, town.district_union), (Level.CITY, town.city_union)):
        story.act("杨帆", office.report_back, level, WORDS)
        assert last_event(story).unit == unit.pk
