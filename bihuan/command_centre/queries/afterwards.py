"""What happened in a place while an emergency held: for its review (复盘), in figures of events and units, never of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from bihuan.command_centre.models import Emergency, Event, EventTask
from bihuan.command_centre.queries.events import visible_to
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import within
from bihuan.rules.event_tasks import TaskState
from bihuan.rules.events import OPEN, PINNED

#: So many events and tasks are listed; the figures count all of them.
LISTED = 60


@dataclass(frozen=True, slots=True)
class Afterwards:
    """The events of the time, the calls in them, and what was slow."""

    events: list[Event]
    tasks: list[EventTask]

    @property
    def urgent(self) -> int:
        """How many were urgent."""
        return sum(event.urgency in PINNED for event in self.events)

    @property
    def open(self) -> int:
        """How many are open still."""
        return sum(event.state in OPEN for event in self.events)

    @property
    def planned(self) -> int:
        """For how many a plan was started."""
        return sum(event.plan_id is not None for event in self.events)

    @property
    def late(self) -> list[EventTask]:
        """Calls that were answered after their time, by a substitute, or by nobody."""
        return [task for task in self.tasks if _late(task)]

    @property
    def answered_within(self) -> int | None:
        """Within how many minutes half of the calls that were answered had been; None where none was."""
        return _median(task.acknowledged_at - task.called_at for task in self.tasks if task.acknowledged_at)


def afterwards_of(actor: Actor, emergency: Emergency, now: datetime) -> Afterwards:
    """What the actor may see of it; two statements."""
    events = visible_to(actor).filter(
        within(emergency.place.path, "place__path"), registered_at__gte=emergency.started_at,
        registered_at__lte=emergency.ended_at or now,
    )  # fmt: skip
    found = list(events.select_related("place", "plan").order_by("registered_at")[:2000])
    tasks = EventTask.objects.filter(event__in=[event.pk for event in found])
    shown = tasks.annotate(event_number=F("event__number")).select_related("unit", "substitute", "event")
    return Afterwards(found, list(shown.order_by("called_at", "pk")))


def _late(task: EventTask) -> bool:
    if task.answer_by is None:
        return False
    if task.acknowledged_at is None:
        return task.state in (TaskState.SUBSTITUTED, TaskState.CALLED)
    return task.acknowledged_at > task.answer_by


def _median(spans: Iterable[timedelta]) -> int | None:
    spent = sorted(spans)
    return int(spent[len(spent) // 2].total_seconds() // 60) if spent else None
