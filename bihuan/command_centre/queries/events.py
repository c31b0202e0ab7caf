"""Reading events. Everything starts from what the actor may see."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from bihuan.command_centre.models import Event, EventTask
from bihuan.duties.queries.holding import posts_held_by
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import path_range, units_at, within
from bihuan.rules.actors import HANDLING_POSTS, Level, Post, Standing
from bihuan.rules.event_tasks import OPEN as OPEN_TASKS
from bihuan.rules.events import OPEN, PINNED, EventState
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import PUBLISHED

#: Posts of a command centre that see every event of its place and below.
CENTRE_POSTS = frozenset({Post.COMMAND_OFFICER, Post.LEADER, Post.SUPERVISOR})
#: Posts of a unit with a task that see the event.
TASK_POSTS = HANDLING_POSTS | {Post.LEADER}


def visible_to(actor: Actor) -> QuerySet[Event]:
    """The events an actor may see: of the places below the own centre; with a task of the own unit; reported by oneself."""
    scope = Q(reporter=actor.person_id)
    for held in actor.posts:
        if held.unit_kind == UnitKind.COMMAND_CENTRE and held.post in CENTRE_POSTS:
            scope |= within(held.place_path, "place__path")
    units = [held.unit_id for held in actor.posts if held.post in TASK_POSTS]
    if units:
        scope |= Q(Exists(EventTask.objects.filter(event=OuterRef("pk"), unit__in=units)))
    return Event.objects.filter(scope)


def event_seen_by(actor: Actor, number: str) -> Event:
    """One event by its number. Unknown and not visible are the same refusal, ``event_not_found``."""
    related = (
        "place",
        "centre__parent",
        "post__lane__board",
        "handler",
        "reporter",
        "order",
        "threshold__owner",
    )
    return visible_to(actor).select_related(*related).filter(number=number).first() or refuse(
        "event_not_found"
    )


def locked(actor: Actor | None, number: str) -> Event:
    """The event, locked until the transaction ends; None as actor is the system."""
    events = visible_to(actor) if actor else Event.objects.all()
    pk = events.filter(number=number).values_list("pk", flat=True).first() or refuse("event_not_found")
    return Event.objects.select_for_update(of=("self",)).select_related("centre__parent", "place").get(pk=pk)


Standings = dict[Standing, HeldPost]


def standings_in(event: Event, actor: Actor, tasks: Iterable[EventTask]) -> Standings:
    """What the actor is in this event, each with the post that gives it."""
    found: Standings = {}
    tasked = {task.unit_id for task in tasks}
    centre_place = event.centre.parent.path if event.centre.parent else ""
    is_handler = actor.person_id == event.handler_id or (
        event.handler_id is None
        and event.post_id is not None
        and event.post_id
        in posts_held_by(actor.person_id, event.changed_at.astimezone(PUBLISHED.zone).date())
    )
    for held in actor.posts:
        officer = held.unit_kind == UnitKind.COMMAND_CENTRE and held.post in (
            Post.COMMAND_OFFICER,
            Post.LEADER,
        )
        if officer and held.unit_id == event.centre_id:
            found.setdefault(Standing.CENTRE, held)
        if held.unit_id == event.centre_id and is_handler:
            found.setdefault(Standing.HANDLER, held)
        if officer and held.place_path != centre_place and centre_place.startswith(held.place_path):
            found.setdefault(Standing.UPPER, held)
        if held.unit_id in tasked and held.post in TASK_POSTS:
            found.setdefault(Standing.TASKED, held)
        if event.reporter_id == actor.person_id:
            found.setdefault(Standing.REPORTER, held)
    return found


def tasks_of(event: Event) -> list[EventTask]:
    """The tasks of an event with their units, first called first."""
    return list(
        event.tasks.select_related("unit", "person").prefetch_related("scores").order_by("called_at", "pk")
    )


def open_task_count(event: Event) -> int:
    """How many tasks the event still waits for."""
    return event.tasks.filter(state__in=OPEN_TASKS).count()


def centre_for(place: Unit, on: date) -> Unit | None:
    """The command centre that serves a place: its own, or that of the nearest place above."""
    codes = place.path.strip("/").split("/")
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    centres = units_at(on).filter(kind=UnitKind.COMMAND_CENTRE, parent__path__in=above)
    return centres.select_related("parent").order_by(Length("path").desc(), "path").first()


def centre_above(centre: Unit, on: date) -> Unit | None:
    """The centre one level up, if there is one."""
    place = centre.parent
    return centre_for(place.parent, on) if place and place.parent else None


def reachable_from(centre: Unit, on: date) -> QuerySet[Unit]:
    """Units a centre may send tasks to: the departments of its level, and the centres and departments below it."""
    assert centre.parent is not None, "a centre serves a place"
    low, high = path_range(centre.parent.path)
    organs = units_at(on).filter(
        kind__in=(UnitKind.DEPARTMENT, UnitKind.COMMAND_CENTRE), path__gte=low, path__lt=high
    )
    if centre.level == Level.STREET:
        # 吹哨: a street has hardly any department of its own; it calls those of its district.
        district = centre.parent.parent
        organs = organs | units_at(on).filter(kind=UnitKind.DEPARTMENT, parent=district)
    return organs.exclude(pk=centre.pk).order_by("path")


def may_settle(actor: Actor) -> list[HeldPost]:
    """Posts through which the actor reports events as a grid worker."""
    return [held for held in actor.posts if held.post is Post.GRID_WORKER]


class Board(NamedTuple):
    """What a centre's console shows: the pinned first, then by state."""

    pinned: list[Event]
    open: list[Event]


_ORDER = [
    EventState.REPORTED,
    EventState.ACCEPTED,
    EventState.ASSIGNED,
    EventState.HANDLING,
    EventState.RESOLVED,
]
BOARD_ROWS = 60


def open_of(centres: Iterable[int]) -> QuerySet[Event]:
    """Open events of these centres: what nobody has accepted first, urgent before normal, then the longest waiting."""
    rank = Case(
        *(When(state=state.value, then=Value(n)) for n, state in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    urgency = Case(
        When(urgency="critical", then=0),
        When(urgency="urgent", then=1),
        default=2,
        output_field=IntegerField(),
    )
    events = Event.objects.filter(centre__in=list(centres), state__in=OPEN)
    return (
        events.select_related("place", "handler", "centre", "post__lane__board")
        .annotate(rank=rank, pressing=urgency)
        .order_by("rank", "pressing", F("registered_at"), "pk")
    )


def pinned_of(centres: Iterable[int]) -> QuerySet[Event]:
    """Urgent events nobody has accepted yet, the longest waiting first."""
    waiting = Event.objects.filter(
        centre__in=list(centres), state=EventState.REPORTED, urgency__in=sorted(PINNED)
    )
    return waiting.select_related("place", "centre").order_by("registered_at")
