"""Orders whose limit fell into a period: how many, how many of them are parked, and how many were done in time."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from bihuan.rules.lifecycle import Matter
from bihuan.statistics.periods import Period
from bihuan.statistics.queries import in_scope
from bihuan.supervision.scopes import Scope
from bihuan.work_orders.matching import IN_TIME


@dataclass(frozen=True, slots=True)
class FallenDue:
    """Orders whose limit lies in a period."""

    count: int
    parked: int
    in_time: int

    @property
    def rate(self) -> Decimal | None:
        """按期结案率 = 按期结案数 ÷ (应结案数 − 缓办数), in per cent (facts 3.6); None where nothing is left to divide by."""
        counted = self.count - self.parked
        return Decimal(100 * self.in_time) / counted if counted else None


NONE_DUE = FallenDue(0, 0, 0)


def fallen_due(scope: Scope, period: Period) -> FallenDue:
    """Orders whose limit lies in the period, whether they were done or not; one statement."""
    parked = Q(state=Matter.PARKED)
    found = (
        in_scope(scope)
        .filter(period.holds("due_at"))
        .aggregate(
            count=Count("pk"),
            parked=Count("pk", filter=parked),
            in_time=Count("pk", filter=IN_TIME & ~parked),
        )
    )
    return FallenDue(**found)
