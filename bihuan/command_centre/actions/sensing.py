"""A reading of a device against the thresholds: nothing, a new event, or one more reading of an event already open."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from bihuan.command_centre.actions.reporting import Sensed, raise_event
from bihuan.command_centre.changing import push
from bihuan.command_centre.models import Event, Threshold
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import paths_above
from bihuan.rules.actors import Level, Post
from bihuan.rules.events import OPEN, EventUrgency, Severity, Source
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.entries import required


class Tripped(NamedTuple):
    """What a reading led to: the event, and whether it is new."""

    event: Event | None
    new: bool


@transaction.atomic
def take_reading(
    actor: Actor,
    measure: str,
    device: str,
    value: Decimal,
    *,
    at: datetime,
    position: tuple[float, float] | None = None,
) -> Tripped:
    """Hold a reading against the active thresholds of its measure; the first that trips makes or joins an event.

    Only thresholds of centres on the line of the reader's own place count: above it, its own, and beneath it.
    Raises ``Refused``: event_place_unknown for who is no officer of a department or centre, text_missing.
    """
    places = actor.places_of(Post.DEPARTMENT_OFFICER) | actor.places_of(Post.COMMAND_OFFICER)
    if not places:
        refuse("event_place_unknown", field="device")
    device = required(device, Words("设备", "the device"), field="device", most=60)
    rules = (
        Threshold.objects.filter(_on_the_line_of(places), measure=measure, active=True)
        .select_related("centre__parent")
        .order_by("code")
    )
    for rule in rules.select_for_update(of=("self",)):
        if rule.limit.passed(value):
            said = f"{rule.name}：{device} = {value}"
            return make_or_join(actor, rule, device, said, at=at, position=position)
    return Tripped(None, new=False)


def _on_the_line_of(places: Iterable[str]) -> Q:
    found = Q()
    for place in places:
        found |= Q(centre__parent__path__startswith=place) | Q(centre__parent__path__in=paths_above(place))
    return found


def make_or_join(
    actor: Actor | None, rule: Threshold, device: str, said: str, *, at: datetime,
    position: tuple[float, float] | None = None,
) -> Tripped:  # fmt: skip
    """The event of a reading that tripped a threshold; the caller holds the threshold's lock.

    While an event of the same threshold and device is open and its last reading lies within the window, the reading
    joins it, whichever limit the threshold had then. Parameters: ``device`` what was read: a device, or a place; ``said``
    the words of a new event; ``actor`` None for the system. Raises as :func:`raise_event`.
    """
    since = at - timedelta(minutes=rule.window_minutes)
    standing = Event.objects.select_for_update(of=("self",)).filter(
        threshold__code=rule.code, device=device, state__in=OPEN, last_reading_at__gte=since
    ).first()  # fmt: skip
    if standing:
        standing.readings += 1
        standing.last_reading_at = max(at, standing.last_reading_at or at)
        standing.save(update_fields=["readings", "last_reading_at"])
        push({standing.centre_id})
        return Tripped(standing, new=False)
    assert rule.centre.parent is not None, "a centre serves a place"
    event = raise_event(
        actor, rule.centre, rule.centre.parent, kind=rule.kind, source=Source.SENSOR, at=at, position=position,
        text=said, severity=Severity(rule.severity), urgency=EventUrgency(rule.urgency),
        handling_level=Level(rule.handling_level), sensed=Sensed(rule, device),
    )  # fmt: skip
    return Tripped(event, new=True)
