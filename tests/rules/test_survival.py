"""Life tables of orders: worked by hand, and what holds of any of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.survival import (
    LEAST_DONE,
    LENT,
    LIKELIHOODS,
    LONGEST,
    SLOTS,
    Key,
    Kind,
    LifeTable,
    Tables,
    curve_of,
    likelihood_of,
)

HERE = Kind(7, "street", "wage_arrears", "ordinary")
BESIDE = Kind(8, "street", "wage_arrears", "ordinary")
UPSTAIRS = Kind(9, "district", "wage_arrears", "ordinary")


def table(*orders: tuple[float, bool, int]) -> LifeTable:
    made = LifeTable()
    for days, done, times in orders:
        for _ in range(times):
            made.add(days, done)
    return made


#: 40 orders: 10 done in the first half day; in the second 20 done and 4 last seen; in the third the other 6 done.
CITY = table((0.2, True, 10), (0.7, True, 20), (0.9, False, 4), (1.2, True, 6))
#: Slot by slot 40, 28 (four count half) and 6 could have been done: 36 of 74 on average.
AVERAGE = Fraction(36, 74)
BY_HAND = [
    (10 + LENT * AVERAGE) / (40 + LENT),
    (20 + LENT * AVERAGE) / (28 + LENT),
    (6 + LENT * AVERAGE) / (6 + LENT),
]


def test_the_widest_table_is_the_share_done_of_those_still_in_hand_leaning_on_its_average() -> None:
    curve = curve_of([CITY])
    assert curve is not None
    assert curve.hazards == pytest.approx([float(hazard) for hazard in BY_HAND])
    stays = [1 - hazard for hazard in BY_HAND]
    assert curve.in_hand(1) == pytest.approx(float(stays[0] * stays[1]))
    assert curve.done_by(1.5) == pytest.approx(1 - float(stays[0] * stays[1] * stays[2]))
    assert curve.undone(0.5, 0.5) == pytest.approx(float(stays[1]))
    # Past the table the last slot goes on; half a slot is its square root.
    assert curve.undone(1.5, 1) == pytest.approx(float(stays[2]) ** 2)
    assert curve.undone(1, 0.25) == pytest.approx(float(stays[2]) ** 0.5)


def test_a_units_own_orders_weigh_against_those_lent_from_above() -> None:
    slow = table((1.0, False, 10))  # ten orders, none done in the first two slots
    own, above = curve_of([CITY, slow]), curve_of([CITY])
    assert own is not None
    assert above is not None
    assert own.hazards[0] == pytest.approx(LENT * above.hazards[0] / (10 + LENT))
    assert own.hazards[1] == pytest.approx(LENT * above.hazards[1] / (10 + LENT))
    assert own.undone(0, 1) > above.undone(0, 1)


def test_a_censored_order_counts_as_long_as_it_was_watched_and_no_longer() -> None:
    watched_long = curve_of([CITY, table((1.4, False, 30))])
    watched_short = curve_of([CITY, table((0.1, False, 30))])
    above = curve_of([CITY])
    assert watched_long is not None
    assert watched_short is not None
    assert above is not None
    assert watched_short.hazards[1:] == above.hazards[1:]
    assert watched_long.hazards[1] < above.hazards[1]


def test_what_outlives_the_table_was_at_hand_in_every_slot() -> None:
    outlived = table((LONGEST + 30, True, 1))
    assert [able for _, able in outlived.slots()] == [1] * len(
        outlived.done or outlived.unseen[: LONGEST * SLOTS]
    )
    assert not outlived.done
    assert outlived.orders == 1


def test_with_too_little_history_nothing_is_foretold() -> None:
    assert curve_of([table((1, True, LEAST_DONE - 1), (1, False, 500))]) is None
    assert curve_of([table((1, True, LEAST_DONE))]) is not None
    assert Tables().curve(HERE) is None


def test_an_order_counts_in_its_unit_its_level_and_the_city() -> None:
    tables = Tables()
    tables.add(HERE, 3, True)
    tables.add(BESIDE, 4, True)
    tables.add(UPSTAIRS, 5, False)
    sizes = [tables.tables[key].orders for key in HERE.tables]
    assert sizes == [3, 3, 2, 1]
    other = Tables()
    other.join(tables)
    other.join(tables)
    assert other.tables[Key("ordinary")].orders == 6
    assert tables.tables[Key("ordinary")].orders == 3


@pytest.mark.parametrize(
    ("probability", "said"),
    [(1.0, "很可能逾期"), (0.8, "很可能逾期"), (0.79, "可能逾期"), (0.4, "难说，约一半"), (0.2, "不大会逾期"), (0.0, "多半按时")],
)  # fmt: skip
def test_a_probability_is_said_in_words(probability: float, said: str) -> None:
    assert likelihood_of(probability).words.zh == said


def test_every_probability_has_its_words() -> None:
    assert [row.least for row in LIKELIHOODS] == sorted((row.least for row in LIKELIHOODS), reverse=True)
    assert LIKELIHOODS[-1].least == 0


# What holds of any table

orders = st.lists(st.tuples(st.floats(-1, 80), st.booleans(), st.integers(1, 40)), max_size=12)
#: A city with enough done to foretell anything.
cities = orders.map(lambda some: table((2.0, True, LEAST_DONE), *some))
days = st.floats(0, 200)


@given(cities, st.lists(orders, max_size=3), days, days, st.floats(0, 30))
def test_a_probability_lies_in_bounds_and_falls_as_more_is_left(
    city: LifeTable, narrower: list[list[tuple[float, bool, int]]], used: float, left: float, more: float
) -> None:
    curve = curve_of([city, *(table(*some) for some in narrower)])
    assert curve is not None
    now, later = curve.undone(used, left), curve.undone(used, left + more)
    assert 0 <= later <= now <= 1
    assert curve.undone(used, 0) == 1


@given(cities, days, days)
def test_with_no_history_of_its_own_a_unit_has_the_pooled_estimate(
    city: LifeTable, used: float, left: float
) -> None:
    pooled, without = curve_of([city]), curve_of([city, LifeTable(), LifeTable()])
    assert pooled is not None
    assert without is not None
    assert without.hazards == pooled.hazards
    assert without.undone(used, left) == pooled.undone(used, left)


#: Every city above knows this many days.
KNOWN = 2.5


@given(
    cities, orders, st.floats(0, KNOWN, exclude_max=True), st.floats(0, KNOWN / 2), st.floats(0, KNOWN / 2)
)
def test_one_more_order_seen_undone_never_makes_lateness_less_likely(
    city: LifeTable, own: list[tuple[float, bool, int]], watched: float, used: float, left: float
) -> None:
    before, after = curve_of([city, table(*own)]), curve_of([city, table(*own, (watched, False, 1))])
    assert before is not None
    assert after is not None
    assert after.undone(used, left) >= before.undone(used, left) - 1e-12
