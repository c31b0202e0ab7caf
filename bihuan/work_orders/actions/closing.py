"""The end of an order: sent back after all, what is still in the way, the archive."""

from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.returns import GIVEN_REDO_CAUSES, RedoCause
from bihuan.rules.words import Words
from bihuan.work_orders.actions.answering import send_back
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import REASON, one_of, required
from bihuan.work_orders.models import Holding, Involvement, Note, WorkOrder


def redo(
    actor: Actor, number: str, cause: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Send a closed order back to its lead to be redone; counted with its cause.

    Parameters: ``cause`` a code of ``rules.returns.GIVEN_REDO_CAUSES``.
    """
    cause = one_of(cause, GIVEN_REDO_CAUSES, Words("重办原因", "the cause"), field="cause")
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REDO)
        send_back(change, RedoCause(cause), reason)
    return change.order


def remove_risk(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Declare the order's risk removed, with what was done about it."""
    reason = required(reason, Words("风险化解情况", "how the risk was removed"), field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REMOVE_RISK)
        change.order.risk_open = False
        change.keep(
            Note,
            kind="risk",
            text=reason,
        )
    return change.order


def archive(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Archive the order. Only both loops together allow it; the last holding ends with it."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.ARCHIVE)
        order = change.order
        order.archived_at = change.at
        Holding.end_last(order.pk, change.at)
        Involvement.objects.filter(order=order).update(living=False)
    return change.order
