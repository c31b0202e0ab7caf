"""Finding what waits for an actor: the rows of ``rules.waiting`` as queries, oldest limit first.

A page of queues costs three statements whatever their number: one for the heads of all queues, two for the orders.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import Level, Standing
from bihuan.rules.lifecycle import DONE, Matter
from bihuan.rules.responsibility import Duty, is_below
from bihuan.rules.waiting import Loop, Queue, When, queues_of
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import Assignment, FollowUp, Responsibility, Role, WorkOrder
from bihuan.work_orders.promised import promises_open
from bihuan.work_orders.queries import visible_to

#: Counting stops here; a page says "99+".
COUNTED = 100


_HELD_AT_THE_DESK = frozenset({Matter.ACCEPTED, Matter.AWAITING_DISPATCH, Matter.TRANSFERRED_110})


class Clock(NamedTuple):
    """The clock a row is ordered by: of the matter, or of the supporting task itself."""

    order: UUID
    start: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue with its first clocks, oldest limit first; ``count`` goes up to :data:`COUNTED`."""

    queue: Queue
    count: int
    clocks: list[Clock]


def waiting_for(actor: Actor, at: datetime, *, shown: int = 5) -> list[Waiting]:
    """Every queue of the actor's posts, empty ones too, with its first ``shown`` clocks; one statement."""
    queues = queues_of(held.post for held in actor.posts)
    if not queues:
        return []
    first, *others = (_clocks(queue, actor, at)[:COUNTED] for queue in queues)
    found: dict[str, list[Clock]] = {queue.code: [] for queue in queues}
    for code, *clock in first.union(*others, all=True):
        found[code].append(Clock(*clock))
    return [
        Waiting(queue, len(clocks), sorted(clocks, key=lambda clock: clock.due_at)[:shown])
        for queue, clocks in ((queue, found[queue.code]) for queue in queues)
    ]


def orders_waiting(actor: Actor, queue: Queue, at: datetime) -> QuerySet[WorkOrder]:
    """The orders of one queue, all of them: the list behind its count. Nobody's queue but the actor's own."""
    if not queue.posts & {held.post for held in actor.posts}:
        return WorkOrder.objects.none()
    clocks = _clocks(queue, actor, at).order_by()
    return visible_to(actor).filter(pk__in=clocks.values("order_ref"))  # type: ignore[misc]


def _clocks(queue: Queue, actor: Actor, at: datetime) -> QuerySet[WorkOrder, tuple]:
    held = [post for post in actor.posts if post.post in queue.posts]
    rows, order = _SOURCES[queue.loop](queue, held)
    for when in queue.when:
        rows = rows.filter(_WHEN[when](order, at))
    start, due = (
        ("assigned_at", "due_at") if queue.loop is Loop.TASK else (f"{order}registered_at", f"{order}due_at")
    )
    named: QuerySet = rows.annotate(
        queue_code=Value(queue.code, CharField()),
        order_ref=F(f"{order}pk"),
        clock_start=F(start),
        clock_due=F(due),
    )
    return named.order_by("clock_due", "order_ref").values_list(
        "queue_code", "order_ref", "clock_start", "clock_due"
    )


# Where a queue's rows are: each source gives the rows and the way from a row to its order.


def _matters(queue: Queue, held: list[HeldPost]) -> tuple[QuerySet, str]:
    orders = WorkOrder.objects.filter(_bound_to(queue.by, held), archived_at=None, state__in=queue.states)
    if queue.states <= _HELD_AT_THE_DESK:  # says nothing new, and is how the index of holders is read
        orders = orders.filter(holder__in=_units(held))
    return orders, ""


def _duties(queue: Queue, held: list[HeldPost]) -> tuple[QuerySet, str]:
    return Responsibility.objects.filter(
        unit__in=_units(held),
        state__in=queue.states,
        released_at=None,
        discharged_at=None,
        order__archived_at=None,
    ), "order__"


def _tasks(queue: Queue, held: list[HeldPost]) -> tuple[QuerySet, str]:
    tasks = Assignment.objects.filter(
        role=Role.SUPPORTING, state__in=queue.states, ended_at=None, order__archived_at=None
    )
    units = _units(held)
    mine = Q(unit__in=units) if queue.by is Standing.SUPPORTING else Q(order__lead__in=units)
    return tasks.filter(mine), "order__"


_SOURCES: dict[Loop, Callable[[Queue, list[HeldPost]], tuple[QuerySet, str]]] = {
    Loop.MATTER: _matters,
    Loop.DUTY: _duties,
    Loop.TASK: _tasks,
}


def _bound_to(by: Standing, held: list[HeldPost]) -> Q:
    """The orders in which the posts give the standing ``by``; what ``standings_in`` says of one order, as a condition."""
    units = _units(held)
    if by in (Standing.OPERATOR, Standing.DISPATCHER, Standing.INSPECTOR):
        return Q(desk__in=units)
    if by is Standing.HOLDER:
        return Q(holder__in=units)
    if by is Standing.LEAD:
        return Q(lead__in=units)
    if by is Standing.INFORMED:
        roles = Assignment.objects.filter(
            order=OuterRef("pk"), role=Role.INFORMED, ended_at=None, unit__in=units
        )
        return Q(Exists(roles))
    above = Q(pk=None)
    for post in held:
        answering = Responsibility.objects.filter(order=OuterRef("pk"), unit=post.unit_id, released_at=None)
        lower = [level for level in Level if is_below(level, post.unit_level)]
        above |= Q(Exists(answering), lead__level__in=lower)
    return above | Q(desk__in=units) if by is Standing.SUPERVISOR else above


def _units(held: Iterable[HeldPost]) -> list[int]:
    return sorted({post.unit_id for post in held})


# What else must hold. ``order`` is the way from a row to its order.


def _may_be_discharged(order: str, at: datetime) -> Q:
    """The conditions of discharging one level: matter done, inspected, promises settled, every lower level discharged."""
    open_below = Q(pk=None)
    for level in Level:
        lower = [below for below in Level if is_below(below, level)]
        duties = Responsibility.objects.filter(
            order=OuterRef("order"), released_at=None, discharged_at=None, level__in=lower
        )
        open_below |= Q(Exists(duties), level=level)
    inspected = Q(**{f"{order}inspection__in": ("passed", "spared")}) | ~Q(**{f"{order}state": Matter.CLOSED})
    return Q(**{f"{order}state__in": DONE, f"{order}open_promises": 0}) & inspected & ~open_below


def _payment_due(order: str, at: datetime) -> Q:
    """Something is due and not followed up yet; once it has lapsed, it waits in the queue of follow-ups."""
    today = at.astimezone(SHANGHAI).date()
    unpaid = promises_open().filter(due_on__lte=today, follow_up=None)
    return Q(pk__in=unpaid.order_by().values("promise__order"))


def _follow_up_due(order: str, at: datetime) -> Q:
    today = at.astimezone(SHANGHAI).date()
    due = Q(next_on=None) | Q(next_on__lte=today)
    return Q(open_follow_ups__gt=0, pk__in=FollowUp.objects.filter(due, settled_at=None).values("order"))


def _none_discharged(order: str, at: datetime) -> Q:
    duties = Responsibility.objects.filter(order=OuterRef("pk"), released_at=None, state=Duty.DISCHARGED)
    return ~Q(Exists(duties))


_WHEN: dict[When, Callable[[str, datetime], Q]] = {
    When.REPLIED: lambda order, at: Q(replied_at__isnull=False),
    When.NOT_REPLIED: lambda order, at: Q(replied_at=None),
    When.NOT_INSPECTED: lambda order, at: Q(inspection=""),
    When.INSPECTION_FAILED: lambda order, at: Q(inspection="failed"),
    When.NONE_DISCHARGED: _none_discharged,
    When.RISK_OPEN: lambda order, at: Q(risk_open=True),
    When.MAY_BE_ARCHIVED: lambda order, at: Q(responsibility_closed_at__isnull=False, risk_open=False),
    When.MATTER_DONE: lambda order, at: Q(**{f"{order}state__in": DONE}),
    When.MAY_BE_DISCHARGED: _may_be_discharged,
    When.PAYMENT_DUE: _payment_due,
    When.FOLLOW_UP_DUE: _follow_up_due,
    When.REVIEW_DUE: lambda order, at: Q(parked_until__lte=at.astimezone(SHANGHAI).date()),
}
