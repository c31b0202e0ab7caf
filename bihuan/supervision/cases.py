"""One case: a warning with its slip and its talk; what its tables need to know of it, and what an actor is in it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from bihuan.calendars.queries import calendar_of, ladder_of_version
from bihuan.organisations.actors import HeldPost
from bihuan.organisations.models import Unit
from bihuan.rules.actors import HANDLING_POSTS, Level, Post, Standing
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import due_after
from bihuan.rules.keyed import Case
from bihuan.rules.ladder import Step, Tread
from bihuan.rules.matters import Urgency
from bihuan.rules.warnings import CaseFacts, Slip, Talk
from bihuan.supervision.models import EarlyWarning, SupervisionSlip, TalkRecord

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

Standings = dict[Standing, HeldPost]


def slip_of(case: EarlyWarning) -> SupervisionSlip | None:
    """The slip of a warning, if there is one."""
    return _there(case, "slip")


def talk_of(case: EarlyWarning) -> TalkRecord | None:
    """The talk of a warning's slip, if there is one."""
    slip = slip_of(case)
    return _there(slip, "talk") if slip else None


def facts_about(case: EarlyWarning, *, cause_gone: bool = False) -> CaseFacts:
    """What the conditions of a case need to know. The warning comes with its slip and talk."""
    slip, talk = slip_of(case), talk_of(case)
    return CaseFacts(
        cause_gone=cause_gone,
        lapses=case.lapses,
        slip=slip is not None,
        slip_open=slip is not None and slip.state != Slip.CLOSED,
        talk=talk is not None,
        talk_due=talk is not None and talk.state == Talk.DUE,
    )


def keys_of(order: "WorkOrder", unit: Unit) -> Case:
    """What the rows of the ladder are asked for when a unit is warned of an order."""
    return Case(Urgency(order.urgency), Level(unit.level), order.matter, unit.path)


def tread_of(case: EarlyWarning, step: Step) -> Tread:
    """The row of a step for a warning, in the version it keeps; the warning comes with its unit."""
    ladder = ladder_of_version(case.rules_version).rows
    return ladder.tread(step, Light(case.light), keys_of(case.order, case.unit))


def ends(tread: Tread, start: datetime, path: str) -> datetime:
    """When the limit of a step that began at ``start`` runs out, by the hours of the unit at ``path``."""
    return due_after(start, tread.limit, calendar_of(path)).at


def standings_in_case(case: EarlyWarning, in_order: Standings, posts: tuple[HeldPost, ...]) -> Standings:
    """What an actor is in a case, each with the post that gives it.

    The unit warned answers, through those who handle orders there or its leader; so does whoever it was addressed to in
    place of a vacancy. Supervisors of the line decide, but not through the unit that has to answer, unless nobody
    stands above it.
    """
    found: Standings = {}
    slip, talk = slip_of(case), talk_of(case)
    addressed = {(each.to_unit_id, each.to_post) for each in (case, slip, talk) if each}
    for held in posts:
        own = held.unit_id == case.unit_id and (held.post in HANDLING_POSTS or held.post is Post.LEADER)
        if own or (held.unit_id, held.post) in addressed:
            found.setdefault(Standing.WARNED, held)
        if held.post is Post.SUPERVISOR and held.unit_id == case.overseer_id:
            found.setdefault(Standing.SUPERVISOR, held)
    above = in_order.get(Standing.SUPERVISOR)
    if above and (above.unit_id != case.unit_id or case.overseer_id == case.unit_id):
        found.setdefault(Standing.SUPERVISOR, above)
    return found


def _there(row: Any, part: str) -> Any:
    try:
        return getattr(row, part)
    except (SupervisionSlip.DoesNotExist, TalkRecord.DoesNotExist):
        return None
