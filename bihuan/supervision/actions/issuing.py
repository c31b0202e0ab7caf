"""Issuing warnings, slips and talks, for many orders at once. The orders are locked; the ladder or a supervisor does it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection

from bihuan.calendars.queries import ladder_at
from bihuan.rules.actors import Post
from bihuan.rules.alerts import Light
from bihuan.rules.keyed import Case
from bihuan.rules.ladder import CAUSE_WORDS, COLOURS, COVERED_BY, Cause, Rung, Step, Tread, Wants
from bihuan.rules.reporting_line import Addressee
from bihuan.rules.warnings import LIVING, Outcome, Slip, Talk, Warned, WarningAct
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision.cases import ends, slip_of, tread_of
from bihuan.supervision.lines import Lines
from bihuan.supervision.models import EarlyWarning, SlipSerial, SupervisionSlip, TalkRecord
from bihuan.work_orders.beside import Noted, instant_in, note_on_all

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

Key = tuple[UUID, str, int]

_TAKE_SERIALS = f"""
    INSERT INTO {SlipSerial._meta.db_table} AS s (unit_id, year, last)
    SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::int[]) ORDER BY 1, 2
    ON CONFLICT (unit_id, year) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING unit_id, year, last
"""


class Found(NamedTuple):
    """One cause of one order that went over ``rungs``, the highest last. ``about`` and ``generation`` as in the table.

    ``keys`` are what the rows of the ladder were asked for, the unit's path among them.
    """

    order: "WorkOrder"
    cause: Cause
    about: int
    generation: int
    unit: int
    keys: Case
    rungs: list[Rung]

    @property
    def key(self) -> Key:
        """What is warned of, whatever the rung."""
        return self.order.pk, self.cause.value, self.about


def warn(found: Iterable[Found], at: datetime) -> int:
    """Issue what was found and is not there yet; return how many warnings were issued.

    Of several rungs gone over since anybody looked, the highest is issued and the others are recorded as passed, in
    order and in the same event: nobody is told four things about one clock at once, and nothing is missing later.
    """
    found = _not_there_yet(list(found), at)
    if not found:
        return 0
    living, covered, ladder = _living_of(found), 0, ladder_at(at)
    lines, raised = Lines.of([(each.order, each.unit) for each in found], at), _raised_by(found, living)
    pressing = _pressing(found, living)
    warnings: list[EarlyWarning] = []
    noted: dict[UUID, list[Noted]] = defaultdict(list)
    for each in found:
        instant = instant_in(each.order, at)
        tread = ladder.rows.tread(Step.ACKNOWLEDGE, each.rungs[-1].light, each.keys)
        to = lines.addressee(tread, each.order, each.unit, each.cause)
        overseer = lines.overseer(each.order, each.unit)
        *below, highest = issued = [
            _warning(each, rung, ladder.version, to, overseer, instant) for rung in each.rungs
        ]
        warnings += issued
        if _is_covered(each, pressing):
            covered += 1
            continue
        _begin(highest, tread, each.keys.unit)
        facts = {
            **facts_of(highest), **addressed_facts(to, highest.due_at),
            "passed_lights": [Light(one.light).name.lower() for one in below],
            "raised_lights": [Light(one.light).name.lower() for one in raised[each.key]],
        }  # fmt: skip
        noted[each.order.pk].append(Noted(WarningAct.WARN, facts))
    EarlyWarning.objects.bulk_create(warnings)
    over = [one.pk for ones in raised.values() for one in ones]
    if over:
        EarlyWarning.objects.filter(pk__in=over).update(
            state=Warned.CLOSED, outcome=Outcome.RAISED, closed_at=at, due_at=None, climbs_at=None
        )
    note_on_all({each.order.pk: each.order for each in found}.values(), noted, at=at)
    return len(found) - covered


def make_slips(
    cases: Sequence[EarlyWarning], at: datetime, *, requirement: str = "", by: int | None = None
) -> list[SupervisionSlip]:
    """Make a slip of each warning. The caller notes it on the orders, which are locked and known to the warnings.

    Parameters: ``requirement`` in the words of the supervisor ``by``; empty where the ladder issues it by its rules.
    """
    lines = Lines.of([(case.order, case.unit_id) for case in cases], at)
    year = at.astimezone(SHANGHAI).year
    serials = _take_serials(Counter(case.overseer_id for case in cases), year)
    slips = []
    for case in cases:
        tread = tread_of(case, Step.SLIP)
        to = lines.addressee(tread, case.order, case.unit_id, Cause(case.cause))
        due = ends(tread, at, case.unit.path)
        serials[case.overseer_id] += 1
        slips.append(
            SupervisionSlip(
                warning=case, year=year, serial=serials[case.overseer_id], overseer_id=case.overseer_id,
                unit_id=case.unit_id, to_unit_id=to.unit, to_post=to.post, requirement=requirement or _required_of(case),
                state=Slip.ISSUED, issued_at=at, issued_by_id=by, due_at=due, climbs_at=due,
            )
        )  # fmt: skip
    SupervisionSlip.objects.bulk_create(slips)
    _due_with({slip.warning_id: slip.due_at for slip in slips})
    return slips


def call_talks(slips: Sequence[SupervisionSlip], at: datetime, *, by: int | None = None) -> list[TalkRecord]:
    """Call for a talk on each slip. The caller notes it on the orders, which are locked and known to the warnings."""
    lines = Lines.of([(slip.warning.order, slip.unit_id) for slip in slips], at)
    talks = []
    for slip in slips:
        tread = tread_of(slip.warning, Step.TALK)
        to = lines.addressee(tread, slip.warning.order, slip.unit_id, Cause(slip.warning.cause))
        due = ends(tread, at, slip.warning.unit.path)
        talk = TalkRecord(
            slip=slip, to_unit_id=to.unit, to_post=to.post, state=Talk.DUE, called_at=at, due_at=due
        )
        talk.called_by_id = by
        talks.append(talk)
    TalkRecord.objects.bulk_create(talks)
    SupervisionSlip.objects.filter(pk__in=[slip.pk for slip in slips]).update(climbs_at=None)
    _due_with({talk.slip.warning_id: talk.due_at for talk in talks})
    return talks


def facts_of(case: EarlyWarning) -> dict[str, Any]:
    """What the ledger keeps of a case with each of its events: codes and ids."""
    return {
        "warning": case.cause, "about": case.about, "generation": case.generation,
        "light": Light(case.light).name.lower(), "unit": case.unit_id, "overseer": case.overseer_id,
        "to": case.to_unit_id, "post": case.to_post,
    }  # fmt: skip


def slip_facts(slip: SupervisionSlip) -> dict[str, Any]:
    """The same of a case with a slip."""
    to = Addressee(slip.to_unit_id, Post(slip.to_post))
    return {**facts_of(slip.warning), **addressed_facts(to, slip.due_at), "slip": [slip.year, slip.serial]}


def talk_facts(talk: TalkRecord) -> dict[str, Any]:
    """The same of a case with a talk."""
    to = Addressee(talk.to_unit_id, Post(talk.to_post))
    return {**slip_facts(talk.slip), **addressed_facts(to, talk.due_at)}


def addressed_facts(to: Addressee, due: datetime | None) -> dict[str, Any]:
    """To whom a step is addressed and until when it is to be answered."""
    return {"to": to.unit, "post": to.post.value, "due": due.isoformat() if due else None}


# Inside


def _warning(
    each: Found, rung: Rung, version: str, to: Addressee, overseer: int, at: datetime
) -> EarlyWarning:
    """A warning nobody has been asked to answer yet: over already, unless :func:`_begin` begins its clock."""
    warning = EarlyWarning(
        order=each.order, cause=each.cause, about=each.about, generation=each.generation, light=rung.light,
        rule=rung.code, rules_version=version, climbs=rung.climbs, lapses=rung.lapses, unit_id=each.unit,
        to_unit_id=to.unit, to_post=to.post, overseer_id=overseer, wants=rung.wants, state=Warned.ISSUED, issued_at=at,
    )  # fmt: skip
    _end(warning, Outcome.PASSED, at)
    return warning


def _begin(warning: EarlyWarning, tread: Tread, path: str) -> None:
    """Ask the unit at ``path`` to acknowledge a warning, by its own hours, where anything is asked of it."""
    if warning.wants == Wants.NOTHING:
        _end(warning, Outcome.NOTICE, warning.issued_at)
        return
    warning.state, warning.outcome, warning.closed_at = Warned.ISSUED, "", None
    warning.due_at = ends(tread, warning.issued_at, path)
    warning.climbs_at = warning.due_at if warning.climbs else None


def _end(warning: EarlyWarning, outcome: Outcome, at: datetime) -> None:
    warning.state, warning.outcome, warning.closed_at = Warned.CLOSED, outcome, at
    warning.due_at = warning.climbs_at = None


def _not_there_yet(found: list[Found], at: datetime) -> list[Found]:
    """What was found, without the rungs that have warned before; the locks of the orders keep this true until the end.

    A rung below one that has warned, as a new version of the rows may bring it, is recorded as passed.
    """
    orders = {each.order.pk for each in found}
    columns = ("order_id", "cause", "about", "generation", "light")
    there = set(EarlyWarning.objects.filter(order__in=orders).values_list(*columns))
    left, late = [], []
    for each in found:
        rungs = [rung for rung in each.rungs if (*each.key, each.generation, rung.light.value) not in there]
        if rungs and rungs[-1] is each.rungs[-1]:
            left.append(each._replace(rungs=rungs))
        else:
            desk = Addressee(each.order.desk_id, Post.DISPATCHER)
            version = ladder_at(at).version
            late += [_warning(each, rung, version, desk, each.order.desk_id, at) for rung in rungs]
    EarlyWarning.objects.bulk_create(late)
    return left


def _living_of(found: Sequence[Found]) -> list[EarlyWarning]:
    """The living warnings of these orders, each with its slip if it has one, the lower lights first."""
    living = EarlyWarning.objects.filter(order__in={each.order.pk for each in found}, state__in=LIVING)
    return list(living.select_related("slip").order_by("light", "pk"))


def _raised_by(found: Sequence[Found], living: Sequence[EarlyWarning]) -> dict[Key, list[EarlyWarning]]:
    """Living warnings of the same causes, without a slip of their own: the new ones take their place."""
    raised: dict[Key, list[EarlyWarning]] = defaultdict(list)
    lights = {each.key: each.rungs[-1].light for each in found}
    for one in living:
        key = (one.order_id, one.cause, one.about)
        if slip_of(one) is None and one.light < lights.get(key, Light.NONE):
            raised[key].append(one)
    return raised


def _pressing(found: Sequence[Found], living: Sequence[EarlyWarning]) -> dict[Key, int]:
    """The highest light by order, cause and unit, of what is living or is warned of in this very portion."""
    lights: dict[Key, int] = defaultdict(int)
    known = [((one.order_id, one.cause, one.unit_id), one.light) for one in living]
    known += [((each.order.pk, each.cause.value, each.unit), each.rungs[-1].light) for each in found]
    for key, light in known:
        lights[key] = max(lights[key], light)
    return lights


def _is_covered(each: Found, pressing: Mapping[Key, int]) -> bool:
    """Whether the same unit is warned, as pressingly, of what includes this."""
    cover = COVERED_BY.get(each.cause)
    return (
        cover is not None and pressing.get((each.order.pk, cover.value, each.unit), 0) >= each.rungs[-1].light
    )


def _due_with(dues: Mapping[int, datetime]) -> None:
    """The case is due when its slip or its talk is, and the warning itself climbs no more."""
    by_due: dict[datetime, list[int]] = defaultdict(list)
    for case, due in dues.items():
        by_due[due].append(case)
    for due, cases in by_due.items():
        EarlyWarning.objects.filter(pk__in=cases).update(due_at=due, climbs_at=None)


def _take_serials(wanted: Counter[int], year: int) -> dict[int, int]:
    """Reserve so many numbers of each unit in a year; the last number given before, by unit."""
    units = list(wanted)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_SERIALS, [units, [year] * len(units), [wanted[unit] for unit in units]])
        return {unit: last - wanted[unit] for unit, _, last in cursor.fetchall()}


def _required_of(case: EarlyWarning) -> str:
    """What a slip requires that the ladder issued: an official paper, and so in the language of the office."""
    missing = "未在规定时间内确认" if case.state == Warned.ISSUED else "未在规定时间内处置"
    return (
        f"工单{case.order.number}发出“{CAUSE_WORDS[Cause(case.cause)].zh}”{COLOURS[Light(case.light)].zh}后，{missing}。"
        "请查明原因，立即办理，并书面答复：一、未按时办理的原因；二、已采取的措施；三、办结时间。"
    )
