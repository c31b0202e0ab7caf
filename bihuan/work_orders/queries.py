"""Reading orders. Everything starts from what the actor may see."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import within
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import refuse
from bihuan.work_orders.loading import lock_order
from bihuan.work_orders.models import Involvement, OrderClock, Responsibility, Visit, WorkOrder
from bihuan.work_orders.models.clocks import RUNNING


def units_seen_by(actor: Actor) -> list[int]:
    """The units through whose eyes the actor sees orders."""
    return sorted(actor.unit_ids(*SEEING_POSTS))


def visible_to(actor: Actor) -> QuerySet[WorkOrder]:
    """The orders an actor may see: those in which one of the actor's units takes part or answers."""
    seen = Involvement.objects.filter(order=OuterRef("pk"), unit__in=units_seen_by(actor))
    return WorkOrder.objects.filter(Exists(seen))


def answered_by(unit: int) -> QuerySet[Responsibility, UUID]:
    """The ids of the orders a union answers for, for use in another query."""
    return (
        Responsibility.objects.filter(unit=unit, released_at=None).order_by().values_list("order", flat=True)
    )


def order_seen_by(actor: Actor, number: str, **beside: Combinable) -> WorkOrder:
    """One order by its number. Unknown and not visible are the same refusal, ``order_not_found``.

    Parameters: ``beside`` what else the same statement is to read, by the name it gets on the order.
    """
    order = (
        visible_to(actor)
        .annotate(**beside)
        .select_related("place", "desk", "lead", "holder", "holder_person")
        .filter(number=number)
        .first()
    )
    return order or refuse("order_not_found")


def orders_of_place(path: str, matter: str = "") -> QuerySet[WorkOrder]:
    """Every order of a place and the places in it, whoever asks: for figures, which name nobody."""
    orders = WorkOrder.objects.filter(within(path, "place__path")).order_by()
    return orders.filter(matter=matter) if matter else orders


def resolved_texts() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What was asked in each resolved order, its matter and the names to be left out, the newest first.

    For learning from the whole history: whoever asks takes out of the text what leads to a person.
    """
    orders = WorkOrder.objects.filter(resolved_at__isnull=False).order_by("-resolved_at")
    for order in orders.only("content", "matter", "caller_name").iterator(chunk_size=1000):
        yield order.content, order.matter, tuple(filter(None, [order.caller_name]))


def last_answers(during: Q) -> QuerySet[Visit]:
    """The callers' answers: of each order the last visit of a period in which the caller was reached.

    Parameters: ``during`` the period, as a condition on the visit's ``at``.
    """
    valid = Visit.objects.filter(during, contacted=True).order_by()
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    return valid.filter(~Exists(valid.filter(later, order=OuterRef("order"))))


def provisional_limits() -> int:
    """How many running limits reach past the published calendar; they are worked out again with the next notice."""
    return OrderClock.objects.filter(RUNNING, provisional=True).count()


def locked(actor: Actor | None, number: str) -> WorkOrder:
    """The order, locked until the transaction ends. None as actor is the system, which sees every order."""
    return lock_order(number, units_seen_by(actor) if actor else None) or refuse("order_not_found")


def order_of_caller(number: str) -> WorkOrder | None:
    """An order for the caller it belongs to. Whoever asks must prove the caller's code before anything of it is shown."""
    related = WorkOrder.objects.select_related("desk", "holder", "merged_into__holder")
    return related.filter(number=number).first()
