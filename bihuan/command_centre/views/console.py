"""The command centre's console: a live board by post, the urgent pinned, the map beside it."""

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.command_centre.queries.events import (
    accepted_lately,
    board_of,
    centres_of,
    pinned_of,
    states_of,
)
from bihuan.command_centre.queries.plans import emergencies_seen_by
from bihuan.command_centre.showing import row_of
from bihuan.command_centre.stream import stream
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import UnitKind
from bihuan.rules.actors import Post
from bihuan.rules.events import STATES, EventState
from bihuan.rules.plans import Mode

_watching = holding(Post.COMMAND_OFFICER, Post.SUPERVISOR, Post.LEADER)


@require_safe
@_watching
def console(request: ActorRequest) -> HttpResponse:
    """What the centre has open. The board is asked for anew whenever something changes, the map beside it stays."""
    centres, now = centres_of(request.actor), timezone.now()
    states = states_of(centres)
    held = next((held for held in request.actor.posts if held.unit_kind == UnitKind.COMMAND_CENTRE), None)
    shown = {
        "centre": held,
        "states": [(STATES[EventState(state)], state, count) for state, count in states.items()],
        "total": sum(states.values()),
        "pinned": [row_of(event, now) for event in pinned_of(centres)],
        "accepted": [
            (row_of(event, now), max(0, int((event.accepted_at - event.registered_at).total_seconds() // 60)))
            for event in accepted_lately(centres, now)
            if event.accepted_at
        ],
        "groups": [(group, [row_of(event, now) for event in group.events]) for group in board_of(centres)],
        "emergencies": emergencies_seen_by(request.actor).filter(state=Mode.IN_FORCE)[:3],
        "now": now,
    }
    return render(request, "command_centre/console.html", shown)


@require_safe
@_watching
def changes(request: ActorRequest) -> HttpResponseBase:
    """Server-sent events: something changed at the actor's centres. 204 tells the browser to ask by itself instead."""
    told = stream(centres_of(request.actor))
    # A stream lasts; the connection that looked up who asks goes back to the pool meanwhile.
    connection.close()
    if told is None:
        return HttpResponse(status=204)
    answer = StreamingHttpResponse(told, content_type="text/event-stream")
    answer["X-Accel-Buffering"] = "no"
    return answer
