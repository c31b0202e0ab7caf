"""The chips over the order list: whatever a link asks for is said in words, and each chip removes just itself."""

import re

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from bihuan.work_orders.chips import chips_of
from bihuan.work_orders.filters import KEYS, OrderFilter
from tests.town import Town

pytestmark = pytest.mark.django_db

#: One value for each key of the filter, but for the units, and its chip in both languages.
ASKED = {
    "q": ("拖欠", "搜索：拖欠", "Search: 拖欠"),
    "state": ("signed", "状态：已签收", "State: Signed for"),
    "matter": ("wage_arrears", "事项：拖欠工资", "Matter: Wage arrears"),
    "urgency": ("critical", "紧急程度：特急", "Urgency: Critical"),
    "channel": ("grid", "来源：网格上报", "Source: Grid worker"),
    "due": ("late", "时限：已超期", "Limit: overdue"),
    "light": ("red", "预警：红色超期", "Warning: Red: overdue"),
    "waiting": ("dispatch", "等待：待派单", "Waiting: To dispatch"),
    "review": ("overdue", "挂账：已到复核日", "Parked: review date has come"),
    "promise": ("soon", "付款协议：即将到期", "Payment agreement: payment due soon"),
    "inspection": ("missing", "质检：待质检", "Inspection: still to do"),
    "satisfied": ("no", "回访：不满意", "Return visit: dissatisfied"),
    "on_time": ("no", "办结：超期", "Resolved: late"),
    "handled": ("3", "办理用时：3–4 个工作日", "Handling took: 3–4 working days"),
    "living": ("0", "归档：已归档", "Archive: archived"),
    "outcome": ("explained", "办结方式：已解释说明", "Outcome: Explained"),
    "return_cause": ("not_our_area", "退单原因：不属本辖区", "Cause of the return: Not our area"),
    "return_state": ("refused", "退单裁定：已驳回", "Return: refused"),
    "redo_cause": ("not_solved", "重办原因：回访未解决", "Cause of the redo: Not solved, the caller says"),
    "risk": ("1", "风险未消", "Risk not removed"),
    "redo": ("1", "退回重办过", "Sent back to be redone"),
    "returned": ("1", "申请过退单", "Return asked for"),
    "bounced": ("1", "退单两次以上", "Returned twice or more"),
    "parked": ("1", "挂账", "Parked"),
    "urged": ("1", "催办两次以上", "Urged twice or more"),
    "collective": ("1", "集体争议", "Collective dispute"),
    "mine": ("1", "待我办理", "For me to do"),
    "task": ("1", "协办任务", "Supporting tasks"),
    "duty": ("1", "待责任闭环", "To discharge"),
    "registered_from": ("2025-06-01", "登记日：2025-06-01 起", "Registered: from 2025-06-01"),
    "resolved_until": ("2025-06-30", "办结日：2025-06-30 止", "Resolved: until 2025-06-30"),
    "visited_from": ("2025-06-01", "回访日：2025-06-01 起", "Visited: from 2025-06-01"),
}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_filter_is_said_in_both_languages(town: Town, key: str) -> None:
    units = {
        "unit": "持有单位",
        "place": "所在地",
        "line": "责任单位",
        "return_by": "退单单位",
        "redo_by": "被重办单位",
    }
    if key in units:
        value, zh = str(town.district.pk), f"{units[key]}：{town.district.name}"
    elif key in ASKED:
        value, zh, en = ASKED[key]
    else:  # the other end of a period
        value, zh = "2025-06-15", "2025-06-15"
    (chip,) = chips_of(OrderFilter.of({key: value}))
    assert chip.words.zh == zh if key in ASKED or key in units else zh in chip.words.zh
    assert (
        chip.words.en == en if key in ASKED else value in chip.words.en or town.district.name in chip.words.en
    )
    assert chip.query_string == ""


def test_each_chip_removes_just_itself(town: Town) -> None:
    asked = OrderFilter.of(
        QueryDict(
            f"state=signed&state=handling&living=1&risk=1&line={town.district.pk}"
            "&visited_from=2025-06-01&visited_until=2025-06-30"
        )
    )
    left = {chip.words.zh: OrderFilter.of(QueryDict(chip.query_string)).values for chip in chips_of(asked)}
    assert left == {
        "状态：已签收、办理中": asked.without("state").values,
        "归档：未归档": asked.without("living").values,
        "风险未消": asked.without("risk").values,
        f"责任单位：{town.district.name}": asked.without("line").values,
        "回访日：2025-06-01 至 2025-06-30": asked.without("visited_from", "visited_until").values,
    }


def test_of_many_values_the_first_are_named_and_the_rest_counted() -> None:
    (chip,) = chips_of(OrderFilter.of({"state": ["signed", "handling", "closed", "merged", "parked"]}))
    assert chip.words.zh.endswith("等 5 项")
    assert chip.words.en.endswith("and 2 more")


def test_a_unit_that_is_not_there_is_unknown_and_can_be_removed() -> None:
    (chip,) = chips_of(OrderFilter.of({"unit": "987654321"}))
    assert chip.words.zh == "持有单位：未知"
    assert chip.query_string == ""


def test_the_page_says_what_a_link_from_home_asked_for(town: Town, client: Client) -> None:
    client.force_login(town.person("周敏"))
    address = reverse("order-list")
    page = client.get(f"{address}?waiting=dispatch&collective=1").content.decode()
    line = re.search(r'<ul[^>]*id="asked".*?</ul>', page, re.DOTALL)
    assert line
    assert "等待：待派单" in line[0]
    assert f'href="{address}?waiting=dispatch"' in line[0]
    assert page.index('id="orders-shown"') < line.start()  # so that htmx renews it together with the rows
    assert 'id="asked"' not in client.get(address).content.decode()
