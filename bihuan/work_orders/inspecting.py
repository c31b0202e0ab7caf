"""The inspection plan and the checklist in force at a desk, and the draw of one order."""

from functools import lru_cache

from bihuan.rules.actors import Level
from bihuan.rules.checklist import STANDARD, Checklist, Item
from bihuan.rules.inspecting import EVERYTHING, Closed, Draw, Measure, Plan, PlanRow, Why, draw
from bihuan.rules.matters import Closure
from bihuan.rules.words import Words
from bihuan.work_orders.models import InspectionChecklist, InspectionItem, InspectionPlan, WorkOrder


def plan_in_force(desk: int) -> Plan:
    """The plan a desk goes by: its own last version, else the product's, by which all is inspected."""
    plan = InspectionPlan.objects.filter(desk=desk).prefetch_related("rows__unit").first()
    return plan_from(plan) if plan else EVERYTHING


def plan_from(plan: InspectionPlan) -> Plan:
    """A version as the value the rule book speaks of."""
    rows = tuple(
        PlanRow(
            Measure(row.measure), row.amount, row.matter, Level(row.level) if row.level else None,
            row.unit.path if row.unit else "",
        )
        for row in plan.rows.all()
    )  # fmt: skip
    return Plan(plan.version, rows, frozenset(Why(why) for why in plan.always))


def drawn(order: WorkOrder) -> Draw:
    """Draw a closed order under the plan of its desk, or spare it."""
    return draw(plan_in_force(order.desk_id), closed_order(order))


def closed_order(order: WorkOrder) -> Closed:
    """What the draw needs to know of an order; it comes with its lead."""
    lead = order.lead
    return Closed(
        order.pk, order.matter, Level(lead.level) if lead else None, lead.path if lead else "",
        redone=order.redo_count > 0, unreached=order.outcome == Closure.NOT_REACHABLE, at_risk=bool(order.risk_flags),
    )  # fmt: skip


def checklist_in_force(desk: int) -> Checklist:
    """What a desk's inspectors look at: its own last edition, else the standard one."""
    last = InspectionChecklist.objects.filter(desk=desk).values_list("version", flat=True).first()
    return checklist_of(desk, last or 0)


@lru_cache(maxsize=256)
def checklist_of(desk: int, version: int) -> Checklist:
    """One edition; it never changes."""
    if not version:
        return STANDARD
    items = InspectionItem.objects.filter(checklist__desk=desk, checklist__version=version)
    return Checklist(
        version, tuple(Item(i.code, Words(i.zh, i.en or i.zh), required=i.required) for i in items)
    )
