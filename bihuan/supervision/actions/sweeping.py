"""The sweep: everything that is due by an instant warns, each rung exactly once, however many sweep at the same time.

Whoever warns of an order holds its lock, finds out under the lock what has not warned yet, and writes warning, event
and announcement in the one transaction. A worker that dies leaves nothing half done; the next one finds it due as before.
An order somebody is acting on is passed over and is due again at the next turn. Work goes in portions, so that neither a
lock nor a transaction lasts while ten thousand are due.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.calendars.queries import ladder_at
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Standing
from bihuan.rules.ladder import EVENTS, Cause, Rung
from bihuan.rules.refusal import Refused
from bihuan.rules.transitions import Table
from bihuan.rules.warnings import (
    SLIP,
    WARNING,
    WITH_THE_UNIT,
    CaseFacts,
    Outcome,
    Slip,
    SlipAct,
    Warned,
    WarningAct,
)
from bihuan.supervision.actions.issuing import (
    Found,
    call_talks,
    facts_of,
    make_slips,
    slip_facts,
    talk_facts,
    warn,
)
from bihuan.supervision.cases import facts_about, keys_of
from bihuan.supervision.happenings import Happened, day_of, not_warned_of
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from bihuan.work_orders.alerting import claim_due, lights_passed, running_clocks, write_alerts
from bihuan.work_orders.beside import Noted, lock_orders, lock_orders_of, note_on_all

if TYPE_CHECKING:
    from bihuan.work_orders.models import OrderClock, WorkOrder

#: Orders in one transaction.
PORTION = 250
_SYSTEM = frozenset({Standing.SYSTEM})
#: One portion of work as of an instant: whether there may be more, and what was done.
Turn = Callable[[datetime], "tuple[bool, Swept]"]


class Swept(NamedTuple):
    """What a sweep did."""

    warnings: int = 0
    slips: int = 0
    talks: int = 0
    lapsed: int = 0

    def __add__(self, other: object) -> "Swept":
        return Swept(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))  # type: ignore[call-overload]


def sweep(at: datetime, *, stopped: Callable[[], bool] = lambda: False) -> Swept:
    """Let end what is over, warn of all that is due by ``at``, and let unanswered warnings and slips climb.

    Goes on until nothing is due any more but what others have locked, or until ``stopped``. Any number may sweep at once.
    """
    done = Swept()
    for turn in (let_lapse, warn_of_clocks, *_turns_of_events(at), climb_to_slips, climb_to_talks):
        while not stopped():
            more, did = turn(at)
            done += did
            if not more:
                break
    return done


def warn_of_clocks(at: datetime, most: int = PORTION) -> tuple[bool, Swept]:
    """Warn of clocks that reached a rung by ``at``; whether there may be more, and what was done."""
    with transaction.atomic():
        clocks = claim_due(at, most)
        units, ladder = _units({_unit_of(clock) for clock in clocks}), ladder_at(at).rows
        found = []
        for clock in clocks:
            shown, reached = lights_passed(clock, at)
            if clock.kind not in set(Cause):
                continue
            cause, unit = Cause(clock.kind), _unit_of(clock)
            keys = keys_of(clock.order, units[unit])
            if rungs := ladder.passed(cause, shown, reached, keys):
                found.append(Found(clock.order, cause, clock.pk, clock.generation, unit, keys, rungs))
        issued = warn(found, at)
        if clocks:
            write_alerts(clocks)
    return bool(clocks), Swept(warnings=issued)


def warn_of_events(rung: Rung, at: datetime, most: int = PORTION) -> tuple[bool, Swept]:
    """Warn of what happened to orders and reached ``rung``; whether there may be more, and what was done."""
    ladder = ladder_at(at).rows
    with transaction.atomic():
        candidates = list(not_warned_of(rung, at)[:most])
        if not candidates:
            return False, Swept()
        orders = lock_orders({Happened(*row).order for row in candidates})
        rows = [Happened(*row) for row in not_warned_of(rung, at, orders)]
        units = _units({_in_hand(orders[row.order]) for row in rows})
        found = []
        for one in rows:
            order = orders[one.order]
            keys = keys_of(order, units[_in_hand(order)])
            rungs = ladder.happened(rung.cause, one.counted(day_of(at)), keys)
            found.append(Found(order, rung.cause, one.about, one.generation, _in_hand(order), keys, rungs))
        issued = warn(found, at)
    return len(candidates) == most and bool(found), Swept(warnings=issued)


def climb_to_slips(at: datetime, most: int = PORTION) -> tuple[bool, Swept]:
    """Make slips of the warnings left unanswered beyond their own limit."""
    with transaction.atomic():
        due = EarlyWarning.objects.filter(climbs_at__lte=at).order_by("climbs_at", "pk")
        orders = lock_orders_of(due, "order", most)
        found = list(due.filter(order__in=orders).select_related("slip", "unit"))
        for case in found:
            case.order = orders[case.order_id]
        cases = [case for case in found if _may(WARNING, WarningAct.ISSUE_SLIP, Warned(case.state), case)]
        slips = make_slips(cases, at) if cases else []
        EarlyWarning.objects.filter(pk__in=[case.pk for case in found]).update(climbs_at=None)
        _note(orders, [(slip.warning, WarningAct.ISSUE_SLIP, slip_facts(slip)) for slip in slips], at)
    return bool(orders), Swept(slips=len(slips))


def climb_to_talks(at: datetime, most: int = PORTION) -> tuple[bool, Swept]:
    """Call for a talk on the slips left unanswered beyond their limit."""
    with transaction.atomic():
        due = SupervisionSlip.objects.filter(climbs_at__lte=at).order_by("climbs_at", "pk")
        orders = lock_orders_of(due, "warning__order", most)
        found = list(due.filter(warning__order__in=orders).select_related("warning__unit", "talk"))
        for slip in found:
            slip.warning.order = orders[slip.warning.order_id]
        slips = [slip for slip in found if _may(SLIP, SlipAct.CALL_TALK, Slip(slip.state), slip.warning)]
        talks = call_talks(slips, at) if slips else []
        SupervisionSlip.objects.filter(pk__in=[slip.pk for slip in found]).update(climbs_at=None)
        _note(orders, [(talk.slip.warning, SlipAct.CALL_TALK, talk_facts(talk)) for talk in talks], at)
    return bool(orders), Swept(talks=len(talks))


def let_lapse(at: datetime, most: int = PORTION) -> tuple[bool, Swept]:
    """End warnings whose cause is over, where a warning of their light ends by itself then."""
    with transaction.atomic():
        gone = _causes_gone()
        orders = lock_orders_of(gone.order_by("pk"), "order", most)
        cases = list(gone.filter(order__in=orders).order_by("pk"))
        for case in cases:
            WARNING.permit(
                WarningAct.LAPSE, Warned(case.state), _SYSTEM, CaseFacts(cause_gone=True, lapses=True)
            )
        EarlyWarning.objects.filter(pk__in=[case.pk for case in cases]).update(
            state=Warned.CLOSED, outcome=Outcome.LAPSED, closed_at=at, due_at=None, climbs_at=None
        )
        _note(orders, [(case, WarningAct.LAPSE, facts_of(case)) for case in cases], at)
    return bool(orders), Swept(lapsed=len(cases))


def _may(table: Table[Any, Any, CaseFacts], act: StrEnum, state: StrEnum, case: EarlyWarning) -> bool:
    """Whether the table lets the ladder climb. What it does not climbs no more, and holds nothing else up."""
    try:
        table.permit(act, state, _SYSTEM, facts_about(case))
    except Refused:
        return False
    return True


def _unit_of(clock: "OrderClock") -> int:
    """Who is warned of a clock: whoever has to act; of the limit of the whole order, whoever has it in hand."""
    order = clock.order
    return clock.unit_id if clock.kind != Cause.TOTAL else _in_hand(order)


def _in_hand(order: "WorkOrder") -> int:
    return order.lead_id or order.holder_id


def _units(ids: set[int]) -> dict[int, Unit]:
    """What the ladder asks of the units warned; one statement for a portion, none where nothing is due."""
    return Unit.objects.only("path", "level").in_bulk(ids) if ids else {}


def _turns_of_events(at: datetime) -> "Iterator[Turn]":
    for rung in ladder_at(at).rows.rungs:
        if rung.cause in EVENTS:
            yield partial(warn_of_events, rung)


def _causes_gone() -> QuerySet[EarlyWarning]:
    """Living warnings without a slip that end by themselves, and whose clock has ended or order is resolved."""
    events = Q(cause__in=EVENTS)
    stands = running_clocks().filter(pk=OuterRef("about"), generation=OuterRef("generation"))
    over = (
        (events & Q(order__resolved_at__isnull=False))
        | (~events & ~Exists(stands))
        | Q(order__closed_at__isnull=False)
    )
    return EarlyWarning.objects.filter(over, lapses=True, state__in=WITH_THE_UNIT, slip=None)


def _note(
    orders: Mapping[UUID, "WorkOrder"],
    steps: Iterable[tuple[EarlyWarning, StrEnum, dict[str, Any]]],
    at: datetime,
) -> None:
    noted: dict[UUID, list[Noted]] = defaultdict(list)
    for case, act, facts in steps:
        noted[case.order_id].append(Noted(act, facts))
    note_on_all(orders.values(), noted, at=at)
