"""A reply held against its order: what the rule book needs to know is gathered here, in a handful of statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bihuan.knowledge.queries import verify_citations
from bihuan.organisations.actors import Actor
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.identifiers import Identifier, find_identifiers
from bihuan.rules.refusal import Refused
from bihuan.rules.reply_check import Asked, Fault, Order, Said, asked_of, faults_in
from bihuan.rules.reply_promises import Promised, promises_in
from bihuan.rules.visibility import normal_phone
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import Involvement, Promise, Reply, Representative, WorkOrder
from bihuan.work_orders.queries import visible_to

#: Replies of the same unit a reply is compared with, the newest first.
MOST_COMPARED = 40
#: Telephone numbers of one reply that are looked up; more are not read out to anybody.
_MOST_PHONES = 10


class Checked(NamedTuple):
    """What there is to say of a reply: what became of each thing asked, what to look at again, what it promises."""

    asked: Sequence[Asked]
    faults: Sequence[Said]
    promises: Sequence[Promised]

    @property
    def leaks(self) -> bool:
        """Whether it tells who somebody is; only this has to be confirmed."""
        return any(said.fault is Fault.LEAK for said in self.faults)

    @property
    def told(self) -> list[list[str]]:
        """What is kept beside the reply: codes and numbers of orders, nothing of what was found."""
        return [[said.fault.value, said.about] for said in self.faults]


def check_reply(actor: Actor, order: WorkOrder, text: str, now: datetime) -> Checked:
    """Read a reply to an order before it is sent. Five statements, one more for telephones and two for citations in it."""
    # Read apart: a change of the order that only read them would write them back.
    asked = WorkOrder.objects.only("title", "content", "caller_name", "employer").get(pk=order.pk)
    agreed = list(Promise.objects.filter(order=order).values_list("employer", "contractor"))
    day = now.astimezone(SHANGHAI).date()
    held_against = Order(
        matter=order.matter,
        text=f"{asked.title}\n{asked.content}",
        on=day,
        caller=asked.caller_name,
        names=[asked.caller_name, *(one.name for one in Representative.objects.filter(promise__order=order))],
        employers=[name for name in (asked.employer, *(name for pair in agreed for name in pair)) if name],
        units=list(Involvement.objects.filter(order=order).values_list("unit__name", flat=True)),
        phones=_phones_of_callers(actor, text),
        others=_other_replies(actor, order) if text.strip() else {},
    )
    facts_on = order.registered_at.astimezone(SHANGHAI).date()
    citations = [(each.citation, each.verdict) for each in verify_citations(text, facts_on)]
    return Checked(
        asked_of(held_against, text), faults_in(held_against, text, citations), promises_in(text, day)
    )


def _phones_of_callers(actor: Actor, text: str) -> frozenset[str]:
    """Which telephone numbers of a text belong to callers whose orders the actor may see."""
    stored = {
        blind_index(phone): trace.value
        for trace in find_identifiers(text)[:_MOST_PHONES]
        if trace.kind is Identifier.PHONE and (phone := _stored(trace.value))
    }
    if not stored:
        return frozenset()
    known = (
        visible_to(actor).filter(caller_phone_index__in=stored).values_list("caller_phone_index", flat=True)
    )
    return frozenset(stored[index] for index in known)


def _stored(phone: str) -> str:
    try:
        return normal_phone(phone)
    except Refused:
        return ""


def _other_replies(actor: Actor, order: WorkOrder) -> dict[str, str]:
    others = Reply.objects.filter(unit=order.lead_id or order.desk_id, order__in=visible_to(actor))
    newest = others.exclude(order=order).order_by("-at").values_list("order__number", "text")[:MOST_COMPARED]
    return dict(newest)
