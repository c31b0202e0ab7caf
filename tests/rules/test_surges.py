"""Is it more than usual? Each row is a sentence about a site, an employer or a street and its own weeks before."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.surges import LEAST_ORDERS, LEAST_WEEKS, UNLIKELY, WEEKS, surge, tail

QUIET = [0] * 26
counts = st.lists(st.integers(0, 30), min_size=LEAST_WEEKS, max_size=WEEKS)


@pytest.mark.parametrize(
    ("orders", "before", "surges"),
    [
        (7, QUIET, True),  # never heard of before, seven in a fortnight
        (5, QUIET, True),
        (4, QUIET, False),  # four are too few, however rare
        (5, [1, 0, 0, 1, 0] * 5 + [1], False),  # 0.4 a week: five in a fortnight come now and then
        (7, [1, 0, 0, 1, 0] * 5 + [1], True),  # and seven hardly ever
        (20, [10] * 26, False),  # ten a week, twenty in a fortnight: as always
        (35, [10] * 26, False),
        (55, [10] * 26, True),
        (40, [0, 0, 0, 40] * 6 + [0, 0], False),  # its calls always come in bursts
        (40, [10] * 26, True),  # the same forty where every week is alike
        (5, [0] * 4, False),  # four quiet weeks say little about the fifth
        (8, [0] * 4, True),
    ],
)
def test_a_burst_is_what_the_own_weeks_before_do_not_explain(
    orders: int, before: list[int], surges: bool
) -> None:
    found = surge(orders, before)
    assert found is not None
    assert found.surges is surges, found


def test_too_few_weeks_say_nothing() -> None:
    assert surge(50, [0] * (LEAST_WEEKS - 1)) is None
    assert surge(50, []) is None


def test_the_usual_is_a_week_of_the_weeks_before() -> None:
    found = surge(7, [1, 0, 0, 1, 0] * 2)
    assert found is not None
    assert found.usual == 0.4


def test_the_tail_is_that_of_the_textbook() -> None:
    """Size 1 is the geometric law, and a large size Poisson's: 1 - e^-2 (1 + 2) = 0.594 for two or more of mean two."""
    assert isclose(tail(3, 2.0, 1.0), (2 / 3) ** 3, rel_tol=1e-9)
    assert isclose(tail(2, 2.0, 1e6), 0.5939941503, rel_tol=1e-5)


@given(counts, st.integers(0, 200))
def test_a_tail_is_a_probability_and_falls_with_every_further_order(before: list[int], orders: int) -> None:
    one, more = surge(orders, before), surge(orders + 1, before)
    assert one is not None
    assert more is not None
    assert 0 <= more.tail <= one.tail <= 1
    assert not one.surges or (orders >= LEAST_ORDERS and one.tail <= UNLIKELY)


@given(counts, st.integers(LEAST_ORDERS, 100))
def test_a_busier_past_never_makes_a_burst_of_what_was_none(before: list[int], orders: int) -> None:
    one, busier = surge(orders, before), surge(orders, [count * 2 for count in before])
    assert one is not None
    assert busier is not None
    assert busier.tail >= one.tail * (1 - 1e-9)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_weeks_makes_no_difference(before: list[int], chance) -> None:
    mixed = list(before)
    chance.shuffle(mixed)
    one, other = surge(9, before), surge(9, mixed)
    assert one is not None
    assert other is not None
    assert isclose(one.tail, other.tail, rel_tol=1e-9)
