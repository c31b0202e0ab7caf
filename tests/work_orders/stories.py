"""Orders brought to where a test begins, by the acts of the office."""

from datetime import datetime, timedelta
from typing import Any

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.town import AT, Town

FEN = 40_000_000
PHONE = "13800001234"
NAME = "张建国"


class Story:
    """One order; every act takes ten minutes."""

    def __init__(self, town: Town, at: datetime = AT, **demand: Any) -> None:
        self.town, self.now = town, at
        asked = {
            "content": "木工班组十人被拖欠工资四十万元。", "place": town.street.pk, "matter": "wage_arrears",
            "urgency": "urgent", "employer": "砺合劳务", "people": 10, "amount_fen": FEN, "caller_name": NAME, "caller_phone": PHONE,
        }  # fmt: skip
        self.number = office.register(town.actor("陈晓"), office.Demand(**asked | demand), at=at).number

    @property
    def order(self) -> WorkOrder:
        return WorkOrder.objects.get(number=self.number)

    def act(self, name: str, verb: Any, *args: Any, **more: Any) -> None:
        self.now += timedelta(minutes=10)
        verb(self.town.actor(name), self.number, *args, at=self.now, **more)

    def dispatched(self) -> "Story":
        self.act("周敏", office.dispatch, self.town.district_union.pk)
        return self

    def in_hand(self) -> "Story":
        """At the street's union, which has begun to handle it."""
        self.dispatched()
        self.act("杨帆", office.sign)
        self.act("杨帆", office.pass_down, self.town.street_union.pk)
        self.act("张琪", office.sign)
        self.act("张琪", office.start, "电话联系")
        return self

    def called_in(self) -> "Story":
        """With three departments beside it."""
        self.in_hand()
        units = [self.town.labour.pk, self.town.housing.pk, self.town.petitions.pk]
        self.act("张琪", office.call_in, units, "联合处置", inform=[self.town.command_centre.pk])
        return self

    def closed(self) -> "Story":
        """Resolved, replied, visited; both upper levels still answer for it."""
        self.in_hand()
        self.act("张琪", office.resolve, "paid_in_full", "已付清")
        self.act("张琪", office.reply, "工资已付清")
        self.act("陈晓", office.begin_visit)
        self.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
        return self
