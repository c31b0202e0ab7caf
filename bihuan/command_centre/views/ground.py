"""The map: a page with the table, and the same sheet as GeoJSON for the drawing beside it."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from bihuan.command_centre.models import Event
from bihuan.command_centre.queries.ground import Area, Heap, Sheet, sheet_for
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import LEVEL_WORDS, SEEING_POSTS, Level
from bihuan.rules.events import KINDS, PINNED
from bihuan.rules.grids import GRID_KIND_WORDS, GridKind
from bihuan.rules.refusal import Refused
from bihuan.work_orders.on_the_ground import Spot

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
        "place_text": str(found.place.pk),
        "areas": sorted(found.areas, key=lambda area: -area.orders),
        "grids": [
            (area, KIND_WORDS[area.kind]) for area in sorted(found.grids, key=lambda area: -area.orders)
        ],
        "level_words": LEVEL_WORDS[Level(found.place.level)],
        "total": sum(area.orders for area in found.areas),
    }
    return render(request, "command_centre/map.html", shown)


@require_safe
@seeing
def outlines(request: ActorRequest) -> HttpResponse:
    """The sheet as one GeoJSON feature collection; what each feature is stands in its properties."""
    found = _asked(request)
    # Where there are no places below, the grids are what shows the density.
    fill = not found.areas
    features = [_feature(area, "part") for area in found.areas]
    features += [
        _feature(area, "part" if fill and area.kind == GridKind.GENERAL else "grid") for area in found.grids
    ]
    if found.border:
        border = {"role": "border", "name": found.place.name}
        features.append({"type": "Feature", "properties": border, "geometry": json.loads(found.border)})
    features += [heap_of(heap) for heap in found.heaps if heap.middle]
    features += [spot_of(spot) for spot in found.spots]
    features += [dot_of(event) for event in found.dots]
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
        "label": f"{area.name} · {number}" if area.orders or role == "part" else area.name,
        "href": _leads_to(area),
        "middle": area.middle,
    }
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": json.loads(area.outline) if area.outline else None,
    }


def _leads_to(area: Area) -> str:
    if area.grid:
        return reverse("grid", args=[area.grid])
    return f"{reverse('map')}?place={area.opens}" if area.opens else ""


def spot_of(spot: Spot) -> dict:
    """An order with a position as a point of the map."""
    properties = {
        "role": "order", "key": f"order-{spot.number}", "name": spot.number, "label": f"{spot.number} · {spot.title}",
        "href": reverse("order", args=[spot.number]),
    }  # fmt: skip
    return {"type": "Feature", "properties": properties, "geometry": _point(spot.east, spot.north)}


def heap_of(heap: Heap) -> dict:
    """The orders of a place that lie in no known grid, as one point in its middle that says how many."""
    label = gettext("%(place)s · 未落到网格 %(n)s 件") % {"place": heap.name, "n": heap.orders}
    properties = {
        "role": "heap", "key": heap.key, "name": str(heap.orders), "label": label,
        "href": f"{reverse('order-list')}?{heap.asked}",
    }  # fmt: skip
    assert heap.middle is not None
    return {"type": "Feature", "properties": properties, "geometry": _point(*heap.middle)}


def _point(east: float | None, north: float | None) -> dict:
    return {"type": "Point", "coordinates": [east, north]}


def dot_of(event: Event) -> dict:
    """An event as a point of the map."""
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
        "geometry": _point(event.east, event.north),
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
