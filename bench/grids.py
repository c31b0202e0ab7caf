"""``python -m bench.grids``: how long it takes to find the grid of a place among a city's 62,000, one by one and in bulk."""

import statistics
import sys
import time
from datetime import date
from random import Random

from bench.house import throw_away_database

GRIDS, LOOKUPS, BULK = 62_000, 3_000, 100_000
ON = date(2025, 1, 1)


def main() -> int:
    """Lay the grids out, ask, print."""
    with throw_away_database():
        from django.db import connection

        from bench.ground import EAST, NORTH, SOUTH, WEST, tile
        from bihuan.demo.founding import found_small_place
        from bihuan.grids.queries import grid_at, grids_at

        found_small_place()
        began = time.perf_counter()
        tile(GRIDS, ON)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE grids_gridversion")
        print(f"laid out {GRIDS:,} grids in {time.perf_counter() - began:.1f} s")
        random = Random(1)
        places = [(random.uniform(WEST, EAST), random.uniform(SOUTH, NORTH)) for _ in range(BULK)]
        for place in places[:200]:
            grid_at(*place, ON)
        spent = []
        for place in places[:LOOKUPS]:
            began = time.perf_counter()
            assert grid_at(*place, ON)
            spent.append(1000 * (time.perf_counter() - began))
        quantiles = statistics.quantiles(spent, n=100)
        print(
            f"one place: median {statistics.median(spent):.2f} ms, 95 % within {quantiles[94]:.2f} ms, 99 % within {quantiles[98]:.2f} ms"
        )
        began = time.perf_counter()
        found = [
            grid for start in range(0, BULK, 5_000) for grid in grids_at(places[start : start + 5_000], ON)
        ]
        seconds = time.perf_counter() - began
        print(
            f"{BULK:,} places in bulk: {seconds:.1f} s, {BULK / seconds:,.0f} a second, {sum(map(bool, found)):,} found"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
