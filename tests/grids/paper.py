"""Files of outlines as a centre hands them in."""

import json
from collections.abc import Mapping
from datetime import date

from bihuan.grids.geojson import Source, read

#: Two communities of 南纪门街道.
COMMUNITY, NEIGHBOUR = "500103008002", "500103008009"
STREET = "500103008"
TODAY = date(2025, 6, 10)
LATER = date(2025, 9, 1)


def square(west: float = 0, south: float = 0, size: float = 10) -> dict:
    """A square outline: places and size in ten-thousandths of a degree from a corner in the street."""
    w, s = 106.56 + west / 10_000, 29.54 + south / 10_000
    e, n = 106.56 + (west + size) / 10_000, 29.54 + (south + size) / 10_000
    return {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}


def feature(code: str, geometry: Mapping | None, **properties: str) -> dict:
    there = {"code": code, "name": f"{code} 网格", "parent": COMMUNITY} | properties
    return {"type": "Feature", "properties": there, "geometry": geometry}


def file(*features: object, name: str = "grids.geojson") -> Source:
    return read(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())
