"""Supporting units: called in, each with a task and a clock of its own, until each has answered or was waived."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.duties.queries.citing import cited
from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import organ_beneath
from bihuan.organisations.models import Unit
from bihuan.rules.cohandling import Support, SupportAct
from bihuan.rules.lifecycle import Act
from bihuan.rules.limits import Clock
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.actions.adjudicating import ask, checked_cause
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import REASON, optional, required
from bihuan.work_orders.models import Adjudication, Assignment, Role, WorkOrder


def call_in(
    actor: Actor,
    number: str,
    unit_ids: Sequence[int],
    task: str,
    *,
    inform: Sequence[int] = (),
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Hand the matter to 141: in one act, several units join as supporting units, each with its own clock.

    Parameters: ``unit_ids`` the supporting units, anywhere in the city; ``inform`` units that are only told, such as
    the street's command centre.
    Raises ``Refused`` besides the usual: ``unit_unknown``, ``unit_not_beneath``, ``unit_takes_part``.
    """
    task = required(task, Words("协办事项", "what is asked of them"), field="task")
    if not unit_ids:
        refuse("text_missing", field="units", what=Words("协办单位", "the supporting units"))
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CALL_IN)
        supporting = [_joining(change, unit) for unit in dict.fromkeys(unit_ids)]
        informed = [_joining(change, unit) for unit in dict.fromkeys(inform) if unit not in unit_ids]
        refused = _refused_before(change)
        Assignment.objects.bulk_create(
            [_task(change, unit, task, refused) for unit in supporting]
            + [
                Assignment(order=change.order, unit=unit, role=Role.INFORMED, assigned_at=change.at)
                for unit in informed
            ]
        )
        change.let_see(*(unit.pk for unit in [*supporting, *informed]))
        change.clocks.start(Clock.SUPPORT, units=supporting)
        change.tell(supporting=[unit.pk for unit in supporting], informed=[unit.pk for unit in informed])
    return change.order


def sign_task(
    actor: Actor, number: str, unit_id: int, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Sign for a supporting task. Its clock has been running since the unit was called in."""
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.SIGN_SUPPORT, unit_id)
        task.signed_at, task.signed_by_id = change.at, actor.person_id
        task.save(update_fields=["state", "signed_at", "signed_by"])
    return change.order


def answer_task(
    actor: Actor, number: str, unit_id: int, answer: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Answer a supporting task; the answer flows back to the lead."""
    answer = required(answer, Words("协办反馈", "the answer"), field="answer")
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.ANSWER_SUPPORT, unit_id)
        task.answer, task.answered_at = answer, change.at
        change.clocks.meet(Clock.SUPPORT, unit=unit_id)
        task.save(update_fields=["state", "answer", "answered_at"])
    return change.order


def ask_again(
    actor: Actor, number: str, unit_id: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Give an answer back to be completed; the task is open again."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.ASK_AGAIN, unit_id)
        task.task = f"{task.task}\n{reason}"
        task.answered_at = None
        change.clocks.reopen(Clock.SUPPORT, unit=unit_id)
        task.save(update_fields=["state", "task", "answered_at"])
    return change.order


def waive_task(
    actor: Actor, number: str, unit_id: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Waive a supporting task, with the reason on record."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.WAIVE_SUPPORT, unit_id)
        task.waiver, task.ended_at = reason, change.at
        change.clocks.stop(Clock.SUPPORT, unit=unit_id)
        task.save(update_fields=["state", "waiver", "ended_at"])
    return change.order


def return_task(
    actor: Actor,
    number: str,
    unit_id: int,
    cause: str,
    basis: str,
    proposes: int,
    *,
    item: int | None = None,
    evidence: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Ask to return a supporting task: names the cause, what it rests on, and the unit that owns it.

    Parameters and refusals as of :func:`~bihuan.work_orders.actions.adjudicating.request_return`.
    """
    cause, basis = checked_cause(cause, basis)
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.RETURN_SUPPORT, unit_id)
        task.save(update_fields=["state"])
        ask(change, task, cause, basis, _joining(change, proposes), cited(actor, item), evidence)
    return change.order


def reassign_task(
    actor: Actor,
    number: str,
    unit_id: int,
    to: int | None = None,
    reason: str = "",
    *,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Allow the return: the task passes to ``to``, or to the unit that was proposed."""
    reason = optional(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.REASSIGN_SUPPORT, unit_id)
        asked = task.return_asked
        owner = _joining(change, to or asked.proposes_id)
        change.keep(Adjudication, about=asked, allowed=True, to=owner, reason=reason)
        task.ended_at = change.at
        task.save(update_fields=["state", "ended_at"])
        _task(change, owner, task.task, _refused_before(change)).save()
        change.clocks.stop(Clock.SUPPORT, unit=unit_id)
        change.clocks.start(Clock.SUPPORT, units=[owner])
        change.let_see(owner.pk)
        change.tell(to=owner.pk)
    return change.order


def keep_task(
    actor: Actor, number: str, unit_id: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Refuse the return: decided once, the unit handles the task and cannot return it again."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        task = change.step_task(SupportAct.KEEP_SUPPORT, unit_id)
        task.return_refused = True
        task.signed_at = task.signed_at or change.at
        task.save(update_fields=["state", "return_refused", "signed_at"])
        change.keep(Adjudication, about=task.return_asked, allowed=False, reason=reason)
    return change.order


def _joining(change: Change, unit_id: int) -> Unit:
    unit = organ_beneath(unit_id, change.order.desk)
    if any(assignment.unit_id == unit.pk for assignment in change.assignments):
        refuse("unit_takes_part", field="units", unit=unit.name)
    return unit


def _refused_before(change: Change) -> frozenset[int]:
    refused = Assignment.objects.filter(order=change.order, return_refused=True)
    return frozenset(refused.values_list("unit", flat=True))


def _task(change: Change, unit: Unit, task: str, refused: frozenset[int] = frozenset()) -> Assignment:
    """A task for a unit; ``refused`` the units whose return was refused in this order before, which is final."""
    return Assignment(
        order=change.order, unit=unit, role=Role.SUPPORTING, state=Support.ASSIGNED, task=task,
        return_refused=unit.pk in refused, assigned_at=change.at, due_at=change.clocks.prepared(Clock.SUPPORT, unit).due.at,
    )  # fmt: skip
