"""The reform of November 2025: 江北区 ends on a day on which orders are open."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bihuan.ledger.models import Event
from bihuan.organisations.actions.reform import reform
from bihuan.organisations.models import Unit
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import actor_for
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Holding, WorkOrder
from bihuan.work_orders.queries import visible_to
from tests.town import CITY, DISTRICTS, STREETS, Town
from tests.work_orders import invariants

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: The day is an assumption of this test; the product takes it as an argument.
REFORM = datetime(2025, 11, 20, 0, 0, tzinfo=SHANGHAI)


def of_the_town() -> list[list[str]]:
    """The rows of the packaged reform that concern the town's places."""
    header, *rows = packaged("chongqing_2025_reform.csv")
    places = {CITY, *DISTRICTS, *STREETS}
    return [header, *(row for row in rows if row[0] in places)]


def test_open_orders_pass_to_the_successor_and_history_keeps_the_old_names(town: Town) -> None:
    before = REFORM - timedelta(days=3, hours=-10)
    clerk, operator, dispatcher = (town.actor(name, before) for name in ("蒋悦", "陈晓", "周敏"))
    demand = office.Demand(
        content="江北区餐饮店欠薪", place=town.unit("观音桥街道").pk, matter="wage_arrears"
    )
    number = office.register(operator, demand, at=before).number
    office.dispatch(dispatcher, number, town.unit("江北区总工会").pk, at=before)
    office.sign(clerk, number, at=before)
    untouched = office.register(operator, office.Demand(content="渝中区欠薪", place=town.street.pk, matter="wage_arrears"), at=before).number  # fmt: skip

    reformed = reform(of_the_town(), REFORM.date())
    passed = office.pass_to_successors(reformed.successors, at=REFORM)

    assert passed == 1
    order = WorkOrder.objects.get(number=number)
    assert order.holder.name == "两江新区总工会"
    assert order.place.name == "观音桥街道"
    assert order.place.path.startswith(Unit.objects.get(name="两江新区", kind="place").path)
    assert [held.unit.name for held in Holding.objects.filter(order=order).order_by("period")] == [
        "重庆市总工会", "江北区总工会", "江北区总工会", "两江新区总工会",
    ]  # fmt: skip
    assert Event.objects.filter(subject=order.pk).latest("seq").act == "succeed"
    invariants.check(order)
    assert not Event.objects.filter(
        subject=WorkOrder.objects.get(number=untouched).pk, act="succeed"
    ).exists()

    # The clerk's appointment passed on with the unit, and so did the order: work goes on where it stood.
    after = REFORM + timedelta(hours=10)
    clerk = actor_for(town.person("蒋悦"), after)
    assert [held.unit_name for held in clerk.posts] == ["两江新区总工会"]
    assert visible_to(clerk).filter(number=number).exists()
    office.start(clerk, number, "已电话联系", at=after)
    assert WorkOrder.objects.get(number=number).state == "handling"


def test_passing_on_twice_passes_nothing_twice(town: Town) -> None:
    before = REFORM - timedelta(days=1)
    demand = office.Demand(content="江北区欠薪", place=town.unit("江北区").pk, matter="wage_arrears")
    office.register(town.actor("陈晓", before), demand, at=before)
    reformed = reform(of_the_town(), REFORM.date())
    assert office.pass_to_successors(reformed.successors, at=REFORM) == 1
    assert office.pass_to_successors(reformed.successors, at=REFORM + timedelta(hours=1)) == 0


def test_two_districts_that_become_one_have_one_role_in_an_order(town: Town) -> None:
    """江北区 leads and 渝北区 helps: both become 两江新区, which leads; nobody is left to help it."""
    before = REFORM - timedelta(days=3, hours=-10)
    clerk, operator, dispatcher = (town.actor(name, before) for name in ("蒋悦", "陈晓", "周敏"))
    demand = office.Demand(
        content="两区交界工地欠薪", place=town.unit("观音桥街道").pk, matter="wage_arrears"
    )
    number = office.register(operator, demand, at=before).number
    office.dispatch(dispatcher, number, town.unit("江北区总工会").pk, at=before)
    office.sign(clerk, number, at=before)
    office.start(clerk, number, "已联系", at=before)
    office.call_in(clerk, number, [town.unit("渝北区总工会").pk], "核实另一侧工地", at=before)

    office.pass_to_successors(reform(of_the_town(), REFORM.date()).successors, at=REFORM)

    order = WorkOrder.objects.get(number=number)
    present = order.assignments.filter(ended_at=None)
    assert [(a.unit.name, a.role) for a in present] == [("两江新区总工会", "lead")]
    assert list(order.assignments.exclude(ended_at=None).values_list("state", flat=True)) == ["withdrawn"]
    invariants.check(order)


def test_a_warning_of_an_abolished_unit_is_answered_by_its_successor(town: Town) -> None:
    before = REFORM - timedelta(days=6, hours=-10)
    demand = office.Demand(content="欠薪", place=town.unit("江北区").pk, matter="wage_arrears")
    number = office.register(town.actor("陈晓", before), demand, at=before).number
    office.dispatch(town.actor("周敏", before), number, town.unit("江北区总工会").pk, at=before)
    supervision.sweep(REFORM - timedelta(days=2))
    supervision.sweep(REFORM - timedelta(hours=8))
    warning = EarlyWarning.objects.get(order__number=number, cause="sign", state="issued")
    slip = SupervisionSlip.objects.get(warning=warning)

    reformed = reform(of_the_town(), REFORM.date())
    office.pass_to_successors(reformed.successors, at=REFORM)
    supervision.pass_cases_to_successors(reformed.successors)

    clerk = actor_for(town.person("蒋悦"), REFORM + timedelta(hours=10))
    supervision.answer_slip(clerk, warning.pk, "新区已接续办理。", at=REFORM + timedelta(hours=10))
    warning.refresh_from_db()
    slip.refresh_from_db()
    assert (warning.unit.name, warning.state, slip.state) == ("两江新区总工会", "disposed", "answered")
