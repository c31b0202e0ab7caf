"""The payment agreement: made, made anew, released by the workers. Money that arrives is in ``receiving``."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, Sum

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.promises import MOST_REPRESENTATIVES, PromiseState
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.actions.evidence import evidence_in
from bihuan.work_orders.actions.following_up import settle_follow_ups
from bihuan.work_orders.actions.registering import MOST_FEN
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import optional, required
from bihuan.work_orders.models import Instalment, Promise, Representative, WorkOrder

_TERMS = Words("协议内容", "the terms")
_EMPLOYER = Words("用人单位", "the employer")
_CONTRACTOR = Words("总承包单位", "the general contractor")
_REPRESENTATIVE = Words("职工代表姓名", "a representative's name")


class Payment(NamedTuple):
    """One instalment as agreed: the day it is due and how much, in fen. Said without a day it is refused."""

    due_on: date | None
    amount_fen: int


class Parties(NamedTuple):
    """Between whom an agreement is: who pays, who pays first in the employer's place, and who signed for the workers."""

    employer: str = ""
    contractor: str = ""
    representatives: Sequence[str] = ()


def agree(
    actor: Actor,
    number: str,
    terms: str,
    payments: Sequence[Payment],
    *,
    parties: Parties | None = None,
    evidence: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Record a written payment agreement. Loop 2 stays open until it is kept, released or replaced.

    Parameters: ``parties`` None, or without an employer: the employer is the one the order names; ``evidence`` a file of the order.
    Raises ``Refused`` besides the usual: ``promise_undated`` for an instalment without a day; ``instalments_wrong`` for
    none, for days past or out of order, or no money;
    ``text_missing`` where nobody knows the employer; ``too_many_representatives``; ``evidence_unknown``.
    """
    terms = required(terms, _TERMS, field="terms")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.AGREE)
        _make(change, terms, payments, _checked(parties or Parties(), change.order), evidence)
        change.order.open_promises += 1
    return change.order


def renegotiate(
    actor: Actor,
    number: str,
    promise_id: int,
    terms: str,
    payments: Sequence[Payment],
    *,
    parties: Parties | None = None,
    evidence: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Replace an open agreement by a new one; the old one is kept with what was paid under it.

    Parameters: ``parties`` None keeps the parties of the old one, no representatives those of the old one.
    Raises ``Refused`` besides those of :func:`agree`: ``promise_absent``; ``renegotiation_forgives`` where the new one
    comes to less than what is open under the old, which only the workers can forgive, in writing.
    """
    terms = required(terms, _TERMS, field="terms")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.RENEGOTIATE)
        old = _open_promise(change, promise_id)
        found = old.instalments.aggregate(agreed=Sum("amount_fen"), paid=Sum("paid_fen"))
        left = found["agreed"] - found["paid"]
        new = _make(change, terms, payments, _of_old(old, parties, change.order), evidence, replaces=old)
        if sum(payment.amount_fen for payment in payments) < left:
            refuse("renegotiation_forgives", field="instalments", left=f"{left / 100:,.2f}")
        settle(change, old, PromiseState.REPLACED)
        change.order.open_promises += 1
        change.tell(replaces=old.pk, promise=new.pk)
    return change.order


def release_promise(
    actor: Actor,
    number: str,
    promise_id: int,
    reason: str,
    evidence: int,
    *,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Release the employer from what is open under an agreement, on the workers' written word.

    Parameters: ``evidence`` the paper with the workers' written word, a file of the order.
    Raises ``Refused`` besides the usual: ``promise_absent``, ``evidence_unknown``.
    """
    reason = required(reason, Words("职工书面意见", "the workers' written word"), field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.RELEASE_PROMISE)
        promise = _open_promise(change, promise_id)
        promise.release, promise.release_evidence = reason, evidence_in(change, evidence)
        settle(change, promise, PromiseState.RELEASED)
        change.tell(promise=promise.pk)
    return change.order


def settle(change: Change, promise: Promise, state: PromiseState) -> None:
    """Nothing is open under the agreement any more: paid, released or replaced. Its follow-ups end with it."""
    promise.state, promise.settled_at = state.value, change.at
    promise.save(update_fields=["state", "settled_at", "release", "release_evidence"])
    change.order.open_promises -= 1
    settle_follow_ups(change, promise.instalments.values_list("pk", flat=True))
    change.tell(promise_state=state.value)


def _make(
    change: Change,
    terms: str,
    payments: Sequence[Payment],
    parties: Parties,
    evidence: int | None,
    replaces: Promise | None = None,
) -> Promise:
    agreed = _checked_instalments(payments, change.at.astimezone(SHANGHAI).date())
    promise = change.keep(
        Promise,
        terms=terms,
        employer=parties.employer,
        contractor=parties.contractor,
        evidence=evidence_in(change, evidence),
        replaces=replaces,
    )
    Representative.objects.bulk_create(
        Representative(promise=promise, name=name) for name in parties.representatives
    )
    Instalment.objects.bulk_create(
        Instalment(promise=promise, due_on=day, amount_fen=fen) for day, fen in agreed
    )
    change.tell(
        promise=promise.pk,
        instalments=[[day.isoformat(), fen] for day, fen in agreed],
    )
    return promise


def _checked(parties: Parties, order: WorkOrder) -> Parties:
    names = [
        optional(name, _REPRESENTATIVE, field="representatives", most=40) for name in parties.representatives
    ]
    names = [name for name in dict.fromkeys(names) if name]
    if len(names) > MOST_REPRESENTATIVES:
        refuse("too_many_representatives", field="representatives", most=MOST_REPRESENTATIVES)
    return Parties(
        required(parties.employer or order.employer, _EMPLOYER, field="employer", most=80),
        optional(parties.contractor, _CONTRACTOR, field="contractor", most=80),
        names,
    )


def _of_old(old: Promise, parties: Parties | None, order: WorkOrder) -> Parties:
    """The parties of a new agreement; whoever signed for the workers stays where nobody else is named."""
    signed = [one.name for one in old.representatives.all()]
    if parties is None:
        return Parties(old.employer, old.contractor, signed)
    checked = _checked(parties, order)
    return checked if checked.representatives else checked._replace(representatives=signed)


def _checked_instalments(payments: Sequence[Payment], today: date) -> list[tuple[date, int]]:
    days = [
        payment.due_on or refuse("promise_undated", field="instalments", n=n)
        for n, payment in enumerate(payments, start=1)
    ]
    in_time_order = days == sorted(set(days))
    money = all(0 < payment.amount_fen <= MOST_FEN for payment in payments)
    if not payments or not in_time_order or not money or days[0] < today:
        refuse("instalments_wrong", field="instalments")
    return [(day, payment.amount_fen) for day, payment in zip(days, payments, strict=True)]


def _open_promise(change: Change, promise_id: int) -> Promise:
    promise = Promise.objects.filter(pk=promise_id, order=change.order, state=PromiseState.OPEN).first()
    return promise or refuse("promise_absent", field="promise")


def nothing_left(promise: Promise) -> bool:
    """Whether every instalment has been paid in full."""
    return not promise.instalments.filter(paid_fen__lt=F("amount_fen")).exists()
