"""Where something lies: the grids of a place, by its position or by what its address names."""

from collections.abc import Iterable
from datetime import date

from bihuan.grids.models import GridVersion
from bihuan.grids.queries import every_grid_at, held_on, outlines_of_places, paths_down_to
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import within
from bihuan.rules.actors import Level
from bihuan.rules.grid_names import Named, grids_named_in
from bihuan.rules.grids import GridKind
from bihuan.rules.outlines import distance_m, kept_outline
from bihuan.rules.routing_rows import InGrid


def grids_of(
    place: Unit, on: date, position: tuple[float, float] | None = None, text: str = ""
) -> list[InGrid]:
    """The grids something lies in, at most one of each kind; one statement.

    Parameters: ``position`` (longitude, latitude) where it is known, and then it alone decides; else ``text`` is read,
    where ``place`` is a street or community: names are unique there, a whole district's are not.
    """
    if position:
        found = every_grid_at(*position, on)
        return [InGrid(found[kind].code, kind.value, found[kind].name) for kind in GridKind if kind in found]
    if not text.strip() or Level(place.level) not in (Level.STREET, Level.COMMUNITY):
        return []
    versions = GridVersion.objects.filter(within(place.path, "place__path"), held_on(on))
    columns = ("grid__code", "grid__kind", "name", "aliases", "parent__code")
    there = {
        code: Named(code, GridKind(kind), name, aliases, parent or "")
        for code, kind, name, aliases, parent in versions.values_list(*columns)
    }
    codes = grids_named_in(text, there.values())
    return [
        InGrid(there[codes[kind]].code, kind.value, there[codes[kind]].name)
        for kind in GridKind
        if codes.get(kind) in there
    ]


def grids_coded(codes: Iterable[str], on: date) -> dict[str, InGrid]:
    """Those of the grids with these codes that stand that day, by code; one statement, none for none."""
    wanted = set(codes)
    if not wanted:
        return {}
    versions = GridVersion.objects.filter(held_on(on), grid__code__in=wanted)
    return _by_code(versions.values_list("grid__code", "grid__kind", "name"))


def every_grid(on: date) -> dict[str, InGrid]:
    """All grids of that day by code, for asking about many orders at once; one statement."""
    versions = GridVersion.objects.filter(held_on(on))
    return _by_code(versions.values_list("grid__code", "grid__kind", "name").iterator())


def ended_grids(on: date) -> dict[str, str]:
    """Grids that no longer stand that day, with their last name; two statements."""
    versions = GridVersion.objects.filter(valid_to__lte=on).order_by("valid_to")
    last = dict(versions.values_list("grid__code", "name"))
    again = GridVersion.objects.filter(held_on(on), grid__code__in=list(last))
    standing = set(again.values_list("grid__code", flat=True)) if last else set()
    return {code: name for code, name in last.items() if code not in standing}


def names_of_grids(codes: Iterable[str]) -> dict[str, str]:
    """The last name of each grid with one of these codes; one statement, none for none."""
    wanted = set(codes)
    if not wanted:
        return {}
    versions = GridVersion.objects.filter(grid__code__in=wanted).order_by("valid_from")
    return dict(versions.values_list("grid__code", "name"))


def metres_outside(position: tuple[float, float], outline: str) -> float:
    """How far a position lies from the middle of an outline it is not in; 0 inside, or without an outline."""
    if not outline:
        return 0
    shape = kept_outline(outline)
    if shape.holds(*position):
        return 0
    middle = shape.shape.representative_point()
    return distance_m(position, (middle.x, middle.y))


def metres_from_place(position: tuple[float, float], path: str, on: date) -> float:
    """The same of the place at this path, or of the nearest above it that has an outline; one statement."""
    paths = paths_down_to(path)
    drawn = outlines_of_places(paths, on)
    return metres_outside(position, next((drawn[each] for each in reversed(paths) if each in drawn), ""))


def _by_code(rows: Iterable[tuple[str, str, str]]) -> dict[str, InGrid]:
    return {code: InGrid(code, kind, name) for code, kind, name in rows}
