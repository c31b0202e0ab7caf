"""Reading grids: in which grid a place lies, which grids a place has, and who is in their teams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from bihuan.grids.models import Grid, GridVersion, Member, Pattern, PlaceOutline
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import within
from bihuan.rules.grids import ONE_THREE_N, GridKind, TeamPattern, may_draw, pattern_of
from bihuan.rules.outlines import first_holding, kept_outline
from bihuan.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class FoundGrid:
    """The grid a place lies in: code and name, and the community or street it belongs to."""

    code: str
    name: str
    place_id: int


#: The index on boxes leaves the few grids round the place; which of them holds it is then tested exactly.
#: A place is a box without extent: the index knows "box holds box".
_ROUND = """
    SELECT asked.n, grid.kind, grid.code, version.name, version.place_id, version.outline
    FROM unnest(%(longitudes)s::float8[], %(latitudes)s::float8[]) WITH ORDINALITY AS asked(x, y, n)
    JOIN grids_gridversion version
      ON box(point(version.west, version.south), point(version.east, version.north))
         @> box(point(asked.x, asked.y), point(asked.x, asked.y))
    JOIN grids_grid grid ON grid.id = version.grid_id
    WHERE grid.kind = ANY(%(kinds)s) AND version.valid_from <= %(on)s
      AND (version.valid_to IS NULL OR version.valid_to > %(on)s)
"""
_PLACES_ROUND = """
    SELECT unit.path, outlined.unit_id, outlined.outline
    FROM grids_placeoutline outlined JOIN organisations_unit unit ON unit.id = outlined.unit_id
    WHERE box(point(outlined.west, outlined.south), point(outlined.east, outlined.north))
          @> box(point(%(x)s, %(y)s), point(%(x)s, %(y)s))
      AND outlined.valid_from <= %(on)s AND (outlined.valid_to IS NULL OR outlined.valid_to > %(on)s)
"""


def grid_at(
    longitude: float, latitude: float, on: date, kind: GridKind = GridKind.GENERAL
) -> FoundGrid | None:
    """The one grid of a kind in which a place lies that day, or None; one statement, well under a millisecond.

    Parameters: ``longitude``, ``latitude`` degrees; on a common border the grid with the lowest code has the place.
    """
    return grids_at([(longitude, latitude)], on, kind)[0]


def grids_at(
    places: Sequence[tuple[float, float]], on: date, kind: GridKind = GridKind.GENERAL
) -> list[FoundGrid | None]:
    """The same for many places (longitude, latitude) at once; one statement, the answers in the order asked."""
    return [found.get(kind) for found in _found(places, on, [kind])]


def every_grid_at(longitude: float, latitude: float, on: date) -> dict[GridKind, FoundGrid]:
    """By kind, the one grid in which a place lies that day; one statement."""
    return _found([(longitude, latitude)], on, list(GridKind))[0]


def _found(
    places: Sequence[tuple[float, float]], on: date, kinds: Sequence[GridKind]
) -> list[dict[GridKind, FoundGrid]]:
    round_each: list[dict[GridKind, list[tuple[str, str, int, str]]]] = [{} for _ in places]
    asked: dict[str, Any] = {
        "longitudes": [longitude for longitude, _ in places],
        "latitudes": [latitude for _, latitude in places],
        "kinds": [kind.value for kind in kinds],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROUND, asked)
        for number, kind, *row in cursor.fetchall():
            round_each[number - 1].setdefault(GridKind(kind), []).append(tuple(row))
    return [
        {kind: grid for kind, rows in found.items() if (grid := _holding(place, rows))}
        for place, found in zip(places, round_each, strict=True)
    ]


def _holding(place: tuple[float, float], rows: list[tuple[str, str, int, str]]) -> FoundGrid | None:
    by_code = {code: FoundGrid(code, name, place_id) for code, name, place_id, _ in rows}
    outlines = ((code, kept_outline(outline)) for code, _, _, outline in sorted(rows))
    code = first_holding(*place, outlines)
    return by_code[code] if code else None


def place_at(longitude: float, latitude: float, on: date) -> int | None:
    """Id of the smallest outlined place (community, street, district) in which a place lies that day, or None."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES_ROUND, {"x": longitude, "y": latitude, "on": on})
        rows = cursor.fetchall()
    deepest = sorted(rows, key=lambda row: (-row[0].count("/"), row[0]))
    return next(
        (unit for _, unit, outline in deepest if kept_outline(outline).holds(longitude, latitude)), None
    )


def held_on(on: date, begin: str = "valid_from", end: str = "valid_to") -> Q:
    """The condition "holds that day"."""
    return Q(**{f"{begin}__lte": on}) & (Q(**{end: None}) | Q(**{f"{end}__gt": on}))


def paths_down_to(path: str) -> list[str]:
    """The path and those of the places above it, highest first."""
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def visible_to(actor: Actor, on: date) -> QuerySet[GridVersion]:
    """The grids of that day an actor may see: those of the own street, district or city.

    Names and outlines of grids are posted publicly (facts 1.2); still each office sees its own part of the map.
    """
    scope = Q(pk__in=())
    for held in actor.posts:
        scope |= within(held.place_path, "place__path")
    return GridVersion.objects.filter(scope, held_on(on)).select_related("grid", "place", "parent")


def grid_seen_by(actor: Actor, code: str, on: date) -> GridVersion:
    """One of them by its code. Raises ``Refused`` ``grid_not_found``."""
    return visible_to(actor, on).filter(grid__code=code).first() or refuse("grid_not_found")


def grid_named(code: str, on: date) -> GridVersion | None:
    """The grid with this code that day, whoever asks; None for none."""
    versions = GridVersion.objects.filter(held_on(on), grid__code=code)
    return versions.select_related("grid", "place").first()


def places_drawn_by(actor: Actor) -> frozenset[str]:
    """Paths of the places whose grids the actor may draw; none for a department."""
    return frozenset(held.place_path for held in actor.posts if may_draw(held.unit_kind, held.post))


def history_of(grid: Grid) -> QuerySet[GridVersion]:
    """Every version of a grid, newest first."""
    versions = GridVersion.objects.filter(grid=grid).select_related("place", "parent", "drawing__by")
    return versions.order_by("-valid_from")


def team_of(grid: Grid, on: date) -> QuerySet[Member]:
    """Who is in the team of a grid that day, in the order they joined."""
    return (
        Member.objects.filter(held_on(on, "since", "until"), grid=grid)
        .select_related("person")
        .order_by("since", "pk")
    )


def grids_of_person(person_id: int, on: date) -> list[str]:
    """Codes of the grids in whose team a person is that day."""
    held = Member.objects.filter(held_on(on, "since", "until"), person=person_id)
    return list(held.order_by("grid__code").values_list("grid__code", flat=True).distinct())


def pattern_for(path: str, on: date) -> TeamPattern:
    """What teams of the place at this path consist of that day: the nearest pattern above, else 1+3+N; one statement."""
    return patterns_for([path], on)[path]


def patterns_for(paths: Iterable[str], on: date) -> dict[str, TeamPattern]:
    """The same for many places at once; one statement."""
    above = {path: paths_down_to(path) for path in paths}
    wanted = {each for chain in above.values() for each in chain}
    standing = Pattern.objects.filter(held_on(on), place__path__in=wanted).select_related("place")
    laid_down = {each.place.path: pattern_of(each.code, each.roles) for each in standing}
    return {
        path: next((laid_down[each] for each in reversed(chain) if each in laid_down), ONE_THREE_N)
        for path, chain in above.items()
    }


def pattern_kept(place: Unit, on: date) -> Pattern | None:
    """The pattern the place itself has laid down that day."""
    return Pattern.objects.filter(held_on(on), place=place).first()


def roles_filled(grid_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    """By grid, the role of each of its members that day; one statement."""
    filled: dict[int, list[str]] = {}
    members = Member.objects.filter(held_on(on, "since", "until"), grid__in=list(grid_ids))
    for grid, role in members.values_list("grid", "role"):
        filled.setdefault(grid, []).append(role)
    return filled


def parts_of_grid(grid: Grid, on: date) -> QuerySet[GridVersion]:
    """The micro-grids of a general grid that day, in order of code."""
    parts = GridVersion.objects.filter(held_on(on), parent=grid)
    return parts.select_related("grid", "place").order_by("grid__code")


def parts_counted(grid_ids: Iterable[int], on: date) -> dict[int, int]:
    """By general grid, how many micro-grids it has that day; one statement."""
    parts = GridVersion.objects.filter(held_on(on), parent__in=list(grid_ids)).order_by()
    return dict(parts.values_list("parent").annotate(Count("pk")))


def counts_by_place(paths: Iterable[str], on: date) -> dict[str, dict[str, int]]:
    """By path of the place grids belong to, how many of each kind, for everything below these places; one statement."""
    counted: dict[str, dict[str, int]] = {}
    rows = grids_in_paths(paths, on).order_by().values_list("place__path", "grid__kind").annotate(Count("pk"))
    for path, kind, count in rows:
        counted.setdefault(path, {})[kind] = count
    return counted


def outlines_of_places(paths: Iterable[str], on: date) -> dict[str, str]:
    """Outlines that day by path of the place, for those of the paths that have one."""
    found = PlaceOutline.objects.filter(held_on(on), unit__path__in=set(paths)).exclude(outline="")
    return dict(found.values_list("unit__path", "outline"))


def grids_in(place: Unit, on: date) -> QuerySet[GridVersion]:
    """Every grid of the place and what lies in it that day, in order of code."""
    below = GridVersion.objects.filter(within(place.path, "place__path"), held_on(on))
    return below.select_related("grid", "place").order_by("grid__code")


def grids_in_paths(paths: Iterable[str], on: date) -> QuerySet[GridVersion]:
    """Every grid below any of these places that day, in order of code."""
    scope = Q(pk__in=())
    for path in paths:
        scope |= within(path, "place__path")
    return GridVersion.objects.filter(scope, held_on(on)).select_related("grid").order_by("grid__code")


def counts_of(versions: QuerySet[Any]) -> dict[str, int]:
    """How many grids of each kind there are among these."""
    kinds = versions.order_by().values_list("grid__kind", flat=True)
    return {kind.value: sum(each == kind for each in kinds) for kind in GridKind}
