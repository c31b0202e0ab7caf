"""Whose matter is it: return, adjudication, conferral. Decided once, then final."""

from datetime import datetime

from bihuan.duties.queries.citing import cited
from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import organ_beneath
from bihuan.organisations.models import Unit
from bihuan.rules.lifecycle import Act
from bihuan.rules.limits import Clock, limit_for
from bihuan.rules.matters import Urgency
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import REASON, required
from bihuan.work_orders.line import entrust
from bihuan.work_orders.models import Note, WorkOrder


def request_return(
    actor: Actor,
    number: str,
    basis: str,
    proposes: int,
    *,
    item: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Ask to return the order: names the item of the duty list and the unit whose matter it is.

    Parameters: ``basis`` the reason in words; ``item`` the id of the item, where the list has it.
    Raises ``Refused`` besides the usual: ``return_window_over`` when the working days for it have passed,
    ``return_refused_before``, ``unit_unknown``, ``unit_not_beneath``, ``unit_takes_part`` for the unit itself,
    ``item_unknown`` for an item that stands in no list the actor may read.
    """
    basis = required(
        basis, Words("退单依据（履职事项清单条目）", "the basis (item of the duty list)"), field="basis"
    )
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REQUEST_RETURN)
        lead = change.lead
        assert lead is not None, "a dispatched order has a lead"
        window = limit_for(Clock.RETURN, Urgency(change.order.urgency)).value
        if change.at > PUBLISHED.due_after(lead.assigned_at, window).at:
            refuse("return_window_over", days=window)
        lead.return_basis, lead.return_cites = basis, cited(actor, item)
        lead.return_proposes = _another(proposes, change.order)
        lead.save(update_fields=["return_basis", "return_cites", "return_proposes"])
        change.order.return_count += 1
        change.clocks.stop(Clock.SIGN)
        change.tell(proposes=proposes)
    return change.order


def reassign(
    actor: Actor, number: str, to: int | None = None, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Allow the return and reassign the order to ``to``, or to the unit the return proposed."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REASSIGN)
        lead = change.lead
        assert lead is not None, "an order under return review has a lead"
        entrust(change, _another(to or lead.return_proposes_id or 0, change.order))
    return change.order


def refuse_return(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Refuse the return. The unit has thereby signed for the order and cannot return it again."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REFUSE_RETURN)
        lead = change.lead
        assert lead is not None, "an order under return review has a lead"
        lead.return_refused, lead.signed_at = True, lead.signed_at or change.at
        lead.save(update_fields=["return_refused", "signed_at"])
        _keep_reason(change, actor, "adjudication", reason)
    return change.order


def call_conferral(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Call a conferral of several units on whose matter it is; it ends by naming a lead."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONFER)
        _keep_reason(change, actor, "conferral", reason)
    return change.order


def name_lead(
    actor: Actor, number: str, unit_id: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """End the conferral by naming another lead."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.NAME_LEAD)
        entrust(change, _another(unit_id, change.order))
        _keep_reason(change, actor, "conferral", reason)
    return change.order


def keep_lead(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """End the conferral: the present lead goes on."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.KEEP_LEAD)
        _keep_reason(change, actor, "conferral", reason)
    return change.order


def _another(unit_id: int, order: WorkOrder) -> Unit:
    """An organ beneath the desk that may lead the order in place of its present lead."""
    unit = organ_beneath(unit_id, order.desk)
    if unit.pk == order.lead_id:
        refuse("unit_takes_part", field="unit", unit=unit.name)
    return unit


def _keep_reason(change: Change, actor: Actor, kind: str, reason: str) -> None:
    change.keep(
        Note,
        kind=kind,
        text=reason,
    )
