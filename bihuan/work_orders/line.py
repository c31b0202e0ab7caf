"""Entrusting an order to a unit, and which unions answer for it from then on: city, district and street."""

from typing import Any

from django.db import connection

from bihuan.organisations.lines import unions_on_the_way
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.actors import Level, Post
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.change import Change
from bihuan.work_orders.clocks import UNITS_OWN
from bihuan.work_orders.models import Role
from bihuan.work_orders.writing import write_columns

_UNION_POSTS = {Level.CITY: Post.DISPATCHER, Level.DISTRICT: Post.ORDER_CLERK, Level.STREET: Post.INFORMANT}
_ORGAN_POSTS = {
    UnitKind.DEPARTMENT: Post.DEPARTMENT_OFFICER,
    UnitKind.COMMAND_CENTRE: Post.COMMAND_OFFICER,
}

#: The lead's assignment, the levels that newly answer, and whoever may see the order from now on, in one statement.
_ENTRUST = """
    WITH led AS (
        INSERT INTO work_orders_assignment (
            order_id, unit_id, role, state, task, assigned_at, due_at, answer, waiver, settled, return_refused
        )
        SELECT %(order)s, %(unit)s, 'lead', '', %(task)s, %(at)s, %(due)s, '', '', %(settled)s, EXISTS (
            SELECT FROM work_orders_assignment
            WHERE order_id = %(order)s AND unit_id = %(unit)s AND return_refused
        )
    ), answering AS (
        INSERT INTO work_orders_responsibility (order_id, level, unit_id, state, copied, opened_at, report)
        SELECT %(order)s, level, unit, %(duty)s, copied, %(at)s, ''
        FROM unnest(%(levels)s::text[], %(unions)s::bigint[], %(copied)s::boolean[]) AS fresh (level, unit, copied)
    )
    INSERT INTO work_orders_involvement (order_id, unit_id, since, living)
    SELECT %(order)s, unit, %(at)s, true FROM unnest(%(seeing)s::bigint[]) AS unit
    ON CONFLICT DO NOTHING
"""


def holding_post(unit: Unit) -> Post:
    """The post through which ``unit`` holds an order that comes to it."""
    if unit.kind == UnitKind.UNION:
        return _UNION_POSTS[Level(unit.level)]
    return _ORGAN_POSTS[UnitKind(unit.kind)]


def entrust(
    change: Change, unit: Unit, *, task: str = "", to_handle: bool = True, settled: bool = False
) -> None:
    """Make ``unit`` the lead of the order and its holder, and let every union on the way to it answer for it.

    A level on the way that did not dispatch the order itself answers too, marked as copied, so that a skipped level
    stays visible (facts 3.3, 10.14). Levels of another branch, left behind by a reassignment, are released. The unit's
    clocks start now and not when it signs; those of the unit before it end. Whoever was refused a return of this order
    once is not heard a second time.

    Parameters: ``to_handle`` whether anything is left to handle; if not, no clock starts. ``settled`` whether a
    conferral named the unit, which then may not return the order.
    """
    order, at = change.order, change.at
    _end_role_of(change, unit)
    if change.lead:
        change.lead.ended_at = at
        write_columns(change.lead, "ended_at")
    unions = unions_on_the_way(unit)
    answering = _newly_answering(change, unions)
    values: dict[str, Any] = {
        "order": order.pk, "unit": unit.pk, "task": task, "at": at, "due": order.due_at, "duty": Duty.ACCEPTING.value,
        "settled": settled,
        "levels": [union.level for union in answering],
        "unions": [union.pk for union in answering],
        "copied": [union.pk not in (unit.pk, change.acting_unit) for union in answering],
        "seeing": list({unit.pk, *(union.pk for union in unions)}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ENTRUST, values)
    order.lead = unit
    change.hold(unit=unit, post=holding_post(unit))
    if to_handle:
        if change.lead:
            change.clocks.stop(*UNITS_OWN)
        change.clocks.start(*UNITS_OWN, units=[unit])
    change.tell(to=unit.pk, due=order.due_at.isoformat())


def _end_role_of(change: Change, unit: Unit) -> None:
    """A unit that was only informed so far stops being so when it becomes the lead."""
    for assignment in change.assignments:
        if assignment.unit_id == unit.pk and assignment.role != Role.LEAD:
            assignment.ended_at = change.at
            write_columns(assignment, "ended_at")


def _newly_answering(change: Change, unions: list[Unit]) -> list[Unit]:
    """Of the unions on the way those that did not answer so far; who answered at a level in their place is released."""
    wanted = {Level(union.level): union for union in unions}
    standing = {Level(duty.level): duty for duty in change.responsibilities}
    for level, duty in standing.items():
        if level not in wanted or wanted[level].pk != duty.unit_id:
            duty.released_at = change.at
            write_columns(duty, "released_at")
    return [
        union
        for level, union in wanted.items()
        if level not in standing or standing[level].unit_id != union.pk
    ]
