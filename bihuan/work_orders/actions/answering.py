"""Back to the caller: result, reply, return visit."""

from datetime import datetime

from django.db import transaction

from bihuan.calendars.queries import national
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post
from bihuan.rules.inspecting import Draw
from bihuan.rules.lifecycle import MATTER, STATES, VISIT_WORDS, Act, Matter
from bihuan.rules.limits import Clock
from bihuan.rules.matters import Closure, Source
from bihuan.rules.refusal import refuse
from bihuan.rules.returns import RedoCause, redo_cause_of
from bihuan.rules.satisfaction import Answers, Outcome, Satisfied, Solved, outcome
from bihuan.rules.words import Words
from bihuan.work_orders.actions.sparing import spare
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import one_of, optional, required
from bihuan.work_orders.inspecting import drawn
from bihuan.work_orders.line import holding_post
from bihuan.work_orders.models import Redo, Reply, Visit, WorkOrder
from bihuan.work_orders.reply_checking import check_reply

#: How an order may be resolved by those who handled it; the other closures come from acts of their own.
RESOLUTIONS = tuple(
    c for c in Closure if c not in (Closure.REDIRECTED, Closure.MERGED, Closure.NOT_REACHABLE)
)

_ACT_OF = {
    Outcome.PASSED: Act.PASS_VISIT,
    Outcome.REDO: Act.REDO,
    Outcome.UNREACHED: Act.MISS_VISIT,
    Outcome.GIVE_UP: Act.GIVE_UP_VISIT,
}


def resolve(
    actor: Actor, number: str, closure: str, result: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Resolve the matter: the handler says done, with a coded closure and the result in words.

    Raises ``Refused`` besides the usual: ``supports_open`` while a supporting task is neither answered nor waived.
    """
    one_of(closure, RESOLUTIONS, Words("办结方式", "how it was resolved"), field="closure")
    result = required(result, Words("办理结果", "the result"), field="result")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.RESOLVE)
        order = change.order
        order.outcome, order.result, order.resolved_at = closure, result, change.at
        order.handled_days = national().working_days(order.registered_at, change.at)
        change.clocks.meet(Clock.TOTAL, Clock.HANDLE, stopping=(Clock.SIGN, Clock.FIRST_CONTACT))
        if order.replied_at:
            change.clocks.start(Clock.VISIT, units=[order.desk])
        elif order.lead:
            change.clocks.start(Clock.REPLY, units=[order.lead])
        change.tell(closure=closure)
    return change.order


def reply(
    actor: Actor,
    number: str,
    text: str,
    *,
    channel: str = "phone",
    leak_confirmed: bool = False,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Reply to the caller. The return visit cannot begin before it. What the check of it said is kept beside it.

    Parameters: ``leak_confirmed`` whoever sends it has seen that it tells who somebody is, and means it.
    Raises ``Refused`` besides the usual: ``reply_tells_who`` for a caller's telephone or name, an identity number or
    a bank card in it that was not confirmed (个人信息保护法 6).
    """
    text = required(text, Words("答复内容", "the reply"))
    one_of(channel, Source, Words("答复方式", "the channel"), field="channel")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REPLY)
        checked = check_reply(actor, change.order, text, change.at)
        if checked.leaks and not leak_confirmed:
            refuse("reply_tells_who", field="leak_confirmed")
        replied_before = change.order.replied_at is not None
        change.order.replied_at = change.at
        change.clocks.meet(Clock.REPLY)
        # Whoever replies a second time does not put the visit off.
        if change.order.state == Matter.RESOLVED and not replied_before:
            change.clocks.start(Clock.VISIT, units=[change.order.desk])
        change.keep(Reply, channel=channel, text=text, told=checked.told)
        change.tell(channel=channel)
    return change.order


def begin_visit(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Take a resolved order for its return visit; the desk holds it while the caller is visited."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.BEGIN_VISIT)
        change.hold(unit=change.order.desk, post=Post.OPERATOR, person=actor.person_id)
    return change.order


def visit(
    actor: Actor,
    number: str,
    *,
    contacted: bool,
    solved: str = "",
    satisfied: str = "",
    remark: str = "",
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Record one attempt at a return visit; what follows is decided by ``rules.satisfaction``.

    What it closes is drawn for inspection, or spared by a step of the system, in the same transaction.
    Parameters: ``solved`` and ``satisfied`` are given exactly when the caller was ``contacted``.
    Raises ``Refused`` besides the usual: ``visit_answers_wrong``; a step the outcome asks for and that is not possible.
    """
    answers = _answers(contacted, solved, satisfied)
    remark = optional(remark, Words("备注", "the remark"), field="remark")
    with transaction.atomic():
        order, draw = _visit(actor, number, answers, remark, at=at, version=version)
        return spare(number, draw, at=at) if draw and not draw.drawn else order


def _visit(
    actor: Actor, number: str, answers: Answers | None, remark: str, *, at: datetime, version: int | None
) -> tuple[WorkOrder, Draw | None]:
    contacted = answers is not None
    solved, satisfied = (answers.solved.value, answers.satisfied.value) if answers else ("", "")
    with changing(actor, number, at=at, version=version) as change:
        order = change.order
        # Sending back is possible from "closed", too, but that is no visit.
        if order.state != Matter.VISITING:
            now, visiting = STATES[Matter(order.state)], STATES[Matter.VISITING]
            refuse("act_not_now", about=MATTER.about, act=VISIT_WORDS, state=now, next=visiting)
        missed = order.visits.filter(contacted=False).order_by("-at").values_list("at", flat=True)
        found = outcome(answers, [*missed[: order.missed_visits], change.at])
        order.missed_visits = 0 if contacted else order.missed_visits + 1
        if contacted:
            order.satisfied = satisfied
        change.step(_ACT_OF[found])
        draw = _follow(change, found, answers)
        change.keep(Visit, contacted=contacted, solved=solved, satisfied=satisfied, remark=remark)
        change.tell(contacted=contacted, solved=solved, satisfied=satisfied)
    return order, draw


def send_back(change: Change, cause: RedoCause, text: str = "") -> None:
    """Give the order back to its lead to be redone; counted with its cause."""
    order = change.order
    assert order.lead is not None, "an order that was resolved has a lead"
    assert change.lead is not None, "an order that was resolved has a lead"
    order.redo_count += 1
    order.resolved_at = order.closed_at = order.handled_days = order.replied_at = None
    order.missed_visits = 0
    order.inspection = ""
    if Clock.HANDLE not in change.clocks.reopen(Clock.TOTAL, Clock.HANDLE):
        change.clocks.start(Clock.HANDLE, units=[order.lead])
    change.clocks.meet(Clock.VISIT, stopping=(Clock.REPLY,))
    change.keep(Redo, cause=cause, lead=order.lead, text=text)
    change.tell(redo_cause=cause.value)
    change.hold(unit=order.lead, post=holding_post(order.lead), person=change.lead.signed_by_id)


def _follow(change: Change, found: Outcome, answers: Answers | None) -> Draw | None:
    """What the outcome brings with it; what is closed is drawn for inspection."""
    order = change.order
    if found is Outcome.REDO:
        assert answers is not None, "only a caller who was reached sends a matter back"
        send_back(change, redo_cause_of(answers))
    elif found in (Outcome.PASSED, Outcome.GIVE_UP):
        change.clocks.meet(Clock.VISIT)
        if found is Outcome.GIVE_UP:
            order.outcome = Closure.NOT_REACHABLE
        change.hold(unit=order.desk, post=Post.INSPECTOR)
        draw = drawn(order)
        change.tell(draw=draw.facts)
        return draw
    return None


def _answers(contacted: bool, solved: str, satisfied: str) -> Answers | None:
    given = solved in set(Solved) and satisfied in set(Satisfied)
    if (contacted and not given) or (not contacted and (solved or satisfied)):
        refuse("visit_answers_wrong", field="contacted")
    return Answers(True, Solved(solved), Satisfied(satisfied)) if contacted else None
