"""Is it told in the same words? Each row is two accounts and whether an operator would say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.sameness import LEAST, ago, runs, sameness

TOLD = "木工班组10人被要求立即退场，承诺第二天结清工资，至今未付。"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (TOLD, True),
        ("木工班组八个人被要求退场，说第二天结清工资，到现在没付。", True),
        ("我是木工班组的，老板要求我们立即退场，承诺第二天结清，至今未付一分。", True),
        ("社保断缴了三个月，单位不给补。", False),
        ("年休假怎么算？", False),
        ("退场", False),  # too short to tell
        ("12345 67890", False),
        ("", False),
        ("😀", False),
    ],
)
def test_what_is_told_in_the_same_words(other: str, same: bool) -> None:
    assert (sameness(runs(TOLD), runs(other)) >= LEAST) is same


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    share = sameness(runs(one), runs(other))
    assert 0 <= share <= 1
    assert share == sameness(runs(other), runs(one))
    assert sameness(runs(one), runs(one)) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (0, "今天登记", "registered today"),
        (1, "昨天登记", "yesterday"),
        (3, "3天前登记", "3 days ago"),
        (-1, "今天登记", "registered today"),
    ],
)
def test_when_it_was_registered_in_words(days: int, zh: str, en: str) -> None:
    assert (ago(days).zh, ago(days).en) == (zh, en)
