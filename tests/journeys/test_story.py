"""The story of the source page, told through the acts of the office."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bihuan.ledger.chain import Head
from bihuan.ledger.queries import verify
from bihuan.rules.actors import Level
from bihuan.rules.lifecycle import Matter
from bihuan.rules.responsibility import Duty
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Holding, Responsibility, WorkOrder
from tests.town import Town

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
FEN = 40_000_000  # ¥400,000


def test_one_call_goes_round_both_loops(town: Town) -> None:
    clock = Clock(datetime(2025, 6, 10, 9, 0, tzinfo=SHANGHAI))
    operator, dispatcher = town.actor("陈晓"), town.actor("周敏")
    clerk, informant = town.actor("杨帆"), town.actor("张琪")

    demand = office.Demand(
        content="木工班组10人被要求立即退场，承诺第二天结清工资，至今未付，合计约40万元，大家情绪激动。",
        place=town.street.pk, matter="wage_arrears", urgency="urgent", employer="砺合劳务", people=10, amount_fen=FEN,
        caller_name="张建国", caller_phone="13800001234",
    )  # fmt: skip
    number = office.register(operator, demand, at=clock()).number
    office.dispatch(dispatcher, number, town.district_union.pk, at=clock())
    office.sign(clerk, number, at=clock())
    office.pass_down(clerk, number, town.street_union.pk, at=clock())
    office.sign(informant, number, at=clock())
    office.start(informant, number, "电话联系老张，约定现场见面。", at=clock())
    office.verify(
        informant, number, truth="true", mood="heated", gathering_risk=True, people=10, amount_fen=FEN,
        text="集体欠薪属实。", at=clock(),
    )  # fmt: skip
    trio = {
        "吴迪": "渝中区人力资源和社会保障局",
        "马俊": "渝中区住房和城乡建设委员会",
        "许慧": "渝中区信访办公室",
    }
    officers = [town.actor(name) for name in trio]
    units = [officer.posts[0].unit_id for officer in officers]
    office.call_in(informant, number, units, "现场联合处置", inform=[town.command_centre.pk], at=clock())
    for officer, unit in zip(officers, units, strict=True):
        office.sign_task(officer, number, unit, at=clock())
    office.hold_session(informant, number, "人社、住建、信访与街道现场办公，双方达成协议。", at=clock())
    office.agree(
        informant,
        number,
        "三周内结清十人工资",
        [office.Payment(clock.now.date() + timedelta(21), FEN)],
        at=clock(),
    )
    for officer, unit in zip(officers, units, strict=True):
        office.answer_task(officer, number, unit, "已到场，企业书面承诺。", at=clock())
    office.resolve(informant, number, "agreement_reached", "达成三周内付清的书面协议。", at=clock())
    clock.now += timedelta(21)
    order = WorkOrder.objects.get(number=number)
    instalment = order.promises.get().instalments.get()
    office.confirm_payment(informant, number, instalment.pk, FEN, "银行回单", at=clock())
    office.reply(informant, number, "工资已全部付清。", at=clock())
    office.begin_visit(operator, number, at=clock())
    office.visit(operator, number, contacted=True, solved="yes", satisfied="very", at=clock())
    office.remove_risk(clerk, number, "款项付清，人员已散。", at=clock())
    office.pass_inspection(town.actor("何静"), number, at=clock())
    for actor, level in ((informant, Level.STREET), (clerk, Level.DISTRICT), (dispatcher, Level.CITY)):
        office.report_back(actor, number, level, "材料齐全。", at=clock())
    for actor, level in ((informant, Level.STREET), (clerk, Level.DISTRICT), (dispatcher, Level.CITY)):
        office.discharge(actor, number, level, at=clock())
    office.archive(dispatcher, number, at=clock())

    order.refresh_from_db()
    assert order.state == Matter.ARCHIVED
    assert order.responsibility_closed_at is not None
    assert not order.risk_open
    assert {r.state for r in Responsibility.objects.filter(order=order)} == {Duty.DISCHARGED}
    assert list(verify([(order.id, Head(order.ledger_length, order.ledger_digest))])) == [(order.id, None)]
    periods = [h.period for h in Holding.objects.filter(order=order).order_by("period")]
    assert periods[0].lower == order.registered_at
    assert periods[-1].upper == order.archived_at
    assert all(one.upper == next_.lower for one, next_ in pairwise(periods))


class Clock:
    """A working clock: half an hour passes between any two acts."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=30)
        return self.now
