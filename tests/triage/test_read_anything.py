"""Whatever is pasted is read: spans lie in the text and hold what was read, nothing raises, time grows with length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.triage.reading import Read, Reading
from bihuan.triage.reading.texts import LONGEST, Text
from tests.triage.reading import reading

PIECES = (
    "渝中区", "大坪街道", "渝北回兴", "双龙镇", "岚栖酒店", "科技公司", "三万六", "４０万", "8,640元", "十几个", "15个人", "两个月", "每月5500",
    "欠", "没给", "一共", "坐席：", "来电人：", "\n", "，", "。", "已经申请劳动仲裁", "跳楼", "堵门", "今天", "必须签字", "上周五", "2025年3月8日",
    "在", "的", "我们", "公司叫", "😀", "👨‍👩‍👧", "ＡＢＣ", "ﬁ", "İ", "é", "\u200b", "\x00", "9" * 30, "壹拾捌万元整", "投诉", "？",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def parts(read: Reading) -> list[Read[object]]:
    single = (
        read.nature, read.urgency, read.place, read.employer, read.people, read.amount, read.reckoned, read.months,
        read.collective, read.elsewhere,
    )  # fmt: skip
    return [each for each in (*single, *read.dates, *read.risks) if each is not None]


@given(TEXTS)
def test_every_span_lies_in_the_text_and_holds_what_was_read(text: str) -> None:
    read = reading(text)
    for part in parts(read):
        start, end = part.span
        assert 0 <= start <= end <= len(text)
        assert part.because.zh
        assert part.because.en
        if part.span != (0, 0):
            assert text[start:end].strip()
    if read.employer:
        assert text[slice(*read.employer.span)] == read.employer.value
    assert read.amount is None or read.amount.value > 0


@given(TEXTS)
def test_making_a_text_ready_moves_no_character(text: str) -> None:
    made = Text.of(text)
    assert len(made.plain) == len(made.said) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "渝北回兴观音桥",
        "三万六千多个人",
        "电子厂公司科技",
        "欠工资没给",
        "坐席：好\n来电人：是\n",
        "1,",
        "今天",
        "9",
        "😀",
        "双龙镇",
    ],
)
def test_a_paste_of_twenty_thousand_characters_is_read_at_once(text: str) -> None:
    paste = (text * LONGEST)[:LONGEST] + "尾巴"
    begun = time.process_time()
    reading(paste)
    # Some tenths of a second where it is slow; what grows with the square would take minutes.
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("text", ["欠我1000000000000000000元", "欠我" + "9" * 40 + "元", "欠我一亿亿亿亿元"])
def test_a_sum_beyond_all_measure_is_none(text: str) -> None:
    assert reading(text).amount is None
