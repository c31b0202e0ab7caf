"""The inspection plan of the demo's desk: wage arrears are all inspected, of the rest three in ten."""

from bihuan.demo.city import City
from bihuan.demo.populating import Plan
from bihuan.rules.actors import Post
from bihuan.rules.inspecting import Measure, PlanRow, Why
from bihuan.work_orders import actions as office

_ROWS = (PlanRow(Measure.SHARE, 30), PlanRow(Measure.ALL, matter="wage_arrears"))


def set_plan(plan: Plan) -> None:
    """Put it into force at the end of the plan, so that whoever closes an order next sees it drawn or spared."""
    city = City.on(plan.until.date())
    city.meet(plan.until)
    supervisor = city.people[city.desk.id, Post.SUPERVISOR][0]
    signature = office.Signature("权益保障部", "演示：欠薪工单全部质检，其余抽三成。", 0)
    rows = [(row, None) for row in _ROWS]
    office.set_plan(supervisor, city.desk.id, rows, [Why.REDONE, Why.UNREACHED], signature, at=plan.until)
