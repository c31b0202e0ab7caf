"""Reading events. Everything starts from what the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Length, RowNumber

from bihuan.command_centre.models import Event, EventTask
from bihuan.duties.queries.holding import CentrePost, posts_held_by, posts_named
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import path_range, units_at, within
from bihuan.rules.actors import HANDLING_POSTS, Level, Post, Standing
from bihuan.rules.event_tasks import OPEN as OPEN_TASKS
from bihuan.rules.events import OPEN, PINNED, EventState
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

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
        "plan",
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
        and event.post_id in posts_held_by(actor.person_id, event.changed_at.astimezone(SHANGHAI).date())
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


#: Rows of one post on the board; the rest is one click away.
BOARD_ROWS = 5
_ORDER = [
    EventState.REPORTED,
    EventState.ACCEPTED,
    EventState.ASSIGNED,
    EventState.HANDLING,
    EventState.RESOLVED,
]
#: Of urgent events accepted meanwhile, those of so many hours are shown with the time it took.
_LATELY = timedelta(hours=24)


def centres_of(actor: Actor) -> frozenset[int]:
    """The command centres at whose console the actor sits."""
    return frozenset(
        held.unit_id
        for held in actor.posts
        if held.unit_kind == UnitKind.COMMAND_CENTRE and held.post in CENTRE_POSTS
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one post of a centre, or of none yet: how many, and the first of them."""

    post: CentrePost | None
    count: int
    events: list[Event]


def board_of(centres: Iterable[int]) -> list[Group]:
    """Open events by post, what is assigned to none first, then in the centres' own order; three statements.

    In each group what nobody has accepted comes first, urgent before normal, then the longest waiting.
    """
    events = Event.objects.filter(centre__in=list(centres), state__in=OPEN)
    counts = dict(events.order_by().values_list("post").annotate(Count("pk")))
    rank = Case(
        *(When(state=state.value, then=Value(n)) for n, state in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    pressing = Case(
        When(urgency="critical", then=0),
        When(urgency="urgent", then=1),
        default=2,
        output_field=IntegerField(),
    )
    place = Window(
        RowNumber(), partition_by=[F("post")], order_by=[rank, pressing, F("registered_at"), F("pk")]
    )
    first = (
        events.annotate(board_place=place)
        .filter(board_place__lte=BOARD_ROWS)
        .select_related("place", "handler")
    )
    rows: dict[int | None, list[Event]] = {}
    for event in first.order_by("board_place"):
        rows.setdefault(event.post_id, []).append(event)
    posts: dict[int | None, CentrePost] = {
        post.pk: post for post in posts_named(post for post in counts if post)
    }
    order = [None, *posts]
    return [Group(posts.get(post), counts[post], rows.get(post, [])) for post in order if post in counts]


def states_of(centres: Iterable[int]) -> dict[str, int]:
    """How many open events there are in each state; one statement."""
    events = Event.objects.filter(centre__in=list(centres), state__in=OPEN).order_by()
    found = dict(events.values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in _ORDER}


def pinned_of(centres: Iterable[int], most: int = 12) -> list[Event]:
    """Urgent events nobody has accepted yet, the longest waiting first."""
    waiting = Event.objects.filter(
        centre__in=list(centres), state=EventState.REPORTED, urgency__in=sorted(PINNED)
    )
    return list(waiting.select_related("place", "centre").order_by("registered_at")[:most])


def accepted_lately(centres: Iterable[int], now: datetime, most: int = 5) -> list[Event]:
    """Urgent events accepted within a day, the last one first: each shows how long it had waited."""
    urgent = Event.objects.filter(
        centre__in=list(centres), urgency__in=sorted(PINNED), accepted_at__gte=now - _LATELY
    )
    return list(urgent.select_related("place").order_by("-accepted_at")[:most])


def dots_in(actor: Actor, place: Unit, most: int = 2_000) -> list[Event]:
    """Open events with a position in a place, as far as the actor may see them."""
    events = visible_to(actor).filter(within(place.path, "place__path"), state__in=OPEN, east__isnull=False)
    return list(
        events.only("number", "kind", "text", "urgency", "east", "north").order_by("-registered_at")[:most]
    )
