"""Two at once, for real: threads against a committed database. One wins, the other is told, and nothing is torn."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from bihuan.organisations.actions.appointments import appoint
from bihuan.rules.actors import Level, Post
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Assignment, Instalment, Note, WorkOrder
from tests.town import AT, FOUNDED, Town, found_town
from tests.work_orders import course, invariants
from tests.work_orders.course import WORDS
from tests.work_orders.stories import FEN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The town, committed, so that every thread sees it."""
    return found_town()


def at_once(*calls: Callable[[], Any]) -> list[str]:
    """Call all of them at the same instant, each in a thread of its own; sorted: "done", or the code of the refusal."""
    together, answers = Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        try:
            together.wait()
            call()
            answers.append("done")
        except Refused as refusal:
            answers.append(refusal.code)
        except BaseException as fault:  # a thread's fault is not lost, and is no refusal
            answers.append(repr(fault))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for order in WorkOrder.objects.all():
        invariants.check(order)
    return sorted(answers)


@pytest.mark.parametrize(("looked", "told"), [(True, "stale_page"), (False, "act_not_now")])
def test_of_two_dispatchers_exactly_one_dispatches(town: Town, looked: bool, told: str) -> None:
    appoint(town.person("陈晓"), town.city_union, Post.DISPATCHER, since=FOUNDED, by=None)
    story = course.registered(town)
    version = story.order.version if looked else None
    calls = [
        lambda name=name, to=to: office.dispatch(
            town.actor(name), story.number, to.pk, at=story.now, version=version
        )
        for name, to in (("周敏", town.district_union), ("陈晓", town.other_district_union))
    ]
    assert at_once(*calls) == sorted(["done", told])
    leads = Assignment.objects.filter(order=story.order, role="lead")
    assert [lead.unit_id for lead in leads] == [story.order.holder_id]
    assert story.order.responsibilities.filter(level="district").count() == 1


def test_a_double_click_is_one_click(town: Town) -> None:
    story = course.in_hand(town)
    version = story.order.version
    actor = town.actor("张琪")
    click = lambda: office.resolve(actor, story.number, "paid_in_full", WORDS, at=story.now, version=version)  # noqa: E731
    assert at_once(click, click) == ["done", "stale_page"]
    assert story.order.version == version + 1


def test_notes_written_at_once_are_all_kept_and_the_chain_holds(town: Town) -> None:
    story = course.in_hand(town)
    length, version = story.order.ledger_length, story.order.version
    writers = [town.actor(name) for name in ("张琪", "杨帆", "周敏", "陈晓")]
    calls = [
        lambda who=who: office.note(who, story.number, f"{who.name}的记事", at=story.now, version=version)
        for who in writers
    ]
    assert at_once(*calls) == ["done"] * 4
    assert set(Note.objects.filter(kind="note").values_list("by__name", flat=True)) == {
        w.name for w in writers
    }
    assert (story.order.ledger_length, story.order.version) == (length + 4, version)
    # Each event has an instant of its own, although all four came at the same one.
    assert Note.objects.filter(kind="note").values("at").distinct().count() == 4


def test_a_payment_confirmed_twice_at_once_is_counted_once(town: Town) -> None:
    story = course.agreed(town)
    instalment = Instalment.objects.first()
    assert instalment is not None
    calls = [
        lambda name=name: office.confirm_payment(
            town.actor(name), story.number, instalment.pk, FEN // 2, WORDS, at=story.now
        )
        for name in ("张琪", "杨帆")
    ]
    assert at_once(*calls) == ["done", "instalment_settled"]
    instalment.refresh_from_db()
    assert instalment.paid_fen == FEN // 2


def test_the_last_answer_and_the_resolving_do_not_pass_each_other(town: Town) -> None:
    """Whichever comes first, no order is resolved over an open task."""
    story = course.task_signed(town)
    for unit in (town.housing, town.petitions):
        story.act("张琪", office.waive_task, unit.pk, WORDS)
    answers = at_once(
        lambda: office.answer_task(town.actor("吴迪"), story.number, town.labour.pk, WORDS, at=story.now),
        lambda: office.resolve(town.actor("张琪"), story.number, "paid_in_full", WORDS, at=story.now),
    )
    assert answers in (["done", "done"], ["done", "supports_open"])


def test_two_orders_are_not_merged_into_each_other(town: Town) -> None:
    one, other = course.registered(town), course.registered(town)
    calls = [
        lambda a=a, b=b: office.merge(
            town.actor("周敏"), a.number, b.number, WORDS, at=AT + timedelta(hours=1)
        )
        for a, b in ((one, other), (other, one))
    ]
    assert at_once(*calls) == ["done", "merge_into_self"]
    assert {one.order.state, other.order.state} == {"merged", "awaiting_dispatch"}


def test_the_levels_are_not_discharged_past_each_other(town: Town) -> None:
    story = course.reported(town)
    for name, level in (("杨帆", Level.DISTRICT), ("周敏", Level.CITY)):
        story.act(name, office.report_back, level, WORDS)
    calls = [
        lambda name=name, level=level: office.discharge(town.actor(name), story.number, level, at=story.now)
        for name, level in (("张琪", Level.STREET), ("杨帆", Level.DISTRICT), ("周敏", Level.CITY))
    ]
    answers = at_once(*calls)
    assert set(answers) <= {"done", "lower_level_open"}
    assert "done" in answers


def test_calls_registered_at_once_get_numbers_of_their_own(town: Town) -> None:
    operator = town.actor("陈晓")
    demand = office.Demand(content=WORDS, place=town.street.pk, matter="wage_arrears")
    assert at_once(*[lambda: office.register(operator, demand, at=AT)] * 6) == ["done"] * 6
    assert WorkOrder.objects.values("number").distinct().count() == 6
