"""Plans chosen by attributes, roles called, substitutes when nobody answers; and the switch to emergency."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bihuan.command_centre.actions.defining import Fits, Step, define_plan, end_plan, lay_plan
from bihuan.command_centre.actions.emergency import begin_emergency, end_emergency, review_emergency
from bihuan.command_centre.actions.planning import (
    alarm_the_leader,
    attributes_of,
    call_substitutes,
    start_plan,
)
from bihuan.command_centre.actions.tasks import acknowledge
from bihuan.command_centre.models import Event, EventTask, Plan
from bihuan.command_centre.queries.afterwards import afterwards_of
from bihuan.command_centre.queries.plans import emergencies_seen_by, plans_for, plans_over, versions_of
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import verify
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.organisations.models import Person
from bihuan.rules.actors import Post
from bihuan.rules.refusal import Refused
from tests.command_centre.plays import OFFICER, accepted, officer, reported, worker
from tests.town import AT, Town
from tests.work_orders.conftest import sign_in, stop_clock

__all__ = ["sign_in", "stop_clock"]

LATER = AT + timedelta(minutes=10)


@pytest.fixture
def plan(town: Town) -> Plan:
    steps = [
        Step("抢修", town.housing, "关阀抢修", substitute=town.unit("渝中区应急管理局"), minutes=5),
        Step("告知居民", town.command_centre, "网格员告知停水时间"),
    ]
    return define_plan(
        town.district,
        "water-small",
        "供水爆管（区级抢修）",
        Fits(("water_supply",), attribute="pipe_mm", below=Decimal(500)),
        steps,
    )


@pytest.fixture
def event(town: Town) -> Event:
    return accepted(town, worker(town), kind="water_supply", text="路面冒水")


def states() -> dict[str, str]:
    return dict(EventTask.objects.order_by("pk").values_list("unit__name", "state"))


def test_the_plan_that_fits_calls_its_roles(town: Town, plan: Plan, event: Event) -> None:
    assert plans_for(event) == []
    started = start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    assert (started.plan, started.state, started.attributes) == (plan, "handling", {"pipe_mm": "400"})
    assert states() == {town.housing.name: "called", town.command_centre.name: "called"}
    with pytest.raises(Refused) as refused:
        start_plan(town.actor(OFFICER), event.number, plan.pk, at=LATER)
    assert refused.value.code == "event_planned_already"


def test_a_plan_that_does_not_fit_starts_nothing(town: Town, plan: Plan, event: Event) -> None:
    for attributes in ({}, {"pipe_mm": Decimal(500)}):
        with pytest.raises(Refused) as refused:
            start_plan(town.actor(OFFICER), event.number, plan.pk, attributes, at=LATER)
        assert refused.value.code == "plan_does_not_fit"
    event.refresh_from_db()
    assert (event.state, event.attributes) == ("accepted", {})


def test_who_does_not_answer_in_time_is_replaced_once(town: Town, plan: Plan, event: Event) -> None:
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    assert call_substitutes(LATER + timedelta(minutes=4)) == 0
    assert call_substitutes(LATER + timedelta(minutes=6)) == 1
    assert call_substitutes(LATER + timedelta(minutes=7)) == 0
    assert states() == {
        town.housing.name: "substituted",
        town.command_centre.name: "called",
        "渝中区应急管理局": "called",
    }
    taken = EventTask.objects.get(unit__name="渝中区应急管理局")
    assert (taken.role, taken.text) == ("抢修", "关阀抢修")
    done = Event.objects.get()
    head = Head(done.ledger_length, bytes(done.ledger_digest))
    assert [broken for _, broken in verify([(done.pk, head)])] == [None]


def test_who_answers_in_time_is_not_replaced(town: Town, plan: Plan, event: Event) -> None:
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    task = EventTask.objects.get(unit=town.housing)
    acknowledge(town.actor("马俊"), event.number, task.pk, at=LATER + timedelta(minutes=3))
    assert call_substitutes(LATER + timedelta(hours=1)) == 0


def test_when_the_substitute_is_silent_too_the_leader_on_duty_is_told_once(
    town: Town, plan: Plan, event: Event
) -> None:
    leader = officer(town, "书记", "南纪门街道基层治理指挥中心", Post.LEADER)
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    call_substitutes(LATER + timedelta(minutes=6))
    assert alarm_the_leader(LATER + timedelta(minutes=4)) == 0
    # The centre's own task has no substitute: it is silent after five minutes, the substitute five minutes after its call.
    assert alarm_the_leader(LATER + timedelta(minutes=6)) == 1
    assert alarm_the_leader(LATER + timedelta(minutes=12)) == 1
    assert alarm_the_leader(LATER + timedelta(hours=2)) == 0
    silent = EventTask.objects.get(unit__name="渝中区应急管理局")
    assert (silent.state, silent.alarmed_at) == ("called", LATER + timedelta(minutes=12))
    tell_waiting(LATER + timedelta(hours=2), 100)
    told = Message.objects.filter(code="event_nobody_answers", person=leader.person_id)
    assert {each.number for each in told} == {event.number}
    assert told.count() == 2
    acknowledge(
        officer(town, "应急", "渝中区应急管理局", Post.DEPARTMENT_OFFICER),
        event.number,
        silent.pk,
        at=LATER + timedelta(hours=3),
    )


def test_who_is_called_and_who_stands_in_find_it_in_their_inbox(town: Town, plan: Plan, event: Event) -> None:
    stand_in = officer(town, "应急", "渝中区应急管理局", Post.DEPARTMENT_OFFICER)
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    call_substitutes(LATER + timedelta(minutes=6))
    tell_waiting(LATER + timedelta(minutes=7), 100)
    codes = {(each.person_id, each.code) for each in Message.objects.all()}
    assert {(town.person("马俊").pk, "event_called"), (stand_in.person_id, "event_stand_in")} <= codes
    assert town.person(OFFICER).pk not in {person for person, _ in codes}


def test_a_change_is_a_further_version_and_the_event_keeps_its_own(
    town: Town, plan: Plan, event: Event
) -> None:
    district = officer(town, "区值守", "渝中区数字化城市运行和治理中心")
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    fits = Fits(("water_supply",), attribute="pipe_mm", below=Decimal(600))
    steps = [Step("抢修", town.housing, "关阀抢修并报恢复时间")]
    laid = lay_plan(
        district, town.district, "water-small", "供水爆管", fits, steps, basis="演练后修订", at=LATER
    )
    plan.refresh_from_db()
    event.refresh_from_db()
    assert (laid.number, laid.active, plan.active, plan.until) == (2, True, False, LATER)
    assert (event.plan, plan.steps.count(), laid.steps.count()) == (plan, 2, 1)
    assert list(plans_over(town.street)) == [laid]
    assert [version.number for version in versions_of(laid)] == [2, 1]
    end_plan(district, laid.pk, at=LATER)
    assert not plans_over(town.street).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"steps": []}, "plan_without_steps"),
        ({"basis": ""}, "text_missing"),
        ({"fits": Fits(least=Decimal(2), below=Decimal(1), attribute="pipe_mm")}, "plan_bounds_crossed"),
        ({"fits": Fits(below=Decimal(1))}, "text_missing"),
        ({"fits": Fits(("nothing",))}, "choice_unknown"),
    ],
)
def test_a_plan_that_could_never_work_is_not_laid_down(
    town: Town, changed: dict[str, Any], code: str
) -> None:
    district = officer(town, "区值守", "渝中区数字化城市运行和治理中心")
    given = {"fits": Fits(), "steps": [Step("抢修", town.housing, "抢修")], "basis": "预案", **changed}
    with pytest.raises(Refused) as refused:
        lay_plan(district, town.district, "p", "名称", at=AT, **given)
    assert refused.value.code == code
    assert not Plan.objects.exists()


def test_plans_are_the_centres_own_and_call_only_whom_it_reaches(town: Town) -> None:
    district = officer(town, "区值守", "渝中区数字化城市运行和治理中心")
    there, elsewhere = town.housing, town.unit("江北区总工会").parent
    for actor, step, code in (
        (town.actor(OFFICER), Step("抢修", there, "抢修"), "plan_not_yours"),
        (district, Step("抢修", there, "抢修", substitute=there), "plan_substitute_same"),
        (district, Step("抢修", town.unit("大石坝街道基层治理指挥中心"), "抢修"), "event_unit_not_reached"),
        (district, Step("抢修", elsewhere, "抢修"), "event_unit_not_reached"),
    ):
        with pytest.raises(Refused) as refused:
            lay_plan(actor, town.district, "p", "名称", Fits(), [step], basis="预案", at=AT)
        assert refused.value.code == code
    assert not Plan.objects.exists()


def test_the_pages_show_why_a_plan_is_chosen_and_lay_down_a_version(
    town: Town, plan: Plan, event: Event, sign_in, stop_clock
) -> None:
    from django.test import Client

    keeper = officer(town, "区值守", "渝中区数字化城市运行和治理中心")
    stop_clock(LATER)
    browser = Client()
    browser.force_login(Person.objects.get(pk=keeper.person_id))
    asked = {"place": town.district.pk, "kind": "water_supply", "severity": "everyday", "urgency": "urgent"}
    tried = browser.get("/plans/", asked | {"attributes": "pipe_mm=500"}).content.decode()
    assert "pipe_mm不符" in tried
    assert "会被选中" in browser.get("/plans/", asked | {"attributes": "pipe_mm=400"}).content.decode()
    assert "无效" in browser.get("/plans/", asked | {"attributes": "管径"}).content.decode()
    shown = browser.get(f"/plans/{plan.pk}/").content.decode()
    assert "渝中区应急管理局" in shown
    assert browser.get(f"/plans/{plan.pk}/change/").status_code == 200
    posted = {
        "code": "ignored", "name": "供水爆管（修订）", "basis": "演练后修订", "kinds": ["water_supply"], "attribute": "pipe_mm",
        "below": "600", "steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "0", "steps-0-role": "抢修",
        "steps-0-unit": str(town.housing.pk), "steps-0-text": "关阀", "steps-0-minutes": "3", "steps-1-role": "",
    }  # fmt: skip
    assert browser.post(f"/plans/{plan.pk}/change/", posted | {"steps-0-unit": ""}).status_code == 422
    assert browser.post(f"/plans/{plan.pk}/change/", posted).status_code == 302
    laid = Plan.objects.get(active=True)
    assert (laid.code, laid.number, laid.steps.get().answer_within_minutes) == ("water-small", 2, 3)
    assert browser.post(f"/plans/{laid.pk}/end/").status_code == 302
    assert browser.get(f"/plans/new/?place={town.district.pk}").status_code == 200
    street = sign_in(OFFICER, LATER)
    assert street.get(f"/plans/{plan.pk}/change/").status_code == 404
    Plan.objects.filter(pk=laid.pk).update(active=True)
    assert "没有测量" in street.get(f"/events/{event.number}/event_plan/").content.decode()


def test_attributes_are_read_as_an_officer_types_them() -> None:
    assert attributes_of("pipe_mm=400，depth = 1.5") == {"pipe_mm": Decimal(400), "depth": Decimal("1.5")}
    assert attributes_of("  ") == {}
    for wrong in ("400", "pipe_mm=大", "管径=400", "pipe_mm=1e9"):
        with pytest.raises(Refused) as refused:
            attributes_of(wrong)
        assert refused.value.code == "attribute_bad"


def test_an_emergency_is_a_recorded_decision_with_its_review(town: Town) -> None:
    leader = officer(town, "书记", "南纪门街道基层治理指挥中心", Post.LEADER)
    begun = begin_emergency(leader, "沿江三个社区", "暴雨红色预警", at=AT)
    with pytest.raises(Refused) as refused:
        begin_emergency(leader, "全街道", "同上", at=AT)
    assert refused.value.code == "emergency_in_force"
    ended = end_emergency(leader, begun.pk, at=AT + timedelta(hours=5))
    with pytest.raises(Refused, match="Enter"):
        review_emergency(leader, begun.pk, " ", at=LATER)
    reviewed = review_emergency(leader, begun.pk, "转移用时过长，预置车辆", at=AT + timedelta(days=1))
    assert (ended.ended_at, reviewed.state) == (AT + timedelta(hours=5), "reviewed")
    head = Head(reviewed.ledger_length, bytes(reviewed.ledger_digest))
    assert [broken for _, broken in verify([(reviewed.pk, head)])] == [None]
    assert begin_emergency(leader, "全街道", "再次预警", at=AT + timedelta(days=2))


def test_the_review_shows_what_happened_meanwhile_and_who_was_slow_to_answer(
    town: Town, plan: Plan, stop_clock
) -> None:
    from django.test import Client

    leader = officer(town, "书记", "南纪门街道基层治理指挥中心", Post.LEADER)
    before = reported(worker(town, "早班"), at=AT - timedelta(hours=1))
    begun = begin_emergency(leader, "沿江三个社区", "暴雨红色预警", at=AT)
    event = accepted(town, worker(town), kind="water_supply", text="路面冒水", urgent=True)
    start_plan(town.actor(OFFICER), event.number, plan.pk, {"pipe_mm": Decimal(400)}, at=LATER)
    task = EventTask.objects.get(unit=town.command_centre)
    acknowledge(town.actor(OFFICER), event.number, task.pk, at=LATER + timedelta(minutes=3))
    call_substitutes(LATER + timedelta(minutes=6))
    alarm_the_leader(LATER + timedelta(minutes=12))
    end_emergency(leader, begun.pk, at=AT + timedelta(hours=5))
    begun.refresh_from_db()
    look = afterwards_of(leader, begun, AT + timedelta(hours=6))
    assert [each.number for each in look.events] == [event.number] != [before.number]
    assert (look.urgent, look.planned, look.open, look.answered_within) == (1, 1, 1, 3)
    assert [each.unit.name for each in look.late] == [town.housing.name, "渝中区应急管理局"]
    stop_clock(AT + timedelta(hours=6))
    browser = Client()
    browser.force_login(Person.objects.get(pk=leader.person_id))
    page = browser.get(f"/emergencies/{begun.pk}/").content.decode()
    assert "无应答，已报带班领导" in page
    assert "半数在 3 分钟内应答" in page
    address = f"/emergencies/{begun.pk}/review/"
    assert browser.post(address, {"text": " "}).status_code == 422
    assert browser.post(address, {"text": "预置车辆"}).status_code == 302
    assert "预置车辆" in browser.get(f"/emergencies/{begun.pk}/").content.decode()


def test_only_the_leader_of_the_place_decides_and_strangers_see_nothing(town: Town) -> None:
    leader = officer(town, "书记", "南纪门街道基层治理指挥中心", Post.LEADER)
    begun = begin_emergency(leader, "全街道", "演练", at=AT)
    for name in (OFFICER, "罗岚"):
        with pytest.raises(Refused) as refused:
            begin_emergency(town.actor(name), "x", "y", at=AT)
        assert refused.value.code == "emergency_not_yours"
    with pytest.raises(Refused) as refused:
        end_emergency(town.actor(OFFICER), begun.pk, at=LATER)
    assert refused.value.code == "act_not_yours"
    assert not emergencies_seen_by(town.actor("石磊")).exists()
    with pytest.raises(Refused) as refused:
        end_emergency(town.actor("石磊"), begun.pk, at=LATER)
    assert refused.value.code == "emergency_not_found"
