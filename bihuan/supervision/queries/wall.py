"""The wall: counts by signal and unit, and the orders whose limit presses most. A fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.organisations.models import Unit
from bihuan.supervision.scopes import Scope, unions_below
from bihuan.supervision.signals import LIGHTS, SIGNALS, Signal
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.lights import running
from bihuan.work_orders.matching import conditions_of
from bihuan.work_orders.queries import visible_to
from bihuan.work_orders.showing import for_rows

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: Rows of pressing orders on one page of the wall.
PRESSING = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the wall, and the filter that opens the orders it counts."""

    signal: Signal
    count: int
    asked: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the line: its living orders, and one cell for each signal."""

    unit: Unit
    living: int
    living_asked: str
    cells: tuple[Cell, ...]

    @property
    def calm(self) -> bool:
        """Whether nothing of this unit needs a supervisor's eye."""
        return not any(cell.count for cell in self.cells)


class Pressing(NamedTuple):
    """A page of the orders whose limit ends next or ended first, and where the next page begins."""

    orders: "list[WorkOrder]"
    next: "After | None"


class After(NamedTuple):
    """The last row of a page."""

    due_at: datetime
    order: UUID

    def __str__(self) -> str:
        return f"{self.due_at.timestamp():.6f}_{self.order.hex}"

    @classmethod
    def of(cls, text: str) -> "After | None":
        """Read where a page begins; nonsense is none, so that a broken link opens the first page."""
        moment, _, order = text.partition("_")
        try:
            return cls(datetime.fromtimestamp(float(moment), UTC), UUID(hex=order))
        except (ValueError, OverflowError, OSError):
            return None


def whole_line(scope: Scope) -> Row:
    """The whole scope in one row; one statement."""
    asked = scope.asked
    found = scoped(scope).aggregate(living=Count("pk"), **_counts(scope))
    return _row(scope.unit, found, asked)


def rows_below(scope: Scope) -> list[Row]:
    """A row for every union one level down, the one with the most pressing orders first; two statements."""
    units = {unit.pk: unit for unit in unions_below(scope)}
    if not units:
        return []
    answering = Q(responsibilities__unit__in=units, responsibilities__released_at=None)
    by_unit = scoped(scope).filter(answering).values("responsibilities__unit")
    found: dict[int, Any] = {
        row["responsibilities__unit"]: row
        for row in by_unit.annotate(living=Count("pk"), **_counts(scope)).order_by()
    }
    rows = [_row(unit, found.get(pk, {}), {"line": str(pk)}) for pk, unit in units.items()]
    return sorted(rows, key=lambda row: [-cell.count for cell in row.cells])


def lights_of(scope: Scope) -> tuple[Cell, ...]:
    """The four lights of the whole scope, for a home page; one statement."""
    found = scoped(scope).aggregate(**_counts(scope, LIGHTS))
    return tuple(_cell(signal, found, scope.asked) for signal in LIGHTS)


def pressing_orders(scope: Scope, after: After | None = None, *, most: int = PRESSING) -> Pressing:
    """The orders with a running clock, the first limit first, a page at a time; two statements."""
    orders = scoped(scope).filter(running())
    if after:
        orders = orders.filter(
            Q(due_at__gte=after.due_at) & (Q(due_at__gt=after.due_at) | Q(pk__gt=after.order))
        )
    page = list(for_rows(orders.order_by("due_at", "pk"))[: most + 1])
    shown = page[:most]
    return Pressing(shown, After(shown[-1].due_at, shown[-1].pk) if len(page) > most else None)


def scoped(scope: Scope) -> "QuerySet[WorkOrder]":
    """The living orders of a scope that its actor may see."""
    living = OrderFilter.of({"living": "1", **scope.asked})
    return visible_to(scope.actor).filter(conditions_of(living, scope.actor, scope.at), archived_at=None)


def _counts(scope: Scope, signals: tuple[Signal, ...] = SIGNALS) -> dict[str, Count]:
    return {s.code: Count("pk", filter=s.condition(scope.actor, scope.at)) for s in signals}


def _row(unit: Unit, found: Mapping[str, Any], asked: dict[str, str]) -> Row:
    cells = tuple(_cell(signal, found, asked) for signal in SIGNALS)
    return Row(unit, found.get("living", 0), OrderFilter.of({"living": "1", **asked}).query_string(), cells)


def _cell(signal: Signal, found: Mapping[str, Any], asked: dict[str, str]) -> Cell:
    return Cell(signal, found.get(signal.code, 0), signal.filter(**asked).query_string())
