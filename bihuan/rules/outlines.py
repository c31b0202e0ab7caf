"""Outlines on the ground: what a drawn area must be like, and in which of several areas a place lies.

Coordinates are degrees, longitude first, as RFC 7946 writes them. An outline is a polygon, perhaps with holes, or several.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely import MultiPolygon, Point, Polygon, STRtree, from_geojson
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity, make_valid

from bihuan.rules.refusal import refuse

#: How much two neighbours may overlap, or a child stick out of its parent, in square metres: hand-drawn borders never
#: meet to the centimetre. A default of this product, not an official figure.
SLIVER_M2 = 100.0
#: Of an outline drawn coarsely a child may stick out by this share of its own area: a district's border of seventeen
#: corners cuts off streets that lie within the district. A default of this product, not an official figure.
SLIVER_SHARE = 0.02
#: One degree of latitude in metres (WGS 84, mean).
_DEGREE_M = 111_195.0
#: More corners than this is a drawing of something else.
MOST_CORNERS = 20_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A valid area. ``shape`` is its geometry; ``box`` west, south, east, north."""

    shape: BaseGeometry

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return self.shape.bounds

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the place lies inside or on the border."""
        return bool(self.shape.covers(Point(longitude, latitude)))


def outline_of(geometry: object) -> Outline:
    """Read the ``geometry`` of a GeoJSON feature as an outline.

    Raises ``Refused``: ``outline_kind`` when it is no Polygon or MultiPolygon, ``outline_numbers`` when it is not a
    closed ring of coordinates in degrees, ``outline_crosses`` when a border crosses itself or its parts overlap,
    ``outline_too_fine``, ``outline_empty``.
    """
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        refuse("outline_kind", kind=str(kind or "—")[:40])
    assert isinstance(geometry, Mapping)
    rings = _rings(geometry)
    if sum(map(len, rings)) > MOST_CORNERS:
        refuse("outline_too_fine", most=MOST_CORNERS)
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    try:
        parts = [
            Polygon([p[:2] for p in rings[0]], [[p[:2] for p in r] for r in rings[1:]]) for rings in polygons
        ]
        shape: BaseGeometry = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    except (ValueError, IndexError, TypeError, GEOSException):
        refuse("outline_numbers")
    if not shape.is_valid:
        refuse("outline_crosses", where=_place_of_fault(shape))
    if area_m2(shape) <= SLIVER_M2:
        refuse("outline_empty", least=int(SLIVER_M2))
    return Outline(shape)


def kept_outline(text: str) -> Outline:
    """An outline as it was kept: checked when it was taken in, so not checked again."""
    return Outline(from_geojson(text))


def area_m2(shape: BaseGeometry) -> float:
    """Area in square metres; true enough for areas up to the size of a city."""
    if shape.is_empty:
        return 0.0
    _, south, _, north = shape.bounds
    return float(shape.area) * _DEGREE_M**2 * math.cos(math.radians((south + north) / 2))


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two places (longitude, latitude), along the great circle."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(half)))) * _DEGREE_M


def overlap_m2(one: Outline, other: Outline) -> float:
    """How many square metres two outlines share."""
    return area_m2(one.shape.intersection(other.shape))


def overlap(one: Outline, other: Outline) -> bool:
    """Whether two outlines share more ground than the width of a pencil."""
    return overlap_m2(one, other) > SLIVER_M2


def inside(child: Outline, parent: Outline) -> bool:
    """Whether the child lies in its parent, but for what careless drawing explains."""
    outside = area_m2(child.shape.difference(parent.shape))
    return outside <= max(SLIVER_M2, SLIVER_SHARE * area_m2(child.shape))


def overlapping(outlines: Mapping[str, Outline]) -> list[tuple[str, str]]:
    """Every pair of codes whose outlines overlap, each pair once, in order of code; quick for a whole city."""
    codes = sorted(outlines)
    shapes = [outlines[code].shape for code in codes]
    found = []
    if shapes:
        tree = STRtree(shapes)
        # Interiors that meet: neighbours that merely touch along their border are not even looked at.
        pairs = tree.query(shapes, predicate="intersects").T.tolist()
        found = [
            (codes[a], codes[b])
            for a, b in pairs
            if a < b and overlap(Outline(shapes[a]), Outline(shapes[b]))
        ]
    return sorted(found)


def first_holding(longitude: float, latitude: float, candidates: Iterable[tuple[str, Outline]]) -> str | None:
    """The code of the one outline in which the place lies; on a common border the lowest code, so that it is always one."""
    return next(
        (
            code
            for code, outline in sorted(candidates, key=lambda each: each[0])
            if outline.holds(longitude, latitude)
        ),
        None,
    )


def _rings(geometry: Mapping[str, Any]) -> list[list[Any]]:
    """Every ring of the geometry, each checked to be closed and made of degrees."""
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        refuse("outline_numbers")
    rings: list[list[Any]] = []
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            refuse("outline_numbers")
        rings += polygon
    for ring in rings:
        if (
            not isinstance(ring, list)
            or len(ring) < 4
            or not all(map(_is_place, ring))
            or ring[0] != ring[-1]
        ):
            refuse("outline_numbers")
    return rings


def _is_place(pair: object) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) in (2, 3)
        and all(isinstance(n, int | float) and not isinstance(n, bool) and math.isfinite(n) for n in pair)
        and -180 <= pair[0] <= 180
        and -90 <= pair[1] <= 90
    )


def _place_of_fault(shape: BaseGeometry) -> str:
    """Where the border goes wrong, as "106.5612, 29.5501"; the checker says it in brackets."""
    said = explain_validity(shape)
    numbers = said.partition("[")[2].rstrip("]").split()
    if len(numbers) >= 2:
        return f"{float(numbers[0]):.5f}, {float(numbers[1]):.5f}"
    centre = make_valid(shape).representative_point()
    return f"{centre.x:.5f}, {centre.y:.5f}"
