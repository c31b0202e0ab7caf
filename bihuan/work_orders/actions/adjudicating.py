"""Whose matter is it: a return and the one decision on it. Decided once, then final."""

from datetime import datetime

from bihuan.duties.queries.citing import Wording, cited
from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import organ_beneath
from bihuan.organisations.models import Unit
from bihuan.rules.lifecycle import Act
from bihuan.rules.limits import Clock
from bihuan.rules.refusal import refuse
from bihuan.rules.returns import ReturnCause
from bihuan.rules.words import Words
from bihuan.work_orders.actions.evidence import evidence_in
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import REASON, one_of, optional, required
from bihuan.work_orders.line import entrust
from bihuan.work_orders.models import Adjudication, Assignment, Return, WorkOrder

BASIS = Words("退单依据（履职事项清单条目）", "the basis of the return (item of the duty list)")


def request_return(
    actor: Actor,
    number: str,
    cause: str,
    basis: str,
    proposes: int,
    *,
    item: int | None = None,
    evidence: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Ask to return the order: names the cause, what it rests on, and the unit whose matter it is.

    Parameters: ``cause`` a code of ``rules.returns.ReturnCause``; ``basis`` the item of the duty list, or whatever the
    cause has to show; ``item`` the id of the item, where a duty list has it; ``evidence`` a file of the order.
    Raises ``Refused`` besides the usual: ``return_window_over`` when the time for it has passed,
    ``return_refused_before``, ``return_after_conferral``, ``unit_unknown``, ``unit_not_beneath``, ``unit_takes_part``
    for the unit itself, ``item_unknown`` for an item that stands in no list the actor may read, ``evidence_unknown``.
    """
    cause, basis = checked_cause(cause, basis)
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REQUEST_RETURN)
        lead = change.lead
        assert lead is not None, "a dispatched order has a lead"
        owner = another_lead(proposes, change.order)
        ask(change, lead, cause, basis, owner, cited(actor, item), evidence)
        change.order.return_count += 1
        change.clocks.stop(Clock.SIGN)
    return change.order


def reassign(
    actor: Actor,
    number: str,
    to: int | None = None,
    reason: str = "",
    *,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Allow the return and reassign the order to ``to``, or to the unit the return proposed."""
    reason = optional(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REASSIGN)
        lead = change.lead
        assert lead is not None, "an order under return review has a lead"
        asked = lead.return_asked
        owner = another_lead(to or asked.proposes_id, change.order)
        change.keep(Adjudication, about=asked, allowed=True, to=owner, reason=reason)
        entrust(change, owner)
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
        change.keep(Adjudication, about=lead.return_asked, allowed=False, reason=reason)
    return change.order


def checked_cause(cause: str, basis: str) -> tuple[str, str]:
    """A cause and its basis as they may be kept. Raises ``Refused`` with the field at fault."""
    cause = one_of(cause, ReturnCause, Words("退单原因", "the cause of the return"), field="cause")
    return cause, required(basis, BASIS, field="basis")


def ask(
    change: Change,
    assignment: Assignment,
    cause: str,
    basis: str,
    proposes: Unit,
    cites: Wording | None,
    evidence: int | None,
) -> Return:
    """Keep what a unit gives back its assignment for."""
    asked = change.keep(
        Return,
        assignment=assignment,
        cause=cause,
        basis=basis,
        proposes=proposes,
        cites=cites,
        evidence=evidence_in(change, evidence),
    )
    change.tell(proposes=proposes.pk, return_cause=cause)
    return asked


def another_lead(unit_id: int, order: WorkOrder) -> Unit:
    """An organ beneath the desk that may lead the order in place of its present lead."""
    unit = organ_beneath(unit_id, order.desk)
    if unit.pk == order.lead_id:
        refuse("unit_takes_part", field="unit", unit=unit.name)
    return unit
