"""The ledger chains of orders, proved against the head each order remembers. For the house, which sees every order."""

from collections.abc import Iterator
from uuid import UUID

from bihuan.ledger.chain import Break, Head
from bihuan.ledger.queries import verify
from bihuan.rules.refusal import refuse
from bihuan.work_orders.models import WorkOrder

_AT_ONCE = 2000


def count_chains(number: str = "") -> int:
    """How many orders there are: all, or the one with this number. Raises ``Refused`` ``order_not_found`` for none."""
    orders = WorkOrder.objects.filter(number=number) if number else WorkOrder.objects
    count = orders.count()
    return refuse("order_not_found") if number and not count else count


def proved_chains(number: str = "") -> Iterator[tuple[str, Break | None]]:
    """Each order's number with None where its chain holds, else with its first broken link; however many there are."""
    orders = WorkOrder.objects.filter(number=number) if number else WorkOrder.objects.order_by("pk")
    columns = ("number", "pk", "ledger_length", "ledger_digest")
    for each, subject, length, digest in orders.values_list(*columns).iterator(_AT_ONCE):
        ((_, broken),) = verify([(subject, Head(length, bytes(digest)))])
        yield each, broken


def subject_of(number: str) -> UUID:
    """Under which id the ledger keeps an order. Raises ``Refused`` ``order_not_found``."""
    return WorkOrder.objects.filter(number=number).values_list("pk", flat=True).first() or refuse(
        "order_not_found"
    )
