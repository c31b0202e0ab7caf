"""What leads to one person is found however it is written; what does not is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.identifiers import find_identifiers, redacted, without_house


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("电话13800001234 400元", ["phone"]),
        ("13800001234 13900001234", ["phone", "phone"]),
        ("+86 138-0000-1234", ["phone"]),
        ("１３８００００１２３４", ["phone"]),
        ("座机023-63851234", ["phone"]),
        ("11010519491231002X", ["id_number"]),
        ("110105194912310021", []),
        ("身份证号：110105194912310021", ["id_number"]),
        ("6222 0210 0111 6245 702", ["bank_card"]),
        ("卡号是6222021001116245000", ["bank_card"]),
        ("渝A·12345和渝AD12345", ["plate", "plate"]),
        ("zhang.san@example.com", ["mail"]),
        ("张建国说", ["name"]),
        ("工单20251127000123，100000000000元，380户", []),
        ("", []),
    ],
)
def test_what_is_an_identifier(text: str, kinds: list[str]) -> None:
    assert [trace.kind for trace in find_identifiers(text, ["张建国", "王", ""])] == kinds


def test_redacting_leaves_the_rest_as_it_was() -> None:
    said = "张建国（13800001234）被欠4万元"
    assert redacted(said, ["张建国"]) == "〔姓名〕（〔电话号码〕）被欠4万元"


@given(
    st.text(alphabet="欠薪0123456789 -，。ABX渝@.com张", max_size=60),
    st.sampled_from(
        ["13800001234", "138 0000 1234", "11010519491231002X", "6222021001116245702", "渝A12345"]
    ),
    st.sampled_from(["，", "。", "（", "电话"]),
)
def test_nothing_survives_redacting(around: str, number: str, sign: str) -> None:
    text = f"{around}{sign}{number}{sign}{around}"
    cleaned = redacted(text)
    assert number not in cleaned
    assert not find_identifiers(cleaned)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "渝中区南纪门街道中兴路12号3栋2单元601室",
            "渝中区南纪门街道〔详细地址〕〔详细地址〕〔详细地址〕〔详细地址〕",
        ),
        ("住在阳光小区5-2-301", "住在〔详细地址〕〔详细地址〕"),
        ("工资3月15号发，欠10人40万元", "工资3月15号发，欠10人40万元"),
    ],
)
def test_an_address_is_cut_off_beneath_the_street(said: str, left: str) -> None:
    assert without_house(said) == left
