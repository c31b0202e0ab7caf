"""After a reform: what abolished units held, did and answered for passes to their successors."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Q

from bihuan.organisations.models import Unit
from bihuan.rules.cohandling import Support
from bihuan.rules.lifecycle import Act
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.models import Role, WorkOrder


def pass_to_successors(
    successors: Mapping[int, int | None], *, at: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """Pass every living order of the abolished units on, one change and one ledger event each.

    Parameters: ``successors`` abolished unit → successor, as ``organisations.actions.reform`` gives it back; units
    without one are left where they are. ``progress(done, total)`` is called after each order.
    Returns how many orders passed on. History keeps the old units under their old names.
    """
    heirs = {old: new for old, new in successors.items() if new is not None}
    old = list(heirs)
    numbers = list(
        WorkOrder.objects.filter(archived_at=None)
        .filter(
            Q(holder__in=old)
            | Q(lead__in=old)
            | Q(desk__in=old)
            | Q(place__in=old)
            | Q(assignments__unit__in=old, assignments__ended_at=None)
            | Q(responsibilities__unit__in=old, responsibilities__released_at=None)
        )
        .order_by("registered_at", "id")
        .values_list("number", flat=True)
        .distinct()
    )
    units = Unit.objects.in_bulk(set(heirs.values()))
    for done, number in enumerate(numbers, start=1):
        with changing(None, number, at=at) as change:
            change.step(Act.SUCCEED)
            _succeed(change, {old: units[new] for old, new in heirs.items()})
        if progress:
            progress(done, len(numbers))
    return len(numbers)


def _succeed(change: Change, heirs: Mapping[int, Unit]) -> None:
    order = change.order
    passed: dict[str, int] = {}
    for name in ("place", "desk", "lead"):
        old = getattr(order, f"{name}_id")
        if old in heirs:
            setattr(order, name, heirs[old])
            passed[str(old)] = heirs[old].pk
    for duty in change.responsibilities:
        if duty.unit_id in heirs:
            passed[str(duty.unit_id)] = heirs[duty.unit_id].pk
            duty.unit = heirs[duty.unit_id]
            duty.save(update_fields=["unit"])
    held_by = {role.pk: role.unit_id for role in change.assignments}
    passed |= _pass_roles(change, heirs)
    if order.holder_id in heirs:
        passed[str(order.holder_id)] = heirs[order.holder_id].pk
        change.hold(unit=heirs[order.holder_id], person=order.holder_person_id)
    change.let_see(*passed.values())
    ended = {role.pk: held_by[role.pk] for role in change.assignments if role.state == Support.WITHDRAWN}
    change.clocks.pass_on({int(old): new for old, new in passed.items()}, ended)
    change.tell(passed=passed)


def _pass_roles(change: Change, heirs: Mapping[int, Unit]) -> dict[str, int]:
    """Pass what units do in the order on. Where two roles fall to one heir, the lead's, else the older, is kept."""
    passed: dict[str, int] = {}
    taken: set[int] = set()
    for role in sorted(change.assignments, key=lambda assignment: assignment.role != Role.LEAD):
        unit = heirs.get(role.unit_id, role.unit)
        if unit.pk in taken:
            role.ended_at = change.at
            role.state = Support.WITHDRAWN if role.role == Role.SUPPORTING else ""
        if unit.pk != role.unit_id:
            passed[str(role.unit_id)] = unit.pk
            role.unit = unit
        taken.add(unit.pk)
        role.save(update_fields=["unit", "ended_at", "state"])
    return passed
