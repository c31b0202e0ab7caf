"""The clocks of an order inside one change: started, met, stopped, made to stand still, taken up, extended.

Nothing is written at once: what a change does to clocks goes out in the statement that writes the order itself, and is
told in the change's event, from which ``work_orders.reckoning`` works every deadline out again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from bihuan.calendars.queries import Calendars, calendar_of, limit_of_version, percents_of
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Level
from bihuan.rules.alerts import next_alert, rungs_passed
from bihuan.rules.deadlines import Budget, Deadline, Extension, Pause, TimeType, deadline, spent
from bihuan.rules.explaining import moved_because
from bihuan.rules.lifecycle import Matter
from bihuan.rules.limits import Clock, Limit, Question
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words
from bihuan.rules.workdays import WorkCalendar
from bihuan.work_orders.clock_rows import (
    END,
    MOVE_ROLES,
    PASS_ON,
    PAUSE,
    RESUME,
    START,
    SUSPEND,
    WORK_OUT,
    WORKED_OUT,
)  # fmt: skip
from bihuan.work_orders.models import Extension as GrantedExtension
from bihuan.work_orders.models import OrderClock, Suspension, WorkOrder
from bihuan.work_orders.models.clocks import RUNNING

#: Clocks that run beside each other from the dispatch to a unit until it resolves; the unit's own, not the order's.
UNITS_OWN = (Clock.SIGN, Clock.FIRST_CONTACT, Clock.HANDLE)
#: States in which every clock of an order stands still.
_STANDING_STILL = frozenset({Matter.PARKED, Matter.TRANSFERRED_110})
_LEVELS = frozenset(level.value for level in Level)
#: What an extension granted to the lead prolongs.
_EXTENDED = (Clock.TOTAL, Clock.HANDLE)


class Start(NamedTuple):
    """A clock about to start, for the unit with this id, by that unit's calendar."""

    kind: Clock
    unit: int
    limit: Limit
    version: str
    calendar: WorkCalendar
    due: Deadline


class Clocks:
    """What one change does to the clocks of its order."""

    def __init__(self, order: WorkOrder, at: datetime) -> None:
        self._order, self._at = order, at
        self._parts: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []

    @property
    def parts(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Statements by name, to go out beside the order's own, and their values."""
        return self._parts, self._values

    def limit(self, clock: Clock, unit: Unit) -> Limit:
        """The limit that holds for a unit in this order, by the version the order keeps."""
        return limit_of(self._order, clock, unit)

    def prepared(self, kind: Clock, unit: Unit) -> Start:
        """What a clock of this kind would be that starts for ``unit`` now."""
        limit, calendar = self.limit(kind, unit), calendar_of(unit.path)
        above = self._order.due_at if kind is Clock.HANDLE else None
        due = deadline(self._at, limit.budget, calendar, not_after=above)
        return Start(kind, unit.pk, limit, self._order.limits_version, calendar, due)

    def start(self, *kinds: Clock, units: Iterable[Unit]) -> None:
        """Start these clocks for each of the units, now. An internal limit ends no later than the public one."""
        order = self._order
        starting = [self.prepared(kind, unit) for kind in kinds for unit in units]
        self.told += [told_of(start) for start in starting]
        still = self._at if order.state in _STANDING_STILL else None
        rows = [row_of(start) for start in starting]
        if not rows:
            return
        columns = {f"{name}s": [row[name] for row in rows] for name in rows[0]}
        if still:
            columns["clock_alerts"] = [None for _ in starting]
        values = {"clock_order": order.pk, "clock_at": self._at, "clock_still": still, **columns}
        self._add("started", START, values)

    def meet(self, *kinds: Clock, unit: int | None = None, stopping: Sequence[Clock] = ()) -> None:
        """End the running clocks of these kinds as met, and those in ``stopping`` without; of one unit or of all."""
        self.told += [{"meet": kind.value} | ({"unit": unit} if unit else {}) for kind in kinds]
        self.told += [{"stop": kind.value} | ({"unit": unit} if unit else {}) for kind in stopping]
        values = {"clock_order": self._order.pk, "clock_at": self._at, "clock_unit": unit,
                  "clocks_met": [k.value for k in kinds], "clocks_stopped": [k.value for k in stopping]}  # fmt: skip
        self._add("ended", END, values)

    def stop(self, *kinds: Clock, unit: int | None = None) -> None:
        """End the running clocks of these kinds without their being met."""
        self.meet(unit=unit, stopping=kinds)

    def pause(self, cause: Suspension.Cause, review_on: date | None = None) -> None:
        """Let every running clock of the order stand still, supporting units' included."""
        self.told.append({"pause": cause.value})
        self._add("paused", PAUSE, {"clock_order": self._order.pk, "clock_at": self._at})
        self._add("suspended", SUSPEND, {"clock_order": self._order.pk, "clock_at": self._at,
                                          "clock_cause": cause.value, "clock_review": review_on})  # fmt: skip

    def resume(self, *, meeting: Sequence[Clock] = ()) -> None:
        """Take every clock up again with what was left of it; those in ``meeting`` are met at the same instant."""
        self.told.append({"resume": True})
        self._add("resumed", RESUME, {"clock_order": self._order.pk, "clock_at": self._at})
        self._work_out(Q(), closing=self._at, meeting=meeting)
        self.told += [{"meet": kind.value} for kind in meeting]

    def reproject(self, before: Calendars, now: Calendars) -> Words | None:
        """Work every running limit out again by the calendar of now; the reason for what moved, None if nothing did.

        Parameters: ``before`` the calendars by which they were worked out.
        """
        clocks = list(OrderClock.objects.select_related("unit").filter(RUNNING, order=self._order))
        stood = {clock.pk: (clock.due_at, clock.provisional) for clock in clocks}
        self.told.append({"reproject": True})
        moved = self._work_out(Q(), anew=None)
        because = [
            moved_because(c.started_at, stood[c.pk][0], c.due_at, now.of(c.unit.path), before.of(c.unit.path))
            for c in moved
            if c.due_at != stood[c.pk][0]
        ]
        if not because and all(stood[c.pk][1] == c.provisional for c in moved):
            return None
        words = list(dict.fromkeys(because)) or [
            Words("放假安排已公布，时限不变", "the days off are published; no limit moves")
        ]
        self.told += [{"because": {"zh": each.zh, "en": each.en}} for each in words]
        return Words("；".join(each.zh for each in words), "; ".join(each.en for each in words))

    def extend(self, days: int) -> None:
        """Prolong the public limit, and with it the lead's own, by what was just granted."""
        self.told.append({"extend": days})
        self._work_out(Q(kind__in=_EXTENDED), anew=True)

    def reopen(self, *kinds: Clock, unit: int | None = None) -> frozenset[str]:
        """Let clocks that were met run on, because the matter is not over after all. No limit moves.

        Returns the kinds of which there was one.
        """
        ended = Q(kind__in=kinds, met_at__isnull=False, **({"unit": unit} if unit else {}))
        latest: dict[tuple[str, int], OrderClock] = {}
        clocks = OrderClock.objects.select_related("unit").filter(ended, order=self._order)
        for clock in clocks.order_by("started_at", "pk"):
            latest[clock.kind, clock.unit_id] = clock
        self.told += [{"reopen": kind, "unit": unit_id} for kind, unit_id in latest]
        for clock in latest.values():
            clock.met_at = None
            self._arm(clock, anew=True)
        self._write(latest.values())
        return frozenset(kind for kind, _ in latest)

    def pass_on(self, heirs: Mapping[int, int], ended: Mapping[int, int]) -> None:
        """After a reform: whoever had to act is succeeded.

        Parameters: ``ended`` tasks that fell to a unit which has another role already, with the unit they were of.
        """
        self.told += [{"stop": Clock.SUPPORT.value, "unit": unit} for unit in ended.values()]
        self.told.append({"pass": {str(old): new for old, new in heirs.items()}})
        values = {"clock_order": self._order.pk, "clock_at": self._at, "clock_old": list(heirs),
                  "clock_new": list(heirs.values()), "clock_ended": list(ended)}  # fmt: skip
        self._add("passed", PASS_ON, values)

    # Inside ------------------------------------------------------------------------------------------------------

    def _work_out(
        self,
        which: Q,
        *,
        closing: datetime | None = None,
        meeting: Sequence[Clock] = (),
        anew: bool | None = False,
    ) -> list[OrderClock]:
        """Work the limits of running clocks out from the beginning: budget, extensions, suspensions.

        Parameters: ``closing`` ends a suspension that is still open; ``anew`` begins the ladder again, None only of the
        clocks whose limit moves.
        """
        order = self._order
        running = OrderClock.objects.select_related("unit").filter(RUNNING, which, order=order)
        # The public limit first: the lead's own ends no later.
        clocks = sorted(running.order_by("pk"), key=lambda clock: clock.kind != Clock.TOTAL)
        changes = changes_of([order.pk], closing)[order.pk]
        for clock in clocks:
            above = order.due_at if clock.kind == Clock.HANDLE else None
            found = worked_out(clock, changes, above)
            moves = found.at != clock.due_at
            clock.due_at, clock.whole, clock.paused_at = found.at, found.whole, found.paused_since
            clock.provisional = found.provisional
            if clock.kind == Clock.TOTAL:
                order.due_at, order.due_provisional = found.at, found.provisional
            clock.met_at = self._at if clock.kind in meeting else None
            self._arm(clock, anew=moves if anew is None else anew)
        self.told += [
            {"due": clock.kind, "unit": clock.unit_id, "at": clock.due_at.isoformat()} for clock in clocks
        ]
        self._write(clocks)
        roles = [clock for clock in clocks if clock.kind in (Clock.SUPPORT, Clock.HANDLE)]
        dues = [clock.due_at if clock.kind == Clock.SUPPORT else order.due_at for clock in roles]
        values = {"clock_roles": [clock.assignment_id for clock in roles], "clock_role_dues": dues}
        self._add("roles_moved", MOVE_ROLES, values)
        return clocks

    def _arm(self, clock: OrderClock, *, anew: bool) -> None:
        """Set when the next rung is due; ``anew`` begins the ladder again at the share that is used now."""
        time, calendar = TimeType(clock.time), calendar_of(clock.unit.path)
        percents = percents_of(clock.rule_version, clock.rule)
        if anew:
            clock.generation += 1
            left = spent(self._at, clock.due_at, time, calendar)
            clock.next_rung = rungs_passed(clock.whole - left, clock.whole, percents) + 1
        after = clock.next_rung - 1
        alert = next_alert(clock.due_at, clock.whole, time, calendar, after=after, percents=percents)
        clock.next_alert_at = alert.at if alert and clock.paused_at is None and clock.met_at is None else None

    def _write(self, clocks: Iterable[OrderClock]) -> None:
        columns = {f"clocks_{name}": [getattr(clock, name) for clock in clocks] for name in WORKED_OUT}
        self._add("worked_out", WORK_OUT, columns)

    def _add(self, name: str, part: str, values: Mapping[str, Any]) -> None:
        assert name not in self._parts, "a change does this to its clocks once"
        self._parts[name] = part
        self._values |= values


def limit_of(order: WorkOrder, clock: Clock, unit: Unit) -> Limit:
    """The limit that holds for a unit in an order, by the version the order keeps."""
    level = Level(unit.level) if unit.level in _LEVELS else None
    asked = Question(clock, Urgency(order.urgency), level, order.matter, unit.path)
    return limit_of_version(order.limits_version, asked)


def starting(limit: Limit, version: str, unit: int, calendar: WorkCalendar, at: datetime) -> Start:
    """A clock that starts at ``at``, with no limit above it."""
    return Start(limit.clock, unit, limit, version, calendar, deadline(at, limit.budget, calendar))


def told_of(start: Start) -> dict[str, Any]:
    """What the ledger keeps of a clock that starts: all that is needed to work its limit out again."""
    return {
        "start": start.kind.value, "unit": start.unit, "amount": start.limit.value, "time": start.limit.time.value,
        "rule": start.limit.code, "version": start.version, "due": start.due.at.isoformat(), "provisional": start.due.provisional,
    }  # fmt: skip


def row_of(start: Start) -> dict[str, Any]:
    """A clock about to start, by the names a statement gives its values."""
    limit, due = start.limit, start.due
    alert = next_alert(due.at, due.whole, limit.time, start.calendar, percents=limit.percents)
    return {
        "clock_kind": start.kind.value, "clock_unit": start.unit, "clock_amount": limit.value, "clock_time": limit.time.value,
        "clock_whole": due.whole, "clock_rule": limit.code, "clock_version": start.version, "clock_due": due.at,
        "clock_provisional": due.provisional, "clock_alert": alert.at if alert else None,
    }  # fmt: skip


def changes_of(
    orders: Sequence[UUID], closing: datetime | None = None
) -> dict[UUID, list[Pause | Extension]]:
    """Suspensions and granted extensions of each order, in order; one still open ends at ``closing``."""
    pauses = Suspension.objects.filter(order__in=orders).values_list("order", "since", "until")
    granted = GrantedExtension.objects.filter(order__in=orders, granted=True)
    found: dict[UUID, list[Pause | Extension]] = {order: [] for order in orders}
    for order, since, until in pauses:
        found[order].append(Pause(since, until or closing))
    for order, at, days in granted.values_list("order", "decided_at", "days"):
        assert at is not None, "what was granted has been decided"
        found[order].append(Extension(at, days))
    for changes in found.values():
        changes.sort(key=lambda change: change[0])  # each begins with its instant
    return found


def concerning(clock: OrderClock, changes: Iterable[Pause | Extension]) -> list[Pause | Extension]:
    """Those changes of an order that move this clock: every suspension, but an extension only what it was granted for."""
    return [change for change in changes if clock.kind in _EXTENDED or isinstance(change, Pause)]


def worked_out(clock: OrderClock, changes: Iterable[Pause | Extension], above: datetime | None) -> Deadline:
    """The limit of a clock, worked out from its beginning."""
    own = concerning(clock, changes)
    budget = Budget(clock.amount, TimeType(clock.time))
    return deadline(clock.started_at, budget, calendar_of(clock.unit.path), own, not_after=above)
