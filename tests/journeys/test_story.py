"""The story of the source page, told through the acts of the office."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bihuan.demo.story import STEPS, play
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import verify
from bihuan.rules.lifecycle import Matter
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.models import Holding, Responsibility, WorkOrder
from tests.town import Town

pytestmark = pytest.mark.django_db
START = datetime(2025, 6, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_one_call_goes_round_both_loops(town: Town) -> None:
    played = 0
    for step, stage in play(START):
        played += 1
        order = WorkOrder.objects.get(number=stage.number)
        if step is not STEPS[-1]:
            assert order.state != Matter.ARCHIVED

    assert played == len(STEPS)
    assert order.state == Matter.ARCHIVED
    assert order.responsibility_closed_at is not None
    assert not order.risk_open
    assert {r.state for r in Responsibility.objects.filter(order=order)} == {Duty.DISCHARGED}
    assert list(verify([(order.id, Head(order.ledger_length, order.ledger_digest))])) == [(order.id, None)]
    periods = [h.period for h in Holding.objects.filter(order=order).order_by("period")]
    assert periods[0].lower == order.registered_at
    assert periods[-1].upper == order.archived_at
    assert all(one.upper == next_.lower for one, next_ in pairwise(periods))


def test_money_is_watched_after_the_matter_is_resolved(town: Town) -> None:
    seen = []
    for _step, stage in play(START):
        order = WorkOrder.objects.get(number=stage.number)
        if order.promises.exists():
            seen.append((order.resolved_at is not None, order.open_promises))
    assert (True, 1) in seen
    assert seen[-1] == (True, 0)
