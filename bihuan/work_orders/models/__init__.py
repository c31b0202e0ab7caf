"""Tables of the core: the order, those who hold it, those who answer for it, and what becomes of it."""

from bihuan.work_orders.models.answering import Inspection, Reply, Visit
from bihuan.work_orders.models.clocks import OrderClock, Suspension
from bihuan.work_orders.models.handling import Attachment, Extension, Finding, Note
from bihuan.work_orders.models.inspecting import (
    InspectionChecklist,
    InspectionItem,
    InspectionPlan,
    InspectionPlanRow,
)
from bihuan.work_orders.models.order import WorkOrder
from bihuan.work_orders.models.promises import FollowUp, Instalment, Promise, Receipt, Representative
from bihuan.work_orders.models.returns import Adjudication, Conferral, Minutes, Redo, Return
from bihuan.work_orders.models.units import Assignment, Holding, Involvement, Responsibility, Role

__all__ = [
    "Adjudication", "Assignment", "Attachment", "Conferral", "Extension", "Finding", "FollowUp", "Holding", "Inspection",
    "InspectionChecklist", "InspectionItem", "InspectionPlan", "InspectionPlanRow", "Instalment", "Involvement", "Minutes", "Note", "OrderClock", "Promise", "Receipt", "Redo", "Reply", "Representative", "Responsibility",
    "Return", "Role", "Suspension", "Visit", "WorkOrder",
]  # fmt: skip
