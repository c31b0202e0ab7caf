"""Events through the API: readings of sensors, what a department pushes, and how an event stands."""

from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bihuan.api.keys import Answer, answered_once
from bihuan.command_centre.actions.reporting import push_event
from bihuan.command_centre.actions.sensing import take_reading
from bihuan.command_centre.queries.events import event_seen_by
from bihuan.organisations.actors import Actor
from bihuan.rules.events import EventUrgency, severity_of

router = Router(tags=["events"])


class Position(Schema):
    """Where the event is, in degrees."""

    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)


class ReadingIn(Schema):
    """One reading of one device."""

    measure: str = Field(examples=["water_pressure"], max_length=40)
    device: str = Field(examples=["P-0117"], max_length=60)
    value: Decimal = Field(max_digits=14, decimal_places=3, allow_inf_nan=False)
    position: Position | None = None


class ReadingOut(Schema):
    """What the reading led to: no event, a new one, or one already open that it joined."""

    number: str | None
    new: bool


class PushIn(Schema):
    """An event a department pushes to the command centre of a place."""

    kind: str = Field(examples=["traffic"])
    text: str
    place: str = Field(description="Code of the street or community.", examples=["500103008"])
    severity: str = Field(
        "everyday", description="In words. A grade by number is refused: 一级 means opposite things."
    )
    urgency: EventUrgency = EventUrgency.NORMAL
    address: str = ""
    position: Position | None = None


class PushedOut(Schema):
    """The new event."""

    number: str
    state: str
    centre: str


class EventOut(Schema):
    """An event as it stands; severity, urgency and handling level are three fields."""

    number: str
    state: str
    kind: str
    severity: str
    urgency: str
    handling_level: str
    centre: str
    result: str
    order: str | None
    registered_at: datetime


@router.post("/readings", response={200: ReadingOut})
def reading(request: HttpRequest, sent: ReadingIn) -> HttpResponse:
    """Hold a reading against the thresholds of its measure."""
    now = timezone.now()

    def perform() -> Answer:
        tripped = take_reading(
            _who(request),
            sent.measure,
            sent.device,
            sent.value,
            at=now,
            position=_pair(sent.position),
        )
        return Answer(200, {"number": tripped.event.number if tripped.event else None, "new": tripped.new})

    return answered_once(request, perform, now)


@router.post("/events", response={201: PushedOut})
def push(request: HttpRequest, sent: PushIn) -> HttpResponse:
    """Push an event to the command centre of a place in your own area."""
    now = timezone.now()

    def perform() -> Answer:
        event = push_event(
            _who(request), sent.place, kind=sent.kind, text=sent.text, severity=severity_of(sent.severity),
            urgency=sent.urgency, address=sent.address, position=_pair(sent.position), at=now,
        )  # fmt: skip
        return Answer(201, {"number": event.number, "state": event.state, "centre": event.centre.name})

    return answered_once(request, perform, now)


@router.get("/events/{number}", response=EventOut)
def event(request: HttpRequest, number: str) -> dict[str, object]:
    """One event you may see."""
    found = event_seen_by(_who(request), number)
    return {
        "number": found.number, "state": found.state, "kind": found.kind, "severity": found.severity, "urgency": found.urgency,
        "handling_level": found.handling_level, "centre": found.centre.name, "result": found.result,
        "order": found.order.number if found.order else None, "registered_at": found.registered_at,
    }  # fmt: skip


def _who(request: HttpRequest) -> Actor:
    """The actor the token stands for."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def _pair(position: Position | None) -> tuple[float, float] | None:
    return (position.longitude, position.latitude) if position else None
