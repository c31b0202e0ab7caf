"""The invariants of the house, each checked on what the database holds."""

from datetime import timedelta
from itertools import pairwise

from bihuan.calendars.queries import calendars_at, national
from bihuan.ledger.chain import Head
from bihuan.ledger.models import Announcement, Event
from bihuan.ledger.queries import events_of, verify
from bihuan.organisations.models import Unit
from bihuan.rules.cohandling import OPEN as OPEN_TASKS
from bihuan.rules.inspecting import Measure, PlanRow, lot_of
from bihuan.rules.lifecycle import DONE, Matter
from bihuan.rules.promises import PromiseState, balance
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.models import (
    Assignment,
    FollowUp,
    Holding,
    Instalment,
    OrderClock,
    Receipt,
    Responsibility,
    Suspension,
    WorkOrder,
)
from bihuan.work_orders.reckoning import reckoned


def check(order: WorkOrder) -> None:
    """Raise ``AssertionError`` at the first invariant that ``order`` breaks."""
    holder_periods_tile_the_life(order)
    holders_working_time_adds_up(order)
    one_event_for_every_change(order)
    no_task_is_open_behind_a_resolved_order(order)
    archived_means_both_loops_closed(order)
    promises_are_counted(order)
    levels_discharge_from_the_bottom_up(order)
    clocks_are_what_the_ledger_says(order)
    draws_are_what_the_ledger_says(order)
    clocks_run_only_while_there_is_something_to_do(order)


def holder_periods_tile_the_life(order: WorkOrder) -> None:
    """Invariant 1: at every instant exactly one holder; the periods add up to the whole life."""
    holdings = list(Holding.objects.filter(order=order).order_by("period"))
    assert holdings[0].period.lower == order.registered_at
    assert all(one.period.upper == following.period.lower for one, following in pairwise(holdings))
    assert holdings[-1].period.upper == order.archived_at
    last = holdings[-1]
    assert (last.unit_id, last.post, last.person_id) == (
        order.holder_id,
        order.holder_post,
        order.holder_person_id,
    )
    assert last.period.lower == order.held_since
    leads = Assignment.objects.filter(order=order, role="lead", ended_at=None)
    assert [lead.unit_id for lead in leads] == ([order.lead_id] if order.lead_id else [])


def holders_working_time_adds_up(order: WorkOrder) -> None:
    """The holders' working time adds up to the order's: none is lost or counted twice; it passed on with an event each time."""
    until = order.archived_at or order.changed_at
    calendar = national()
    held = [
        calendar.working_time(holding.period.lower, holding.period.upper or until)
        for holding in Holding.objects.filter(order=order)
    ]
    assert sum(held, timedelta()) == calendar.working_time(order.registered_at, until)
    events = [event.at for event in events_of(order.pk)]
    assert (events[0], events[-1]) == (order.registered_at, order.changed_at)
    passed_on = Holding.objects.filter(order=order).values_list("period", flat=True)
    assert {period.lower for period in passed_on} <= set(events), "it passed on without an event"


def one_event_for_every_change(order: WorkOrder) -> None:
    """Invariant 2: the chain holds, ends where the order says, and every event has its announcement."""
    head = Head(order.ledger_length, bytes(order.ledger_digest))
    assert list(verify([(order.id, head)])) == [(order.id, None)]
    events = Event.objects.filter(subject=order.id)
    assert events.latest("seq").at == order.changed_at
    assert Announcement.objects.filter(event__in=events).count() == order.ledger_length


def no_task_is_open_behind_a_resolved_order(order: WorkOrder) -> None:
    """Invariant 4: nobody resolved over an open task, and a waiver has its reason."""
    tasks = Assignment.objects.filter(order=order, role="supporting")
    if order.state in {Matter.RESOLVED, Matter.VISITING, Matter.ARCHIVED} | DONE:
        assert not tasks.filter(state__in=OPEN_TASKS).exists()
    assert not tasks.filter(state="waived", waiver="").exists()


def archived_means_both_loops_closed(order: WorkOrder) -> None:
    """Invariant 5, seen from the end: loop 2 is closed exactly when every level is, and the archive needs both."""
    duties = Responsibility.objects.filter(order=order, released_at=None)
    assert duties.exists()
    all_discharged = not duties.exclude(state=Duty.DISCHARGED).exists()
    assert all_discharged == (order.responsibility_closed_at is not None)
    if order.state == Matter.ARCHIVED:
        assert all_discharged
        assert order.closed_at is not None
    if order.responsibility_closed_at:
        assert order.state in DONE | {Matter.ARCHIVED}


def promises_are_counted(order: WorkOrder) -> None:
    """A promise is open exactly while money is owed under it; what was agreed is always paid, open, released or moved.

    Loop 2 is not closed over an open promise, and a lapsed instalment is followed up until it is settled.
    """
    promises = list(order.promises.all())
    assert order.open_promises == sum(promise.state == "open" for promise in promises)
    for promise in promises:
        instalments = list(Instalment.objects.filter(promise=promise))
        for part in instalments:
            assert part.paid_fen == sum(
                Receipt.objects.filter(instalment=part).values_list("amount_fen", flat=True)
            )
        agreed, paid = (sum(getattr(p, name) for p in instalments) for name in ("amount_fen", "paid_fen"))
        found = balance(PromiseState(promise.state), agreed, paid)
        assert found.paid + found.open + found.released + found.moved == agreed
        assert (promise.state == "kept") == (paid == agreed)
        if promise.state == "replaced":
            new = sum(
                Instalment.objects.filter(promise=promise.replaced_by).values_list("amount_fen", flat=True)
            )
            assert new >= found.moved, "a new agreement forgave what was open"
    assert not (order.open_promises and order.responsibility_closed_at), "loop 2 closed over an open promise"
    open_ones = FollowUp.objects.filter(order=order, settled_at=None)
    assert order.open_follow_ups == open_ones.count()
    for followed in open_ones.select_related("instalment__promise"):
        assert followed.instalment.promise.state == "open"
        assert followed.instalment.paid_fen < followed.instalment.amount_fen


def levels_discharge_from_the_bottom_up(order: WorkOrder) -> None:
    """No level was discharged before the level below it."""
    at = {
        duty.level: duty.discharged_at
        for duty in Responsibility.objects.filter(order=order, released_at=None)
    }
    line = [at[level] for level in ("street", "district", "city") if level in at]
    assert all(upper is None or (lower is not None and lower < upper) for lower, upper in pairwise(line))


def clocks_are_what_the_ledger_says(order: WorkOrder) -> None:
    """Every deadline, worked out again from the ledger alone, is the one that is stored."""
    paths = dict(Unit.objects.values_list("pk", "path"))
    found = [
        (c.kind, c.unit, c.started_at, c.budget, c.due.at, c.due.whole, c.met_at, c.stopped_at)
        for c in reckoned(events_of(order.pk), lambda at, unit: calendars_at(at).of(paths[unit]))
    ]
    stored = [
        (c.kind, c.unit_id, c.started_at, (c.amount, c.time), c.due_at, c.whole, c.met_at, c.stopped_at)
        for c in OrderClock.objects.filter(order=order).order_by("started_at", "pk")
    ]
    assert len(found) == len(stored)
    assert [clock for clock in found if clock not in stored] == [], [
        clock for clock in stored if clock not in found
    ]
    total = OrderClock.objects.get(order=order, kind="total")
    assert (total.due_at, total.provisional) == (order.due_at, order.due_provisional)
    for task in Assignment.objects.filter(order=order, role="supporting"):
        assert task.clocks.filter(kind="support").exists()


def draws_are_what_the_ledger_says(order: WorkOrder) -> None:
    """Every draw for inspection, worked out again from its event, comes out as it did; only what was not drawn was spared."""
    events = list(events_of(order.pk))
    draws = [event.facts["draw"] for event in events if "draw" in event.facts]
    for draw in draws:
        if draw["why"] in ("lot", "spared"):
            share = PlanRow(Measure(draw["measure"]), draw["amount"]).share
            assert (lot_of(draw["plan"], order.pk) < share) == (draw["why"] == "lot")
    spared = [event for event in events if event.act == "spare_inspection"]
    assert all(event.facts["draw"]["why"] == "spared" and event.person is None for event in spared)
    if order.inspection:
        assert (order.inspection == "spared") == (draws[-1]["why"] == "spared")


def clocks_run_only_while_there_is_something_to_do(order: WorkOrder) -> None:
    """What runs fits the state; nothing warns while it stands still; what stands still has its suspension."""
    running = OrderClock.objects.filter(order=order, met_at=None, stopped_at=None)
    kinds = set(running.values_list("kind", flat=True))
    state = Matter(order.state)
    if state in DONE | {Matter.ARCHIVED}:
        assert kinds == set()
    elif state in {Matter.RESOLVED, Matter.VISITING}:
        assert kinds == ({"visit"} if order.replied_at else {"reply"})
    else:
        assert "total" in kinds
        assert kinds <= {"total", "sign", "first_contact", "handle", "support"}
        assert ("sign" in kinds) == (state is Matter.DISPATCHED)
        assert ("handle" in kinds) == (order.lead_id is not None)
    still = state in {Matter.PARKED, Matter.TRANSFERRED_110}
    assert Suspension.objects.filter(order=order, until=None).exists() == still
    assert all((clock.paused_at is not None) == still for clock in running)
    assert all(clock.next_alert_at is None for clock in running if still)
    open_tasks = Assignment.objects.filter(
        order=order, role="supporting", state__in=OPEN_TASKS, ended_at=None
    )
    assert set(open_tasks.values_list("unit", flat=True)) == set(
        running.filter(kind="support").values_list("unit", flat=True)
    )
    for task in open_tasks:
        assert running.get(kind="support", unit=task.unit_id).assignment_id == task.pk
