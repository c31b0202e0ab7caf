"""A desk's inspection plan: what it draws, what it spares, and that the past stays as it was drawn."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.ledger.models import Announcement
from bihuan.rules.actors import Level
from bihuan.rules.checklist import STANDARD, Item, passing
from bihuan.rules.inspecting import Measure, PlanRow
from bihuan.rules.waiting import QUEUE
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.inspected import failed_items_lately, outcomes_lately, preview
from bihuan.work_orders.inspecting import checklist_in_force, drawn, plan_in_force
from bihuan.work_orders.models import InspectionPlan, WorkOrder
from bihuan.work_orders.waiting import orders_waiting
from tests.town import AT, Town
from tests.work_orders import course
from tests.work_orders.course import FAULTY, last_event, refused

pytestmark = pytest.mark.django_db

NONE, EVERY = PlanRow(Measure.SHARE, 0), PlanRow(Measure.ALL)


def set_plan(
    town: Town, *rows: PlanRow, unit: int | None = None, always: Any = (), seen: int = 0
) -> InspectionPlan:
    given = [(row, unit if place else None) for place, row in enumerate(rows)]
    signature = office.Signature("市总工会权益保障部", "试行", seen)
    return office.set_plan(town.actor("唐毅"), town.city_union.pk, given, always, signature, at=AT)


def test_without_a_plan_every_order_is_inspected_and_the_ledger_says_so(town: Town) -> None:
    story = course.closed(town)
    draw = last_event(story).facts["draw"]
    assert (story.order.inspection, draw["plan"], draw["why"]) == ("", 0, "all")
    assert [story.order] == list(orders_waiting(town.actor("何静"), QUEUE["inspect"], story.now))


def test_what_was_not_drawn_is_spared_by_the_system_and_goes_on_to_discharge(town: Town) -> None:
    set_plan(town, NONE)
    story = course.closed(town)
    order, event = story.order, last_event(story)
    assert (order.state, order.inspection, order.holder_post) == ("closed", "spared", "dispatcher")
    assert (event.act, event.person, event.facts["draw"]["why"]) == ("spare_inspection", None, "spared")
    assert not orders_waiting(town.actor("何静"), QUEUE["inspect"], story.now)
    course.discharge_all(story)
    story.act("周敏", office.archive)
    assert story.order.state == "archived"


def test_nobody_is_told_to_inspect_what_was_spared(town: Town) -> None:
    """The announcement of the visit and of the sparing stand in the queue; what they tell follows from the facts."""
    from bihuan.rules.announcing import tellings_of

    set_plan(town, NONE)
    story = course.closed(town)
    acts = Announcement.objects.filter(event__subject=story.order.pk).order_by("event__seq")
    told = {a.event.act: tellings_of(a.event.act, a.event.facts) for a in acts.select_related("event")}
    assert "to_inspect" not in {telling.notice for telling in told["pass_visit"]}
    assert {telling.notice for telling in told["spare_inspection"]} == {"spared_to_report_back"}


def test_a_spared_order_is_not_inspected_but_may_be_sent_back_and_is_then_drawn(town: Town) -> None:
    set_plan(town, NONE, always=["redone"])
    story = course.closed(town)
    with refused("inspection_spared"):
        story.act("何静", office.inspect, passing())
    story.act("唐毅", office.redo, "other", "来电人又来电")
    story.act("张琪", office.resolve, "paid_in_full", "已付清")
    story.act("张琪", office.reply, "已付清")
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    assert (story.order.inspection, last_event(story).facts["draw"]["why"]) == ("", "redone")


def test_the_nearest_row_decides_by_the_unit_that_led(town: Town) -> None:
    set_plan(town, NONE, EVERY, unit=town.unit("江北区").pk)
    assert course.closed(town).order.inspection == "spared"
    set_plan(town, NONE, EVERY, unit=town.district.pk, seen=1)
    assert course.closed(town).order.inspection == ""


def test_a_new_plan_leaves_what_was_drawn_as_it_was(town: Town) -> None:
    set_plan(town, NONE)
    story = course.closed(town)
    before = story.order
    set_plan(town, EVERY, seen=1)
    assert plan_in_force(town.city_union.pk).version == 2
    after = story.order
    assert (after.inspection, after.ledger_digest) == ("spared", before.ledger_digest)
    assert drawn(WorkOrder.objects.select_related("lead").get(pk=after.pk)).why == "all"


def test_what_is_entered_wrongly_or_on_an_old_page_is_refused(town: Town) -> None:
    set_plan(town, NONE)
    with refused("plan_changed"):
        set_plan(town, EVERY, seen=0)
    with refused("plan_without_rest", "measure_0"):
        set_plan(town, PlanRow(Measure.ALL, matter="wage_arrears"), seen=1)
    with refused("choice_unknown", "matter_0"):
        set_plan(town, PlanRow(Measure.ALL, matter="weather"), seen=1)
    with refused("unit_unknown"):
        set_plan(town, NONE, EVERY, unit=999_999, seen=1)
    for owner, note, field in (("", "试行", "owner"), ("权益保障部", " ", "note")):
        with refused("text_missing", field):
            office.Signature(owner, note, 1)


@pytest.mark.parametrize("name", ["何静", "陈晓", "邓宁", "杨帆", "张琪", "蒋悦"])
def test_only_the_desks_supervisor_or_administrator_sets_it(town: Town, name: str) -> None:
    signature = office.Signature("权益保障部", "试行", 0)
    with refused("inspection_desk_unknown"):
        office.set_plan(town.actor(name), town.city_union.pk, [(NONE, None)], [], signature, at=AT)
    with refused("inspection_desk_unknown"):
        office.set_checklist(town.actor(name), town.city_union.pk, STANDARD.items, signature, at=AT)


def test_a_union_without_inspectors_sets_nothing(town: Town) -> None:
    signature = office.Signature("权益保障部", "试行", 0)
    with refused("inspection_desk_unknown"):
        office.set_plan(town.actor("邓宁"), town.district_union.pk, [(NONE, None)], [], signature, at=AT)


def test_the_preview_says_what_a_plan_would_draw_of_the_very_orders(town: Town) -> None:
    stories = [course.closed(town) for _ in range(4)]
    now = stories[0].now + timedelta(days=2)
    desk = town.city_union.pk
    plan = plan_in_force(desk)
    assert preview(desk, plan, now) == (4, 4, [(4, 4)])
    assert preview(desk, plan, now + timedelta(days=31)).closed == 0
    row = PlanRow(Measure.SHARE, 50)
    set_plan(town, row)
    version = plan_in_force(desk)
    orders = WorkOrder.objects.select_related("lead")
    assert preview(desk, version, now).drawn == sum(drawn(order).drawn for order in orders)


def test_the_figures_of_the_page_are_those_of_the_orders(town: Town) -> None:
    desk = town.city_union.pk
    course.inspected(town)
    failed, waiting = course.closed(town), course.closed(town)
    failed.act("何静", office.inspect, FAULTY)
    set_plan(town, NONE)
    course.closed(town)
    now = waiting.now + timedelta(days=1)
    assert outcomes_lately(desk, now) == {"passed": 1, "failed": 1, "": 1, "spared": 1}
    assert failed_items_lately(desk, now) == [("answered", 1)]


# The checklist ---------------------------------------------------------------------------------------------------


def set_items(town: Town, *items: Item, seen: int = 0) -> None:
    signature = office.Signature("权益保障部", "按新规程", seen)
    office.set_checklist(town.actor("唐毅"), town.city_union.pk, items, signature, at=AT)


def test_a_new_edition_is_answered_from_then_on_and_keeps_the_codes_it_had(town: Town) -> None:
    story = course.closed(town)
    set_items(town, STANDARD.items[2], Item("", Words("录音可听清", "")))
    asked = checklist_in_force(town.city_union.pk)
    assert [item.code for item in asked.items] == ["answered", "v1_2"]
    with refused("checklist_item_unknown"):
        story.act("何静", office.inspect, passing())
    with refused("checklist_changed"):
        story.act("何静", office.inspect, passing(asked), checklist=0)
    story.act("何静", office.inspect, passing(asked), checklist=1)
    kept = story.order.inspections.get()
    assert (kept.passed, kept.checklist, [a[0] for a in kept.answers]) == (True, 1, ["answered", "v1_2"])


def test_items_entered_wrongly_are_refused(town: Town) -> None:
    with refused("checklist_empty"):
        set_items(town, Item("", Words("录音", ""), required=False))
    with refused("text_too_long", "zh_0"):
        set_items(town, Item("", Words("长" * 81, "")))
    set_items(town, STANDARD.items[0])
    with refused("plan_changed"):
        set_items(town, STANDARD.items[1])


def test_a_failed_order_goes_back_to_its_lead_at_once_with_the_failed_items(town: Town) -> None:
    story = course.closed(town)
    story.act("何静", office.inspect, FAULTY, send_back=True)
    order, reasons = story.order, story.order.inspections.get().reasons
    assert (order.state, order.holder, order.redo_count, order.inspection) == (
        "handling",
        town.street_union,
        1,
        "",
    )
    sent_back = order.redos.get()
    assert (sent_back.cause, sent_back.text) == ("failed_inspection", reasons)
    assert STANDARD.items[2].words.zh in reasons
    story.act("张琪", office.resolve, "paid_in_full", "已补充")


def test_discharge_waits_for_an_inspection_that_was_drawn(town: Town) -> None:
    story = course.closed(town)
    story.act("张琪", office.report_back, Level.STREET, "材料齐全")
    with refused("inspection_missing"):
        story.act("张琪", office.discharge, Level.STREET)
