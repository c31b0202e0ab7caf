"""A matter is found as callers and operators call it."""

import pytest

from bihuan.intake.matter_search import SAID, find_matters
from bihuan.rules.matters import MATTERS


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("拖欠", "wage_arrears"), ("欠薪", "wage_arrears"), ("tqgz", "wage_arrears"), ("TQ", "wage_arrears"),
        ("工伤", "work_injury"), ("骑手", "platform_work"), ("社保", "social_insurance"), ("overtime", "overtime_hours"),
    ],
)  # fmt: skip
def test_the_matter_meant_comes_first(typed: str, first: str) -> None:
    assert find_matters(typed)[0] == first


def test_nothing_typed_lists_them_all_and_nonsense_none() -> None:
    assert find_matters("") == list(MATTERS)
    assert find_matters("〇〇〇") == []


def test_every_name_given_belongs_to_a_matter() -> None:
    assert set(SAID) == set(MATTERS)
