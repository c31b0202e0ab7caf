"""Which plan fits an event: sentences of the office as rows."""

from decimal import Decimal

import pytest

from bihuan.rules.plans import PlanRow, fitting

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
        assert fitting(order, kind, "everyday", "urgent", measured)[0].code == meant, what


def test_severity_and_urgency_are_asked_for_by_name() -> None:
    flood = PlanRow(
        "flood", 1, 2, frozenset({"flood"}), frozenset({"major", "extreme"}), frozenset({"critical"})
    )
    assert fitting([flood], "flood", "major", "critical", {}) == [flood]
    assert fitting([flood], "flood", "ordinary", "critical", {}) == []
    assert fitting([flood], "flood", "major", "urgent", {}) == []
