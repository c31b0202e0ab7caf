"""Past orders as the questions they put to the routing, for the dry run of changed rules. Nothing of a caller is in them."""

from collections.abc import Iterator

from bihuan.rules.routing import Question
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.models import WorkOrder

_AT_ONCE = 2000


def question_of(order: WorkOrder) -> Question:
    """What an order asks of the routing."""
    at = order.registered_at.astimezone(PUBLISHED.zone).time()
    return Question(
        order.place.path, order.matter, order.nature, order.urgency, "", order.amount_fen, order.people, at
    )


def count_past_orders() -> int:
    """How many there are."""
    return WorkOrder.objects.count()


def past_questions(newest: int | None = None) -> Iterator[Question]:
    """Every order that was ever registered, newest first, read in parts however many they are; or so many of them.

    A place that was abolished since is asked for as what succeeded it: the question is what would happen now.
    """
    orders = WorkOrder.objects.select_related("place__successor").order_by("-pk").only(
        "registered_at", "matter", "nature", "urgency", "amount_fen", "people", "place__path", "place__valid_to",
        "place__successor__path",
    )  # fmt: skip
    for order in orders[:newest].iterator(_AT_ONCE):
        if order.place.valid_to is not None and order.place.successor is not None:
            order.place = order.place.successor
        yield question_of(order)
