"""Drafting: from a template filled in with what the order says, and from one letter to the next."""

from datetime import datetime

from bihuan.letters.actions.writing import Writing, writing
from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import LetterStep, UnionLetter
from bihuan.letters.queries import text_in_force
from bihuan.letters.standard import fill
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit
from bihuan.rules.actors import STANDING_WORDS, Standing
from bihuan.rules.letters import (
    ACTS,
    LETTER_WORDS,
    OVER,
    Letter,
    LetterAct,
    Written,
    answer_limit,
    next_letter,
)
from bihuan.rules.lifecycle import MATTER, Matter
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import required

ADDRESSEE = Words("收函单位", "the addressee")
TITLE = Words("标题", "the title")
BODY = Words("正文", "the text")


def draft(actor: Actor, number: str, kind: Letter, *, at: datetime) -> UnionLetter:
    """Draft a letter on an order, from the text in force at the union, filled in with what the order says.

    Raises ``Refused``: ``act_not_yours`` for whoever does not write for a union that answers for the order,
    ``letter_living`` while a letter of this kind is under way, ``act_not_now`` for an archived order.
    """
    with changing(actor, number, at=at) as change:
        state = Matter(change.order.state)
        if state is Matter.ARCHIVED:
            living = listed(words for each, words in MATTER.states.items() if each is not Matter.ARCHIVED)
            refuse("act_not_now", act=ACTS[LetterAct.DRAFT], state=MATTER.states[state], next=living)
        held = _writer(change, actor)
        union = next(duty.unit for duty in change.responsibilities if duty.unit_id == held.unit_id)
        change.beside(LetterAct.DRAFT, frozenset({Standing.LETTER_UNION}), {Standing.LETTER_UNION: held})
        return _drafted(change, actor, union, kind, None)


def revise(
    actor: Actor, letter_id: int, addressee: str, title: str, body: str, *, at: datetime
) -> UnionLetter:
    """Revise a draft. What it said before stays in its history."""
    addressee = required(addressee, ADDRESSEE, field="addressee", most=120)
    title = required(title, TITLE, field="title", most=120)
    body = required(body, BODY, field="body")
    with writing(actor, letter_id, at) as it:
        letter = it.letter
        it.step(LetterAct.REVISE, f"{letter.addressee}\n{letter.title}\n\n{letter.body}")
        letter.addressee, letter.title, letter.body = addressee, title, body
    return letter


def escalate(actor: Actor, letter_id: int, reason: str, *, at: datetime) -> UnionLetter:
    """Go on to the next document, as a draft that refers to this one (Zhejiang art 23). Returns the new draft."""
    reason = required(reason, Words("理由", "the reason"), field="text")
    with writing(actor, letter_id, at) as it:
        it.step(LetterAct.ESCALATE, reason)
        further = next_letter(Letter(it.letter.kind))
        assert further is not None, "the table lets only a letter go on that another can follow"
        fresh = _drafted(it.change, actor, it.letter.union, further, it)
        it.change.tell(further=fresh.pk)
    return fresh


def _writer(change: Change, actor: Actor) -> HeldPost:
    answering = {duty.unit_id for duty in change.responsibilities}
    for held in actor.posts:
        if held.unit_id in answering and held.post in WRITING_POSTS:
            return held
    refuse("act_not_yours", act=ACTS[LetterAct.DRAFT], who=STANDING_WORDS[Standing.LETTER_UNION])


def _drafted(change: Change, actor: Actor, union: Unit, kind: Letter, before: Writing | None) -> UnionLetter:
    order = change.order
    if UnionLetter.objects.filter(order=order, union=union, kind=kind).exclude(state__in=OVER).exists():
        refuse("letter_living", kind=LETTER_WORDS[kind])
    limit = answer_limit(kind, change.at.astimezone(PUBLISHED.zone).date())
    earlier = before.letter if before else None
    text = fill(
        text_in_force(union, kind),
        {
            "employer": order.employer, "order": order.number, "place": order.place.name,
            "matter": MATTERS[order.matter].zh, "people": str(order.people or ""),
            "amount": f"{order.amount_fen / 100:,.2f}" if order.amount_fen else "", "union": union.name,
            "days": limit.words.zh, "before": f"此前我会已发出{earlier.number}。" if earlier else "",
        },
    )  # fmt: skip
    letter = UnionLetter.objects.create(
        order=order, union=union, kind=kind, state=Written.DRAFT, follows=earlier, template=text.version,
        addressee="" if kind is Letter.RECOMMENDATION else order.employer, title=text.title, body=text.body,
        drafted_at=change.at, drafted_by_id=actor.person_id,
    )  # fmt: skip
    LetterStep.objects.create(letter=letter, act=LetterAct.DRAFT, at=change.at, by_id=actor.person_id)
    if before is None:
        change.tell(letter=letter.pk, kind=kind.value, union=union.pk, written=Written.DRAFT.value)
    return letter
