"""Laying down plans: when each fits, and who does what. A version is never changed, only followed by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bihuan.command_centre.models import Plan, PlanStep
from bihuan.command_centre.queries.events import reachable_from
from bihuan.duties.scopes import keeper_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import organ_of
from bihuan.rules.events import KINDS, EventUrgency, Severity
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import one_of, optional, required, whole_number

_NAME, _BASIS, _ROLE, _TASK = (
    Words("名称", "the name"), Words("依据", "the basis"), Words("角色", "the role"), Words("任务", "the task"),
)  # fmt: skip
_MINUTES = Words("应答时限（分钟）", "the minutes to answer")
_LONGEST, _MOST_STEPS = 24 * 60, 40


@dataclass(frozen=True, slots=True)
class Step:
    """One named role of a plan to be laid down."""

    role: str
    unit: Unit
    text: str
    substitute: Unit | None = None
    minutes: int = 5


@dataclass(frozen=True, slots=True)
class Fits:
    """For which events: see :class:`bihuan.rules.plans.PlanRow`."""

    kinds: Sequence[str] = ()
    severities: Sequence[str] = ()
    urgencies: Sequence[str] = ()
    attribute: str = ""
    least: Decimal | None = None
    below: Decimal | None = None


def lay_plan(
    actor: Actor, place: Unit, code: str, name: str, fits: Fits, steps: Sequence[Step], *, basis: str, at: datetime
) -> Plan:  # fmt: skip
    """The same as :func:`define_plan` for who keeps the centre of the place, and only with units the centre reaches.

    Raises ``Refused`` besides: plan_not_yours, event_unit_not_reached, text_missing without a basis.
    """
    if keeper_of(actor, place) is None:
        refuse("plan_not_yours", place=place.name)
    basis = required(basis, _BASIS, field="basis", most=200)
    today = at.astimezone(SHANGHAI).date()
    centre = organ_of(place, UnitKind.COMMAND_CENTRE, on=today)
    assert centre is not None, "somebody keeps it"
    called = {unit.pk: unit for step in steps for unit in (step.unit, step.substitute) if unit}
    reached = set(reachable_from(centre, today).filter(pk__in=called).values_list("pk", flat=True))
    for unit in called.values():
        if unit.pk not in {*reached, centre.pk}:
            refuse("event_unit_not_reached", field="unit", unit=unit.name)
    return define_plan(place, code, name, fits, steps, basis=basis, at=at, person=actor.person_id)


@transaction.atomic
def define_plan(
    place: Unit, code: str, name: str, fits: Fits, steps: Sequence[Step], *, basis: str = "", at: datetime | None = None,
    person: int | None = None, is_demo: bool = False,
) -> Plan:  # fmt: skip
    """Lay down a plan of a place, or a further version of it under its code. For the house itself.

    Parameters: ``at`` since when it holds, None for since the beginning. Raises ``Refused``: text_missing, text_too_long,
    choice_unknown, number_out_of_range, plan_without_steps, plan_bounds_crossed, plan_substitute_same.
    """
    values = _conditions(fits)
    rows = _steps(steps)
    code = required(code, field="code", most=24)
    versions = Plan.objects.select_for_update().filter(place=place, code=code).order_by("-number")
    before = versions.first()
    if before and before.active:
        before.active, before.until = False, at
        before.save(update_fields=["active", "until"])
    plan = Plan.objects.create(
        place=place, code=code, number=before.number + 1 if before else 1, name=required(name, _NAME, field="name", most=80),
        basis=optional(basis, _BASIS, field="basis", most=200), since=at, laid_by_id=person, is_demo=is_demo, **values,
    )  # fmt: skip
    for row in rows:
        row.plan = plan
    PlanStep.objects.bulk_create(rows)
    return plan


@transaction.atomic
def end_plan(actor: Actor, plan_id: int, *, at: datetime) -> Plan:
    """Let a plan hold no longer; events it was started for keep it. Raises ``Refused``: plan_not_found, plan_not_yours."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("place")
        .filter(pk=plan_id, active=True)
        .first()
    )
    if plan is None:
        refuse("plan_not_found")
    if keeper_of(actor, plan.place) is None:
        refuse("plan_not_yours", place=plan.place.name)
    plan.active, plan.until = False, at
    plan.save(update_fields=["active", "until"])
    return plan


def _conditions(fits: Fits) -> dict[str, object]:
    for value in fits.kinds:
        one_of(value, KINDS, Words("类型", "the kind"), field="kinds")
    for value in fits.severities:
        one_of(value, Severity, Words("严重程度", "the severity"), field="severities")
    for value in fits.urgencies:
        one_of(value, EventUrgency, Words("紧急程度", "the urgency"), field="urgencies")
    if fits.least is not None and fits.below is not None and fits.least >= fits.below:
        refuse("plan_bounds_crossed", field="below", least=fits.least, below=fits.below)
    if not fits.attribute and (fits.least is not None or fits.below is not None):
        refuse("text_missing", field="attribute", what=Words("属性", "the attribute"))
    return {
        "kinds": list(fits.kinds), "severities": list(fits.severities), "urgencies": list(fits.urgencies),
        "attribute": optional(fits.attribute, field="attribute", most=24), "least": fits.least, "below": fits.below,
    }  # fmt: skip


def _steps(steps: Sequence[Step]) -> list[PlanStep]:
    if not steps:
        refuse("plan_without_steps", field="steps")
    whole_number(len(steps), Words("角色数", "the roles"), field="steps", least=1, most=_MOST_STEPS)
    rows = []
    for position, step in enumerate(steps, 1):
        if step.substitute == step.unit:
            refuse("plan_substitute_same", field="substitute", role=step.role)
        whole_number(step.minutes, _MINUTES, field="minutes", least=1, most=_LONGEST)
        rows.append(
            PlanStep(
                position=position, role=required(step.role, _ROLE, field="role", most=40), unit=step.unit,
                substitute=step.substitute, text=required(step.text, _TASK, field="text", most=400),
                answer_within_minutes=step.minutes,
            )
        )  # fmt: skip
    return rows
