"""Grids: the book by place, one grid with its map, parts, team, history and what is open in it, and drawing from a file."""

import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.command_centre.grid_forms import DrawForm, GridFilter, JoinForm
from bihuan.command_centre.queries.grid_book import (
    Asked,
    grid_rows,
    open_events_in,
    pattern_of_grid,
    places_with_grids,
)
from bihuan.command_centre.queries.ground import place_seen
from bihuan.command_centre.showing import row_of
from bihuan.command_centre.views.ground import KIND_WORDS, dot_of, seeing, spot_of
from bihuan.grids.actions import drawing
from bihuan.grids.actions.teams import join, leave
from bihuan.grids.geojson import read
from bihuan.grids.queries import (
    GridVersion,
    grid_seen_by,
    history_of,
    outlines_of_places,
    parts_of_grid,
    places_drawn_by,
    team_of,
)
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_names, units_at
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.grids import GridKind
from bihuan.rules.outlines import area_m2, kept_outline
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.on_the_ground import Spot, open_orders_in

_MOST_BYTES = 32 * 1024 * 1024
_COLUMNS = (
    {"key": "code", "words": Words("编号", "Code"), "fixed": True},
    {"key": "name", "words": Words("名称", "Name"), "fixed": True},
    {"key": "kind", "words": Words("类型", "Kind")},
    {"key": "place", "words": Words("所属", "Belongs to")},
    {"key": "parts", "words": Words("微网格", "Micro-grids"), "kind": "number"},
    {"key": "team", "words": Words("队伍", "Team")},
    {"key": "orders", "words": Words("未归档工单", "Living orders"), "kind": "number"},
    {"key": "events", "words": Words("未结事件", "Open events"), "kind": "number"},
)
_STREET_DOWN = (Level.STREET, Level.COMMUNITY)


@require_safe
@seeing
def grid_list(request: ActorRequest) -> HttpResponse:
    """Grids by street: places with their numbers down to a street, there the grids themselves; a search looks everywhere."""
    form = GridFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    on = given.get("on") or timezone.localdate()
    place, above = place_asked(request, on)
    asked = Asked(given.get("q", ""), given.get("kind", ""))
    lists = place.level in _STREET_DOWN or bool(asked.text)
    after = request.GET.get("after", "")[:40].replace("\x00", "")
    rows, next_after = grid_rows(request.actor, place, on, asked, after) if lists else ([], "")
    names = place_names(row.version.place for row in rows)
    query = request.GET.copy()
    query["after"] = next_after
    places = places_with_grids(place, on)
    shown = {
        "nav": "grids", "place": place, "above": above, "form": form, "on": on, "today": timezone.localdate(), "columns": _COLUMNS,
        "places": [(row, [row.counts.get(kind, 0) for kind in GridKind]) for row in places],
        "counts": [(KIND_WORDS[kind], kind.value, sum(row.counts.get(kind, 0) for row in places)) for kind in GridKind],
        "rows": [(row, KIND_WORDS[row.version.grid.kind], names.get(row.version.place_id, "")) for row in rows],
        "lists": lists, "next_url": f"?{query.urlencode()}" if next_after else "",
        "level_words": LEVEL_WORDS[Level(place.level)], "draws": bool(places_drawn_by(request.actor)),
    }  # fmt: skip
    return render(request, "command_centre/grids.html", shown)


@require_safe
@seeing
def grid(request: ActorRequest, code: str) -> HttpResponse:
    """One grid as it stands, or stood on the day of ``?on=``."""
    return _grid(request, code)


@require_safe
@seeing
def grid_outlines(request: ActorRequest, code: str) -> HttpResponse:
    """The grid with what is around and in it, as one GeoJSON feature collection."""
    version, on = _version_asked(request, code)
    around = outlines_of_places([version.place.path], on).get(version.place.path, "")
    features = [_feature(version, "part")]
    features += [
        _feature(part, "grid", reverse("grid", args=[part.grid.code]))
        for part in parts_of_grid(version.grid, on)
    ]
    if around:
        border = {"role": "border", "name": version.place.name}
        features.append({"type": "Feature", "properties": border, "geometry": json.loads(around)})
    orders = open_orders_in(request.actor, code)
    features += [
        spot_of(Spot(o.number, o.title, o.east, o.north, o.grid_codes))
        for o in orders
        if o.east is not None and o.north is not None
    ]
    features += [dot_of(event) for event in open_events_in(request.actor, version) if event.east is not None]
    return JsonResponse({"type": "FeatureCollection", "features": [f for f in features if f["geometry"]]})


@require_http_methods(["GET", "HEAD", "POST"])
@seeing
def grid_import(request: ActorRequest) -> HttpResponse:
    """Draw grids from a file: look first, then all of it or nothing."""
    if not places_drawn_by(request.actor):
        raise Http404
    today = timezone.localdate()
    form = DrawForm(request.POST or None, request.FILES or None, initial={"on": today, "only_check": True})
    checked, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                checked = _draw(request, form)
            except Refused as refused:
                add_refusal(form, refused)
                status = refused.kind.status
        if checked is not None and not checked.errors:
            status = 200
            if not form.cleaned_data["only_check"]:
                messages.success(request, _("网格已写入"))
                return redirect("grids")
    shown = {"nav": "grids", "form": form, "checked": checked, "place": _own_place(request, today)}
    return render(request, "command_centre/grid_import.html", shown, status=status)


def _draw(request: ActorRequest, form: DrawForm) -> drawing.Checked | None:
    given, file = form.cleaned_data, form.cleaned_data["file"]
    if file.size > _MOST_BYTES:
        form.add_error("file", _("文件超过 32 MB。请按镇街分开导入。"))
        return None
    source, on = read(file.name, file.read()), given["on"]
    whole = _own_place(request, on) if given["whole"] else None
    checked = drawing.check(request.actor, source, on, whole)
    if not checked.errors and not given["only_check"]:
        return drawing.draw(request.actor, source, on, at=timezone.now(), whole_of=whole)
    return checked


@require_POST
@seeing
def team_join(request: ActorRequest, code: str) -> HttpResponse:
    """Take somebody into the team."""
    version, on = _version_asked(request, code)
    form = JoinForm(pattern_of_grid(version, on), request.POST)
    if not form.is_valid():
        return _grid(request, code, form, 422)
    given = form.cleaned_data
    try:
        join(request.actor, code, given["role"], given["since"], person=given["username"], name=given["name"])
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        add_refusal(form, refused)
        return _grid(request, code, form, refused.kind.status)
    messages.success(request, _("已加入队伍"))
    return redirect("grid", code)


@require_POST
@seeing
def team_leave(request: ActorRequest, code: str, member_id: int) -> HttpResponse:
    """Let a membership end today."""
    try:
        leave(request.actor, code, member_id, timezone.localdate())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        messages.error(request, refused.sentence.in_language(request.LANGUAGE_CODE))
        return redirect("grid", code)
    messages.success(request, _("已离开队伍"))
    return redirect("grid", code)


def _grid(request: ActorRequest, code: str, form: JoinForm | None = None, status: int = 200) -> HttpResponse:
    version, on = _version_asked(request, code)
    pattern = pattern_of_grid(version, on)
    members = list(team_of(version.grid, on))
    draws = version.place.path.startswith(tuple(places_drawn_by(request.actor)) or ("-",))
    versions, now = list(history_of(version.grid)), timezone.now()
    shown = {
        "nav": "grids", "version": version, "kind": KIND_WORDS[version.grid.kind], "on": on, "on_text": f"{on:%Y-%m-%d}", "today": timezone.localdate(),
        "where": place_names([version.place])[version.place.pk], "area": _hectares(version),
        "parts": [(part, _hectares(part)) for part in parts_of_grid(version.grid, on)],
        "orders": open_orders_in(request.actor, code), "orders_asked": OrderFilter.of({"living": "1", "grid": code}).query_string(),
        "events": [row_of(event, now) for event in open_events_in(request.actor, version)],
        "pattern": pattern, "roles": [(role, [m for m in members if m.role == role.code]) for role in pattern.roles],
        "others": [member for member in members if pattern.role(member.role) is None],
        "lacking": [] if version.grid.kind == GridKind.MICRO else pattern.lacking(member.role for member in members),
        "history": [(each, _hectares(each), _changes(each, older)) for each, older in zip(versions, [*versions[1:], None], strict=True)],
        "draws": draws, "join_form": form or JoinForm(pattern, initial={"since": timezone.localdate()}),
        "refused": form is not None,
    }  # fmt: skip
    return render(request, "command_centre/grid.html", shown, status=status)


def _changes(new: GridVersion, old: GridVersion | None) -> list[Words]:
    """What differs from the version before."""
    if old is None:
        return [_FIRST]
    compared = (
        (_NAME, new.name, old.name), (_ALIASES, new.aliases, old.aliases), (_PLACE, new.place_id, old.place_id),
        (_PARENT, new.parent_id, old.parent_id), (_OUTLINE, new.outline, old.outline),
    )  # fmt: skip
    return [words for words, one, other in compared if one != other]


_FIRST, _NAME, _ALIASES = Words("划定", "Drawn"), Words("名称", "Name"), Words("别名", "Other names")
_PLACE, _PARENT, _OUTLINE = (
    Words("所属", "Place"),
    Words("上级网格", "General grid"),
    Words("边界", "Outline"),
)


def _hectares(version: GridVersion) -> str:
    return f"{area_m2(kept_outline(version.outline).shape) / 10_000:.1f}" if version.outline else ""


def _feature(version: GridVersion, role: str, href: str = "") -> dict[str, Any]:
    # Without a middle no name is written over it: the page's heading and the table say it.
    properties = {
        "role": role, "key": f"grid-{version.grid.code}", "name": version.name, "kind": version.grid.kind, "orders": 0, "step": 0,
        "label": version.name, "href": href, "middle": None,
    }  # fmt: skip
    geometry = json.loads(version.outline) if version.outline else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _version_asked(request: ActorRequest, code: str) -> tuple[GridVersion, date]:
    form = GridFilter(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or timezone.localdate()
    if not drawing.CODE.fullmatch(code):
        raise Http404
    try:
        return grid_seen_by(request.actor, code, on), on
    except Refused as refused:
        raise Http404 from refused


def place_asked(request: ActorRequest, on: date) -> tuple[Unit, list[Unit]]:
    """The place of ``?place=`` as it stood that day. A place outside the actor's own does not exist."""
    place = request.GET.get("place", "")
    known = place.isascii() and place.isdigit() and len(place) < 19
    if place and not known:
        raise Http404
    try:
        return place_seen(request.actor, on, int(place) if place else None)
    except Refused as refused:
        raise Http404 from refused


def _own_place(request: ActorRequest, on: date) -> Unit:
    """The place whose grids the actor draws."""
    drawn = sorted(places_drawn_by(request.actor))
    return units_at(on).filter(path__in=drawn).order_by("path").first() or _nothing()


def _nothing() -> Any:
    raise Http404
