"""The payment agreement: watched until every instalment is paid or the workers have released it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.actions.registering import MOST_FEN
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.models import Instalment, Promise, WorkOrder
from bihuan.work_orders.models.promises import PromiseState


class Payment(NamedTuple):
    """One instalment as agreed: the day it is due and how much, in fen."""

    due_on: date
    amount_fen: int


def agree(
    actor: Actor,
    number: str,
    terms: str,
    payments: Sequence[Payment],
    *,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Record a written payment agreement. Loop 2 stays open until it is kept or released.

    Raises ``Refused`` besides the usual: ``instalments_wrong`` for none, for days past or out of order, or no money.
    """
    terms = required(terms, Words("协议内容", "the terms"), field="terms")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.AGREE)
        _check(payments, change.at.astimezone(PUBLISHED.zone).date())
        promise = change.keep(Promise, terms=terms)
        Instalment.objects.bulk_create(
            Instalment(promise=promise, due_on=payment.due_on, amount_fen=payment.amount_fen)
            for payment in payments
        )
        change.order.open_promises += 1
        change.tell(
            promise=promise.pk,
            instalments=[[payment.due_on.isoformat(), payment.amount_fen] for payment in payments],
        )
    return change.order


def confirm_payment(
    actor: Actor,
    number: str,
    instalment_id: int,
    amount_fen: int,
    evidence: str,
    *,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Confirm that money arrived for an instalment, in full or in part.

    Raises ``Refused`` besides the usual: ``instalment_settled``, ``payment_too_large``, ``number_out_of_range``.
    """
    evidence = required(evidence, Words("付款凭据", "the evidence of payment"), field="evidence")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONFIRM_PAYMENT)
        instalment = (
            Instalment.objects.select_related("promise")
            .filter(pk=instalment_id, promise__order=change.order, promise__state=PromiseState.OPEN)
            .first()
        )
        if instalment is None or instalment.paid_fen == instalment.amount_fen:
            refuse("instalment_settled", field="instalment")
        left = instalment.amount_fen - instalment.paid_fen
        if amount_fen <= 0:
            refuse(
                "number_out_of_range",
                field="amount",
                what=Words("金额（分）", "the amount in fen"),
                least=1,
                most=left,
            )
        if amount_fen > left:
            refuse("payment_too_large", field="amount", left=f"{left / 100:,.2f}")
        instalment.paid_fen += amount_fen
        instalment.paid_at = change.at
        instalment.evidence = "\n".join(filter(None, [instalment.evidence, evidence]))
        instalment.save(update_fields=["paid_fen", "paid_at", "evidence"])
        change.tell(promise=instalment.promise_id, instalment=instalment.pk, amount_fen=amount_fen)
        if not instalment.promise.instalments.filter(paid_fen__lt=F("amount_fen")).exists():
            _settle(change, instalment.promise, PromiseState.KEPT)
    return change.order


def release_promise(
    actor: Actor, number: str, promise_id: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Release the employer from an agreement, on the workers' written word."""
    reason = required(reason, Words("职工书面意见", "the workers' written word"), field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.RELEASE_PROMISE)
        promise = Promise.objects.filter(pk=promise_id, order=change.order, state=PromiseState.OPEN).first()
        if promise is None:
            refuse("promise_absent", field="promise")
        promise.release = reason
        _settle(change, promise, PromiseState.RELEASED)
        change.tell(promise=promise.pk)
    return change.order


def _check(payments: Sequence[Payment], today: date) -> None:
    days = [payment.due_on for payment in payments]
    in_time_order = days == sorted(set(days))
    money = all(0 < payment.amount_fen <= MOST_FEN for payment in payments)
    if not payments or not in_time_order or not money or days[0] < today:
        refuse("instalments_wrong", field="instalments")


def _settle(change: Change, promise: Promise, state: PromiseState) -> None:
    promise.state, promise.settled_at = state, change.at
    promise.save(update_fields=["state", "settled_at", "release"])
    change.order.open_promises -= 1
    change.tell(promise_state=state.value)
