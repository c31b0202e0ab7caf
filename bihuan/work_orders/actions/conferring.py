"""Conferral (会商): several units confer on whose matter it is; it ends by naming a lead, and that is final."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import organ_beneath
from bihuan.organisations.models import Unit
from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.actions.adjudicating import another_lead
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import REASON, required
from bihuan.work_orders.line import entrust
from bihuan.work_orders.models import Conferral, Minutes, WorkOrder

_MINUTES = Words("会商纪要", "the minutes")


def call_conferral(
    actor: Actor,
    number: str,
    reason: str,
    *,
    invite: Sequence[int] = (),
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Call a conferral of several units on whose matter it is; it ends by naming a lead.

    Parameters: ``invite`` organs beneath the desk asked to take part; they may see the order from now on.
    Raises ``Refused`` besides the usual: ``unit_unknown``, ``unit_not_beneath``.
    """
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONFER)
        invited = [organ_beneath(unit, change.order.desk).pk for unit in dict.fromkeys(invite)]
        change.keep(Conferral, reason=reason, invited=invited)
        change.let_see(*invited)
        change.tell(invited=invited)
    return change.order


def name_lead(
    actor: Actor,
    number: str,
    unit_id: int,
    minutes: str,
    *,
    attended: Sequence[int] | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """End the conferral by naming another lead, which was heard or could have been and may not return the order.

    Parameters: ``attended`` the units that took part; None for those that were invited, the lead and the one that
    ends it. Raises ``Refused`` besides the usual: ``conferral_of_one`` for fewer than two, ``unit_unknown``,
    ``unit_not_beneath``, ``unit_takes_part`` for the present lead.
    """
    minutes = required(minutes, _MINUTES, field="minutes")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.NAME_LEAD)
        named = another_lead(unit_id, change.order)
        _end(change, named, minutes, attended)
        entrust(change, named, settled=True)
    return change.order


def keep_lead(
    actor: Actor,
    number: str,
    minutes: str,
    *,
    attended: Sequence[int] | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """End the conferral: the present lead goes on. Parameters and refusals as of :func:`name_lead`."""
    minutes = required(minutes, _MINUTES, field="minutes")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.KEEP_LEAD)
        lead = change.lead
        assert lead is not None, "an order in conferral has a lead"
        _end(change, lead.unit, minutes, attended)
    return change.order


def _end(change: Change, lead: Unit, minutes: str, attended: Sequence[int] | None) -> None:
    conferral = Conferral.objects.get(order=change.order, minutes=None)
    units = _who_came(change, conferral) if attended is None else list(dict.fromkeys(attended))
    if len(units) < 2:
        refuse("conferral_of_one", field="attended")
    if attended is not None:
        for unit in units:
            _taking_part(change, unit)
    change.keep(Minutes, about=conferral, attended=units, lead=lead, text=minutes)
    change.tell(attended=units)


def _who_came(change: Change, conferral: Conferral) -> list[int]:
    lead, ending = change.order.lead_id, change.acting_unit
    return list(dict.fromkeys(unit for unit in (*conferral.invited, lead, ending) if unit))


def _taking_part(change: Change, unit_id: int) -> None:
    """Whoever took part is the desk itself or an organ beneath it."""
    if unit_id != change.order.desk_id:
        organ_beneath(unit_id, change.order.desk)
