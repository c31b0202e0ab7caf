"""Lists of orders: newest first, a page at a time, equally fast at any depth and any volume.

An actor's orders are walked along the index of :class:`Involvement` (unit, since, order). A page begins after the key
of the last row of the page before it; nothing is ever skipped by counting. Where the filter asks for what is rare, such
a walk would pass nearly all orders before it found a page of them; the few are then fetched by an index of theirs and
sorted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from bihuan.organisations.actors import Actor
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.matching import conditions_of, rare_kinds_of
from bihuan.work_orders.models import Involvement, WorkOrder
from bihuan.work_orders.queries import units_seen_by
from bihuan.work_orders.showing import for_rows

__all__ = ["Count", "Cursor", "OrderFilter", "Page", "all_orders", "count_of_orders", "page_of_orders"]

PAGE_SIZE = 50
#: Beyond this many a list says "more than"; nobody reads further, and counting on would cost without end.
MOST_COUNTED = 1000

#: Up to this many orders of a rare kind, in all units together, are fetched and sorted rather than walked to.
FEW = 5000

#: The order of the list, said so that no index gives it: what was fetched is sorted.
_SORTED = ExpressionWrapper(F("since") + timedelta(0), DateTimeField())

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Cursor(NamedTuple):
    """Where a page ends: the instant an order came into sight, and the order."""

    since: datetime
    order: UUID

    def __str__(self) -> str:
        return f"{(self.since - _EPOCH) // timedelta(microseconds=1)}-{self.order.hex}"

    @classmethod
    def of(cls, text: str) -> "Cursor | None":
        """Read a cursor; nonsense is none, so that a broken link opens the first page."""
        moment, _, order = text.partition("-")
        try:
            return cls(_EPOCH + timedelta(microseconds=int(moment)), UUID(hex=order))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its orders (with what their rows show), and the cursor of the page after it."""

    rows: list[WorkOrder]
    next: Cursor | None


class Count(NamedTuple):
    """How many orders match, up to a bound; ``more`` when there are more than that."""

    number: int
    more: bool


def page_of_orders(
    actor: Actor,
    asked: OrderFilter,
    now: datetime,
    *,
    before: Cursor | None = None,
    size: int = PAGE_SIZE,
    read: Callable[[QuerySet[WorkOrder]], QuerySet[WorkOrder]] = for_rows,
) -> Page:
    """One page of the orders the actor may see that match the filter, newest in sight first; three statements, and one
    more for each rare kind asked for.

    Parameters: ``before`` the cursor of the page before this one, None for the first page; ``read`` adds to the orders
    what of them is shown: as it is, everything a row of the page needs.
    """
    keys = _keys(actor, asked, now, before, size + 1)
    orders = read(WorkOrder.objects.filter(pk__in=[key.order for key in keys[:size]]))
    by_id = {order.pk: order for order in orders}
    # An order that went out of sight between the two statements is simply not shown.
    rows = [by_id[key.order] for key in keys[:size] if key.order in by_id]
    return Page(rows, keys[size - 1] if len(keys) > size else None)


def count_of_orders(actor: Actor, asked: OrderFilter, now: datetime, *, most: int = MOST_COUNTED) -> Count:
    """How many orders match, counted no further than ``most``; one statement, and one for each rare kind."""
    walks = _walks(actor, asked, now, None)
    if not walks:
        return Count(0, False)
    ids = [walk.order_by().values("order_id")[: most + 1] for walk in walks]
    number = ids[0].union(*ids[1:], all=True)[: most + 1].count() if len(ids) > 1 else ids[0].count()
    return Count(min(number, most), number > most)


def all_orders(actor: Actor, asked: OrderFilter, now: datetime, *, size: int = 500) -> Iterator[WorkOrder]:
    """Every order that matches, page by page, so that memory stays as it is whatever their number."""
    before: Cursor | None = None
    while True:
        page = page_of_orders(actor, asked, now, before=before, size=size)
        yield from page.rows
        before = page.next
        if before is None:
            return


def _keys(actor: Actor, asked: OrderFilter, now: datetime, before: Cursor | None, size: int) -> list[Cursor]:
    walks = [walk.values_list("since", "order_id")[:size] for walk in _walks(actor, asked, now, before)]
    if not walks:
        return []
    if len(walks) == 1:
        return [Cursor(*key) for key in walks[0]]
    merged = walks[0].union(*walks[1:], all=True).order_by("-since", "-order_id")[:size]
    return [Cursor(*key) for key in merged]


def _walks(
    actor: Actor, asked: OrderFilter, now: datetime, before: Cursor | None
) -> list[QuerySet[Involvement]]:
    """One walk along the index for each unit of the actor. An order two units see is met once, at its newest."""
    if asked.impossible:
        return []
    conditions = conditions_of(asked, actor, now)
    few = any(WorkOrder.objects.filter(kind)[: FEW + 1].count() <= FEW for kind in rare_kinds_of(asked))
    matching = WorkOrder.objects.filter(conditions)
    if few:  # the bound cuts nothing off; it tells the planner how few they are
        matching = matching[: 2 * FEW]
    newest_first = (_SORTED.desc(), "-order_id") if few else ("-since", "-order_id")
    units = units_seen_by(actor)
    walks = []
    for place, unit in enumerate(units):
        walk = Involvement.objects.filter(unit=unit).order_by(*newest_first)
        if asked.living is not None:
            walk = walk.filter(living=asked.living)
        if before:
            walk = walk.filter(
                Q(since__lte=before.since) & (Q(since__lt=before.since) | Q(order_id__lt=before.order))
            )
        if conditions:
            walk = walk.filter(order__in=matching)
        if len(units) > 1:
            elsewhere = Involvement.objects.filter(order=OuterRef("order"), unit__in=units)
            newer = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), unit__in=units[:place])
            walk = walk.filter(~Exists(elsewhere.filter(newer)))
        walks.append(walk)
    return walks
