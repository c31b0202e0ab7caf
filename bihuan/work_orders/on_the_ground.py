"""Living orders on the ground: how many lie in each grid, which have a position, and how many are known by place alone."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import within
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.models.order import IN_A_GRID
from bihuan.work_orders.queries import visible_to


class Spot(NamedTuple):
    """An order with a position."""

    number: str
    title: str
    east: float
    north: float
    grid_codes: list[str]


def open_in_grids(actor: Actor, codes: Iterable[str]) -> Counter[str]:
    """By code of the grid, how many orders not yet archived that the actor may see lie in it; one statement."""
    wanted = list(codes)
    if not wanted:
        return Counter()
    living = visible_to(actor).filter(IN_A_GRID, grid_codes__overlap=wanted, archived_at=None).order_by()
    counted = Counter(code for found in living.values_list("grid_codes", flat=True) for code in found)
    return Counter({code: counted[code] for code in wanted if counted[code]})


def spots_in(actor: Actor, path: str, most: int = 500) -> list[Spot]:
    """Orders not yet archived with a position, of the place at this path and those in it, newest first; one statement."""
    living = visible_to(actor).filter(within(path, "place__path"), archived_at=None, east__isnull=False)
    rows = living.order_by("-pk").values_list("number", "title", "east", "north", "grid_codes")[:most]
    return [
        Spot(number, title, east or 0.0, north or 0.0, codes) for number, title, east, north, codes in rows
    ]


def known_by_place_alone(actor: Actor, path: str) -> dict[int, int]:
    """By id of the place, how many orders not yet archived lie in no known grid; one statement."""
    living = visible_to(actor).filter(within(path, "place__path"), archived_at=None, grid_codes=[])
    return dict(living.order_by().values_list("place").annotate(Count("pk")))


def open_orders_in(actor: Actor, code: str, most: int = 50) -> list[WorkOrder]:
    """Orders not yet archived that the actor may see in one grid, newest first."""
    living = visible_to(actor).filter(IN_A_GRID, grid_codes__contains=[code], archived_at=None)
    return list(living.select_related("lead").order_by("-pk")[:most])
