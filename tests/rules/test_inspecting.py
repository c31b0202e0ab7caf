"""The draw for inspection: as a plan's sentences say, the share it promises, and the same whenever it is worked out."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.rules.actors import Level
from bihuan.rules.inspecting import (
    EVERYTHING,
    Closed,
    Measure,
    Plan,
    PlanRow,
    Why,
    check_rows,
    draw,
    explained,
    fitting,
    lot_of,
)
from bihuan.rules.refusal import Refused

SHARE, ONE_IN = Measure.SHARE, Measure.ONE_IN
REST = PlanRow(SHARE, 0)
ORDER = Closed(UUID(int=7), "wage_arrears", Level.STREET, "/500000/500103/12/")

measures = st.one_of(
    st.just((Measure.ALL, 0)),
    st.tuples(st.just(SHARE), st.integers(0, 100)),
    st.tuples(st.just(ONE_IN), st.integers(2, 50)),
)
rows = st.builds(
    lambda m, matter, level, unit: PlanRow(*m, matter, level, unit),
    measures, st.sampled_from(["", "wage_arrears", "overtime"]), st.sampled_from([None, *Level]),
    st.sampled_from(["", "/500000/", "/500000/500103/"]),
)  # fmt: skip
plans = st.builds(
    lambda version, first, others, always: Plan(version, (PlanRow(*first), *others), frozenset(always)),
    st.integers(1, 500), measures, st.lists(rows, max_size=4), st.sets(st.sampled_from([Why.REDONE, Why.UNREACHED])),
)  # fmt: skip
orders = st.builds(
    Closed, st.uuids(), st.sampled_from(["wage_arrears", "overtime"]), st.sampled_from([None, *Level]),
    st.sampled_from(["", "/500000/12/", "/500000/500103/12/"]), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "plan", "order", "why"),
    [
        ("without a plan every order is inspected", EVERYTHING, ORDER, Why.ALL),
        ("a share of none spares it", Plan(1, (REST,)), ORDER, Why.SPARED),
        ("a share of a hundred draws it", Plan(1, (PlanRow(SHARE, 100),)), ORDER, Why.LOT),
        ("what was redone is drawn whatever its lot", Plan(1, (REST,), frozenset({Why.REDONE})), ORDER._replace(redone=True), Why.REDONE),
        ("unless the plan does not say so", Plan(1, (REST,)), ORDER._replace(redone=True), Why.SPARED),
        ("who was not reached is looked at", Plan(1, (REST,), frozenset({Why.UNREACHED})), ORDER._replace(unreached=True), Why.UNREACHED),
        ("a row for the matter comes before the rest", Plan(1, (REST, PlanRow(Measure.ALL, matter="wage_arrears"))), ORDER, Why.ALL),
        ("and holds for no other matter", Plan(1, (REST, PlanRow(Measure.ALL, matter="overtime"))), ORDER, Why.SPARED),
        ("a row for the level of the lead", Plan(1, (REST, PlanRow(Measure.ALL, level=Level.STREET))), ORDER, Why.ALL),
        ("the nearest unit comes before the matter", Plan(1, (REST, PlanRow(Measure.ALL, matter="wage_arrears"), PlanRow(SHARE, 0, unit="/500000/500103/"))), ORDER, Why.SPARED),
        ("an order that nobody led falls under the rest", Plan(1, (REST, PlanRow(Measure.ALL, level=Level.CITY))), Closed(UUID(int=7), "overtime"), Why.SPARED),
    ],
)  # fmt: skip
def test_the_plan_says(sentence: str, plan: Plan, order: Closed, why: Why) -> None:
    found = draw(plan, order)
    assert (found.why, found.drawn) == (why, why is not Why.SPARED)


def test_a_draw_can_be_worked_out_again_by_hand() -> None:
    """printf '3:00000000-0000-0000-0000-000000000007' | sha256sum, first 16 digits over 2**64."""
    assert lot_of(3, UUID(int=7)) == Fraction(int(LOT_OF_SEVEN, 16), 2**64)


LOT_OF_SEVEN = "a2a6f169f7ecb4fa"


@given(plans, st.lists(orders, min_size=1, max_size=6, unique_by=lambda order: order.id), st.randoms())
def test_nothing_depends_on_when_or_beside_whom_an_order_is_drawn(
    plan: Plan, several: list[Closed], chance: Random
) -> None:
    before = {order.id: draw(plan, order) for order in several}
    chance.shuffle(several)
    assert {order.id: draw(plan, order) for order in several} == before


@given(plans, plans, orders)
def test_a_new_version_changes_no_draw_of_the_past(plan: Plan, later: Plan, order: Closed) -> None:
    kept = draw(plan, order)
    draw(replace(later, version=plan.version + 1), order)
    assert draw(plan, order) == kept
    # What the ledger keeps is enough to judge it again, without the plan.
    share = PlanRow(kept.measure, kept.amount).share
    if kept.why in (Why.LOT, Why.SPARED):
        assert (lot_of(kept.plan, order.id) < share) == kept.drawn


@settings(max_examples=20)
@given(st.integers(1, 10_000), measures)
def test_the_share_that_is_drawn_comes_near_the_one_that_is_set(
    version: int, measure: tuple[Measure, int]
) -> None:
    plan = Plan(version, (PlanRow(*measure),))
    chance, many = Random(version), 1_000
    drawn = sum(draw(plan, Closed(UUID(int=chance.getrandbits(128)), "other")).drawn for _ in range(many))
    share = float(plan.rows[0].share)
    # Six standard deviations: once in five hundred million.
    assert abs(drawn - many * share) <= 6 * (many * share * (1 - share)) ** 0.5


@given(plans, orders)
def test_exactly_one_row_holds_and_no_order_goes_unanswered(plan: Plan, order: Closed) -> None:
    place, row = fitting(plan.rows, order)
    assert plan.rows[place - 1] == row
    assert order.unit.startswith(row.unit)
    assert row.matter in ("", order.matter)
    assert row.level in (None, order.level)


@given(plans, orders)
def test_every_draw_explains_itself_from_what_the_ledger_keeps(plan: Plan, order: Closed) -> None:
    found = draw(plan, order)
    words = explained(found.facts)
    assert str(plan.version) in words.zh
    assert str(plan.version) in words.en
    if found.why in (Why.LOT, Why.SPARED):
        assert f"{found.lot}%" in words.zh
    assert words.zh.startswith("免检") == (not found.drawn)


@pytest.mark.parametrize(
    ("rows", "code", "field"),
    [
        ((PlanRow(SHARE, 101),), "plan_amount_wrong", "amount_0"),
        ((REST, PlanRow(ONE_IN, 1, "overtime")), "plan_amount_wrong", "amount_1"),
        ((REST, PlanRow(Measure.ALL)), "plan_row_twice", "measure_1"),
        ((PlanRow(SHARE, 5, "overtime"),), "plan_without_rest", "measure_0"),
        ((), "plan_without_rest", "measure_0"),
    ],
)
def test_rows_that_leave_an_order_without_an_answer_or_with_two_are_refused(
    rows: tuple[PlanRow, ...], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_rows(rows)
    assert (refused.value.code, refused.value.field) == (code, field)
