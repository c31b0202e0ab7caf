"""The clocks of an order: which start, which end, and that nothing but the office's own acts moves one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localtime

from bihuan.rules.deadlines import TimeType, spent
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import OrderClock, Suspension
from bihuan.work_orders.timing import explanations_of
from tests.town import AT, SHANGHAI, Town
from tests.work_orders import course, invariants
from tests.work_orders.course import WORDS, last_event
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
#: What is left of the day of registration is not counted by a limit in days.
FIRST_DAY = PUBLISHED.working_time(AT, AT.replace(hour=17, minute=30))
REVIEW = date(2025, 7, 1)


def clocks(story: Story) -> dict[str, str]:
    """What became of every clock, the latest of its kind and unit: running, still, met or stopped."""
    found = {}
    for clock in OrderClock.objects.filter(order=story.order).select_related("unit").order_by("pk"):
        became = (
            "met"
            if clock.met_at
            else "stopped"
            if clock.stopped_at
            else "still"
            if clock.paused_at
            else "runs"
        )
        found[f"{clock.kind} of {clock.unit.name}"] = became
    return found


def running(story: Story) -> dict[str, str]:
    """Running clocks with their limit in local time."""
    rows = OrderClock.objects.filter(order=story.order, met_at=None, stopped_at=None).order_by("pk")
    return {clock.kind: f"{localtime(clock.due_at):%m-%d %H:%M}" for clock in rows}


def test_the_public_clock_starts_with_the_registration_and_a_units_own_with_the_dispatch(town: Town) -> None:
    """An urgent order of Tuesday 10 June 2025, 09:30."""
    story = course.registered(town)
    assert running(story) == {"total": "06-17 17:30"}
    story.dispatched()
    assert running(story) == {
        "total": "06-17 17:30", "sign": "06-11 17:30", "first_contact": "06-11 17:30", "handle": "06-16 17:30",
    }  # fmt: skip
    started = (
        OrderClock.objects.filter(order=story.order)
        .exclude(kind="total")
        .values_list("started_at", flat=True)
    )
    assert set(started) == {story.order.assignments.get().assigned_at}


def test_a_clock_ends_with_the_act_it_waits_for(town: Town) -> None:
    story = course.signed(town)
    district, street, city = town.district_union.name, town.street_union.name, town.city_union.name
    assert clocks(story)[f"sign of {district}"] == "met"
    story.act("杨帆", office.pass_down, town.street_union.pk)
    assert clocks(story)[f"handle of {district}"] == "stopped"
    story.act("张琪", office.sign)
    story.act("张琪", office.start, WORDS)
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    assert clocks(story) == {
        f"total of {city}": "met", f"sign of {district}": "met", f"first_contact of {district}": "stopped",
        f"handle of {district}": "stopped", f"sign of {street}": "met", f"first_contact of {street}": "met",
        f"handle of {street}": "met", f"reply of {street}": "runs",
    }  # fmt: skip
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    assert running(story) == {"visit": "06-13 17:30"}
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)  # said again, the visit is not put off
    assert running(story) == {"visit": "06-13 17:30"}
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    assert running(story) == {}


def test_a_unit_that_is_late_to_get_it_has_no_longer_than_the_public_limit(town: Town) -> None:
    story = course.registered(town)
    story.now = datetime(2025, 6, 16, 15, tzinfo=SHANGHAI)
    story.dispatched()
    assert running(story)["handle"] == running(story)["total"] == "06-17 17:30"
    late = course.registered(town)
    late.now = datetime(2025, 6, 18, 9, tzinfo=SHANGHAI)
    late.dispatched()
    assert running(late)["handle"] == "06-24 17:30", "one already late has the unit's own"


def test_parking_lets_the_clocks_of_supporting_units_stand_still_too(town: Town) -> None:
    story = course.called_in(town)
    story.act("杨帆", office.park, REVIEW, WORDS)
    still = OrderClock.objects.filter(order=story.order, met_at=None, stopped_at=None)
    assert {clock.kind for clock in still} == {"total", "handle", "support"}
    assert all(clock.paused_at == story.now and clock.next_alert_at is None for clock in still)
    suspension = Suspension.objects.get()
    assert (suspension.cause, suspension.since, suspension.review_on) == ("parked", story.now, REVIEW)
    task = still.filter(unit=town.labour).get()
    assert task.assignment is not None
    left = spent(task.paused_at, task.due_at, TimeType(task.time), PUBLISHED)
    story.now = datetime(2025, 6, 20, 9, 50, tzinfo=SHANGHAI)
    story.act("张琪", office.unpark)
    task.refresh_from_db()
    assert spent(story.now, task.due_at, TimeType(task.time), PUBLISHED) == left
    assert task.assignment.due_at == task.due_at
    assert task.next_alert_at is not None
    assert Suspension.objects.get().until == story.now


def test_while_the_police_have_it_the_clock_stands_still(town: Town) -> None:
    story = course.with_110(town)
    assert clocks(story) == {f"total of {town.city_union.name}": "still"}
    story.now += timedelta(days=2)
    story.act("陈晓", office.take_back_110, WORDS)
    away = PUBLISHED.working_time(Suspension.objects.get().since, story.now)
    assert PUBLISHED.working_time(AT, story.order.due_at) == 5 * PUBLISHED.day_length + FIRST_DAY + away
    concluded = course.with_110(town)
    concluded.now += timedelta(days=10)
    concluded.act("周敏", office.conclude_110, WORDS)
    order = concluded.order
    assert order.resolved_at <= order.due_at, "the days with the police are not ours"
    assert running(concluded) == {"visit": "06-25 17:30"}


def test_a_redo_lets_the_clocks_run_on_and_gives_no_new_time(town: Town) -> None:
    story = course.closed(town)
    limit = story.order.due_at
    story.act("唐毅", office.redo, "other", WORDS)
    assert set(running(story)) == {"total", "handle"}
    total = OrderClock.objects.get(order=story.order, kind="total")
    assert (total.due_at, total.generation) == (limit, 2)


def test_an_extension_arms_the_ladder_anew(town: Town) -> None:
    story = course.asking_for_time(town)
    story.now = datetime(2025, 6, 17, 15, tzinfo=SHANGHAI)
    before = OrderClock.objects.get(order=story.order, kind="total")
    OrderClock.objects.filter(pk=before.pk).update(next_rung=4)  # as the sweep leaves it
    story.act("周敏", office.grant_extension)
    after = OrderClock.objects.get(pk=before.pk)
    assert (after.generation, after.next_rung) == (before.generation + 1, 2)
    assert after.whole == before.whole + 3 * PUBLISHED.day_length
    assert story.now < after.next_alert_at < after.due_at
    assert last_event(story).facts["clocks"][0] == {"extend": 3}


def test_an_extension_granted_at_the_instant_at_which_clocks_stop_is_not_lost(town: Town) -> None:
    story = course.asking_for_time(town)
    at = story.now + timedelta(hours=1)
    office.grant_extension(town.actor("周敏"), story.number, at=at)
    granted = story.order.due_at
    office.park(town.actor("杨帆"), story.number, REVIEW, WORDS, at=at)
    assert story.order.due_at == granted
    invariants.check(story.order)
    story.now = datetime(2025, 6, 20, 9, 50, tzinfo=SHANGHAI)
    story.act("张琪", office.unpark)
    assert story.order.due_at > granted
    invariants.check(story.order)


def test_nothing_that_is_only_said_looked_at_or_filed_moves_a_clock(town: Town) -> None:
    """Peers measure from the last change, so that a comment buys time (peer defect D2)."""
    story = course.called_in(town)
    before = list(OrderClock.objects.order_by("pk").values())
    story.act("张琪", office.note, WORDS)
    story.act("张琪", office.attach, "回单.pdf", b"%PDF-1.7 paid")
    story.act("陈晓", office.urge, WORDS)
    story.act("张琪", office.raise_risk, "gathering", WORDS)
    office.reveal_caller(town.actor("张琪"), story.number, at=story.now)
    office.hear(story.number, WORDS, at=story.now)
    assert list(OrderClock.objects.order_by("pk").values()) == before


def test_the_next_alert_is_the_first_rung_of_the_ladder(town: Town) -> None:
    story = course.registered(town)
    clock = OrderClock.objects.get(order=story.order)
    used = PUBLISHED.working_time(AT, clock.next_alert_at)
    assert (clock.next_rung, used * 2) == (1, clock.whole)


def test_no_clock_warns_while_it_stands_still_or_after_it_ended(town: Town) -> None:
    story = course.parked(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderClock.objects.filter(order=story.order, kind="total").update(next_alert_at=story.now)
    invariants.check(story.order)


def test_a_task_that_passes_on_while_the_order_is_parked_stands_still_from_the_start(town: Town) -> None:
    story = course.task_asked_back(town)
    story.act("杨帆", office.park, REVIEW, WORDS)
    story.act("张琪", office.reassign_task, town.labour.pk, town.other_district_union.pk)
    clock = OrderClock.objects.get(order=story.order, unit=town.other_district_union)
    assert (clock.paused_at, clock.next_alert_at) == (clock.started_at, None)
    story.now = datetime(2025, 6, 20, 8, 50, tzinfo=SHANGHAI)
    story.act("张琪", office.unpark)
    clock.refresh_from_db()
    assert f"{localtime(clock.due_at):%m-%d %H:%M}" > "06-24"
    invariants.check(story.order)


def test_each_clock_tells_step_by_step_why_it_runs_out_when_it_does(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = course.in_hand(town)
    story.act("杨帆", office.park, story.now.date() + timedelta(7), "等司法鉴定")
    story.now += timedelta(days=6)
    browser = sign_in("张琪", story.now)
    page = browser.get(f"/orders/{story.number}/clocks/").text
    for said in (
        "起算",
        "期限 5 个工作日",
        "暂停计时",
        "非官方数值",
        "handle:urgent",
        "版本 2026-11-default.2",
        "周末：不计",
    ):
        assert said in page, said
    part = browser.get(f"/orders/{story.number}/clocks/", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "暂停计时" in part
    assert f"/orders/{story.number}/clocks/" in browser.get(f"/orders/{story.number}/").text
    assert sign_in("袁浩", story.now).get(f"/orders/{story.number}/clocks/").status_code == 404
    story.act("杨帆", office.unpark)
    told = explanations_of(story.order.clocks.select_related("unit"), story.now)
    ends = [(each["steps"][-1].words.zh, each["due"]["due_at"]) for each in told]
    assert all(f"{localtime(due):%Y-%m-%d}" in words for words, due in ends), "what is told is what is kept"


def test_what_ended_under_an_older_calendar_says_so(town: Town) -> None:
    story = course.in_hand(town)
    clock = OrderClock.objects.filter(order=story.order, kind="sign").first()
    assert clock is not None
    clock.due_at += timedelta(days=1)
    assert "日历此后有变" in explanations_of([clock], story.now)[0]["steps"][-1].words.zh
    assert explanations_of([], story.now) == []
