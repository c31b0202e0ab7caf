"""A reply is read as a careful colleague would read it; each row is a sentence and what there is to say of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.citations import Verdict, find_citations
from bihuan.rules.reply_check import Answered, Fault, Order, asked_of, faults_in, shared
from bihuan.rules.reply_elements import ELEMENTS
from bihuan.rules.reply_promises import promises_in

ON = date(2025, 6, 10)
DEMAND = "木工班组十人被拖欠工资四十万元，没有签劳动合同，也没有交社保，什么时候能拿到钱？"
ORDER = Order(
    "wage_arrears", DEMAND, ON, caller="张建国", names=("张建国",), employers=("重庆砺合劳务有限公司",),
    units=("渝中区总工会", "南纪门街道总工会"), phones=frozenset({"13800001234"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "answered"),
    [
        ("您反映的社保问题已收悉，我们高度重视。", Answered.OPEN),
        ("关于社保，正在积极协调处理中。", Answered.OPEN),
        ("单位已为您补缴2025年1月至5月的社会保险。", Answered.ANSWERED),
        ("社会保险由社保经办机构依法征收，可向渝中区社保局申请稽核。", Answered.ANSWERED),
        ("养老保险补缴不属于工会受理范围。", Answered.DECLINED),
        ("因已超过两年时效，社保稽核申请不予受理。", Answered.DECLINED),
        ("工资已付清。", Answered.OPEN),
        ("", Answered.OPEN),
    ],
)
def test_a_thing_asked_is_answered_or_expressly_declined(reply: str, answered: Answered) -> None:
    assert {each.element.code: each.answered for each in asked_of(ORDER, reply)}["insurance"] is answered


@pytest.mark.parametrize(
    ("matter", "text", "codes"),
    [
        ("wage_arrears", "干了三个月没拿到钱", ["pay"]),
        ("other_labour", DEMAND, ["pay", "contract", "insurance", "when"]),
        ("work_injury", "摔伤了，公司不给报医药费，该找谁？", ["injury", "where"]),
        ("suggestion_praise", "谢谢你们", []),
        ("termination", "怀孕被辞退，想要N+1", ["termination", "women"]),
    ],
)
def test_what_an_order_asks_follows_from_its_matter_and_its_words(
    matter: str, text: str, codes: list[str]
) -> None:
    assert [each.element.code for each in asked_of(Order(matter, text, ON), "")] == codes


def found(reply: str, order: Order = ORDER) -> list[tuple[Fault, str]]:
    """Without the things that are not answered: the tables above have them."""
    return [
        (each.fault, each.about) for each in faults_in(order, reply) if each.fault is not Fault.UNANSWERED
    ]


@pytest.mark.parametrize(
    ("reply", "faults"),
    [
        ("我们高度重视您的来电。", [(Fault.EMPTY, "no_deed")]),
        ("将尽快处理。", [(Fault.EMPTY, "no_day")]),
        ("将于6月20日前尽快处理。", []),
        ("已转有关部门。", [(Fault.EMPTY, "no_body")]),
        ("已转渝中区人社局劳动监察大队。", []),
        ("正在积极协调处理中，请耐心等待。", [(Fault.EMPTY, "no_deed"), (Fault.EMPTY, "no_deed")]),
        ("张师傅您好，单位已付清工资。", []),
        ("李师傅您好，单位已付清工资。", [(Fault.WRONG_NAME, "caller")]),
        ("经核实，重庆砺合劳务有限公司已付清工资。", []),
        ("经核实砺合劳务有限公司已付清工资。", []),
        ("经核实，重庆宏达建筑有限公司已付清工资。", [(Fault.WRONG_NAME, "employer")]),
        ("南纪门街道总工会已到现场。", []),
        ("江北区总工会已到现场。", [(Fault.WRONG_NAME, "unit")]),
        ("已与您（13800001234）电话说明。", [(Fault.LEAK, "phone")]),
        ("已与您（138 0000 1234）电话说明。", [(Fault.LEAK, "phone")]),
        ("如有疑问请拨打023-63851234。", []),
        ("职工张建国的工资已付清。", [(Fault.LEAK, "name")]),
        ("身份证11010519491231002X已核对。", [(Fault.LEAK, "id_number")]),
        ("工资已转入6222021001116245702。", [(Fault.LEAK, "bank_card")]),
        ("老板的车渝A12345停在工地。", [(Fault.LEAK, "plate")]),
        ("已发至zhangjianguo@mail.example。", [(Fault.LEAK, "mail")]),
        ("请到中山四路81号渝中区总工会窗口办理。", []),  # the office's own address
    ],
)
def test_faults_of_a_sentence(reply: str, faults: list[tuple[Fault, str]]) -> None:
    assert found(reply) == faults


def test_the_callers_own_words_are_no_reply() -> None:
    assert (Fault.COPIED_DEMAND, "") in found(f"您好，{DEMAND}")
    assert (
        found("经现场核实，十名木工的工资四十万元由总包代付，6月20日前打入工资卡；合同和社保另行补签补缴。")
        == []
    )


def test_the_reply_to_another_order_is_named_with_its_number() -> None:
    other = "经核实，贵班组工资已由总承包单位代付完毕，银行回单已存档，合同文本已补签，请查收并核对到账情况。"
    order = Order("wage_arrears", DEMAND, ON, others={"20250601000007": other, "20250601000008": DEMAND})
    assert (Fault.COPIED_REPLY, "20250601000007") in found(other, order)
    assert found("经核实，工资分两期支付，首期六月二十日，尾款七月二十日，由街道工会监督到账。", order) == []


@pytest.mark.parametrize("verdict", Verdict)
def test_only_a_citation_that_is_wrong_is_spoken_of(verdict: Verdict) -> None:
    cited = find_citations("依据《劳动合同法》第三百条")
    faults = faults_in(ORDER, "依据《劳动合同法》第三百条", [(cited[0], verdict)])
    wrong = verdict not in (Verdict.IN_FORCE, Verdict.NOT_HELD)
    assert ((Fault.CITATION, verdict.value) in {(each.fault, each.about) for each in faults}) is wrong


@pytest.mark.parametrize(
    ("reply", "promises"),
    [
        ("单位承诺6月20日前支付工资20万元，7月20日前付清余款20万元。", [(date(2025, 6, 20), 20_000_000), (date(2025, 7, 20), 20_000_000)]),
        ("将于2025年12月5日前结清。", [(date(2025, 12, 5), None)]),
        ("同意于本月底发放拖欠的36,000.50元。", [(date(2025, 6, 30), 3_600_050)]),
        ("承诺6月30日前付三万六。", [(date(2025, 6, 30), 3_600_000)]),  # as it is said: the last unit is left out
        ("同意6月30日前支付两千五百块。", [(date(2025, 6, 30), 250_000)]),
        ("同意6月30日前支付４０万元。", [(date(2025, 6, 30), 40_000_000)]),
        ("同意6月30日前支付壹拾捌万元整。", [(date(2025, 6, 30), 18_000_000)]),
        ("同意6月30日前支付1.5万元。", [(date(2025, 6, 30), 1_500_000)]),
        ("同意6月30日前支付¥36,000.50。", [(date(2025, 6, 30), 3_600_050)]),
        ("同意6月30日前支付几万元。", [(date(2025, 6, 30), None)]),  # left open: the day alone is promised
        ("同意6月30日前向十名工人付清。", [(date(2025, 6, 30), None)]),  # people are no money
        ("承诺6月30日前付三万六，7月31日前再付四万。", [(date(2025, 6, 30), 3_600_000), (date(2025, 7, 31), 4_000_000)]),
        ("约定三万六千元下月15日付清。", [(date(2025, 7, 15), 3_600_000)]),
        ("公司同意年底前补缴社保。", [(date(2025, 12, 31), None)]),
        ("单位承诺10个工作日内支付。", [(date(2025, 6, 24), None)]),
        ("承诺7天内退还押金500元。", [(date(2025, 6, 17), 50_000)]),
        ("明年1月10日前支付尾款。", [(date(2026, 1, 10), None)]),
        ("1月10日前支付尾款，单位保证。", [(date(2026, 1, 10), None)]),
        ("单位已于6月1日支付20万元。", []),
        ("已支付20万元，余款20万元承诺6月30日前付清。", [(date(2025, 6, 30), 20_000_000)]),
        ("我们将尽快支付。", []),
        ("6月20日前后我们再联系您。", []),
        ("承诺2月30日支付。", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_promise_with_a_day_is_read(reply: str, promises: list[tuple[date, int | None]]) -> None:
    assert [(each.due_on, each.amount_fen) for each in promises_in(reply, ON)] == promises


@given(
    st.text(
        alphabet="高度重视尽快处理6月20日前支付元承诺张建国138000012340，。《劳动合同法》第 😀\n",
        max_size=120,
    )
)
def test_any_text_is_read_and_every_place_lies_within_it(text: str) -> None:
    for each in faults_in(ORDER, text):
        assert 0 <= each.start <= each.end <= len(text)
    for promise in promises_in(text, ON):
        assert promise.due_on >= ON
        assert 0 <= promise.start < promise.end <= len(text)


def test_shares_lie_between_nothing_and_all() -> None:
    assert shared(DEMAND, DEMAND) == 1.0
    assert shared(DEMAND, "😀") == shared("短", DEMAND) == 0.0


def test_every_element_asks_by_words_it_recognises_in_a_reply() -> None:
    assert len({element.code for element in ELEMENTS}) == len(ELEMENTS)
    for element in ELEMENTS:
        assert element.words.zh
        assert element.words.en
