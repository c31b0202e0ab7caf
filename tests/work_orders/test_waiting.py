"""What waits for a post is exactly what the lifecycle offers it without anything missing."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level
from bihuan.rules.cohandling import TaskFacts
from bihuan.rules.lifecycle import MATTER, Matter
from bihuan.rules.responsibility import RESPONSIBILITY, Duty
from bihuan.rules.waiting import QUEUES, Loop, Queue, When, queues_of
from bihuan.work_orders.change import facts_of
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.lists import count_of_orders
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.queries import visible_to
from bihuan.work_orders.standings import standings_in
from bihuan.work_orders.waiting import COUNTED, orders_waiting, waiting_for
from tests.town import found_town
from tests.work_orders.busy import BusyTown, make_busy

#: Rows without a condition of choice: all that is offered waits.
_WHOLE = [queue for queue in QUEUES if queue.when <= {When.MAY_BE_DISCHARGED, When.MAY_BE_ARCHIVED}]


@pytest.fixture(scope="module")
def busy(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BusyTown]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_busy(found_town(), seed=5, orders=160, steps=34)
        transaction.set_rollback(True)


def offered(order: WorkOrder, actor: Actor, queue: Queue, busy: BusyTown) -> set[StrEnum]:
    """The acts the tables offer the actor through the queue's posts and standing, with nothing missing."""
    actor = replace(actor, posts=tuple(held for held in actor.posts if held.post in queue.posts))
    assignments = list(order.assignments.filter(ended_at=None).select_related("unit"))
    duties = list(order.responsibilities.filter(released_at=None))
    standings = [s for s in standings_in(order, actor, assignments, duties) if s is queue.by]
    facts = facts_of(order, assignments, duties, busy.now)
    found: set[StrEnum] = set()
    if queue.loop is Loop.MATTER and order.state in queue.states:
        found = {o.act for o in MATTER.offers(Matter(order.state), standings, facts) if not o.missing}
    for duty in duties if queue.loop is Loop.DUTY else ():
        if duty.unit_id in actor.unit_ids() and duty.state in queue.states:
            facts = facts_of(order, assignments, duties, busy.now, Level(duty.level))
            found |= {
                o.act for o in RESPONSIBILITY.offers(Duty(duty.state), standings, facts) if not o.missing
            }
    for task in assignments if queue.loop is Loop.TASK else ():
        if task.state in queue.states and (
            queue.by.value != "supporting" or task.unit_id in actor.unit_ids()
        ):
            found |= {
                o.act
                for o in queue.loop.table.offers(task.state, standings, TaskFacts(task.return_refused))
                if not o.missing
            }
    return found & set(queue.acts)


def test_whatever_waits_for_an_actor_is_an_act_the_actor_may_do_now(busy: BusyTown) -> None:
    waited: set[str] = set()
    for name in busy.town.people:
        actor = busy.town.actor(name, busy.now)
        for queue in queues_of(held.post for held in actor.posts):
            for order in orders_waiting(actor, queue, busy.now):
                assert offered(order, actor, queue, busy), (
                    f"{queue.code} of {name}: {order.number} {order.state}"
                )
                waited.add(queue.code)
    assert len(waited) >= 15, f"too calm a town proves nothing: {sorted(waited)}"


@pytest.mark.parametrize("queue", _WHOLE, ids=lambda queue: queue.code)
def test_whatever_the_lifecycle_offers_waits(busy: BusyTown, queue: Queue) -> None:
    for name in busy.town.people:
        actor = busy.town.actor(name, busy.now)
        if not any(held.post in queue.posts for held in actor.posts):
            continue
        waiting = set(orders_waiting(actor, queue, busy.now).values_list("number", flat=True))
        expected = {o.number for o in visible_to(actor) if queue.acts[0] in offered(o, actor, queue, busy)}
        assert expected <= waiting, f"{queue.code} of {name}"


def test_the_counts_of_a_home_page_are_the_lists_behind_them(busy: BusyTown) -> None:
    for name in busy.town.people:
        actor = busy.town.actor(name, busy.now)
        for waiting in waiting_for(actor, busy.now):
            behind = OrderFilter.of({"waiting": waiting.queue.code})
            assert waiting.count == count_of_orders(actor, behind, busy.now).number < COUNTED
            assert [c.due_at for c in waiting.clocks] == sorted(c.due_at for c in waiting.clocks)


def test_nobody_reads_the_queue_of_a_post_they_do_not_hold(busy: BusyTown) -> None:
    officer = busy.town.actor("吴迪", busy.now)
    for queue in QUEUES:
        if not any(held.post in queue.posts for held in officer.posts):
            assert not orders_waiting(officer, queue, busy.now).exists()


def test_all_queues_of_a_person_are_one_statement(busy: BusyTown) -> None:
    with CaptureQueriesContext(connection) as asked:
        waiting_for(busy.town.actor("杨帆", busy.now), busy.now)
    assert len(asked) == 2  # the actor, and every queue
