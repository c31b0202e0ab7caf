"""Reading what is foretold: the orders likely to be late, the likeliest first, and the tables that say so."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Q

from bihuan.rules.survival import LISTED, Key, Kind, LifeTable, Tables
from bihuan.supervision.models import Foretelling, HandlingTable
from bihuan.supervision.queries.wall import scoped
from bihuan.supervision.scopes import Scope
from bihuan.work_orders.lights import running
from bihuan.work_orders.showing import for_rows

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: Rows of the list on one page: what is read in a morning.
LIKELY = 20


class AfterLikely(NamedTuple):
    """The last row of a page."""

    permille: int
    order: UUID

    def __str__(self) -> str:
        return f"{self.permille}_{self.order.hex}"

    @classmethod
    def of(cls, text: str) -> "AfterLikely | None":
        """Read where a page begins; nonsense is none, so that a broken link opens the first page."""
        permille, _, order = text.partition("_")
        try:
            return cls(int(permille), UUID(hex=order)) if len(permille) < 5 else None
        except ValueError:
            return None


class LikelyLate(NamedTuple):
    """A page of orders likely to be late, each with its ``late_forecast``, and where the next page begins."""

    orders: "list[WorkOrder]"
    next: AfterLikely | None


def likely_late(scope: Scope, after: AfterLikely | None = None, *, most: int = LIKELY) -> LikelyLate:
    """The orders in scope that run, are not late yet and are likely to be, the likeliest first; two statements."""
    orders = scoped(scope).filter(
        running(), due_at__gt=scope.at, late_forecast__permille__gte=round(1000 * LISTED)
    )
    if after:
        orders = orders.filter(
            Q(late_forecast__permille__lte=after.permille)
            & (Q(late_forecast__permille__lt=after.permille) | Q(late_forecast__order__gt=after.order))
        )
    orders = orders.select_related("late_forecast__unit").order_by(
        "-late_forecast__permille", "late_forecast__order"
    )
    page = list(for_rows(orders)[: most + 1])
    shown = page[:most]
    last = shown[-1].late_forecast if len(page) > most else None
    return LikelyLate(shown, AfterLikely(last.permille, last.order_id) if last else None)


def kind_of(order: "WorkOrder") -> Kind:
    """Which orders are like this one, whose forecast was read with it."""
    unit = order.late_forecast.unit
    return Kind(unit.pk, unit.level, order.matter, order.urgency)


def tables_of(kinds: Iterable[Kind]) -> Tables:
    """The life tables that estimates for these kinds lean on; one statement."""
    wanted = {key for kind in kinds for key in kind.tables}
    rows = HandlingTable.objects.filter(
        urgency__in={key.urgency for key in wanted}, matter__in={key.matter for key in wanted}
    ).filter(Q(unit=None) | Q(unit__in={key.unit for key in wanted}))
    found = {Key(row.urgency, row.matter, row.level, row.unit_id or 0): row for row in rows}
    return Tables({key: LifeTable(row.done, row.unseen) for key, row in found.items() if key in wanted})


def last_foretelling() -> Foretelling | None:
    """When lateness was last foretold, and how well; None before the first time."""
    return Foretelling.objects.first()
