"""Loading an order for a change: three statements whose text never changes.

Every act of the office begins here, so the text is made once and PostgreSQL keeps its plans; building the same three
queries anew for every act cost more time than all of the act's writing.
"""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model

from bihuan.organisations.models import Unit
from bihuan.work_orders.models import Assignment, Responsibility, WorkOrder

M = TypeVar("M", Assignment, Responsibility)


def _columns(model: type[Model], alias: str, without: frozenset[str] = frozenset()) -> tuple[list[str], str]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in without]
    return names, ", ".join(f"{alias}.{name}" for name in names)


#: What no change reads: long text, the search index, and who the caller is. Fetched by itself if somebody asks.
_LEFT_OUT = frozenset({"content", "result", "search", "caller_name", "caller_phone"})
_ORDER, _ORDER_COLUMNS = _columns(WorkOrder, "o", _LEFT_OUT)
_UNIT, _UNIT_COLUMNS = _columns(Unit, "u")
_ASSIGNMENT, _ASSIGNMENT_COLUMNS = _columns(Assignment, "a")
_RESPONSIBILITY, _RESPONSIBILITY_COLUMNS = _columns(Responsibility, "r")

_LOCK_ANY = f"SELECT {_ORDER_COLUMNS} FROM work_orders_workorder o WHERE number = %s FOR UPDATE"
_LOCK_VISIBLE = f"""
    SELECT {_ORDER_COLUMNS} FROM work_orders_workorder o
    WHERE number = %s AND EXISTS (
        SELECT FROM work_orders_involvement i WHERE i.order_id = o.id AND i.unit_id = ANY(%s)
    ) FOR UPDATE OF o
"""
_ASSIGNMENTS = f"""
    SELECT {_ASSIGNMENT_COLUMNS}, {_UNIT_COLUMNS}
    FROM work_orders_assignment a JOIN organisations_unit u ON u.id = a.unit_id
    WHERE a.order_id = %s AND a.ended_at IS NULL ORDER BY a.id
"""
_RESPONSIBILITIES = f"""
    SELECT {_RESPONSIBILITY_COLUMNS}, {_UNIT_COLUMNS}
    FROM work_orders_responsibility r JOIN organisations_unit u ON u.id = r.unit_id
    WHERE r.order_id = %s AND r.released_at IS NULL ORDER BY r.id
"""


def lock_order(number: str, units: Sequence[int] | None) -> WorkOrder | None:
    """The order with this number, locked until the transaction ends, or None.

    Parameters: ``units`` those through which the actor sees orders; None for the system, which sees every order.
    """
    with connection.cursor() as cursor:
        if units is None:
            cursor.execute(_LOCK_ANY, [number])
        else:
            cursor.execute(_LOCK_VISIBLE, [number, list(units)])
        row = cursor.fetchone()
    return WorkOrder.from_db(connection.alias, _ORDER, row) if row else None


def present_assignments(order: UUID) -> list[Assignment]:
    """Assignments of the order that have not ended, each with its unit, oldest first."""
    return _with_units(Assignment, _ASSIGNMENT, _ASSIGNMENTS, order)


def present_responsibilities(order: UUID) -> list[Responsibility]:
    """Responsibilities of the order that were not released, each with its unit, oldest first."""
    return _with_units(Responsibility, _RESPONSIBILITY, _RESPONSIBILITIES, order)


def _with_units(model: type[M], names: list[str], statement: str, order: UUID) -> list[M]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [order])
        rows = cursor.fetchall()
    found = []
    for row in rows:
        instance = model.from_db(connection.alias, names, row[: len(names)])
        instance.unit = Unit.from_db(connection.alias, _UNIT, row[len(names) :])
        found.append(instance)
    return found
