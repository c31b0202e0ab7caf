"""From the dispatching desk into the hands of a unit, and down the levels."""

from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import organ_beneath
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.actors import Level
from bihuan.rules.lifecycle import Act
from bihuan.rules.limits import Clock
from bihuan.rules.refusal import refuse
from bihuan.rules.responsibility import is_below
from bihuan.rules.words import Words
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import optional, required
from bihuan.work_orders.line import entrust
from bihuan.work_orders.models import Note, WorkOrder
from bihuan.work_orders.writing import write_columns


def confirm(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Confirm an order that was only accepted: it goes to the dispatching desk."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONFIRM)
    return change.order


def dispatch(
    actor: Actor, number: str, unit_id: int, *, task: str = "", at: datetime, version: int | None = None
) -> WorkOrder:
    """Dispatch to any organ below the desk. The unit's clock starts now, not when it signs."""
    task = optional(task, _TASK, field="task")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.DISPATCH)
        entrust(change, organ_beneath(unit_id, change.order.desk), task=task)
    return change.order


def pass_down(
    actor: Actor, number: str, unit_id: int, *, task: str = "", at: datetime, version: int | None = None
) -> WorkOrder:
    """Pass the order down to a union beneath the one that holds it; this level goes on answering for it."""
    task = optional(task, _TASK, field="task")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.PASS_DOWN)
        entrust(change, _union_below(unit_id, change.order.holder), task=task)
    return change.order


def sign(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Sign for the order: from now on it is in the hands of this person."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.SIGN)
        change.hold(person=actor.person_id)
        change.clocks.meet(Clock.SIGN)
        lead = change.lead
        assert lead is not None, "a dispatched order has a lead"
        lead.signed_at, lead.signed_by_id = change.at, actor.person_id
        write_columns(lead, "signed_at", "signed_by_id")
    return change.order


def start(actor: Actor, number: str, contact: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Begin handling with the first contact with the caller; ``contact`` says how and when it was."""
    contact = required(contact, Words("首次联系情况", "how the caller was contacted"), field="contact")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.START)
        change.clocks.meet(Clock.FIRST_CONTACT)
        change.keep(
            Note,
            kind="contact",
            text=contact,
        )
    return change.order


def _union_below(unit_id: int, holder: Unit) -> Unit:
    """A union of a lower level than the holder: the union of a department's own district stands beside it, not beneath."""
    union = organ_beneath(unit_id, holder, UnitKind.UNION)
    if not is_below(Level(union.level), Level(holder.level)):
        refuse("unit_not_beneath", field="unit", unit=union.name)
    return union


_TASK = Words("交办要求", "what is to be done")
