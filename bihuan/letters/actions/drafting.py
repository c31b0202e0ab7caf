"""Drafting: from a template filled in with what the order says, and from one letter to the next."""

from datetime import date, datetime

from bihuan.letters.actions.writing import writing
from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import LetterStep, UnionLetter
from bihuan.letters.queries import text_in_force
from bihuan.letters.standard import fill
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.rules.actors import STANDING_WORDS, Standing
from bihuan.rules.letter_limits import VERSION, answer_limit
from bihuan.rules.letters import (
    ACTS,
    LETTER_WORDS,
    OVER,
    SUCCESSION,
    Letter,
    LetterAct,
    Written,
    next_letter,
)
from bihuan.rules.lifecycle import MATTER, Matter
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI, Due
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
    if kind not in SUCCESSION:
        refuse("letter_not_found")
    with changing(actor, number, at=at) as change:
        union = writer_for(change, actor, LetterAct.DRAFT)
        return begun(change, actor, union, kind)


def revise(
    actor: Actor,
    letter_id: int,
    addressee: str,
    title: str,
    body: str,
    *,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Revise a draft. What it said before stays in its history."""
    addressee = required(addressee, ADDRESSEE, field="addressee", most=120)
    title = required(title, TITLE, field="title", most=120)
    body = required(body, BODY, field="body")
    with writing(actor, letter_id, at, version=version) as it:
        letter = it.letter
        it.step(LetterAct.REVISE, f"{letter.addressee}\n{letter.title}\n\n{letter.body}")
        letter.addressee, letter.title, letter.body = addressee, title, body
    return letter


def escalate(
    actor: Actor, letter_id: int, reason: str, *, at: datetime, version: int | None = None
) -> UnionLetter:
    """Go on to the next document, as a draft that refers to this one (Zhejiang art 23). Returns the new draft."""
    reason = required(reason, Words("理由", "the reason"), field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.ESCALATE, reason)
        further = next_letter(Letter(it.letter.kind))
        assert further is not None, "the table lets only a letter go on that another can follow"
        fresh = begun(it.change, actor, it.letter.union, further, before=it.letter)
        it.change.tell(further=fresh.pk)
    return fresh


def writer_for(change: Change, actor: Actor, act: LetterAct) -> Unit:
    """The union the actor writes for, which answers for the order; the change takes the step that begins a letter.

    Raises ``Refused`` ``act_not_now`` for an archived order, ``act_not_yours`` for whoever writes for no such union.
    """
    state = Matter(change.order.state)
    if state is Matter.ARCHIVED:
        living = listed(words for each, words in MATTER.states.items() if each is not Matter.ARCHIVED)
        refuse("act_not_now", about=MATTER.about, act=ACTS[act], state=MATTER.states[state], next=living)
    answering = {duty.unit_id: duty.unit for duty in change.responsibilities}
    held = next((h for h in actor.posts if h.unit_id in answering and h.post in WRITING_POSTS), None)
    if held is None:
        refuse("act_not_yours", act=ACTS[act], who=STANDING_WORDS[Standing.LETTER_UNION])
    change.beside(act, frozenset({Standing.LETTER_UNION}), {Standing.LETTER_UNION: held})
    return answering[held.unit_id]


def begun(
    change: Change,
    actor: Actor,
    union: Unit,
    kind: Letter,
    *,
    act: LetterAct = LetterAct.DRAFT,
    before: UnionLetter | None = None,
    demanded_on: date | None = None,
    due: Due | None = None,
    ground: str = "",
) -> UnionLetter:
    """Begin a letter of a union as a draft, from the text in force, filled in with what the order says.

    Parameters: ``before`` the letter it follows; of a notice ``demanded_on``, ``due`` and ``ground``.
    Raises ``Refused`` ``letter_living`` while a letter of this kind is under way.
    """
    order = change.order
    if UnionLetter.objects.filter(order=order, union=union, kind=kind).exclude(state__in=OVER).exists():
        refuse("letter_living", kind=LETTER_WORDS[kind])
    limit = answer_limit(kind, change.at.astimezone(SHANGHAI).date())
    text = fill(
        text_in_force(union, kind),
        {
            "employer": order.employer, "order": order.number, "place": order.place.name,
            "matter": MATTERS[order.matter].zh, "people": str(order.people or ""),
            "amount": f"{order.amount_fen / 100:,.2f}" if order.amount_fen else "", "union": union.name,
            "days": limit.words.zh, "before": f"此前我会已发出{before.number}。" if before else "", "ground": ground,
            "demanded": f"{demanded_on.year}年{demanded_on.month}月{demanded_on.day}日" if demanded_on else "",
        },
    )  # fmt: skip
    letter = UnionLetter.objects.create(
        order=order, union=union, kind=kind, state=Written.DRAFT, follows=before, template=text.version,
        addressee=_addressee(kind, order.employer), title=text.title, body=text.body, drafted_at=change.at,
        drafted_by_id=actor.person_id, demanded_on=demanded_on, due_at=due.at if due else None,
        due_provisional=bool(due and due.provisional), limits_version=VERSION if due else "",
    )  # fmt: skip
    LetterStep.objects.create(letter=letter, act=act, at=change.at, by_id=actor.person_id)
    if before is None:
        change.tell(letter=letter.pk, kind=kind.value, union=union.pk, written=Written.DRAFT.value)
    return letter


def _addressee(kind: Letter, employer: str) -> str:
    """Whom a letter is for. The department is for the clerk to name; who asked is never named in a text many read."""
    return {Letter.RECOMMENDATION: "", Letter.NOTICE: "提出监督请求的职工"}.get(kind, employer)
