"""After a new notice or other hours: limits they touch are worked out again, in batches, each with its reason on the record."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q

from bihuan.calendars.actions import note_progress
from bihuan.calendars.queries import Calendars, calendars, calendars_before, unfinished_change
from bihuan.rules.deadlines import Extension, Pause
from bihuan.rules.lifecycle import Act
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.change import changing
from bihuan.work_orders.clocks import changes_of, worked_out
from bihuan.work_orders.models import OrderClock
from bihuan.work_orders.models.clocks import RUNNING

_EVERYBODY_KNOWS = timedelta(seconds=60)


class Reprojected(NamedTuple):
    """What one batch did: clocks looked at, orders whose limits moved, and whether there is more to do."""

    looked_at: int
    moved: int
    more: bool


def reproject(*, at: datetime, most: int = 500) -> Reprojected:
    """Work the next ``most`` limits out again that the oldest unfinished change touches; nothing to do is no work.

    A limit is touched if it is provisional or its span meets the days that changed. Orders whose limits stay as they are
    get no event.
    """
    change = unfinished_change(at)
    # Until every process has looked at the calendar again, some still reckon by the one before.
    if change is None or at < change.takes_hold_at + _EVERYBODY_KNOWS:
        return Reprojected(0, 0, more=False)
    changed = datetime.combine(change.changed_from, time(), SHANGHAI)
    touched = OrderClock.objects.filter(RUNNING, Q(provisional=True) | Q(due_at__gte=changed))
    clocks = list(
        touched.filter(pk__gt=change.reprojected_to).select_related("unit", "order").order_by("pk")[:most]
    )
    before, now = calendars_before(change), calendars()
    changes, moved = changes_of(list({clock.order_id for clock in clocks})), 0
    for number in dict.fromkeys(c.order.number for c in clocks if _moves(c, changes[c.order_id])):
        moved += _reproject(number, before, now, at)
    more = len(clocks) == most
    last = clocks[-1].pk if clocks else change.reprojected_to
    note_progress(change, last, finished_at=None if more else at)
    return Reprojected(len(clocks), moved, more or unfinished_change(at) is not None)


def _moves(clock: OrderClock, changes: list[Pause | Extension]) -> bool:
    """Whether working it out again would change anything; asked before the order is locked."""
    above = clock.order.due_at if clock.kind == "handle" else None
    found = worked_out(clock, changes, above)
    # A public limit that moves may move the lead's own, which is then worked out with it.
    return (found.at, found.provisional) != (clock.due_at, clock.provisional)


def _reproject(number: str, before: Calendars, now: Calendars, at: datetime) -> bool:
    with changing(None, number, at=at) as change:
        change.step(Act.REPROJECT)
        reason = change.clocks.reproject(before, now)
        if reason:
            change.tell(due=change.order.due_at.isoformat())
    return reason is not None
