"""Plans chosen by attributes, roles called, substitutes when nobody answers; and the switch to emergency."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bihuan.command_centre.actions.defining import Fits, Step, define_plan
from bihuan.command_centre.actions.emergency import begin_emergency, end_emergency, review_emergency
from bihuan.command_centre.actions.planning import attributes_of, call_substitutes, start_plan
from bihuan.command_centre.actions.tasks import acknowledge
from bihuan.command_centre.models import Event, EventTask, Plan
from bihuan.command_centre.queries.plans import emergencies_seen_by, plans_for
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import verify
from bihuan.rules.actors import Post
from bihuan.rules.refusal import Refused
from tests.command_centre.plays import OFFICER, accepted, officer, worker
from tests.town import AT, Town

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
