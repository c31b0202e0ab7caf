"""Opening personal data: masked by default, and on the record when opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Standing
from bihuan.rules.refusal import refuse
from bihuan.work_orders.change import changing
from bihuan.work_orders.looks import Look
from bihuan.work_orders.models import WorkOrder

#: Who may learn who a confidential caller is.
_DESK = frozenset({Standing.OPERATOR, Standing.DISPATCHER})
#: Who may open a caller's name and telephone at all: those who have to speak to the caller.
_SPEAKING = _DESK | {Standing.HOLDER, Standing.LEAD, Standing.SUPPORTING, Standing.INSPECTOR}


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller in the clear."""

    name: str
    phone: str


def may_reveal(order: WorkOrder, standings: Iterable[Standing]) -> bool:
    """Whether one of these standings may open who the caller is."""
    permitted = _DESK if order.confidential else _SPEAKING
    return not permitted.isdisjoint(standings)


def reveal_caller(actor: Actor, number: str, *, at: datetime) -> Caller:
    """Open name and telephone of the caller. Recorded in the order's ledger: who, when, through which post.

    Raises ``Refused``: ``caller_closed`` for a standing that need not speak to the caller, and, where the caller asked
    for confidence, for everybody but the desk.
    """
    with changing(actor, number, at=at) as change:
        if not may_reveal(change.order, change.standings):
            refuse("caller_closed")
        change.look(Look.REVEAL)
    return Caller(change.order.caller_name, change.order.caller_phone)
