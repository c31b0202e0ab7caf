"""What the pages show of events: words, tones and waiting times. Counts and times are of events and units, never of people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from bihuan.command_centre.changing import facts_of, task_facts
from bihuan.command_centre.models import Emergency, Event, EventTask
from bihuan.command_centre.queries.events import Standings, standings_in
from bihuan.duties.queries.citing import item_name
from bihuan.ledger.queries import events_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.seats import unit_names
from bihuan.rules.actors import LEVEL_WORDS, Level, Standing
from bihuan.rules.event_tasks import ACTS as TASK_ACTS
from bihuan.rules.event_tasks import STATES as TASK_STATES
from bihuan.rules.event_tasks import TASK, WAY_WORDS, TaskState, Way
from bihuan.rules.events import (
    ACTS,
    EVENT,
    KINDS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATES,
    URGENCY_WORDS,
    EventAct,
    EventState,
    EventUrgency,
    Severity,
    Source,
)
from bihuan.rules.plans import MODE_ACTS
from bihuan.rules.transitions import Offer
from bihuan.rules.words import Words

_TONES = {
    EventState.REPORTED: "waiting", EventState.ACCEPTED: "waiting", EventState.ASSIGNED: "waiting",
    EventState.HANDLING: "active", EventState.RESOLVED: "waiting", EventState.CLOSED: "done",
    EventState.DECLINED: "paused", EventState.TURNED: "done",
}  # fmt: skip
_URGENCY_TONES = {EventUrgency.NORMAL: "neutral", EventUrgency.URGENT: "orange", EventUrgency.CRITICAL: "red"}
_TASK_TONES = {
    TaskState.CALLED: "waiting", TaskState.ACKNOWLEDGED: "active", TaskState.ARRIVED: "active", TaskState.DISPUTED: "yellow",
    TaskState.DONE: "done", TaskState.RELEASED: "paused", TaskState.SUBSTITUTED: "paused",
}  # fmt: skip


class Row(NamedTuple):
    """An event in a list."""

    event: Event
    state: tuple[Words, str]
    kind: Words
    urgency: tuple[Words, str]
    severity: Words
    level: Words
    source: Words
    waited: int


def row_of(event: Event, now: datetime) -> Row:
    """What a list shows of an event; ``waited`` are whole minutes since it was registered."""
    state, urgency = EventState(event.state), EventUrgency(event.urgency)
    kind = KINDS[event.kind].words if event.kind in KINDS else Words(event.kind, event.kind)
    return Row(
        event, (STATES[state], _TONES[state]), kind, (URGENCY_WORDS[urgency], _URGENCY_TONES[urgency]),
        SEVERITY_WORDS[Severity(event.severity)], LEVEL_WORDS[Level(event.handling_level)], SOURCE_WORDS[Source(event.source)],
        max(0, int((now - event.registered_at).total_seconds() // 60)),
    )  # fmt: skip


class TaskRow(NamedTuple):
    """A task on the event's page, with what the reader may do with it."""

    task: EventTask
    way: Words
    state: tuple[Words, str]
    arrived_after: int | None
    done_after: int | None
    scores: list[Any]
    offers: list[Offer]


def task_rows(event: Event, actor: Actor, tasks: Iterable[EventTask]) -> list[TaskRow]:
    """The tasks with their times in minutes since the call, and the acts the actor may take in each."""
    return [_task_row(event, actor, task) for task in tasks]


def _task_row(event: Event, actor: Actor, task: EventTask) -> TaskRow:
    standings = standings_in(event, actor, [task])
    held = standings.get(Standing.TASKED) or standings.get(Standing.CENTRE)
    state = TaskState(task.state)
    offers = TASK.offers(state, standings, task_facts(task, held.unit_id if held else None))
    return TaskRow(
        task, WAY_WORDS[Way(task.way)], (TASK_STATES[state], _TASK_TONES[state]), _after(task, task.arrived_at),
        _after(task, task.ended_at), list(task.scores.all()), [offer for offer in offers if offer.missing is None],
    )  # fmt: skip


def _after(task: EventTask, at: datetime | None) -> int | None:
    return int((at - task.called_at).total_seconds() // 60) if at else None


def offers_for(event: Event, standings: Standings, tasks: list[EventTask], now: datetime) -> list[Offer]:
    """The acts the standings may take now, with what is missing for each."""
    return EVENT.offers(EventState(event.state), standings, facts_of(event, tasks, now))


def routed_by(event: Event) -> dict[str, Any] | None:
    """The duty item and the rule the event was last assigned by; None where no rule had a part in it."""
    assigned = [each.facts for each in events_of(event.pk) if each.act == EventAct.ASSIGN]
    facts: dict[str, Any] = assigned[-1] if assigned else {}
    if not facts.get("item"):
        return None
    name = item_name(facts["item"], event.place.path)
    return {"item": f"{facts['item']} {name}".strip(), "rule": facts.get("rule")}


def emergency_history(emergency: Emergency) -> list[dict[str, Any]]:
    """The ledger of an emergency as a timeline, newest first."""
    return _timeline(emergency.pk, {str(act): said for act, said in MODE_ACTS.items()})


def history_of(event: Event) -> list[dict[str, Any]]:
    """The event's ledger as a timeline, newest first: act, time and unit; the people stand in no ledger."""
    return _timeline(
        event.pk,
        {
            **{str(act): said for act, said in ACTS.items()},
            **{str(act): said for act, said in TASK_ACTS.items()},
        },
    )


def _timeline(subject: UUID, words: Mapping[str, Words]) -> list[dict[str, Any]]:
    events = list(events_of(subject))
    names = unit_names(
        {each.unit for each in events if each.unit}
        | {each.facts["unit"] for each in events if each.facts.get("unit")}
    )
    return [
        {
            "at": each.at, "words": words[each.act], "unit": names.get(each.unit or 0, ""), "who": "",
            "note": names.get(each.facts.get("unit") or 0, "") if each.facts.get("unit") != each.unit else "",
            "loop": "", "tone": "",
        }
        for each in reversed(events)
    ]  # fmt: skip
