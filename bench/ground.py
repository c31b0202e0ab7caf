"""A city's ground laid out in grids, for the benchmark and for the test that asks for the index."""

import math
from datetime import UTC, date, datetime

from bihuan.grids.models import Drawing, Grid, GridVersion
from bihuan.organisations.models import Unit

#: A rectangle about as large as the inner city; six corners to a grid, as jagged as a street.
WEST, SOUTH, EAST, NORTH = 106.0, 29.0, 107.0, 30.0


def tile(count: int, on: date) -> None:
    """Lay out about ``count`` grids side by side, written past the import's checks."""
    side = math.ceil(math.sqrt(count))
    width, height = (EAST - WEST) / side, (NORTH - SOUTH) / side
    drawing = Drawing.objects.create(
        at=datetime(2025, 1, 1, tzinfo=UTC), source="bench", sha256="", ledger_digest=bytes(32)
    )
    place = Unit.objects.filter(level="street").order_by("path")[0]
    codes = [f"B{row:04}{column:04}" for row in range(side) for column in range(side)]
    Grid.objects.bulk_create([Grid(code=code, kind="general") for code in codes], 5000)
    ids = dict(Grid.objects.filter(code__gte="B", code__lt="C").values_list("code", "pk"))
    GridVersion.objects.bulk_create(
        [_version(ids[code], code, place, drawing, on, width, height) for code in codes], 5000
    )


def _version(
    grid: int, code: str, place: Unit, drawing: Drawing, on: date, width: float, height: float
) -> GridVersion:
    row, column = int(code[1:5]), int(code[5:9])
    west, south = WEST + column * width, SOUTH + row * height
    east, north = west + width, south + height
    corners = [
        (west, south),
        (west + width / 2, south),
        (east, south),
        (east, north),
        (west + width / 2, north),
        (west, north),
        (west, south),
    ]
    ring = ", ".join(f"[{x!r}, {y!r}]" for x, y in corners)
    return GridVersion(
        grid_id=grid, name=code, place=place, drawing=drawing, valid_from=on, west=west, south=south, east=east, north=north,
        outline=f'{{"type": "Polygon", "coordinates": [[{ring}]]}}',
    )  # fmt: skip
