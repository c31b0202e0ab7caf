"""Laying down plans: when each fits, and who does what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from bihuan.command_centre.models import Plan, PlanStep
from bihuan.organisations.models import Unit
from bihuan.rules.events import KINDS, EventUrgency, Severity
from bihuan.rules.words import Words
from bihuan.work_orders.entries import one_of, required


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


@transaction.atomic
def define_plan(
    place: Unit, code: str, name: str, fits: Fits, steps: Sequence[Step], *, is_demo: bool = False
) -> Plan:
    """Lay down a plan of a place, or lay it down anew under its code. For the house itself.

    Raises ``Refused``: text_missing, text_too_long, choice_unknown.
    """
    for value in fits.kinds:
        one_of(value, KINDS, Words("类型", "the kind"), field="kinds")
    for value in fits.severities:
        one_of(value, Severity, Words("严重程度", "the severity"), field="severities")
    for value in fits.urgencies:
        one_of(value, EventUrgency, Words("紧急程度", "the urgency"), field="urgencies")
    plan, _ = Plan.objects.update_or_create(
        place=place, code=required(code, field="code", most=24),
        defaults={
            "name": required(name, field="name", most=80), "kinds": list(fits.kinds), "severities": list(fits.severities),
            "urgencies": list(fits.urgencies), "attribute": fits.attribute, "least": fits.least, "below": fits.below,
            "is_demo": is_demo,
        },
    )  # fmt: skip
    plan.steps.all().delete()
    PlanStep.objects.bulk_create(
        PlanStep(
            plan=plan, position=position, role=step.role, unit=step.unit, substitute=step.substitute, text=step.text,
            answer_within_minutes=step.minutes,
        )
        for position, step in enumerate(steps, 1)
    )  # fmt: skip
    return plan
