"""Who has to do with an order at an instant: told from the rows that keep their history, not from the order as it is now.

What follows a change (announcements) is worked off a moment later, or hours later after an outage, when the order may
long be elsewhere. Holder periods, assignments and responsibilities know since when and until when.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bihuan.rules.actors import Level, Post
from bihuan.rules.cohandling import OPEN as OPEN_TASKS
from bihuan.rules.cohandling import Support
from bihuan.work_orders.models import Assignment, Holding, Responsibility, Role, WorkOrder


@dataclass(frozen=True, slots=True)
class Hands:
    """A unit, the post through which it has the order (None: any), and the person, where one has signed."""

    unit_id: int
    post: Post | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody who has to do with one order, right after the change at that instant."""

    number: str
    matter: str
    due_at: datetime
    desk_id: int
    registered_by: int
    holder: Hands | None
    #: Who held it until this very instant; None if the change did not pass it on.
    previous: Hands | None
    lead: Hands | None
    lead_level: Level | None
    supporting: tuple[Hands, ...]
    #: Every accountable unit by level, and those of them the order went past.
    accountable: dict[Level, int]
    copied: tuple[int, ...]


def parties_at(moments: Iterable[tuple[UUID, datetime]]) -> dict[tuple[UUID, datetime], Parties]:
    """The parties of each order at each instant; orders that do not exist are left out. Four statements in all."""
    moments = set(moments)
    ids = {order_id for order_id, _ in moments}
    orders = WorkOrder.objects.only(
        "id", "number", "matter", "due_at", "desk_id", "registered_by_id"
    ).in_bulk(ids)
    holdings = _by_order(Holding.objects.filter(order__in=ids).order_by("pk"))
    assignments = _by_order(Assignment.objects.filter(order__in=ids).select_related("unit").order_by("pk"))
    duties = _by_order(Responsibility.objects.filter(order__in=ids).order_by("pk"))
    return {
        (order_id, at): _parties(
            orders[order_id], holdings[order_id], assignments[order_id], duties[order_id], at
        )
        for order_id, at in moments
        if order_id in orders
    }


def _by_order(rows: Iterable) -> dict[UUID, list]:
    grouped: dict[UUID, list] = defaultdict(list)
    for row in rows:
        grouped[row.order_id].append(row)
    return grouped


def _parties(
    order: WorkOrder,
    holdings: list[Holding],
    assignments: list[Assignment],
    duties: list[Responsibility],
    at: datetime,
) -> Parties:
    holder = next(
        (h for h in holdings if h.period.lower <= at and (h.period.upper is None or at < h.period.upper)),
        None,
    )
    previous = next((h for h in holdings if h.period.upper == at), None)
    present = [a for a in assignments if a.assigned_at <= at and (a.ended_at is None or at < a.ended_at)]
    answering = [d for d in duties if d.opened_at <= at and (d.released_at is None or at < d.released_at)]
    lead = next((a for a in present if a.role == Role.LEAD), None)
    return Parties(
        number=order.number,
        matter=order.matter,
        due_at=order.due_at,
        desk_id=order.desk_id,
        registered_by=order.registered_by_id,
        holder=_held(holder),
        previous=_held(previous),
        lead=_working(lead, at) if lead else None,
        lead_level=Level(lead.unit.level) if lead else None,
        supporting=tuple(
            _working(a, at) for a in present if a.role == Role.SUPPORTING and Support(a.state) in OPEN_TASKS
        ),
        accountable={Level(d.level): d.unit_id for d in answering},
        copied=tuple(d.unit_id for d in answering if d.copied and d.opened_at == at),
    )


def _held(holding: Holding | None) -> Hands | None:
    return Hands(holding.unit_id, Post(holding.post), holding.person_id) if holding else None


def _working(assignment: Assignment, at: datetime) -> Hands:
    signed = assignment.signed_at is not None and assignment.signed_at <= at
    return Hands(assignment.unit_id, None, assignment.signed_by_id if signed else None)
