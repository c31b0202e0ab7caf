"""What the routing rules say of an event: kind → duty item → board, lane, post; shown to the centre, which decides."""

from datetime import date
from typing import NamedTuple

from bihuan.command_centre.models import Event
from bihuan.duties.queries.routing import decide, place_names_of, routes_in_force
from bihuan.grids.locating import grids_coded, grids_of
from bihuan.rules.events import EventUrgency
from bihuan.rules.matters import Urgency
from bihuan.rules.routing import Decision, Question
from bihuan.rules.routing_words import why
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI

#: Orders and events call their lowest urgency by different codes.
_URGENCIES = {
    EventUrgency.NORMAL: Urgency.ORDINARY, EventUrgency.URGENT: Urgency.URGENT, EventUrgency.CRITICAL: Urgency.CRITICAL,
}  # fmt: skip


class Proposed(NamedTuple):
    """A decision about an event, with its reasons; ``post`` is the post of the event's own centre it leads to."""

    decision: Decision
    reasons: list[Words]
    post: int | None


def decision_for(event: Event, on: date) -> Decision:
    """What the rules in force say of an event that day: exactly one answer, the duty desk where no rule fits."""
    if event.east is not None and event.north is not None:
        grids = tuple(grids_of(event.place, on, (event.east, event.north)))
    else:
        grids = tuple(grids_coded([event.grid_code] if event.grid_code else [], on).values())
    at = event.registered_at.astimezone(SHANGHAI).time()
    urgency = _URGENCIES[EventUrgency(event.urgency)].value
    return decide(Question(event.place.path, f"event:{event.kind}", urgency=urgency, at=at, grids=grids), on)


def post_proposed(event: Event, decision: Decision) -> int | None:
    """The post the decision leads to, where it is one of the centre that has the event."""
    post = decision.post
    return post.id if post and post.centre_id == event.centre_id else None


def proposal_for(event: Event, on: date) -> Proposed:
    """The decision as the page shows it; without rules it gives no reasons."""
    routes = routes_in_force()
    decision = decision_for(event, on)
    reasons = why(decision, place_names_of(routes)) if routes.rows else []
    return Proposed(decision, reasons, post_proposed(event, decision))
