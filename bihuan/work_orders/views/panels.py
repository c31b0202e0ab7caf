"""What the order's page says, part by part, out of the dossier: ready for the components."""

from datetime import datetime, time
from typing import Any, NamedTuple

from bihuan.calendars.queries import national
from bihuan.grids.locating import names_of_grids
from bihuan.rules.actors import LEVEL_WORDS, POST_WORDS, Level, Post
from bihuan.rules.cohandling import STATES as SUPPORT_STATES
from bihuan.rules.cohandling import Support, SupportAct
from bihuan.rules.lifecycle import Act, Matter
from bihuan.rules.limits import Clock
from bihuan.rules.matters import (
    CLOSURE_WORDS,
    EMPLOYER_WORDS,
    MATTERS,
    NATURE_WORDS,
    SOURCE_WORDS,
    Closure,
    EmployerKind,
    Nature,
    Source,
)
from bihuan.rules.reply_check import FAULT_WORDS, Fault
from bihuan.rules.reply_elements import ELEMENTS
from bihuan.rules.responsibility import STATES as DUTY_STATES
from bihuan.rules.responsibility import Duty
from bihuan.rules.returns import RETURN_CAUSE_WORDS, ReturnCause
from bihuan.rules.risk import RISK_WORDS, Flag, Risk
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.actions.revealing import may_reveal
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.models import (
    Adjudication,
    Assignment,
    Responsibility,
    Return,
    Role,
    WorkOrder,
)
from bihuan.work_orders.offering import Button, buttons_of
from bihuan.work_orders.proposing import routed_words
from bihuan.work_orders.risks import flags_of
from bihuan.work_orders.showing import clock_of, due_of, duty_steps, held_for, matter_steps, rings_of, row_of
from bihuan.work_orders.timing import clock_words, running_clock
from bihuan.work_orders.views.agreements import promised_in, promises_of
from bihuan.work_orders.views.inspected import draw_of, inspections_of

_SUPPORT_TONES = {
    Support.ASSIGNED: "waiting",
    Support.SIGNED: "active",
    Support.RETURN_REVIEW: "waiting",
    Support.ANSWERED: "done",
    Support.WAIVED: "paused",
    Support.WITHDRAWN: "neutral",
}
_DUTY_TONES = {Duty.DISCHARGED: "done", Duty.ACCEPTING: "waiting"}


#: What a supporting unit does with its own task; the lead's acts on it stand beside the task.
_BY_ITS_UNIT = frozenset({SupportAct.SIGN_SUPPORT, SupportAct.ANSWER_SUPPORT, SupportAct.RETURN_SUPPORT})

#: The events by which a step of loop 1 was reached.
_REACHED_BY = (
    {Act.REGISTER, Act.RECEIVE},
    {Act.DISPATCH, Act.PASS_DOWN, Act.REASSIGN, Act.NAME_LEAD},
    {Act.SIGN, Act.REFUSE_RETURN},
    {Act.START},
    {Act.RESOLVE, Act.CONCLUDE_110},
    {Act.BEGIN_VISIT},
    {Act.PASS_VISIT, Act.GIVE_UP_VISIT, Act.REDIRECT, Act.MERGE},
)


class Acts(NamedTuple):
    """The buttons of an order by where they stand."""

    matter: list[Button]
    aside: list[Button]
    promise: list[Button]
    task: list[Button]
    duty: list[Button]


def brief_of(dossier: Dossier) -> dict[str, Any]:
    """The four answers: what is asked, who holds it, what is due next, what the actor can do. No statement of its own
    beyond the dossier's, but for the names of its grids where it lies in any."""
    order, now = dossier.order, dossier.now
    order.answering = list(dossier.responsibilities)  # type: ignore[attr-defined]
    buttons = buttons_of(dossier)
    lead = dossier.lead
    return {
        "order": order,
        "row": row_of(order, now),
        "rings": rings_of(order, dossier.responsibilities, detailed=True),
        "due": due_of(order, now),
        "held": held_for(order, now),
        "holder_post": POST_WORDS[Post(order.holder_post)],
        "clocks": clocks_of(dossier),
        "employer_kind": EMPLOYER_WORDS[EmployerKind(order.employer_kind)] if order.employer_kind else None,
        "in_grids": sorted(names_of_grids(order.grid_codes).values()),
        "nature": NATURE_WORDS[Nature(order.nature)],
        "source": SOURCE_WORDS[Source(order.channel)],
        "matter": MATTERS.get(order.matter, Words(order.matter, order.matter)),
        "risks": [RISK_WORDS[Risk(risk)] for risk in order.risk_flags],
        "flags": risks_of(order, now),
        "outcome": CLOSURE_WORDS[Closure(order.outcome)] if order.outcome else None,
        "acts": Acts(*([b for b in buttons if b.group == group] for group in Acts._fields)),
        "own_tasks": [b for b in buttons if b.group == "task" and b.act in _BY_ITS_UNIT],
        "blocked": _blocked(buttons),
        "any_act": any(b.group != "task" or b.act in _BY_ITS_UNIT for b in buttons),
        "resolved_late": order.resolved_at is not None and order.resolved_at > order.due_at,
        "task": lead.task if lead else "",
        "returned": return_of(lead) if lead and order.state == Matter.RETURN_REVIEW else None,
        "may_reveal": may_reveal(order, dossier.standings),
    }


def risks_of(order: WorkOrder, now: datetime) -> list[Flag]:
    """Why the order carries its flags, each with the article it rests on; by its figures as they are now."""
    day = now.astimezone(SHANGHAI).date()
    found = flags_of(order.matter, order.people, order.amount_fen, order.risk_flags, on=day)
    return [flag for flag in found if flag.risk in order.risk_flags]


def _blocked(buttons: list[Button]) -> list[tuple[Words, list[Button]]]:
    """Greyed acts by what they wait for; the lead's acts on a task stand beside the task."""
    found: dict[Words, list[Button]] = {}
    for button in buttons:
        if button.missing and (button.group != "task" or button.act in _BY_ITS_UNIT):
            found.setdefault(button.missing, []).append(button)
    return list(found.items())


def page_of(dossier: Dossier, holders: list[dict[str, Any]], history: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole page."""
    brief, related = brief_of(dossier), dossier.related
    acts: Acts = brief["acts"]
    return {
        **brief,
        "steps": steps_of(dossier),
        "levels": [level_of(dossier, duty, acts.duty) for duty in dossier.responsibilities],
        "holders": holders,
        "supports": [support_of(dossier, task, acts.task) for task in dossier.supporting],
        "informed": [a.unit.name for a in dossier.present if a.role == Role.INFORMED],
        "returns": [asked for a in dossier.led if (asked := return_of(a))],
        "conferrals": conferrals_of(dossier),
        "promises": promises_of(dossier, [*acts.promise, *acts.matter]),
        "findings": dossier.entries_of("finding"),
        "replies": replies_of(dossier, acts.matter),
        "visits": dossier.entries_of("visit"),
        "draw": draw_of(dossier),
        "inspections": inspections_of(dossier),
        "extensions": dossier.entries_of("extension"),
        "notes": dossier.entries_of("note"),
        "attachments": dossier.entries_of("attachment"),
        "merged_into": next((o for o in related if o.pk == dossier.order.merged_into_id), None),
        "merged": [o for o in related if o.merged_into_id == dossier.order.pk],
        "same_caller": [
            o
            for o in related
            if dossier.order.pk != o.merged_into_id and o.pk != dossier.order.merged_into_id
        ],
        "history": history,
        "routed": routed_words(dossier),
    }


def replies_of(dossier: Dossier, buttons: list[Button]) -> list[dict[str, Any]]:
    """Every reply, newest first, with what its sender was told of it, and the promise in it that is no agreement yet."""
    promised = promised_in(dossier, buttons)
    replies = dossier.entries_of("reply")
    return [
        {"entry": reply, "told": _told(reply.detail["told"]), "promised": promised.get(reply.id)}
        for reply in replies
    ]


def _told(told: list[list[str]]) -> list[Words]:
    """What the check said when a reply was sent, each thing once; of what was not answered, what it was."""
    elements = {element.code: element.words for element in ELEMENTS}
    said = []
    for fault, about in told:
        words = FAULT_WORDS.get(Fault(fault))
        if about in elements and words:
            words = Words(f"{words.zh}：{elements[about].zh}", f"{words.en}: {elements[about].en}")
        said.append(words)
    return list(dict.fromkeys(each for each in said if each))


def steps_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Loop 1 step by step, each with the instant it was last reached.

    A step reached before the one it follows has to be taken again: whoever an order is passed down to signs anew.
    """
    steps, before = matter_steps(dossier.order), dossier.order.registered_at
    for step, acts in zip(steps, _REACHED_BY, strict=True):
        reached = [event.at for event in dossier.events if event.act in acts and event.at >= before]
        step["at"] = reached[-1] if reached and step["state"] != "open" else None
        before = step["at"] or before
    return steps


def clocks_of(dossier: Dossier) -> list[dict[str, Any]]:
    """What is due next, the nearest first: every clock that runs, and agreed payments."""
    now, found = dossier.now, []
    for clock in dossier.clocks:
        # The order's own limit stands above them all.
        if clock.met_at is None and clock.stopped_at is None and clock.kind != Clock.TOTAL:
            found.append({"words": clock_words(clock), "due": running_clock(clock, now)})
    for instalment in dossier.instalments:
        if instalment.promise.state == "open" and instalment.paid_fen < instalment.amount_fen:
            due_at = national().end_of_working_day(datetime.combine(instalment.due_on, time(), SHANGHAI))
            yuan = f"{(instalment.amount_fen - instalment.paid_fen) / 100:,.2f}"
            words = Words(f"协议付款 ¥{yuan}", f"Agreed payment ¥{yuan}")
            found.append({"words": words, "due": clock_of(instalment.promise.at, due_at, now)})
    return sorted(found, key=lambda clock: clock["due"]["due_at"])


def level_of(dossier: Dossier, duty: Responsibility, buttons: list[Button]) -> dict[str, Any]:
    """One level of loop 2 with its four steps, its report and what its people can do."""
    state = Duty(duty.state)
    return {
        "level": LEVEL_WORDS[Level(duty.level)],
        "unit": duty.unit.name,
        "copied": duty.copied,
        "state": DUTY_STATES[state],
        "tone": _DUTY_TONES.get(state, "active"),
        "steps": duty_steps(duty),
        "report": duty.report,
        "reported_at": duty.reported_at,
        "discharged_at": duty.discharged_at,
        "discharged_by": duty.discharged_by.name if duty.discharged_by else "",
        "buttons": [b for b in buttons if b.about == duty.level],
    }


def support_of(dossier: Dossier, task: Assignment, buttons: list[Button]) -> dict[str, Any]:
    """One supporting unit: its clock, its task, its answer, and what can be done with it."""
    state, now = Support(task.state), dossier.now
    ended = task.answered_at or task.ended_at
    due = clock_of(task.assigned_at, task.due_at, now) if task.due_at else None
    if due and ended:
        due["met"] = True
    return {
        "unit": task.unit.name,
        "state": SUPPORT_STATES[state],
        "tone": _SUPPORT_TONES[state],
        "due": due,
        "late": bool(ended and task.due_at and ended > task.due_at),
        "task": task.task,
        "signed_at": task.signed_at,
        "signed_by": task.signed_by.name if task.signed_by else "",
        "answer": task.answer,
        "answered_at": task.answered_at,
        "waiver": task.waiver,
        "asked": return_of(task),
        "buttons": [b for b in buttons if b.about == str(task.unit_id) and not b.missing]
        if task.ended_at is None
        else [],
    }


def return_of(assignment: Assignment) -> dict[str, Any] | None:
    """What a unit gave its assignment back for, and what was decided; None if it did not."""
    asked: Return | None = getattr(assignment, "return_asked", None)
    if asked is None:
        return None
    decided: Adjudication | None = getattr(asked, "adjudication", None)
    return {
        "unit": assignment.unit.name,
        "at": asked.at,
        "cause": RETURN_CAUSE_WORDS[ReturnCause(asked.cause)],
        "basis": asked.basis,
        "cites": f"{asked.cites.item.code} {asked.cites.name}" if asked.cites else "",
        "proposes": asked.proposes.name,
        "evidence": asked.evidence_id,
        "decided": decided,
        "to": decided.to.name if decided and decided.to else "",
    }


def conferrals_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Every conferral, newest first: why it was called, who was asked, who came, and whom it named."""
    names = dossier.names.units
    minutes = {entry.detail["about"]: entry for entry in dossier.entries_of("minutes")}
    return [
        {
            "at": conferral.at,
            "reason": conferral.text,
            "invited": [names.get(unit, "") for unit in conferral.detail["invited"]],
            "minutes": ended,
            "attended": [names.get(unit, "") for unit in ended.detail["attended"]] if ended else [],
            "lead": ended.detail["lead__name"] if ended else "",
        }
        for conferral in dossier.entries_of("conferral")
        for ended in [minutes.get(conferral.id)]
    ]
