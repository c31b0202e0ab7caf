"""Nothing that leads to a person survives: each row is a disguise an operator or a caller may write it in."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.deidentifying import deidentified, survivors
from bihuan.rules.identifiers import Identifier

NAMES = ("张建国", "欧阳明")
#: What must not be found in the text any more, by how it is written.
PLANTED = [
    ("13800001234", "电话13800001234，请回电。"),
    ("13800001234", "电话138 0000 1234。"),
    ("13800001234", "电话１３８-００００-１２３４。"),
    ("13800001234", "电话1 3 8 0 0 0 0 1 2 3 4"),
    ("13800001234", "电话138.0000.1234"),
    ("一三八零零零零一二三四", "号码是一三八零零零零一二三四"),
    ("02363851234", "座机023-63851234"),
    ("63851234", "座机63851234"),
    ("11010519491231002X", "身份证11010519491231002X"),
    ("110105194912310021", "身份证号110105194912310021（错一位）"),
    ("6222021001116245702", "卡号6222 0210 0111 6245 702"),
    ("渝A12345", "车牌渝A12345"),
    ("渝AD12345", "车牌渝A·D12345"),
    ("渝a12345", "车牌渝a12345停在门口"),
    ("wx_lihua88", "微信号wx_lihua88"),
    ("someone@mail.example", "邮箱someone@mail.example"),
    ("张建国", "我叫张建国，木工。"),
    ("张建国", "张 建 国说他没拿到钱"),
    ("建国", "班长叫建国去拿钱"),
    ("欧阳明", "欧阳明没有签合同"),
    ("李小红", "我叫李小红，在工地做饭。"),
    ("王大强", "联系人：王大强，电话不通"),
    ("刘", "刘老板说没钱"),
    ("中山四路81号", "住在中山四路81号"),
    ("3栋2单元", "家在阳光小区3栋2单元502室"),
    ("2-15-3", "门牌2-15-3"),
]


@pytest.mark.parametrize(("planted", "text"), PLANTED)
def test_what_leads_to_a_person_does_not_survive(planted: str, text: str) -> None:
    """Either it is taken out, or the second look says that it is still there: never out of the house unsaid."""
    clean, _ = deidentified(text, NAMES)
    tight = re.sub(r"[\W_]", "", normalize("NFKC", clean))
    gone = re.sub(r"[\W_]", "", planted) not in tight
    assert gone or survivors(clean, NAMES)


@pytest.mark.parametrize(("planted", "text"), [row for row in PLANTED if "张 建 国" not in row[1]])
def test_the_usual_disguises_are_taken_out_and_nothing_is_left_to_say(planted: str, text: str) -> None:
    clean, kinds = deidentified(text, NAMES)
    assert planted not in clean
    assert kinds
    assert survivors(clean, NAMES) == []


@pytest.mark.parametrize(
    "text",
    [
        "木工班组10人被拖欠工资40万元，承诺6月20日前结清。",
        "2026-10-08离职，月工资5500元，共欠1200000元。",
        "来电人在渝中区南纪门街道做工，三个月没发工资。",
        "我是高新区的工人，公司不签合同。",
        "依据《劳动合同法》第三十八条要求补偿。",
        "工地在江南一期，干了两年零三个月。",
        "包工头说没钱，项目经理不接电话，工钱由包工头转，我和老板要，向经理要，马上找老板，安全员也不管。",
        "我是安全员，本人于六月，从去年起，没发工资。",
        "高温津贴没发，铁路项目部说下月付，许多师傅都走了。",
    ],
)
def test_what_tells_of_nobody_stays_as_it_was(text: str) -> None:
    assert deidentified(text, NAMES) == (text, [])
    assert survivors(text, NAMES) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("张 建 国", [Identifier.NAME]),
        ("叫建国来", [Identifier.NAME]),
        ("一 三 八 零 零 零 零 一 二 三 四", [Identifier.PHONE]),
        ("〔电话号码〕", []),
    ],
)
def test_the_second_look_says_what_it_finds(text: str, kinds: list[Identifier]) -> None:
    assert survivors(text, NAMES) == kinds


digits = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(
    digits,
    st.sampled_from(["", " ", "-", "·", ".", "  ", "—"]),
    st.text(alphabet="工资拖欠，。😀a", max_size=8),
)
def test_no_telephone_survives_unsaid_however_it_is_cut(phone: str, gap: str, around: str) -> None:
    clean, _ = deidentified(f"{around}{gap.join(phone)}{around}")
    assert phone not in re.sub(r"[\W_]", "", clean) or survivors(clean)


@given(st.text(max_size=200))
def test_any_text_is_taken_and_a_clean_one_stays_clean(text: str) -> None:
    clean, _ = deidentified(text)
    assert isinstance(survivors(clean), list)
