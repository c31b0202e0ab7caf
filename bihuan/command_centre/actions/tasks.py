"""What a unit does with its task in an event, and what the centres decide about it. Raises as the event's acts do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bihuan.command_centre.changing import Change, changing
from bihuan.command_centre.models import EventTask, Score
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Standing
from bihuan.rules.event_tasks import BEST, TaskAct
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.entries import REASON, optional, required


@contextmanager
def _changing(
    actor: Actor | None, number: str, task_id: int, act: TaskAct, at: datetime, version: int | None
) -> Iterator[tuple[Change, EventTask]]:
    with changing(actor, number, at=at, version=version) as change:
        task = next((task for task in change.tasks if task.pk == task_id), None) or refuse(
            "event_task_not_found"
        )
        change.step_task(act, task)
        yield change, task
        task.save()


def acknowledge(
    actor: Actor, number: str, task_id: int, *, at: datetime, version: int | None = None
) -> EventTask:
    """Answer the call: when it was answered stays on the record."""
    with _changing(actor, number, task_id, TaskAct.ACKNOWLEDGE, at, version) as (change, task):
        task.acknowledged_at, task.person_id = change.at, actor.person_id
    return task


def arrive(actor: Actor, number: str, task_id: int, *, at: datetime, version: int | None = None) -> EventTask:
    """Be on the spot. The time is kept of the unit's help, not of a person's whereabouts."""
    with _changing(actor, number, task_id, TaskAct.ARRIVE, at, version) as (change, task):
        task.arrived_at = change.at
        task.acknowledged_at = task.acknowledged_at or change.at
        task.person_id = task.person_id or actor.person_id
    return task


def finish(
    actor: Actor, number: str, task_id: int, answer: str, *, at: datetime, version: int | None = None
) -> EventTask:
    """Finish the task and say what was done."""
    answer = required(answer, Words("完成情况", "what was done"))
    with _changing(actor, number, task_id, TaskAct.FINISH, at, version) as (change, task):
        task.answer, task.ended_at = answer, change.at
    return task


def dispute(
    actor: Actor, number: str, task_id: int, reason: str, *, at: datetime, version: int | None = None
) -> EventTask:
    """Say with a basis that it is another's duty; the centre above decides once."""
    reason = required(reason, REASON, field="text")
    with _changing(actor, number, task_id, TaskAct.DISPUTE, at, version) as (_change, task):
        task.dispute = reason
    return task


def uphold(
    actor: Actor, number: str, task_id: int, decision: str, *, at: datetime, version: int | None = None
) -> EventTask:
    """Decide that it is theirs; after that it cannot be disputed again."""
    decision = required(decision, REASON, field="text")
    with _changing(actor, number, task_id, TaskAct.UPHOLD, at, version) as (_change, task):
        task.decision, task.upheld = decision, True
    return task


def release(
    actor: Actor, number: str, task_id: int, decision: str, *, at: datetime, version: int | None = None
) -> EventTask:
    """Release a unit from its task with a reason."""
    decision = required(decision, REASON, field="text")
    with _changing(actor, number, task_id, TaskAct.RELEASE, at, version) as (change, task):
        task.decision, task.ended_at = decision, change.at
    return task


def score(
    actor: Actor,
    number: str,
    task_id: int,
    value: int,
    text: str = "",
    *,
    at: datetime,
    version: int | None = None,
) -> Score:
    """Score the help of a whistle, once for each side: the street the department, the department the street.

    Raises besides: score_out_of_range, event_scored_already.
    """
    if not 1 <= value <= BEST:
        refuse("score_out_of_range", field="value", best=BEST)
    text = optional(text, field="text", most=200)
    with _changing(actor, number, task_id, TaskAct.SCORE, at, version) as (change, task):
        by_department = Standing.TASKED in change.task_standings(task)
        other = change.event.centre_id if by_department else task.unit_id
        assert change.acting_unit is not None, "a side is a unit"
        given = Score.objects.create(
            task=task, by_unit_id=change.acting_unit, of_unit_id=other, value=value, text=text, at=change.at
        )
        change.note(value=value)
    return given
