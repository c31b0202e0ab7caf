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
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.queries import visible_to

#: What a place of a level is made up of on the map.
_BELOW = {Level.CITY: Level.DISTRICT, Level.DISTRICT: Level.STREET, Level.STREET: Level.COMMUNITY}
#: Steps of density, darkest last: by rank among the parts of the sheet, so that one busy part does not blank out the rest.
STEPS = 5


@dataclass(frozen=True, slots=True)
class Area:
    """One part of the sheet: a place below, with the orders open in it; or a grid."""

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

    @property
    def middle(self) -> tuple[float, float] | None:
        """A place surely inside it (longitude, latitude), where its number is written."""
        if not self.outline:
            return None
        point = kept_outline(self.outline).shape.representative_point()
        return point.x, point.y


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

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.border) or any(area.outline for area in (*self.areas, *self.grids))


def sheet_for(actor: Actor, on: date, place_id: int | None = None) -> Sheet:
    """The sheet of a place of the actor's own, or of the highest of them when none is named.

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
    above = [unit for unit in ancestors(place) if unit.path.startswith(shown_from)]
    level = _BELOW.get(Level(place.level))
    parts = list(places.filter(parent=place, level=level).order_by("path")) if level else []
    outlines = outlines_of_places([place.path, *(part.path for part in parts)], on)
    return Sheet(
        place,
        above,
        _areas(actor, parts, outlines),
        _grids(place, on),
        outlines.get(place.path, ""),
        dots_in(actor, place),
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


def _grids(place: Unit, on: date) -> list[Area]:
    """General and dedicated grids of a street or community; more would hide the map."""
    if Level(place.level) not in (Level.STREET, Level.COMMUNITY):
        return []
    shown = (grid for grid in grids_in(place, on) if grid.grid.kind != GridKind.MICRO)
    return [Area(f"grid-{grid.grid.code}", grid.name, grid.grid.kind, grid.outline) for grid in shown]
