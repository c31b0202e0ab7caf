"""Starting a plan for an event, and calling substitutes where nobody answers in time (叫应)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from bihuan.command_centre.changing import changing
from bihuan.command_centre.models import Event, EventTask, PlanStep
from bihuan.command_centre.queries.plans import plans_for
from bihuan.duties.queries.structure import shift_at
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import UnitKind
from bihuan.rules.event_tasks import OPEN, TaskAct, TaskState, Way
from bihuan.rules.events import EventAct
from bihuan.rules.refusal import refuse

_ATTRIBUTE = re.compile(r"\s*([a-z][a-z0-9_]{0,23})\s*[=＝]\s*(\d{1,10}(?:\.\d{1,3})?)\s*")


def attributes_of(text: str) -> dict[str, Decimal]:
    """Attributes as an officer types them, one to a line or comma. Raises ``Refused`` attribute_bad."""
    found: dict[str, Decimal] = {}
    for part in filter(str.strip, re.split(r"[\n,，;；]", text)):
        said = _ATTRIBUTE.fullmatch(part)
        if said is None:
            refuse("attribute_bad", field="attributes", said=part.strip()[:40])
        found[said[1]] = Decimal(said[2])
    return found


def start_plan(
    actor: Actor, number: str, plan_id: int, attributes: Mapping[str, Decimal] | None = None, *, at: datetime,
    version: int | None = None,
) -> Event:  # fmt: skip
    """Start a plan that fits the event: every named role gets its task and its time to answer.

    Parameters: ``attributes`` what was measured, added to what is known. Raises ``Refused`` besides the usual of the
    event's acts: plan_does_not_fit, event_planned_already. A unit that has an open task already is not called twice.
    """
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.PLAN)
        event = change.event
        event.attributes = {
            **event.attributes,
            **{name: str(value) for name, value in (attributes or {}).items()},
        }
        plan = next((plan for plan in plans_for(event) if plan.pk == plan_id), None)
        if plan is None:
            refuse("plan_does_not_fit", field="plan_id", plan=plan_id)
        event.plan = plan
        busy = {task.unit_id for task in change.tasks if task.state in OPEN}
        steps = [step for step in plan.steps.select_related("unit") if step.unit_id not in busy]
        for step in steps:
            EventTask.objects.create(event=event, **_task(step, change.at))
            busy.add(step.unit_id)
            if step.unit.kind == UnitKind.COMMAND_CENTRE:
                change.also_tell(step.unit_id)
        change.note(plan=plan.pk, attributes=event.attributes, units=[step.unit_id for step in steps])
    return change.event


def call_substitutes(at: datetime, most: int = 50) -> int:
    """Call the substitute of every task nobody answered in time, and return how many. Each is one change by the system.

    Any number of workers may run it at once: the event's lock lets one of them do it, the others find it done.
    """
    late = EventTask.objects.filter(state=TaskState.CALLED, substitute__isnull=False, answer_by__lte=at)
    called = 0
    for pk, number in list(late.order_by("answer_by").values_list("pk", "event__number")[:most]):
        with changing(None, number, at=at) as change:
            task = next(task for task in change.tasks if task.pk == pk)
            if task.state != TaskState.CALLED or task.substitute_id is None:
                change.nothing()
                continue
            change.step_task(TaskAct.SUBSTITUTE, task)
            assert task.answer_by is not None, "the query asks for it"
            within = task.answer_by - task.called_at
            task.ended_at = change.at
            task.save()
            if task.substitute_id not in {
                each.unit_id for each in change.tasks if each.state in OPEN and each.pk != pk
            }:
                EventTask.objects.create(
                    event=change.event, way=task.way, unit_id=task.substitute_id, state=TaskState.CALLED, text=task.text,
                    role=task.role, called_at=change.at, answer_by=change.at + within,
                )  # fmt: skip
            change.note(substitute=task.substitute_id)
            called += 1
    return called


def alarm_the_leader(at: datetime, most: int = 50) -> int:
    """Tell the leader on duty of every call nobody answers and nobody is left to be called for; return how many.

    Such are a substitute's task, and the task of a role without one. Each is one change by the system, told once.
    """
    silent = EventTask.objects.filter(
        state=TaskState.CALLED, substitute=None, alarmed_at=None, answer_by__lte=at
    ).order_by("answer_by")
    alarmed = 0
    for pk, number in list(silent.values_list("pk", "event__number")[:most]):
        with changing(None, number, at=at) as change:
            task = next(task for task in change.tasks if task.pk == pk)
            if task.state != TaskState.CALLED or task.alarmed_at is not None:
                change.nothing()
                continue
            change.step_task(TaskAct.ALARM, task)
            task.alarmed_at = change.at
            task.save()
            centre = change.event.centre
            shift = shift_at(centre, change.at)
            change.note(centre=centre.pk, leader=shift.leader.person_id if shift else None)
            alarmed += 1
    return alarmed


def _task(step: PlanStep, at: datetime) -> dict[str, object]:
    return {
        "way": Way.PLAN, "unit": step.unit, "state": TaskState.CALLED, "text": step.text, "called_at": at, "role": step.role,
        "substitute_id": step.substitute_id, "answer_by": at + timedelta(minutes=step.answer_within_minutes),
    }  # fmt: skip
