"""How far two readers agree: figures of the textbook, and what holds of any two readings."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.agreement import agreement

pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40)


@pytest.mark.parametrize(
    ("read", "observed", "kappa", "words"),
    [
        ([("a", "a")] * 20 + [("b", "b")] * 15 + [("a", "b")] * 5 + [("b", "a")] * 10, 0.7, 0.4, "中等一致"),
        ([("a", "a"), ("b", "b")], 1.0, 1.0, "几乎完全一致"),
        ([("a", "b"), ("b", "a")], 0.0, -1.0, "较差"),
        ([("a", "a")] * 5, 1.0, None, "尚不可知"),  # one answer for all: chance alone would agree
        ([], 0.0, None, "尚不可知"),
    ],
)
def test_kappa_takes_chance_away(
    read: list[tuple[str, str]], observed: float, kappa: float | None, words: str
) -> None:
    found = agreement(read)
    assert (found.texts, found.observed, found.words.zh) == (len(read), observed, words)
    assert (found.kappa is None) == (kappa is None)
    assert kappa is None or isclose(found.kappa or 0, kappa, abs_tol=1e-9)


@given(pairs)
def test_it_never_exceeds_one_and_is_the_same_from_both_sides(read: list[tuple[str, str]]) -> None:
    found, turned = agreement(read), agreement([(other, one) for one, other in read])
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert (found.kappa is None and turned.kappa is None) or isclose(
        found.kappa or 0, turned.kappa or 0, abs_tol=1e-9
    )
