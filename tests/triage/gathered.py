"""Orders that make a cluster, registered by the hotline as on any other day."""

from datetime import datetime, timedelta
from typing import Any

from bihuan.rules.surges import LEAST_WEEKS, WINDOW
from bihuan.triage.actions import look_for_clusters
from bihuan.triage.actions.clustering import Found
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.registering import Registered
from tests.town import AT, Town

SITE = "江南一期工地"
TEXTS = (
    "木工班组的工资拖了三个月，包工头说没钱。",
    "在工地扎钢筋，四月五月的钱都没有结。",
    "项目上停工了，前面干的活没人认账。",
    "抹灰的工钱一分没给，问了好多次。",
    "老板跑了，我们七个人的血汗钱怎么办？",
    "干了两个月架子工，只给过一次生活费。",
    "进场时说好月结，现在半年没发。",
    "塔吊司机反映被欠薪。",
)


def call(town: Town, at: datetime, phone: int, **changed: Any) -> Registered:
    """One call of one caller to the city's hotline."""
    demand = {
        "content": TEXTS[phone % len(TEXTS)], "place": town.street.pk, "matter": "wage_arrears",
        "caller_phone": f"138{phone:08}",
    } | changed  # fmt: skip
    return office.register(town.actor("陈晓", at), office.Demand(**demand), at=at)


def watched(town: Town, at: datetime = AT, weeks: int = LEAST_WEEKS + 4) -> None:
    """Let the weeks before have been watched: one call about something else at their beginning."""
    call(town, at - WINDOW - timedelta(weeks=weeks, hours=1), 1, matter="leave", content="年休假怎么算？")


def calls(town: Town, count: int, at: datetime = AT, **changed: Any) -> list[Registered]:
    """So many calls of different callers, one a day, the last an hour before ``at``."""
    changed = {"address": SITE} | changed
    return [call(town, at - timedelta(days=count - 1 - n, hours=1), 100 + n, **changed) for n in range(count)]


def look(at: datetime = AT) -> Found:
    """Read everything that is new, and look once."""
    found = look_for_clusters(at)
    while found.more:
        found = look_for_clusters(at)
    return found
