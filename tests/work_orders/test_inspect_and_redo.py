"""Quality inspection, and sending back what did not stand up to it."""

import pytest

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Inspection, Redo
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import FAULTY, WORDS, last_event, refused

pytestmark = pytest.mark.django_db


def test_what_passed_waits_at_the_desk_and_is_not_inspected_again(town: Town) -> None:
    story = course.inspected(town)
    assert (story.order.state, story.order.inspection, story.order.holder_post) == (
        "closed",
        "passed",
        "dispatcher",
    )
    with refused("inspection_done"):
        story.act("何静", office.inspect, passing())
    with refused("inspection_done"):
        story.act("何静", office.inspect, FAULTY)


def test_what_failed_stays_closed_with_its_reasons_until_it_is_sent_back(town: Town) -> None:
    story = course.closed(town)
    with refused("item_without_reason", "reason_answered"):
        story.act("何静", office.inspect, [a._replace(reason="") for a in FAULTY])
    story.act("何静", office.inspect, FAULTY)
    assert (story.order.state, story.order.inspection, Inspection.objects.get().reasons) == (
        "closed",
        "failed",
        f"1. 答复针对诉求，逐项回应：{WORDS}",
    )
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("inspection_missing"):
        story.act("张琪", office.discharge, Level.STREET)


def test_sent_back_it_goes_the_whole_way_again(town: Town) -> None:
    story = course.closed(town)
    story.act("何静", office.inspect, FAULTY)
    story.act("唐毅", office.redo, "failed_inspection", WORDS)
    order = story.order
    assert (order.state, order.inspection, order.closed_at, order.redo_count) == ("handling", "", None, 1)
    assert (order.holder, order.holder_person) == (town.street_union, town.person("张琪"))
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    with refused("reply_missing"):
        story.act("陈晓", office.begin_visit)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("何静", office.inspect, passing())
    course.discharge_all(story)
    story.act("周敏", office.archive)
    assert (story.order.state, story.order.redo_count) == ("archived", 1)


def test_nothing_is_sent_back_once_a_level_has_been_discharged(town: Town) -> None:
    story = course.reported(town)
    story.act("张琪", office.discharge, Level.STREET)
    with refused("redo_after_discharge"):
        story.act("何静", office.redo, "failed_inspection", WORDS)


def test_a_redo_is_counted_with_its_cause_and_the_unit_whose_work_it_was(town: Town) -> None:
    story = course.visiting(town)
    story.act("陈晓", office.visit, contacted=True, solved="no", satisfied="dissatisfied")
    story.act("张琪", office.resolve, "explained", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="dissatisfied")
    story.act("张琪", office.resolve, "explained", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("唐毅", office.redo, "new_facts", WORDS)
    kept = Redo.objects.order_by("at").values_list("cause", "lead", "text")
    lead = town.street_union.pk
    assert list(kept) == [("not_solved", lead, ""), ("dissatisfied", lead, ""), ("new_facts", lead, WORDS)]
    assert (story.order.redo_count, last_event(story).facts["redo_cause"]) == (3, "new_facts")


def test_a_person_does_not_answer_for_the_caller(town: Town) -> None:
    story = course.closed(town)
    with refused("choice_unknown", "cause"):
        story.act("何静", office.redo, "dissatisfied", WORDS)


def test_it_has_its_reason(town: Town) -> None:
    story = course.closed(town)
    with refused("text_missing", "reason"):
        story.act("何静", office.redo, "failed_inspection", "\n")
