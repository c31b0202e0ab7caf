"""The map's sheet of one place: its parts with their outlines and what is open in them. The table and the map read the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from bihuan.command_centre.models import Event
from bihuan.command_centre.queries.events import dots_in
from bihuan.grids.queries import grids_in, outlines_of_places
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import ancestors, units_at, within
from bihuan.rules.actors import Level
from bihuan.rules.grids import GridKind
from bihuan.rules.outlines import kept_outline
from bihuan.rules.refusal import refuse
from bihuan.work_orders.filters import NO_GRID, OrderFilter
from bihuan.work_orders.on_the_ground import Spot, known_by_place_alone, open_in_grids, spots_in
from bihuan.work_orders.queries import visible_to

#: What a place of a level is made up of on the map.
_BELOW = {Level.CITY: Level.DISTRICT, Level.DISTRICT: Level.STREET, Level.STREET: Level.COMMUNITY}
#: Steps of density, darkest last: by rank among the parts of the sheet, so that one busy part does not blank out the rest.
STEPS = 5
#: Places whose grids and single orders are shown; more would hide the map.
_SMALL = (Level.STREET, Level.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Area:
    """One part of the sheet: a place below or a grid, with the orders open in it."""

    key: str
    name: str
    kind: str
    #: GeoJSON geometry, or "" where none is drawn.
    outline: str
    orders: int = 0
    #: 0: nothing open; else 1 … STEPS.
    step: int = 0
    #: Id of the place whose sheet it opens; None where there is none below.
    opens: int | None = None
    #: Query string of the orders behind the number.
    asked: str = ""
    #: Code of the grid it is, if it is one.
    grid: str = ""

    @property
    def middle(self) -> tuple[float, float] | None:
        """A place surely inside it (longitude, latitude), where its number is written."""
        if not self.outline:
            return None
        point = kept_outline(self.outline).shape.representative_point()
        return point.x, point.y


@dataclass(frozen=True, slots=True)
class Heap:
    """Orders that lie in no known grid, in one place: how many, and where its middle is (None without an outline)."""

    key: str
    name: str
    orders: int
    asked: str
    middle: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The map of one place: where it lies, its parts, and its grids where it is small enough."""

    place: Unit
    above: list[Unit]
    areas: list[Area]
    grids: list[Area]
    border: str
    #: Open events with a position.
    dots: list[Event]
    #: Orders with a position; only of a street or community, above it density says more.
    spots: list[Spot]
    #: Orders that lie in no known grid, by the place that is known; in the middle of its outline.
    heaps: list[Heap]

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.border) or any(area.outline for area in (*self.areas, *self.grids))


def place_seen(actor: Actor, on: date, place_id: int | None = None) -> tuple[Unit, list[Unit]]:
    """A place of the actor's own, or the highest of them when none is named; and those above it that are the actor's too.

    Raises ``Refused`` ``unit_unknown`` for a place outside, whether or not it exists.
    """
    own = sorted({held.place_path for held in actor.posts}, key=lambda path: (path.count("/"), path))
    places = units_at(on).filter(kind=UnitKind.PLACE)
    if place_id is None:
        place = places.filter(path=own[0]).first() if own else None
    else:
        place = places.filter(pk=place_id).first()
        place = place if place and place.path.startswith(tuple(own)) else None
    if place is None:
        refuse("unit_unknown", field="place", name=place_id or "—")
    shown_from = next(path for path in own if place.path.startswith(path))
    return place, [unit for unit in ancestors(place) if unit.path.startswith(shown_from)]


def parts_of_place(place: Unit, on: date) -> list[Unit]:
    """The places a place is made up of on the map and in the list of grids, in order."""
    level = _BELOW.get(Level(place.level))
    places = units_at(on).filter(kind=UnitKind.PLACE, parent=place, level=level).order_by("path")
    return list(places) if level else []


def sheet_for(actor: Actor, on: date, place_id: int | None = None) -> Sheet:
    """The sheet of a place of the actor's own, or of the highest of them when none is named.

    Raises ``Refused`` ``unit_unknown`` for a place outside, whether or not it exists.
    """
    place, above = place_seen(actor, on, place_id)
    parts = parts_of_place(place, on)
    outlines = outlines_of_places([place.path, *(part.path for part in parts)], on)
    small = Level(place.level) in _SMALL
    return Sheet(
        place,
        above,
        _areas(actor, parts, outlines),
        _grids(actor, place, on) if small else [],
        outlines.get(place.path, ""),
        dots_in(actor, place),
        spots_in(actor, place.path) if small else [],
        _heaps(actor, [place, *parts], outlines) if small else [],
    )


def _areas(actor: Actor, parts: list[Unit], outlines: dict[str, str]) -> list[Area]:
    open_orders = _open_orders(actor, parts)
    steps = steps_of(open_orders[part.pk] for part in parts)
    return [
        Area(
            f"place-{part.pk}", part.name, part.level, outlines.get(part.path, ""), open_orders[part.pk],
            steps.get(open_orders[part.pk], 0), part.pk,
            OrderFilter.of({"living": "1", "place": str(part.pk)}).query_string(),
        )
        for part in parts
    ]  # fmt: skip


def _open_orders(actor: Actor, parts: list[Unit]) -> Counter[int]:
    """Orders not yet archived that the actor may see, by the part in which their place lies; one statement."""
    counted: Counter[int] = Counter()
    if not parts:
        return counted
    by_path = {part.path: part.pk for part in parts}
    depth = parts[0].path.count("/")
    around = parts[0].path[: parts[0].path.rindex("/", 0, -1) + 1]
    living = visible_to(actor).filter(within(around, "place__path"), archived_at=None)
    for path, count in living.order_by().values_list("place__path").annotate(Count("pk")):
        top = "/".join(path.split("/")[:depth]) + "/"
        if top in by_path:
            counted[by_path[top]] += count
    return counted


def steps_of(counts: Iterable[int]) -> dict[int, int]:
    """Which step of density each number gets: 0 for nothing, the others by rank among the different numbers."""
    different = sorted({count for count in counts if count})
    return {count: 1 + rank * STEPS // len(different) for rank, count in enumerate(different)}


def _grids(actor: Actor, place: Unit, on: date) -> list[Area]:
    """General and dedicated grids of a street or community with what is open in each; micro-grids would hide the map."""
    shown = [grid for grid in grids_in(place, on) if grid.grid.kind != GridKind.MICRO]
    counted = open_in_grids(actor, [grid.grid.code for grid in shown])
    steps = steps_of(counted.values())
    return [
        Area(
            f"grid-{grid.grid.code}", grid.name, grid.grid.kind, grid.outline, counted[grid.grid.code],
            steps.get(counted[grid.grid.code], 0), grid=grid.grid.code,
            asked=OrderFilter.of({"living": "1", "grid": grid.grid.code}).query_string(),
        )
        for grid in shown
    ]  # fmt: skip


def _heaps(actor: Actor, places: list[Unit], outlines: dict[str, str]) -> list[Heap]:
    """Of the place as a whole first, those of its parts included as in the list behind the number; then of each part."""
    counted = known_by_place_alone(actor, places[0].path)
    counted[places[0].pk] = sum(counted.values())
    heaps = []
    for place in places:
        if not counted.get(place.pk):
            continue
        area = Area("", place.name, place.level, outlines.get(place.path, ""))
        asked = OrderFilter.of({"living": "1", "place": str(place.pk), "grid": NO_GRID}).query_string()
        heaps.append(Heap(f"heap-{place.pk}", place.name, counted[place.pk], asked, area.middle))
    return heaps
