"""The book of grids: how many each place has, which there are, who is in their teams, and what lies open in one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from bihuan.command_centre.queries.events import Event, visible_to
from bihuan.command_centre.queries.ground import parts_of_place
from bihuan.grids.queries import (
    GridVersion,
    counts_by_place,
    parts_counted,
    patterns_for,
    roles_filled,
)
from bihuan.grids.queries import visible_to as grids_visible_to
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import within
from bihuan.rules.events import OPEN
from bihuan.rules.grids import GridKind, TeamPattern, TeamRole
from bihuan.rules.outlines import kept_outline
from bihuan.work_orders.on_the_ground import open_in_grids

PAGE = 60
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place below with the number of grids of each kind in it."""

    place: Unit
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A grid of the list: its version of the day, its micro-grids, what its team lacks, and how much is open in it."""

    version: GridVersion
    parts: int
    formula: str
    lacking: list[TeamRole]
    orders: int
    events: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is filtered by. Without a kind, general and dedicated grids: a street has hundreds of micro-grids."""

    text: str = ""
    kind: str = ""


def places_with_grids(place: Unit, on: date) -> list[PlaceRow]:
    """The places below with their numbers of grids; two statements, however many there are."""
    parts = parts_of_place(place, on)
    counted: dict[str, dict[str, int]] = {part.path: {} for part in parts}
    depth = place.path.count("/") + 1
    for path, kinds in counts_by_place([place.path], on).items():
        top = "/".join(path.split("/")[:depth]) + "/"
        for kind, count in kinds.items():
            if top in counted:
                counted[top][kind] = counted[top].get(kind, 0) + count
    return [PlaceRow(part, counted[part.path]) for part in parts]


def grid_rows(
    actor: Actor, place: Unit, on: date, asked: Asked, after: str = ""
) -> tuple[list[GridRow], str]:
    """One page of the grids of a place in order of code, and the code after which the next begins ("" for none)."""
    versions = grids_visible_to(actor, on).filter(within(place.path, "place__path"))
    versions = (
        versions.filter(grid__kind=asked.kind) if asked.kind else versions.exclude(grid__kind=GridKind.MICRO)
    )
    if said := asked.text.strip():
        code = said.upper()
        versions = versions.filter(
            Q(name__contains=said)
            | Q(aliases__contains=[said])
            | Q(grid__code__gte=code, grid__code__lt=code + _LAST)
        )
    page = list(versions.filter(grid__code__gt=after).order_by("grid__code")[: PAGE + 1])
    shown = page[:PAGE]
    ids = [version.grid_id for version in shown]
    filled, parts = roles_filled(ids, on), parts_counted(ids, on)
    patterns = patterns_for({version.place.path for version in shown}, on)
    codes = [version.grid.code for version in shown]
    open_events, open_orders = _open_in(actor, codes), open_in_grids(actor, codes)
    rows = []
    for version in shown:
        pattern = patterns[version.place.path]
        lacking = (
            [] if version.grid.kind == GridKind.MICRO else pattern.lacking(filled.get(version.grid_id, ()))
        )
        rows.append(
            GridRow(
                version, parts.get(version.grid_id, 0), pattern.formula, lacking, open_orders[version.grid.code],
                open_events.get(version.grid.code, 0),
            )
        )  # fmt: skip
    return rows, shown[-1].grid.code if len(page) > PAGE else ""


def pattern_of_grid(version: GridVersion, on: date) -> TeamPattern:
    """What the team of a grid consists of that day."""
    return patterns_for([version.place.path], on)[version.place.path]


def open_events_in(actor: Actor, version: GridVersion, most: int = 50) -> list[Event]:
    """Open events the actor may see that lie in a grid: reported for it, or with a position inside its outline."""
    here = Q(grid_code=version.grid.code)
    if version.outline:
        here |= Q(
            east__gte=version.west, east__lte=version.east, north__gte=version.south, north__lte=version.north
        )
    events = visible_to(actor).filter(here, within(_street_of(version), "place__path"), state__in=OPEN)
    outline = kept_outline(version.outline) if version.outline else None
    found = events.select_related("place").order_by("-registered_at")[: most * 4]
    return [
        event
        for event in found
        if event.grid_code == version.grid.code
        or (outline and event.east is not None and event.north is not None and outline.holds(event.east, event.north))
    ][:most]  # fmt: skip


def _street_of(version: GridVersion) -> str:
    """Path of the street: a grid may reach over the border of its community by what careless drawing explains."""
    codes = version.place.path.strip("/").split("/")[:3]
    return "/" + "/".join(codes) + "/"


def _open_in(actor: Actor, codes: list[str]) -> dict[str, int]:
    events = visible_to(actor).filter(grid_code__in=codes, state__in=OPEN).order_by()
    return dict(events.values_list("grid_code").annotate(Count("pk")))
