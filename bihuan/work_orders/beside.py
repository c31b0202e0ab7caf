"""What another part of the house notes on many orders at once: it moves neither loop, and the system does it.

Whoever changes an order locks its row first; so does whoever notes something on it. The caller holds the locks of the
orders it hands over, and is inside the transaction of what it notes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bihuan.ledger.actions import Entry, record_all
from bihuan.ledger.chain import By, Head
from bihuan.rules.actors import Level
from bihuan.work_orders.models import Responsibility, WorkOrder

#: What of an order is read to note something on it.
_FIELDS = (
    "id", "number", "state", "urgency", "matter", "desk", "lead", "holder", "holder_post", "changed_at", "ledger_length",
    "ledger_digest",
)  # fmt: skip

_TICK = timedelta(microseconds=1)
_GROW = """
    UPDATE work_orders_workorder AS o
    SET ledger_length = grown.length, ledger_digest = grown.digest, changed_at = grown.at
    FROM unnest(%s::uuid[], %s::int[], %s::bytea[], %s::timestamptz[]) AS grown (id, length, digest, at)
    WHERE o.id = grown.id
"""


class Noted(NamedTuple):
    """One event to be noted. Facts hold codes, ids and numbers; never personal data."""

    act: StrEnum
    facts: dict[str, Any]


def instant_in(order: WorkOrder, at: datetime) -> datetime:
    """``at``, or right after the order's last change: time in an order only goes on, whatever a clock says."""
    return max(at, order.changed_at + _TICK)


def lock_orders(ids: Iterable[UUID]) -> dict[UUID, WorkOrder]:
    """These orders, locked until the transaction ends; those somebody else has locked are left out."""
    orders = WorkOrder.objects.filter(pk__in=list(ids)).only(*_FIELDS).order_by("pk")
    return {order.pk: order for order in orders.select_for_update(skip_locked=True, no_key=True)}


def lock_orders_of(rows: QuerySet, way: str, most: int) -> dict[UUID, WorkOrder]:
    """The orders of the first ``most`` of these rows whose orders are free, locked until the transaction ends.

    What somebody else has locked is passed over, and does not count: several may claim at the same time.
    Parameters: ``way`` from a row to its order. What the rows said may be older than the lock: ask again under it.
    """
    columns = [f"{way}__{name}" for name in _FIELDS]
    locking = rows.select_related(way).only("pk", *columns)
    found = {}
    for row in locking.select_for_update(of=(way,), skip_locked=True, no_key=True)[:most]:
        for step in way.split("__"):
            row = getattr(row, step)
        found[row.pk] = row
    return found


def note_on_all(orders: Iterable[WorkOrder], noted: Mapping[UUID, list[Noted]], *, at: datetime) -> None:
    """Append the events to the orders' chains and queue their announcements; two statements whatever their number."""
    told = [order for order in orders if noted.get(order.pk)]
    if not told:
        return
    instants = {order.pk: instant_in(order, at) for order in told}
    entries = [
        Entry(order.pk, event.act.value, instants[order.pk], By(), {"state": order.state, **event.facts})
        for order in told
        for event in noted[order.pk]
    ]
    heads = {order.pk: Head(order.ledger_length, bytes(order.ledger_digest)) for order in told}
    grown = record_all(heads, entries)
    lengths, digests = [head.length for head in grown.values()], [head.digest for head in grown.values()]
    with connection.cursor() as cursor:
        cursor.execute(_GROW, [[*grown], lengths, digests, [instants[pk] for pk in grown]])


def answering_for(orders: Iterable[UUID]) -> dict[UUID, dict[Level, int]]:
    """The unions that answer for each order, by level; one statement."""
    found: dict[UUID, dict[Level, int]] = {}
    duties = Responsibility.objects.filter(order__in=list(orders), released_at=None)
    for order, level, unit in duties.values_list("order_id", "level", "unit_id"):
        found.setdefault(order, {})[Level(level)] = unit
    return found
