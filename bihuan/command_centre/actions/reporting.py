"""An event comes in: from a grid worker's phone, the desk, a department or a sensor. One insert, one ledger event."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from bihuan.command_centre.changing import push
from bihuan.command_centre.models import Event, Report, Threshold
from bihuan.command_centre.queries.events import centre_for
from bihuan.grids.locating import metres_outside
from bihuan.grids.queries import grid_at, grid_named, outlines_of_places
from bihuan.ledger.actions import record
from bihuan.ledger.chain import EMPTY, By
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import units_at
from bihuan.rules.actors import Level, Post
from bihuan.rules.events import (
    FAR_AWAY_M,
    KINDS,
    EventAct,
    EventState,
    EventUrgency,
    Severity,
    Source,
)
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import one_of, optional, required

_TEXT, _RESULT, _ADDRESS = (
    Words("情况", "what happened"), Words("处理结果", "the result"), Words("地点说明", "the place in words"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """What is reported. ``place`` is the code of a grid, community or street.

    ``position`` is where the event is (longitude, latitude), if the phone was allowed to say; ``sure`` that the chosen
    place is right although the position lies far from it. ``photos`` how many are on their way.
    """

    kind: str
    text: str
    place: str
    position: tuple[float, float] | None = None
    sure: bool = False
    address: str = ""
    urgent: bool = False
    settled: bool = False
    result: str = ""
    photos: int = 0

    @property
    def digest(self) -> bytes:
        """What tells the same report from another under the same id."""
        parts = [self.kind, self.text, self.place, self.address, self.urgent, self.settled, self.result]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).digest()


@dataclass(frozen=True, slots=True)
class Sensed:
    """What made an event of a sensor: the threshold that tripped, and the device."""

    rule: Threshold
    device: str


def report(
    actor: Actor, client_id: UUID, happening: Happening, *, at: datetime, happened_at: datetime
) -> Event:
    """A grid worker's report; the same id with the same words is the same event, however often it is sent.

    Raises ``Refused``: choice_unknown, text_missing, text_too_long, event_place_unknown, event_place_not_yours,
    event_far_away (unless ``sure``), event_photo_needed, event_photo_not_needed, event_result_missing;
    event_report_changed when other words came under the id before.
    """
    received = _received(actor, client_id, happening)
    if received:
        return received
    held = next((post for post in actor.posts if post.post is Post.GRID_WORKER), None)
    if held is None:
        refuse("event_place_not_yours", field="place", place=happening.place)
    kind = one_of(happening.kind, KINDS, Words("类型", "the kind"), field="kind")
    text = required(happening.text, _TEXT, field="text")
    address = optional(happening.address, _ADDRESS, field="address", most=120)
    result = optional(happening.result, _RESULT, field="result")
    if happening.settled and not result:
        refuse("event_result_missing", field="result")
    _photos(kind, happening.photos)
    place, grid_code = _place_of(happening, held, at)
    try:
        with transaction.atomic():
            event = _insert(
                By(actor.person_id, held.unit_id, held.post.value),
                kind=kind, text=text, source=Source.GRID_WORKER, place=place, grid_code=grid_code, address=address,
                position=happening.position, reporter_id=actor.person_id, at=at, happened_at=min(happened_at, at),
                urgency=EventUrgency.URGENT if happening.urgent else EventUrgency.NORMAL,
                result=result if happening.settled else "", settled=happening.settled,
                handling_level=Level.GRID if happening.settled else Level.STREET,
            )  # fmt: skip
            Report.objects.create(
                pk=client_id, person_id=actor.person_id, digest=happening.digest, event=event, at=at
            )
    except IntegrityError:  # sent twice at the same moment: the other one came first
        return _received(actor, client_id, happening) or refuse("event_not_found")
    return event


def _received(actor: Actor, client_id: UUID, happening: Happening) -> Event | None:
    kept = Report.objects.select_related("event").filter(pk=client_id).first()
    if kept is None:
        return None
    if kept.person_id != actor.person_id:
        refuse("event_not_found")
    if bytes(kept.digest) != happening.digest:
        refuse("event_report_changed", number=kept.event.number)
    return kept.event


def raise_event(
    actor: Actor | None, centre: Unit, place: Unit, *, kind: str, text: str, source: Source, at: datetime,
    severity: Severity = Severity.EVERYDAY, urgency: EventUrgency = EventUrgency.NORMAL,
    handling_level: Level | None = None, address: str = "", position: tuple[float, float] | None = None,
    sensed: Sensed | None = None,
) -> Event:  # fmt: skip
    """An event taken down by a centre, or sent by a department's or sensor's program; None as actor is the system.

    Raises ``Refused``: choice_unknown, text_missing, text_too_long, event_place_unknown.
    """
    raising = (Post.COMMAND_OFFICER, Post.LEADER, Post.DEPARTMENT_OFFICER)
    held = next((held for held in actor.posts if held.post in raising), None) if actor else None
    if (actor and not held) or centre.parent is None or not place.path.startswith(centre.parent.path):
        refuse("event_place_unknown", field="place")
    kind = one_of(kind, KINDS, Words("类型", "the kind"), field="kind")
    text = required(text, _TEXT, field="text")
    grid = grid_at(*position, _day(at)) if position else None
    return _insert(
        By(actor.person_id, held.unit_id, held.post.value) if actor and held else By(),
        kind=kind, text=text, source=source, place=place, grid_code=grid.code if grid else "",
        address=optional(address, _ADDRESS, field="address", most=120), position=position, reporter_id=None, at=at,
        happened_at=at, urgency=urgency, severity=severity, handling_level=handling_level or Level(centre.level),
        centre=centre, sensed=sensed,
    )  # fmt: skip


def push_event(
    actor: Actor, place_code: str, *, kind: str, text: str, severity: Severity, urgency: EventUrgency, address: str = "",
    position: tuple[float, float] | None = None, at: datetime,
) -> Event:  # fmt: skip
    """A department pushes an event to the command centre of a place of its own area.

    Raises ``Refused``: event_place_unknown for a place that does not exist or lies outside, and as :func:`raise_event`.
    """
    today = _day(at)
    place = units_at(today).filter(
        code=place_code, kind=UnitKind.PLACE, level__in=(Level.STREET, Level.COMMUNITY)
    ).first() or refuse("event_place_unknown", field="place")  # fmt: skip
    pushing = (Post.DEPARTMENT_OFFICER, Post.COMMAND_OFFICER)
    own = tuple(held.place_path for held in actor.posts if held.post in pushing)
    centre = centre_for(place, today) if place.path.startswith(own or ("-",)) else None
    if centre is None:
        refuse("event_place_unknown", field="place")
    return raise_event(
        actor, centre, place, kind=kind, text=text, source=Source.DEPARTMENT, severity=severity, urgency=urgency,
        address=address, position=position, at=at,
    )  # fmt: skip


@transaction.atomic
def _insert(
    by: By, *, kind: str, text: str, source: Source, place: Unit, grid_code: str, address: str,
    position: tuple[float, float] | None, reporter_id: int | None, at: datetime, happened_at: datetime,
    urgency: EventUrgency, handling_level: Level, severity: Severity = Severity.EVERYDAY, result: str = "",
    settled: bool = False, centre: Unit | None = None, sensed: Sensed | None = None,
) -> Event:  # fmt: skip
    centre = centre or centre_for(place, _day(at)) or refuse("event_place_unknown", field="place")
    state = EventState.CLOSED if settled else EventState.REPORTED
    east, north = position or (None, None)
    event = Event(
        id=uuid4(), number=_number(at), state=state, kind=kind, text=text, source=source, severity=severity, urgency=urgency,
        handling_level=handling_level, place=place, grid_code=grid_code, address=address, east=east, north=north,
        centre=centre, reporter_id=reporter_id, happened_at=happened_at, registered_at=at, changed_at=at,
        resolved_at=at if settled else None, closed_at=at if settled else None, settled_on_the_spot=settled, result=result,
        ledger_digest=EMPTY.digest,
    )  # fmt: skip
    if sensed:
        event.threshold, event.device, event.readings, event.last_reading_at = (
            sensed.rule,
            sensed.device,
            1,
            at,
        )
    facts = {
        "state": state.value, "kind": kind, "source": source.value, "severity": severity.value,
        "urgency": urgency.value, "handling_level": handling_level.value, "place": place.pk, "centre": centre.pk,
    }  # fmt: skip
    event.ledger_length, event.ledger_digest = record(
        event.pk, EMPTY, EventAct.REPORT, at=at, by=by, facts=facts
    )
    event.save(force_insert=True)
    push({centre.pk})
    return event


def _number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('event_number')")
        (running,) = cursor.fetchone()
    return f"E{_day(at):%Y%m%d}-{running:06}"


def _photos(kind: str, count: int) -> None:
    needed, words = KINDS[kind].photo, KINDS[kind].words
    if needed and not count:
        refuse("event_photo_needed", field="photo", kind=words, why=needed)
    if count and not needed:
        refuse("event_photo_not_needed", field="photo", kind=words)


def _place_of(happening: Happening, held: HeldPost, at: datetime) -> tuple[Unit, str]:
    """The place and the grid of a report: the grid chosen, else the one the position lies in."""
    today = _day(at)
    version = grid_named(happening.place, today)
    if version:
        place, grid_code, outline = version.place, version.grid.code, version.outline
    else:
        place = units_at(today).filter(
            code=happening.place, kind=UnitKind.PLACE, level__in=(Level.STREET, Level.COMMUNITY)
        ).first() or refuse("event_place_unknown", field="place")  # fmt: skip
        grid_code, outline = "", ""
    if not place.path.startswith(held.place_path):
        refuse("event_place_not_yours", field="place", place=place.name)
    if happening.position:
        found = grid_at(*happening.position, today)
        metres = _metres_from(happening.position, outline, place, held, today)
        if metres > FAR_AWAY_M and not happening.sure:
            refuse("event_far_away", field="place", km=round(metres / 1000), place=place.name)
        if not grid_code and found and found.place_id == place.pk:
            grid_code = found.code
    return place, grid_code


def _metres_from(
    position: tuple[float, float], outline: str, place: Unit, held: HeldPost, today: date
) -> float:
    """How far the position lies from the chosen grid, else from the place around it that has an outline; 0 where none has."""
    if not outline:
        drawn = outlines_of_places([place.path, held.place_path], today)
        outline = drawn.get(place.path) or drawn.get(held.place_path, "")
    return metres_outside(position, outline)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
