"""The sweep: all that is due warns, each rung once, in order, along the reporting line."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from bihuan.ledger.models import Event
from bihuan.organisations.actions.appointments import appoint, depute, end_appointment
from bihuan.organisations.models import Appointment, Person
from bihuan.rules.actors import Post
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import Cause
from bihuan.supervision import actions as supervision
from bihuan.supervision import jobs
from bihuan.supervision.actions import sweeping
from bihuan.supervision.models import EarlyWarning, SupervisionSlip, TalkRecord
from bihuan.supervision.queries import my_cases
from bihuan.work_orders import actions as office
from bihuan.work_orders.chains import proved_chains
from tests.notifications.office import tell_all, told
from tests.supervision.ladder import june, the_warning, unsigned, warned, warnings_of, with_slip
from tests.town import FOUNDED, Town
from tests.work_orders.stories import FEN, Story

pytestmark = pytest.mark.django_db

ORANGE, RED = Light.ORANGE, Light.RED


def of_cause(story: Story, cause: Cause) -> list[tuple[Light, str, str]]:
    return [row[1:] for row in warnings_of(story) if row[0] == cause]


def ledger(story: Story, act: str) -> list[Event]:
    return list(Event.objects.filter(subject=story.order.pk, act=act).order_by("seq"))


def test_nothing_is_due_and_nothing_warns(town: Town) -> None:
    story = unsigned(town)
    assert supervision.sweep(story.now) == supervision.Swept()
    assert warnings_of(story) == []


def test_an_unsigned_order_warns_orange_then_red_each_once(town: Town) -> None:
    story = unsigned(town)
    for _ in range(2):
        supervision.sweep(june(11, 17, 20))
    assert of_cause(story, Cause.SIGN) == [(ORANGE, "issued", "")]
    for _ in range(2):
        supervision.sweep(june(12))
    assert of_cause(story, Cause.SIGN) == [(ORANGE, "closed", "raised"), (RED, "issued", "")]
    assert [event.facts["raised_lights"] for event in ledger(story, "warn") if event.facts["warning"] == "sign"] == [
        [], ["orange"],
    ]  # fmt: skip


def test_after_a_night_without_workers_the_highest_rung_is_issued_and_the_others_are_recorded_in_order(
    town: Town,
) -> None:
    story = unsigned(town)
    office.sign(town.actor("杨帆"), story.number, at=june(10, 15))
    office.start(town.actor("杨帆"), story.number, "已联系", at=june(10, 16))
    supervision.sweep(june(30))
    assert of_cause(story, Cause.HANDLE) == [
        (Light.YELLOW, "closed", "passed"),
        (ORANGE, "closed", "passed"),
        (RED, "issued", ""),
    ]
    (event,) = ledger(story, "warn")
    assert (event.facts["light"], event.facts["passed_lights"]) == ("red", ["yellow", "orange"])


@pytest.mark.parametrize("seed", range(6))
def test_whenever_somebody_sweeps_the_same_rungs_have_warned_in_the_end(town: Town, seed: int) -> None:
    chance, end = Random(seed), june(27)
    often, seldom = unsigned(town), unsigned(town)
    moments = sorted(often.now + (end - often.now) * chance.random() for _ in range(chance.randint(1, 12)))
    for at in [*moments, end]:
        supervision.sweep(at)
    keys = [
        EarlyWarning.objects.filter(order__number=story.number).values_list("cause", "generation", "light")
        for story in (often, seldom)
    ]
    assert sorted(keys[0]) == sorted(keys[1])
    assert len(keys[0]) == len(set(keys[0]))
    for story in (often, seldom):
        issued = [
            event.facts["light"] for event in ledger(story, "warn") if event.facts["warning"] == "total"
        ]
        assert issued == sorted(issued, key=lambda light: Light[light.upper()]), "out of order"
    assert all(broken is None for _, broken in proved_chains())


def test_one_sweep_finds_all_that_is_due_however_many_portions_it_takes(town: Town) -> None:
    stories = [unsigned(town, june(10, 9, minute)) for minute in range(40)]
    turns = 0
    while sweeping.warn_of_clocks(june(12), most=7)[0]:
        turns += 1
    assert turns >= 6
    assert EarlyWarning.objects.filter(cause="sign", light=RED, state="issued").count() == len(stories)


def test_warning_moves_neither_a_limit_nor_the_version_a_clerk_has_on_the_screen(town: Town) -> None:
    story = unsigned(town)
    before = story.order
    dues = list(before.clocks.order_by("pk").values_list("due_at", flat=True))
    supervision.sweep(june(12))
    supervision.sweep(june(13, 15))
    after = story.order
    assert list(after.clocks.order_by("pk").values_list("due_at", flat=True)) == dues
    assert (after.version, after.state, after.due_at) == (before.version, before.state, before.due_at)
    office.sign(town.actor("杨帆"), story.number, at=june(13, 16), version=before.version)


def test_a_parked_order_does_not_warn(town: Town) -> None:
    story = Story(town, urgency="ordinary").in_hand()
    story.act("杨帆", office.park, date(2025, 6, 30), "等待判决")
    supervision.sweep(june(29))
    assert warnings_of(story) == []


def test_an_extension_gives_the_clock_a_new_ladder(town: Town) -> None:
    story = Story(town, urgency="ordinary").in_hand()
    supervision.sweep(june(20, 17))
    first = {row[1] for row in warnings_of(story) if row[0] == "handle"}
    assert first == {Light.YELLOW, ORANGE}
    story.now = june(20, 17)
    story.act("张琪", office.request_extension, 5, "等待材料")
    story.act("杨帆", office.grant_extension)
    supervision.sweep(june(27, 17))
    generations = EarlyWarning.objects.filter(order__number=story.number, cause="handle", light=ORANGE)
    assert sorted(generations.values_list("generation", flat=True)) == [1, 2]


def test_one_neglect_is_one_warning(town: Town) -> None:
    story = unsigned(town)
    supervision.sweep(june(12))
    assert of_cause(story, Cause.FIRST_CONTACT) == [(ORANGE, "closed", "passed"), (RED, "closed", "passed")]
    supervision.sweep(june(30))
    assert [row[:3] for row in warnings_of(story, "issued", "acknowledged")] == [
        ("sign", RED, "issued"),
        ("handle", RED, "issued"),
    ]
    assert of_cause(story, Cause.TOTAL)[-1] == (RED, "closed", "passed")


def test_signed_for_but_not_contacted_is_a_neglect_of_its_own(town: Town) -> None:
    story = unsigned(town)
    office.sign(town.actor("杨帆"), story.number, at=june(10, 15))
    supervision.sweep(june(12))
    assert of_cause(story, Cause.FIRST_CONTACT)[-1] == (RED, "issued", "")


def test_the_limit_of_the_whole_order_warns_whoever_has_it_in_hand(town: Town) -> None:
    Story(town, urgency="ordinary").in_hand()
    supervision.sweep(june(25))
    assert {w.unit for w in EarlyWarning.objects.filter(cause="total")} == {town.street_union}


def test_a_warning_lapses_when_what_it_warned_of_is_over_and_a_red_one_does_not(town: Town) -> None:
    signed, late = unsigned(town), unsigned(town)
    supervision.sweep(june(11, 17, 20))
    office.sign(town.actor("杨帆"), signed.number, at=june(11, 17, 25))
    assert supervision.sweep(june(11, 17, 28)).lapsed == 1
    assert of_cause(signed, Cause.SIGN) == [(ORANGE, "closed", "lapsed")]
    assert [event.act for event in ledger(signed, "lapse")] == ["lapse"]
    supervision.sweep(june(12))
    office.sign(town.actor("杨帆"), late.number, at=june(12, 10))
    supervision.sweep(june(12, 11))
    assert of_cause(late, Cause.SIGN)[-1] == (RED, "issued", "")


# What happens to orders


def test_an_order_returned_again_and_again_warns(town: Town) -> None:
    story, lights = unsigned(town), []
    there, elsewhere = town.district_union.pk, town.other_district_union.pk
    for clerk, owner in (("杨帆", elsewhere), ("蒋悦", there), ("杨帆", elsewhere)):
        story.act(clerk, office.request_return, "not_our_area", "基本履职清单第十二项", owner)
        story.act("周敏", office.reassign)
        supervision.sweep(story.now)
        lights.append([light for light, state, _ in of_cause(story, Cause.BOUNCED) if state != "closed"])
    assert lights == [[], [Light.YELLOW], [ORANGE]]


def test_a_caller_who_keeps_calling_warns(town: Town) -> None:
    story, again = unsigned(town), unsigned(town)
    office.urge(town.actor("周敏"), story.number, "来电人再次催问", at=june(10, 10))
    supervision.sweep(june(10, 10))
    assert of_cause(story, Cause.REPEATED) == []
    office.urge(town.actor("周敏"), story.number, "来电人第三次来电", at=june(10, 11))
    supervision.sweep(june(10, 11))
    assert of_cause(story, Cause.REPEATED) == [(Light.YELLOW, "issued", "")]
    for minute in (12, 14):
        repeat = Story(town, june(10, 11, minute))
        office.merge(town.actor("周敏"), repeat.number, again.number, at=june(10, 11, minute + 1))
    supervision.sweep(june(10, 12))
    assert of_cause(again, Cause.REPEATED) == [(Light.YELLOW, "issued", "")]


def call_of(town: Town, at: datetime, phone: str) -> str:
    demand = office.Demand(
        content="拖欠工资", place=town.unit("渝中区").pk, matter="wage_arrears", caller_phone=phone
    )
    return office.register(town.actor("陈晓"), demand, at=at).number


def warned_of_callers() -> list[tuple[str, int, str]]:
    rows = EarlyWarning.objects.filter(cause=Cause.CALLER).order_by("pk")
    return list(rows.values_list("order__number", "light", "state"))


def test_a_caller_with_three_orders_in_thirty_days_warns_of_the_newest_whoever_else_calls(town: Town) -> None:
    call_of(town, june(1) - timedelta(days=40), "13800001111")  # too long ago to count
    for day in (3, 5):
        call_of(town, june(day), "13800001111")
        call_of(town, june(day), "13800002222")
        call_of(town, june(day), "")
    supervision.sweep(june(9))
    assert warned_of_callers() == []
    call_of(town, june(9), "")
    third = call_of(town, june(9), "138-0000-1111")
    for _ in range(2):
        supervision.sweep(june(9, 10))
    assert warned_of_callers() == [(third, Light.YELLOW, "issued")]
    call_of(town, june(10), "13800001111")
    fifth = call_of(town, june(10, 11), "13800001111")
    supervision.sweep(june(10, 12))
    assert warned_of_callers()[1:] == [(fifth, Light.YELLOW, "closed"), (fifth, Light.ORANGE, "issued")]


def test_a_repeated_demand_that_was_merged_is_no_order_more(town: Town) -> None:
    _, second, repeat = (call_of(town, june(day), "13800001111") for day in (3, 4, 5))
    office.merge(town.actor("周敏"), repeat, second, at=june(5, 10))
    supervision.sweep(june(5, 11))
    assert warned_of_callers() == []


def test_a_risk_warns_each_time_it_is_raised(town: Town) -> None:
    story = Story(town).in_hand()
    story.act("张琪", office.raise_risk, "gathering", "扬言堵门")
    for _ in range(2):
        supervision.sweep(story.now)
    assert of_cause(story, Cause.RISK) == [(ORANGE, "issued", "")]
    story.act("张琪", office.note, "已到现场")
    supervision.sweep(story.now)
    assert len(of_cause(story, Cause.RISK)) == 1
    story.act("张琪", office.raise_risk, "gathering", "又有人聚集")
    supervision.sweep(story.now)
    assert len(of_cause(story, Cause.RISK)) == 2


def test_a_promise_warns_before_its_day_and_after(town: Town) -> None:
    story = Story(town).in_hand()
    story.act("张琪", office.agree, "三周内付清", [office.Payment(date(2025, 7, 1), FEN)])
    supervision.sweep(june(23))
    assert of_cause(story, Cause.PROMISE) == []
    supervision.sweep(june(24))
    assert of_cause(story, Cause.PROMISE) == [(Light.BLUE, "closed", "notice")]
    supervision.sweep(datetime(2025, 7, 1, 20, tzinfo=june(1).tzinfo))
    assert len(of_cause(story, Cause.PROMISE)) == 1
    supervision.sweep(datetime(2025, 7, 2, 9, tzinfo=june(1).tzinfo))
    assert of_cause(story, Cause.PROMISE)[-1] == (RED, "issued", "")


# The ladder


def test_unanswered_a_warning_becomes_a_slip_and_a_slip_a_talk(town: Town) -> None:
    story, _warning, slip = with_slip(town)
    assert (slip.year, slip.serial, slip.state, slip.unit) == (2025, 1, "issued", town.district_union)
    assert slip.overseer == town.city_union
    assert (slip.to_unit, slip.to_post) == (town.district_union, Post.LEADER), "to the leader of the unit"
    assert story.number in slip.requirement
    for _ in range(2):
        supervision.sweep(june(18, 18))
    talk = TalkRecord.objects.get()
    assert (talk.slip, talk.state, talk.to_post) == (slip, "due", Post.LEADER)
    assert len(ledger(story, "issue_slip")) == len(ledger(story, "call_talk")) == 1
    assert all(broken is None for _, broken in proved_chains())


def test_the_limit_of_a_warning_begins_when_it_is_issued_and_not_when_somebody_opens_it(town: Town) -> None:
    _story, warning = warned(town)
    assert warning.due_at == june(12, 14, 30)
    supervision.acknowledge(town.actor("杨帆"), warning.pk, at=june(12, 14))
    warning.refresh_from_db()
    assert warning.due_at == warning.climbs_at == june(13, 17, 30)
    supervision.sweep(june(13, 17))
    assert not SupervisionSlip.objects.exists()
    supervision.sweep(june(13, 17, 30))
    assert SupervisionSlip.objects.get().warning == warning


def test_slips_are_numbered_without_a_gap_by_unit_and_year(town: Town) -> None:
    for minute in range(3):
        unsigned(town, june(10, 9, minute))
    supervision.sweep(june(12))
    supervision.sweep(june(13, 10))
    assert list(SupervisionSlip.objects.order_by("pk").values_list("serial", flat=True)) == [1, 2, 3]


def test_a_vacant_unit_is_passed_over_upwards_and_that_is_on_record(town: Town) -> None:
    story = unsigned(town)
    for post in (Post.ORDER_CLERK, Post.LEADER):
        held = Appointment.objects.get(unit=town.district_union, post=post)
        end_appointment(held, until=june(11).date(), by=None)
    supervision.sweep(june(12))
    warning = the_warning(story)
    assert (warning.unit, warning.to_unit, warning.to_post) == (
        town.district_union,
        town.city_union,
        Post.DISPATCHER,
    )
    tell_all(june(12, 10))
    assert ("周敏", "warned") in told()


def test_a_deputy_is_asked_while_the_leader_is_away(town: Town) -> None:
    leader = Appointment.objects.get(unit=town.district_union, post=Post.LEADER)
    deputy = Person.objects.create_person("zhenglan", "郑岚")
    appoint(deputy, town.district_union, Post.ORDER_CLERK, since=FOUNDED, by=None)
    depute(deputy, leader, since=june(13).date(), until=june(20).date(), by=None)
    with_slip(town)
    tell_all(june(13, 11))
    assert {name for name, code in told() if code == "slip_issued"} == {"冯涛", "郑岚", "杨帆"}


def test_a_warning_is_told_to_the_unit_and_a_red_one_to_whoever_watches(town: Town) -> None:
    warned(town)
    tell_all(june(12, 10))
    rows = told()
    assert ("杨帆", "warned") in rows
    assert ("唐毅", "warned_below") in rows
    assert not [name for name, code in rows if code == "warned_below" and name != "唐毅"]


def test_a_visit_that_is_late_is_asked_of_the_operators(town: Town) -> None:
    story = Story(town, urgency="ordinary").in_hand()
    story.act("张琪", office.resolve, "paid_in_full", "已付清")
    story.act("张琪", office.reply, "工资已付清")
    supervision.sweep(june(20))
    warning = the_warning(story, Cause.VISIT)
    assert (warning.to_unit, warning.to_post) == (town.city_union, Post.OPERATOR)
    assert [case.pk for case in my_cases(town.actor("陈晓")).cases] == [warning.pk]


def test_dispatched_again_the_new_unit_is_warned_of_its_own_clock(town: Town) -> None:
    story, _ = warned(town)
    story.act(
        "杨帆", office.request_return, "not_our_area", "基本履职清单第十二项", town.other_district_union.pk
    )
    story.act("周敏", office.reassign)
    supervision.sweep(june(16, 10))
    red = EarlyWarning.objects.filter(order__number=story.number, cause="sign", light=RED)
    assert [w.unit.name for w in red.order_by("pk")] == ["渝中区总工会", "江北区总工会"]
    tell_all(june(16, 11))
    assert [name for name, code in told("杨帆", "蒋悦") if code == "warned"] == ["杨帆", "蒋悦"]


# The clock


def test_a_worker_whose_own_clock_is_three_weeks_fast_warns_of_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event as Flag

    story = Story(town, timezone.now() - timedelta(minutes=30), urgency="ordinary").dispatched()
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(days=21))
    jobs.sweep(Flag())
    assert warnings_of(story) == []
    assert abs(jobs.database_now() - real) < timedelta(minutes=1)
