"""Entrusting an order to a unit, and which unions answer for it from then on: city, district and street."""

from bihuan.organisations.lines import unions_on_the_way
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.actors import Level, Post
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.change import Change
from bihuan.work_orders.models import Assignment, Responsibility, Role

_UNION_POSTS = {Level.CITY: Post.DISPATCHER, Level.DISTRICT: Post.ORDER_CLERK, Level.STREET: Post.INFORMANT}
_ORGAN_POSTS = {
    UnitKind.DEPARTMENT: Post.DEPARTMENT_OFFICER,
    UnitKind.COMMAND_CENTRE: Post.COMMAND_OFFICER,
}


def holding_post(unit: Unit) -> Post:
    """The post through which ``unit`` holds an order that comes to it."""
    if unit.kind == UnitKind.UNION:
        return _UNION_POSTS[Level(unit.level)]
    return _ORGAN_POSTS[UnitKind(unit.kind)]


def entrust(change: Change, unit: Unit, *, task: str = "") -> None:
    """Make ``unit`` the lead of the order and its holder, and let every union on the way to it answer for it.

    A level on the way that did not dispatch the order itself answers too, marked as copied, so that a skipped level
    stays visible (facts 3.3, 10.14). Levels of another branch, left behind by a reassignment, are released.
    """
    order, at = change.order, change.at
    _end_role_of(change, unit)
    if change.lead:
        change.lead.ended_at = at
        change.lead.save(update_fields=["ended_at"])
    Assignment.objects.create(
        order=order, unit=unit, role=Role.LEAD, assigned_at=at, due_at=order.due_at, task=task
    )
    unions = unions_on_the_way(unit)
    _answer(change, unions, unit)
    change.let_see(unit.pk, *(union.pk for union in unions))
    order.lead = unit
    change.hold(unit=unit, post=holding_post(unit))
    change.tell(to=unit.pk, due=order.due_at.isoformat())


def _end_role_of(change: Change, unit: Unit) -> None:
    """A unit that was only informed so far stops being so when it becomes the lead."""
    for assignment in change.assignments:
        if assignment.unit_id == unit.pk and assignment.role != Role.LEAD:
            assignment.ended_at = change.at
            assignment.save(update_fields=["ended_at"])


def _answer(change: Change, unions: list[Unit], lead: Unit) -> None:
    wanted = {Level(union.level): union for union in unions}
    standing = {Level(duty.level): duty for duty in change.responsibilities}
    for level, duty in standing.items():
        if level not in wanted or wanted[level].pk != duty.unit_id:
            duty.released_at = change.at
            duty.save(update_fields=["released_at"])
    fresh = [
        Responsibility(
            order=change.order,
            level=level.value,
            unit=union,
            state=Duty.ACCEPTING,
            copied=union.pk not in (lead.pk, change.acting_unit),
            opened_at=change.at,
        )
        for level, union in wanted.items()
        if level not in standing or standing[level].unit_id != union.pk
    ]
    Responsibility.objects.bulk_create(fresh)
