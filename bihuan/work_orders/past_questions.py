"""Past orders as the questions they put to the routing, for the dry run of changed rules. Nothing of a caller is in them."""

from collections.abc import Iterator, Mapping
from datetime import date

from bihuan.grids.locating import every_grid
from bihuan.rules.routing import InGrid, Question
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import WorkOrder

_AT_ONCE = 2000


def question_of(order: WorkOrder, grids: Mapping[str, InGrid]) -> Question:
    """What an order asks of the routing. Parameters: ``grids`` by code, at least those it lies in that still stand."""
    at = order.registered_at.astimezone(SHANGHAI).time()
    return Question(
        order.place.path, order.matter, order.nature, order.urgency, order.employer_kind, order.amount_fen, order.people, at,
        tuple(grids[code] for code in order.grid_codes if code in grids),
    )  # fmt: skip


def count_past_orders() -> int:
    """How many there are."""
    return WorkOrder.objects.count()


def past_questions(on: date, newest: int | None = None) -> Iterator[Question]:
    """Every order that was ever registered, newest first, read in parts however many they are; or so many of them.

    A place that was abolished since is asked for as what succeeded it, a grid that ended not at all: the question is what
    would happen on the day ``on``.
    """
    orders = WorkOrder.objects.select_related("place__successor").order_by("-pk").only(
        "registered_at", "matter", "nature", "urgency", "amount_fen", "people", "place__path", "place__valid_to",
        "place__successor__path", "employer_kind", "grid_codes",
    )  # fmt: skip
    grids = every_grid(on)
    for order in orders[:newest].iterator(_AT_ONCE):
        if order.place.valid_to is not None and order.place.successor is not None:
            order.place = order.place.successor
        yield question_of(order, grids)
