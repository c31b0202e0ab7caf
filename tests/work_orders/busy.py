"""A busy town: many orders in many states, made by random offices from one seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from bihuan.demo.playing import let_the_planner_know
from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import Refused
from bihuan.work_orders.models import WorkOrder
from tests.town import Town
from tests.work_orders.offices import Offices

BEGINS = datetime(2025, 6, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Acts after which little else can happen; drawn seldom, so that orders get somewhere.
_SELDOM = {Act.MERGE, Act.REDIRECT, Act.TRANSFER_110, Act.REDO, Act.REQUEST_RETURN, Act.CONFER}


@dataclass(frozen=True)
class BusyTown:
    """The town, and the instant at which its random offices stopped."""

    town: Town
    now: datetime


def make_busy(town: Town, *, seed: int, orders: int, steps: int) -> BusyTown:
    """Register ``orders`` orders over some weeks and take up to ``steps`` random steps with each."""
    chance = Random(seed)
    offices = Offices(town, chance)
    latest = BEGINS
    for _order in range(orders):
        now = BEGINS + timedelta(days=chance.random() * 30)
        number = offices.register(now)
        for _ in range(chance.randint(0, steps)):
            order = WorkOrder.objects.get(number=number)
            possible = offices.possible(order, now)
            likely = [step for step in possible if step[0] not in _SELDOM or chance.random() < 0.3]
            if not likely:
                continue
            act = chance.choice(sorted({act for act, _ in likely}))
            actor = chance.choice([actor for possible_act, actor in likely if possible_act is act])
            now += timedelta(hours=chance.choice([1, 3, 20, 40]))
            try:
                with transaction.atomic():
                    offices.play(act, actor, number, now)
            except Refused:
                continue
        latest = max(latest, now)
    let_the_planner_know()
    return BusyTown(town, latest + timedelta(hours=1))
