"""How quick the tree is: planting it, and reading subtrees, names and organs from it.

Run with ``./dev bench tree`` or ``python -m bench.tree [units]``; whatever it writes is rolled back.
"""

import sys
import time
from collections.abc import Callable
from datetime import date

from django.db import transaction

DAY = date(2024, 1, 1)
REPEATS = 200


def plant(count: int) -> None:
    """Write ``count`` generated places: a city of ten districts of a hundred streets each, the rest communities."""
    from bihuan.organisations.actions.add_units import NewUnit, add_units, reserve_ids
    from bihuan.organisations.models import UnitKind
    from bihuan.rules.actors import Level

    ids = reserve_ids(count)
    units: list[NewUnit] = []

    def grow(code: str, name: str, level: Level, parent: NewUnit | None) -> NewUnit:
        above, parent_id = (parent.path, parent.id) if parent else ("/", None)
        unit = NewUnit(
            ids[len(units)], code, name, UnitKind.PLACE, level, "", parent_id, f"{above}{code}/", DAY
        )
        units.append(unit)
        return unit

    city = grow("990000", "测试市", Level.CITY, None)
    districts = [grow(f"99{n:04}", f"第{n}区", Level.DISTRICT, city) for n in range(1, 11)]
    streets = [
        grow(f"{district.code}{n:03}", f"{district.name}第{n}街道", Level.STREET, district)
        for district in districts
        for n in range(100)
    ]
    for n in range(count - len(units)):
        street = streets[n % len(streets)]
        grow(f"{street.code}{n // len(streets):03}", f"第{n}社区居民委员会", Level.COMMUNITY, street)
    add_units(units)


def measure(count: int) -> dict[str, float]:
    """Plant ``count`` units and time the readings an order page makes, each as the mean in milliseconds."""
    from django.db import connection

    from bihuan.organisations.models import Unit
    from bihuan.organisations.queries import ancestors, children, search_units, within

    with transaction.atomic():
        began = time.perf_counter()
        plant(count)
        planted = (time.perf_counter() - began) * 1000
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE organisations_unit")
        street = Unit.objects.filter(level="street").order_by("path")[500]
        community = Unit.objects.filter(parent=street)[0]
        figures = {
            "plant_all": planted,
            "subtree_count": _mean(lambda: Unit.objects.filter(within(street.path)).count()),
            "ancestors": _mean(lambda: ancestors(community)),
            "children": _mean(lambda: list(children(street, DAY))),
            "search_beginning": _mean(lambda: search_units("第4711", DAY)),
            "search_inside": _mean(lambda: search_units("4711社", DAY)),
        }
        transaction.set_rollback(True)
    return figures


def _mean(read: Callable[[], object]) -> float:
    read()
    began = time.perf_counter()
    for _ in range(REPEATS):
        read()
    return (time.perf_counter() - began) * 1000 / REPEATS


def main() -> None:
    """Print the figures."""
    import django

    django.setup()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for name, milliseconds in measure(count).items():
        print(f"{name:18} {milliseconds:10.2f} ms")


if __name__ == "__main__":
    main()
