"""Money that arrives under an agreement, in full or in part, each with what shows it."""

from datetime import date, datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.promises import PromiseState
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.actions.evidence import evidence_in
from bihuan.work_orders.actions.following_up import settle_follow_ups
from bihuan.work_orders.actions.promising import nothing_left, settle
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.models import Instalment, Receipt, WorkOrder


def confirm_payment(
    actor: Actor,
    number: str,
    instalment_id: int,
    amount_fen: int,
    evidence: str,
    *,
    received_on: date | None = None,
    attachment: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Confirm that money arrived for an instalment, in full or in part.

    Parameters: ``evidence`` what shows it, such as the number of a bank receipt; ``received_on`` the day it arrived,
    today where none is given; ``attachment`` a file of the order that shows it.
    Raises ``Refused`` besides the usual: ``instalment_settled``, ``payment_too_large``, ``number_out_of_range``,
    ``received_in_future``, ``evidence_unknown``.
    """
    evidence = required(evidence, Words("付款凭据", "the evidence of payment"), field="evidence")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONFIRM_PAYMENT)
        instalment = _unpaid(change, instalment_id)
        left = instalment.amount_fen - instalment.paid_fen
        if amount_fen <= 0:
            amount = Words("金额（分）", "the amount in fen")
            refuse("number_out_of_range", field="amount", what=amount, least=1, most=left)
        if amount_fen > left:
            refuse("payment_too_large", field="amount", left=f"{left / 100:,.2f}")
        today = change.at.astimezone(SHANGHAI).date()
        if received_on and received_on > today:
            refuse("received_in_future", field="received_on")
        change.keep(
            Receipt,
            instalment=instalment,
            amount_fen=amount_fen,
            received_on=received_on or today,
            evidence=evidence,
            attachment=evidence_in(change, attachment),
        )
        instalment.paid_fen += amount_fen
        paid = instalment.paid_fen == instalment.amount_fen
        instalment.paid_at = change.at if paid else None
        instalment.save(update_fields=["paid_fen", "paid_at"])
        change.tell(promise=instalment.promise_id, instalment=instalment.pk, amount_fen=amount_fen)
        if paid and nothing_left(instalment.promise):
            settle(change, instalment.promise, PromiseState.KEPT)
        elif paid:
            settle_follow_ups(change, [instalment.pk])
    return change.order


def _unpaid(change: Change, instalment_id: int) -> Instalment:
    unpaid = Instalment.objects.select_related("promise").filter(
        pk=instalment_id, promise__order=change.order, promise__state=PromiseState.OPEN
    )
    instalment = unpaid.first()
    if instalment is None or instalment.paid_fen == instalment.amount_fen:
        refuse("instalment_settled", field="instalment")
    return instalment
