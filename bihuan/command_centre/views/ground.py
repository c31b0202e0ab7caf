"""The map: a page with the table, and the same sheet as GeoJSON for the drawing beside it."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from bihuan.command_centre.models import Event
from bihuan.command_centre.queries.ground import Area, Sheet, sheet_for
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import LEVEL_WORDS, SEEING_POSTS, Level
from bihuan.rules.events import KINDS, PINNED
from bihuan.rules.grids import GRID_KIND_WORDS
from bihuan.rules.refusal import Refused

seeing = holding(*SEEING_POSTS)
KIND_WORDS = {level.value: words for level, words in LEVEL_WORDS.items()} | {
    kind.value: words for kind, words in GRID_KIND_WORDS.items()
}


@require_safe
@seeing
def sheet(request: ActorRequest) -> HttpResponse:
    """One place: its parts, what is open in each, and the way up and down."""
    found = _asked(request)
    shown = {
        "sheet": found,
        "areas": sorted(found.areas, key=lambda area: -area.orders),
        "grids": [(area, KIND_WORDS[area.kind]) for area in found.grids],
        "level_words": LEVEL_WORDS[Level(found.place.level)],
        "total": sum(area.orders for area in found.areas),
    }
    return render(request, "command_centre/map.html", shown)


@require_safe
@seeing
def outlines(request: ActorRequest) -> HttpResponse:
    """The sheet as one GeoJSON feature collection; what each feature is stands in its properties."""
    found = _asked(request)
    features = [_feature(area, "part") for area in found.areas]
    features += [_feature(area, "grid") for area in found.grids]
    if found.border:
        border = {"role": "border", "name": found.place.name}
        features.append({"type": "Feature", "properties": border, "geometry": json.loads(found.border)})
    features += [_dot(event) for event in found.dots]
    return JsonResponse({"type": "FeatureCollection", "features": [f for f in features if f["geometry"]]})


def _feature(area: Area, role: str) -> dict:
    number = ngettext("%(n)s 件未归档", "%(n)s 件未归档", area.orders) % {"n": area.orders}
    properties = {
        "role": role,
        "key": area.key,
        "name": short_name(area.name),
        "kind": area.kind,
        "orders": area.orders,
        "step": area.step,
        "label": f"{area.name} · {number}" if role == "part" else area.name,
        "href": f"{reverse('map')}?place={area.opens}" if area.opens else "",
        "middle": area.middle,
    }
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": json.loads(area.outline) if area.outline else None,
    }


def _dot(event: Event) -> dict:
    kind = (
        KINDS[event.kind].words.in_language(get_language() or "zh-hans")
        if event.kind in KINDS
        else event.kind
    )
    properties = {
        "role": "dot", "key": "", "name": kind, "label": f"{kind} · {event.text[:40]}", "urgent": event.urgency in PINNED,
        "href": reverse("event", args=[event.number]),
    }  # fmt: skip
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [event.east, event.north]},
    }


def _asked(request: ActorRequest) -> Sheet:
    """The sheet asked for by ``?place=``. A place outside the actor's own does not exist."""
    place = request.GET.get("place", "")
    known = place.isascii() and place.isdigit() and len(place) < 19
    if place and not known:
        raise Http404
    try:
        return sheet_for(request.actor, timezone.localdate(), int(place) if place else None)
    except Refused as refused:
        raise Http404 from refused


def short_name(name: str) -> str:
    """A community's name without what every community is called: there is little room on a map."""
    return name.removesuffix("居民委员会").removesuffix("村民委员会")
