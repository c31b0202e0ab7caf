"""An order that was not drawn for inspection is spared it: a step of the system, on the record like any other."""

from datetime import datetime

from bihuan.rules.actors import Post
from bihuan.rules.inspecting import Draw
from bihuan.rules.lifecycle import Act
from bihuan.work_orders.change import changing
from bihuan.work_orders.models import WorkOrder


def spare(number: str, draw: Draw, *, at: datetime) -> WorkOrder:
    """Spare an order its inspection; the levels may now be discharged, from the bottom up."""
    with changing(None, number, at=at) as change:
        change.step(Act.SPARE_INSPECTION)
        change.order.inspection = "spared"
        change.hold(post=Post.DISPATCHER)
        change.tell(draw=draw.facts)
    return change.order
