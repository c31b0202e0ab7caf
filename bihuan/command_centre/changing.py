"""One change of one event: one lock, one question to the rule book, one transaction, one ledger event, one push.

    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.ACCEPT)

Whatever the block writes is kept together with the event's new state and its ledger event, or not at all; the console
hears of it when, and only when, the transaction is committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from bihuan.command_centre.models import Event, EventTask
from bihuan.command_centre.queries.events import Standings, centre_above, locked, standings_in, tasks_of
from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Standing
from bihuan.rules.event_tasks import OPEN as OPEN_TASKS
from bihuan.rules.event_tasks import TASK, TaskAct, TaskFacts, TaskState, Way
from bihuan.rules.events import EVENT, EventAct, EventFacts, EventState
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

_TICK = timedelta(microseconds=1)
#: The channel on which PostgreSQL tells the consoles; the payload is the id of the centre.
CHANNEL = "bihuan_events"


class Change:
    """An event under lock, with what is needed to decide and to write one change of it."""

    def __init__(self, actor: Actor | None, event: Event, at: datetime) -> None:
        self.actor, self.event = actor, event
        #: Never before the last change: time in an event only goes on.
        self.at = max(at, event.changed_at + _TICK)
        self.tasks = tasks_of(event)
        self.standings: Standings = standings_in(event, actor, self.tasks) if actor else {}
        self._act: StrEnum | None = None
        self._by = By()
        self._facts: dict[str, Any] = {}
        self._centres = {event.centre_id}
        self._idle = False

    def facts(self) -> EventFacts:
        """The facts of the event the conditions speak of."""
        return facts_of(self.event, self.tasks, self.at)

    def step(self, act: EventAct) -> None:
        """Take a step of the event. Raises ``Refused`` if the state, the standing or a condition forbids it."""
        asking = self.standings if self.actor else [Standing.SYSTEM]
        state = EventState(self.event.state)
        target = EVENT.permit(act, state, asking, self.facts())
        row = EVENT.row(act, state)
        assert row is not None
        self._acts_as(act, row.by)
        self.event.state = target

    def step_task(self, act: TaskAct, task: EventTask) -> None:
        """Take a step of one task; only its own unit's standing counts for it."""
        state = TaskState(task.state)
        facts = task_facts(task, self._scoring_unit(task))
        standings = self.task_standings(task)
        target = TASK.permit(act, state, standings if self.actor else [Standing.SYSTEM], facts)
        row = TASK.row(act, state)
        assert row is not None
        self._acts_as(act, row.by, standings)
        task.state = target
        self._facts["unit"] = task.unit_id

    def task_standings(self, task: EventTask) -> Standings:
        """The standings that count in one task: that of another unit's task counts for nothing."""
        standings = dict(self.standings)
        if self.actor and Standing.TASKED in standings:
            own = standings_in(self.event, self.actor, [task])
            standings.pop(Standing.TASKED)
            if Standing.TASKED in own:
                standings[Standing.TASKED] = own[Standing.TASKED]
        return standings

    def note(self, **facts: Any) -> None:
        """Add facts to the ledger event: codes, ids and numbers, never words about people."""
        self._facts |= facts

    def also_tell(self, centre_id: int) -> None:
        """Let another centre's console hear of the change too."""
        self._centres.add(centre_id)

    @property
    def acting_unit(self) -> int | None:
        """The unit through which the step was taken; None for the system."""
        return self._by.unit

    def nothing(self) -> None:
        """Somebody else was quicker: this change takes no step and writes nothing."""
        self._idle = True

    def write(self) -> None:
        """Write the event, its ledger event and the push."""
        if self._idle:
            return
        assert self._act is not None, "a change takes a step"
        event = self.event
        event.version += 1
        event.changed_at = self.at
        head = Head(event.ledger_length, bytes(event.ledger_digest))
        facts = {"state": str(event.state), "number": event.number, "kind": event.kind, **self._facts}
        head = record(event.pk, head, str(self._act), at=self.at, by=self._by, facts=facts)
        event.ledger_length, event.ledger_digest = head
        event.save()
        push({*self._centres, event.centre_id})

    def _acts_as(self, act: StrEnum, by: frozenset[Standing], standings: Standings | None = None) -> None:
        assert self._act is None, "a change takes exactly one step"
        self._act = act
        standings = self.standings if standings is None else standings
        held = next((standings[s] for s in Standing if s in by and s in standings), None)
        if self.actor and held:
            self._by = By(self.actor.person_id, held.unit_id, held.post.value)

    def _scoring_unit(self, task: EventTask) -> int | None:
        standings = self.task_standings(task)
        held = standings.get(Standing.TASKED) or standings.get(Standing.CENTRE)
        return held.unit_id if held else None


def task_facts(task: EventTask, unit_id: int | None) -> TaskFacts:
    """The facts of a task the conditions speak of, for who acts through ``unit_id``."""
    scored = any(score.by_unit_id == unit_id for score in task.scores.all())
    return TaskFacts(task.upheld, task.way == Way.WHISTLE, scored, task.alarmed_at is not None)


def facts_of(event: Event, tasks: list[EventTask], at: datetime) -> EventFacts:
    """The facts of an event the conditions speak of."""
    today = at.astimezone(SHANGHAI).date()
    open_tasks = sum(task.state in OPEN_TASKS for task in tasks)
    return EventFacts(open_tasks, centre_above(event.centre, today) is not None, event.plan_id is not None)


def push(centres: set[int]) -> None:
    """Tell the consoles of these centres when the transaction commits; PostgreSQL folds equal messages into one."""
    with connection.cursor() as cursor:
        for centre in sorted(centres):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(centre)])


@contextmanager
def changing(
    actor: Actor | None, number: str, *, at: datetime, version: int | None = None
) -> Iterator[Change]:
    """Open one change of the event with this number, and write it when the block ends well.

    Parameters: ``actor`` who acts, None for the system; ``at`` the instant; ``version`` the version the page showed.
    Raises ``Refused``: ``event_not_found``, ``event_stale``.
    """
    with transaction.atomic():
        event = locked(actor, number)
        if version is not None and version != event.version:
            refuse("event_stale")
        change = Change(actor, event, at)
        yield change
        change.write()
