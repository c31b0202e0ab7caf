"""The demo's ground: invented outlines of one district, its streets and the grids of one of them, the same for every seed.

Nothing of it is surveyed. Where a file of true outlines is at hand, ``bihuan grids outline FILE`` takes its place.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from random import Random

from shapely import (
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    from_wkt,
    to_geojson,
    union_all,
    voronoi_polygons,
)
from shapely.geometry.base import BaseGeometry

from bihuan.demo.founding import FOUNDED
from bihuan.grids.actions import drawing, outlining
from bihuan.grids.geojson import Source, read
from bihuan.grids.queries import grids_in
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import children, unit_by_code
from bihuan.rules.actors import Level
from bihuan.rules.grids import GridKind
from bihuan.rules.outlines import kept_outline
from bihuan.rules.workdays import SHANGHAI

DISTRICT, STREET = "500103", "500103008"
#: A tongue of land between two rivers, as a child would draw it.
_DISTRICT = from_wkt(
    "POLYGON ((106.482 29.552, 106.500 29.533, 106.522 29.534, 106.545 29.545, 106.568 29.549, 106.584 29.556, "
    "106.588 29.566, 106.572 29.566, 106.556 29.565, 106.540 29.569, 106.524 29.559, 106.500 29.560, 106.482 29.552))"
)
GRIDS_IN_A_COMMUNITY = 5
MICRO_GRIDS = 3
_DIGITS = 6


def draw_ground(seed: int) -> None:
    """Outline the district and its streets, and draw general, dedicated and micro-grids in one street."""
    random = Random(f"{seed}/ground")
    at = datetime.combine(FOUNDED, time(8), SHANGHAI)
    district = unit_by_code(DISTRICT, FOUNDED)
    streets = list(children(district, FOUNDED).filter(level=Level.STREET))
    plots = dict(
        zip((street.code for street in streets), _divide(_DISTRICT, len(streets), random), strict=True)
    )
    communities = list(children(unit_by_code(STREET, FOUNDED), FOUNDED).filter(level=Level.COMMUNITY))
    homes = dict(
        zip((c.code for c in communities), _divide(plots[STREET], len(communities), random), strict=True)
    )
    outlined = {DISTRICT: union_all(list(plots.values())), **plots, **homes}
    places = [_feature(shape, code=code) for code, shape in outlined.items()]
    outlining.outline_places(None, _file("outlines.geojson", places), FOUNDED, at=at)
    grids = [
        feature
        for community in communities
        for feature in _grids_of(community, homes[community.code], random)
    ]
    drawing.draw(None, _file("grids.geojson", grids), FOUNDED, at=at)


def whereabouts(place: Unit, on: date, random: Random) -> tuple[str, tuple[float, float] | None]:
    """Where in a place of the drawn street something is: an address that names a grid, for two of three with a position."""
    drawn = list(grids_in(place, on).filter(grid__kind=GridKind.GENERAL).exclude(outline=""))
    if not drawn:
        return "", None
    grid = random.choice(drawn)
    shape = kept_outline(grid.outline)
    west, south, east, north = shape.box
    address = f"{grid.name}{random.randrange(1, 60)}栋"
    for _ in range(20 if random.random() < 2 / 3 else 0):
        spot = round(random.uniform(west, east), _DIGITS), round(random.uniform(south, north), _DIGITS)
        if shape.holds(*spot):
            return address, spot
    return address, None


def _grids_of(community: Unit, home: Polygon, random: Random) -> Iterator[dict]:
    short = community.name.removesuffix("居民委员会")
    for number, shape in enumerate(_divide(home, GRIDS_IN_A_COMMUNITY, random), 1):
        code = f"{community.code}-G{number:02}"
        yield _feature(shape, code=code, name=f"{short}第{number}网格", parent=community.code)
        for part, piece in enumerate(_divide(shape, MICRO_GRIDS, random), 1):
            name = f"{short}第{number}网格微网格{part}"
            yield _feature(piece, code=f"{code}-W{part}", name=name, parent=code, kind="micro")
    middle = home.representative_point()
    yard = Polygon([(middle.x + x, middle.y + y) for x, y in ((0, 0), (4e-4, 0), (4e-4, 3e-4), (0, 3e-4))])
    yard = _largest(yard.intersection(home))
    yield _feature(
        yard,
        code=f"{community.code}-Z01",
        name=f"{short}养老院专属网格",
        parent=community.code,
        kind="dedicated",
    )


def _divide(area: Polygon, parts: int, random: Random) -> list[Polygon]:
    """Cut an area into so many plots of about one size: scatter points, let them drift apart, fence each off."""
    points: list[Point] = []
    west, south, east, north = area.bounds
    while len(points) < parts:
        candidate = Point(random.uniform(west, east), random.uniform(south, north))
        if area.contains(candidate):
            points.append(candidate)
    for _ in range(12):
        points = [_largest(plot).centroid for plot in _fenced(area, points)]
        points = [point if area.contains(point) else _nearest_inside(area, point) for point in points]
    plots = [_rounded(_largest(plot)) for plot in _fenced(area, points)]
    return sorted(plots, key=lambda plot: (-round(plot.centroid.y, 3), plot.centroid.x))


def _fenced(area: Polygon, points: Sequence[Point]) -> list[BaseGeometry]:
    if len(points) == 1:
        return [area]
    cells = voronoi_polygons(MultiPoint(points), extend_to=area).geoms
    return [next(cell for cell in cells if cell.covers(point)).intersection(area) for point in points]


def _nearest_inside(area: Polygon, point: Point) -> Point:
    inside = area.buffer(-1e-5)
    on_edge = (
        inside.exterior.interpolate(inside.exterior.project(point)) if isinstance(inside, Polygon) else None
    )
    return on_edge if on_edge is not None and area.contains(on_edge) else area.representative_point()


def _largest(shape: BaseGeometry) -> Polygon:
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area)


def _rounded(plot: Polygon) -> Polygon:
    """Corners to a tenth of a metre: the same on every machine."""
    return Polygon([(round(x, _DIGITS), round(y, _DIGITS)) for x, y in plot.exterior.coords])


def _feature(shape: Polygon | MultiPolygon, **properties: str) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": json.loads(to_geojson(shape))}


def _file(name: str, features: list[dict]) -> Source:
    return read(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())
