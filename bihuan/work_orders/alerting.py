"""Clocks whose next rung is due, claimed for whoever warns of it, and set to the rung after."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from bihuan.calendars.queries import calendar_of, percents_of
from bihuan.rules.alerts import RUNGS, Light, next_alert
from bihuan.rules.deadlines import TimeType
from bihuan.work_orders.beside import lock_orders_of
from bihuan.work_orders.models import OrderClock
from bihuan.work_orders.models.clocks import RUNNING

_READ = (
    "id",
    "order",
    "kind",
    "unit",
    "due_at",
    "whole",
    "time",
    "next_alert_at",
    "next_rung",
    "generation",
    "rule",
    "rule_version",
)
_ADVANCE = """
    UPDATE work_orders_orderclock AS c SET next_alert_at = next.at, next_rung = next.rung
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::smallint[]) AS next (id, at, rung) WHERE c.id = next.id
"""


def claim_due(at: datetime, most: int) -> list[OrderClock]:
    """Up to ``most`` clocks whose next rung is reached by ``at``, earliest first, and every other such clock of their orders.

    Each comes with its order, locked until the transaction ends; orders somebody else has locked are passed over. What was
    read before a lock was had may be older than the lock, so the clocks are read again under it.
    """
    due = OrderClock.objects.filter(next_alert_at__lte=at).order_by("next_alert_at", "pk")
    while orders := lock_orders_of(due, "order", most):
        clocks = list(due.filter(order__in=orders).select_related("unit").only(*_READ, "unit__path"))
        for clock in clocks:
            clock.order = orders[clock.order_id]
        if clocks:
            return clocks
        # Somebody else warned of all of these between the look and the lock: look again.
    return []


def running_clocks() -> QuerySet[OrderClock]:
    """Clocks neither met nor stopped; those that stand still are among them."""
    return OrderClock.objects.filter(RUNNING)


def lights_passed(clock: OrderClock, at: datetime) -> tuple[Light, Light]:
    """Which light the clock showed when somebody last looked, and which it shows at ``at``; sets it to the rung after.

    Nothing is written; see :func:`write_alerts`.
    """
    shown, calendar = _light(clock.next_rung - 1), calendar_of(clock.unit.path)
    percents = percents_of(clock.rule_version, clock.rule)
    while clock.next_alert_at is not None and clock.next_alert_at <= at:
        reached = clock.next_rung
        alert = next_alert(
            clock.due_at, clock.whole, TimeType(clock.time), calendar, after=reached, percents=percents
        )
        clock.next_rung = reached + 1
        clock.next_alert_at = alert.at if alert else None
    return shown, _light(clock.next_rung - 1)


def write_alerts(clocks: Iterable[OrderClock]) -> None:
    """Write when and at which rung these clocks warn next; one statement. Their orders are locked."""
    rows: Sequence[OrderClock] = list(clocks)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADVANCE,
            [[c.pk for c in rows], [c.next_alert_at for c in rows], [c.next_rung for c in rows]],
        )


def _light(rung: int) -> Light:
    return RUNGS[rung - 1].light if rung else Light.NONE
