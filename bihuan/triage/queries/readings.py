"""Reading what data sets are made of: confirmed orders, their second readings, the names that belong to them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person
from bihuan.rules.agreement import Agreement, agreement
from bihuan.rules.matters import MATTERS
from bihuan.triage.models import SecondReading
from bihuan.work_orders.queries import visible_to
from bihuan.work_orders.unasked import closed_orders, representatives_of

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

_AT_ONCE = 500


class Confirmed(NamedTuple):
    """An order whose matter was confirmed by its way to the end, with the names that belong to it."""

    order: UUID
    number: str
    text: str
    matter: str
    nature: str
    names: list[str]


def confirmed_orders() -> "QuerySet[WorkOrder]":
    """Orders that were closed as what they were taken for: not merged, not confidential, of a matter there still is."""
    return closed_orders().filter(matter__in=list(MATTERS))


def confirmed(since: date | None = None) -> Iterator[Confirmed]:
    """Every confirmed order with its text, oldest first, a few hundred at a time."""
    orders = confirmed_orders().filter(registered_at__date__gte=since) if since else confirmed_orders()
    staff = set(Person.objects.values_list("name", flat=True))
    waiting: list[WorkOrder] = []
    wanted = ("number", "content", "matter", "nature", "caller_name")
    for order in orders.order_by("pk").only(*wanted).iterator(_AT_ONCE):
        waiting.append(order)
        if len(waiting) == _AT_ONCE:
            yield from _with_names(waiting, staff)
            waiting = []
    yield from _with_names(waiting, staff)


def names_of(order: "WorkOrder") -> list[str]:
    """The names that belong to an order and may stand in its text."""
    return next(_with_names([order], set(Person.objects.values_list("name", flat=True)))).names


def waiting_readings(actor: Actor) -> QuerySet[SecondReading]:
    """Drawn texts that wait for another reader than who registered them, among the orders the actor may see."""
    mine = visible_to(actor).exclude(registered_by=actor.person_id)
    return SecondReading.objects.filter(reader=None, order__in=mine).select_related("order").order_by("pk")


def second_agreement() -> Agreement:
    """How far second readers agree with what was chosen first; one statement."""
    read = SecondReading.objects.filter(reader__isnull=False)
    return agreement(read.values_list("first", "label"))


def disagreements(actor: Actor, most: int = 20) -> list[SecondReading]:
    """Texts called something else the second time, newest first, for somebody who has no text left to read unseen."""
    read = SecondReading.objects.filter(
        ~Q(label=F("first")), reader__isnull=False, order__in=visible_to(actor)
    )
    return list(read.select_related("order").order_by("-read_at")[:most])


def _with_names(orders: "list[WorkOrder]", staff: set[str]) -> Iterator[Confirmed]:
    named: dict[UUID, list[str]] = {}
    for order_id, name in representatives_of(order.pk for order in orders):
        named.setdefault(order_id, []).append(name)
    for order in orders:
        names = [order.caller_name, *named.get(order.pk, []), *_staff_in(order.content, staff)]
        yield Confirmed(
            order.pk,
            order.number,
            order.content,
            order.matter,
            order.nature,
            [name for name in names if name],
        )


def _staff_in(text: str, staff: set[str]) -> Iterable[str]:
    """Names of staff that stand in a text."""
    return {text[at : at + long] for long in (2, 3, 4) for at in range(len(text) - long + 1)} & staff
