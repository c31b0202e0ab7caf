"""What an actor can do with an order now: every act the lifecycles offer, as the page shows it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from bihuan.rules.actors import LEVEL_WORDS, Level, Standing
from bihuan.rules.cohandling import COHANDLING, Support, SupportAct, TaskFacts
from bihuan.rules.lifecycle import DONE, INSPECT_WORDS, MATTER, VISIT_WORDS, Act, Matter
from bihuan.rules.refusal import Refused, refuse
from bihuan.rules.responsibility import RESPONSIBILITY, Duty, DutyAct
from bihuan.rules.transitions import Offer
from bihuan.rules.words import Words
from bihuan.work_orders.change import task_facts_of
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.models import Assignment, Responsibility
from bihuan.work_orders.standings import answering_at, concerning

VISIT, INSPECT = "visit", "inspect"
#: One act of the office each, whose answers decide which step it is; permitted as the first of them is.
_JUDGED: dict[str, tuple[Words, tuple[Act, ...]]] = {
    VISIT: (VISIT_WORDS, (Act.MISS_VISIT, Act.PASS_VISIT, Act.GIVE_UP_VISIT)),
    INSPECT: (INSPECT_WORDS, (Act.PASS_INSPECTION, Act.FAIL_INSPECTION)),
}

#: Beside the steps: small, and below them.
_ASIDE = frozenset({Act.NOTE, Act.ATTACH, Act.URGE})
#: Stand at the agreement they are about.
_AT_THE_PROMISE = frozenset({Act.RENEGOTIATE, Act.RELEASE_PROMISE})
#: Cannot be undone by the one who did it.
_FINAL = frozenset({Act.ARCHIVE, DutyAct.DISCHARGE, Act.TRANSFER_110, Act.MERGE})
#: Done by one press: there is nothing to fill in.
AT_ONCE = frozenset(
    {
        Act.CONFIRM, Act.SIGN, Act.GRANT_EXTENSION, Act.UNPARK, Act.BEGIN_VISIT, Act.ARCHIVE,
        DutyAct.TRACK, DutyAct.TAKE_BACK_REPORT, DutyAct.DISCHARGE, SupportAct.SIGN_SUPPORT,
    }
)  # fmt: skip
#: What usually comes next, first the one before the other; it gets the one primary button.
_USUAL = (
    Act.FOLLOW_UP, Act.CONFIRM, Act.DISPATCH, Act.SIGN, Act.START, Act.REASSIGN, Act.NAME_LEAD, Act.GRANT_EXTENSION, Act.UNPARK,
    SupportAct.SIGN_SUPPORT, SupportAct.ANSWER_SUPPORT, Act.TAKE_BACK_110, Act.BEGIN_VISIT, VISIT, Act.REPLY,
    Act.RESOLVE, INSPECT, DutyAct.DISCHARGE, DutyAct.REPORT_BACK, Act.ARCHIVE,
)  # fmt: skip


class Button(NamedTuple):
    """One act as a button. ``about`` says which level or supporting unit it is for; ``missing`` greys it out."""

    act: str
    words: Words
    missing: Words | None = None
    about: str = ""
    about_words: Words | str = ""
    group: str = "matter"
    final: bool = False
    at_once: bool = False
    primary: bool = False


def buttons_of(dossier: Dossier) -> list[Button]:
    """The acts of an order for its actor, the usual next one marked as primary."""
    buttons = [*_matter(dossier)]
    for task in dossier.present:
        if task.state:
            buttons += _task(dossier, task)
    for duty in dossier.responsibilities:
        buttons += _duty(dossier, duty)
    return _with_primary(dossier, buttons)


def words_of(act: str) -> Words:
    """An act in words."""
    words = {act: said for act, (said, _) in _JUDGED.items()}
    for table in (MATTER, RESPONSIBILITY, COHANDLING):
        words.update((known.value, said) for known, said in table.acts.items())
    return words[act]


def why_not(dossier: Dossier, act: str, about: str) -> Refused | None:
    """Why an act cannot be done: what the action itself would say. None when it can."""
    try:
        _permit(dossier, act, about)
    except Refused as refused:
        return refused
    return None


def _permit(dossier: Dossier, act: str, about: str) -> None:
    state, facts = Matter(dossier.order.state), dossier.facts()
    if act in _JUDGED:
        MATTER.permit(_JUDGED[act][1][0], state, dossier.standings, facts)
    elif act in set(Act):
        MATTER.permit(Act(act), state, dossier.standings, facts)
    elif act in set(DutyAct):
        duty = next((d for d in dossier.responsibilities if d.level == about), None) or refuse(
            "order_not_found"
        )
        facts = dossier.facts(Level(duty.level))
        RESPONSIBILITY.permit(DutyAct(act), Duty(duty.state), _on_duty(dossier, duty), facts)
    else:
        task = next((a for a in dossier.present if a.state and str(a.unit_id) == about), None)
        task = task or refuse("order_not_found")
        COHANDLING.permit(
            SupportAct(act), Support(task.state), _on_task(dossier, task), _task_facts(dossier, task)
        )


def _matter(dossier: Dossier) -> Iterable[Button]:
    offers = MATTER.offers(Matter(dossier.order.state), dossier.standings, dossier.facts())
    offered = {offer.act: offer for offer in offers}
    judged = set[Act]()
    for act, (words, outcomes) in _JUDGED.items():
        if outcomes[0] in offered:
            yield Button(act, words, offered[outcomes[0]].missing)
            judged.update(outcomes)
    if Act.MISS_VISIT in offered:
        judged.add(Act.REDO)
    for offer in offers:
        if offer.act not in judged:
            yield _button(offer, group=_group(offer.act))


def _group(act: Act) -> str:
    if act in _AT_THE_PROMISE:
        return "promise"
    return "aside" if act in _ASIDE else "matter"


def _task(dossier: Dossier, task: Assignment) -> Iterable[Button]:
    offers = COHANDLING.offers(Support(task.state), _on_task(dossier, task), _task_facts(dossier, task))
    for offer in offers:
        yield _button(offer, about=str(task.unit_id), about_words=task.unit.name, group="task")


def _duty(dossier: Dossier, duty: Responsibility) -> Iterable[Button]:
    level = Level(duty.level)
    for offer in RESPONSIBILITY.offers(Duty(duty.state), _on_duty(dossier, duty), dossier.facts(level)):
        yield _button(offer, about=duty.level, about_words=LEVEL_WORDS[level], group="duty")


def _on_task(dossier: Dossier, task: Assignment) -> list[Standing]:
    return [*concerning(task.unit_id, Standing.SUPPORTING, dossier.standings, dossier.actor.posts)]


def _on_duty(dossier: Dossier, duty: Responsibility) -> list[Standing]:
    return [*answering_at(Level(duty.level), duty.unit_id, dossier.standings, dossier.actor.posts)]


def _task_facts(dossier: Dossier, task: Assignment) -> TaskFacts:
    return task_facts_of(dossier.order, task, dossier.now)


def _button(offer: Offer[Any], *, about: str = "", about_words: Words | str = "", group: str) -> Button:
    final, at_once = offer.act in _FINAL, offer.act in AT_ONCE
    return Button(offer.act.value, offer.words, offer.missing, about, about_words, group, final, at_once)


def _with_primary(dossier: Dossier, buttons: list[Button]) -> list[Button]:
    state = Matter(dossier.order.state)
    too_early: set[StrEnum] = {Act.REPLY} if state is not Matter.RESOLVED else set()
    too_early |= {DutyAct.REPORT_BACK} if state not in DONE else set()
    usual = [act for act in _USUAL if act not in too_early]
    if state is Matter.HANDLING and not any(e.what == "finding" for e in dossier.entries):
        usual.insert(0, Act.VERIFY)
    possible = [b for b in buttons if b.missing is None and b.act in usual]
    first = min(possible, key=lambda b: usual.index(b.act), default=None)
    return [b._replace(primary=b is first) for b in buttons]
