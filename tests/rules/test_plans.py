"""Which plan fits an event: sentences of the office as rows."""

from decimal import Decimal

import pytest

from bihuan.rules.plans import Happening, PlanRow, explained, fitting

SMALL = PlanRow("district-repair", 1, 3, frozenset({"water_supply"}), attribute="pipe_mm", below=Decimal(500))
LARGE = PlanRow("city-repair", 2, 2, frozenset({"water_supply"}), attribute="pipe_mm", least=Decimal(500))
ANY_WATER = PlanRow("water", 3, 2, frozenset({"water_supply"}))
ANY = PlanRow("any", 9, 2)
STREET_WATER = PlanRow("street-water", 3, 4, frozenset({"water_supply"}))


@pytest.mark.parametrize(
    ("what", "kind", "attributes", "meant"),
    [
        ("a pipe under 500 mm is the district's", "water_supply", {"pipe_mm": 499}, "district-repair"),
        ("from 500 mm on it is the city's", "water_supply", {"pipe_mm": 500}, "city-repair"),
        ("unmeasured, neither is meant, but what asks for less", "water_supply", {}, "street-water"),
        ("another kind gets what asks for nothing", "dispute", {"pipe_mm": 100}, "any"),
    ],
)
def test_the_plan_meant(what: str, kind: str, attributes: dict[str, int], meant: str) -> None:
    rows = [ANY, LARGE, ANY_WATER, STREET_WATER, SMALL]
    measured = {name: Decimal(value) for name, value in attributes.items()}
    for order in (rows, rows[::-1]):
        assert fitting(order, Happening(kind, "everyday", "urgent", measured))[0].code == meant, what


def test_severity_and_urgency_are_asked_for_by_name() -> None:
    flood = PlanRow(
        "flood", 1, 2, frozenset({"flood"}), frozenset({"major", "extreme"}), frozenset({"critical"})
    )
    assert fitting([flood], Happening("flood", "major", "critical")) == [flood]
    assert fitting([flood], Happening("flood", "ordinary", "critical")) == []
    assert fitting([flood], Happening("flood", "major", "urgent")) == []


def test_every_plan_says_why_it_is_meant_stands_behind_or_is_not_for_the_event() -> None:
    happening = Happening("water_supply", "everyday", "urgent", {"pipe_mm": Decimal(400)})
    found = explained([ANY, LARGE, ANY_WATER, STREET_WATER, SMALL], happening)
    assert [(each.row.code, each.place) for each in found] == [
        ("district-repair", 1), ("street-water", 2), ("water", 3), ("any", 4), ("city-repair", None),
    ]  # fmt: skip
    kind, pipe = found[-1].conditions
    assert (kind.met, pipe.met, pipe.asked.zh, pipe.has.zh) == (True, False, "≥ 500", "400")
    assert found[-1].reason.zh == "不适用：pipe_mm不符"
    assert found[-1].reason.en == "Not for it: pipe_mm does not fit"
    assert "最具体" in found[0].reason.zh
    assert found[0].reason != found[1].reason


def test_what_was_not_measured_is_said_so() -> None:
    (small,) = explained([SMALL], Happening("water_supply", "everyday", "urgent"))
    assert (small.place, small.conditions[-1].has.zh) == (None, "没有测量")
