"""What every act costs in SQL statements, over the API: token, idempotency key, BEGIN and COMMIT included.

A number that rises here is a round trip more for every order of the city; let it rise knowingly.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Program, program
from tests.town import Town

pytestmark = pytest.mark.django_db
__all__ = ["program"]

DEMAND = {"content": "木工班组10人被欠薪约40万元", "matter": "wage_arrears", "caller_phone": "13800001234"}


def test_what_a_life_costs_in_statements(town: Town, program: Callable[[str], Program]) -> None:
    operator, dispatcher = program("陈晓"), program("周敏")
    clerk, informant = program("杨帆"), program("张琪")
    counted: dict[str, int] = {}

    def act(name: str, who: Program, address: str, body: dict[str, object] | None = None) -> dict[str, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = who.get(address) if body is None else who.post(address, body)
        assert answer.status_code < 300, answer.content.decode()
        counted[name] = len(captured)
        return answer.json()

    order = f"/orders/{act('create', operator, '/orders', DEMAND | {'place': town.street.pk})['number']}"
    act("dispatch", dispatcher, f"{order}/dispatch", {"unit_id": town.district_union.pk})
    act("sign", clerk, f"{order}/sign", {})
    act("pass down", clerk, f"{order}/pass-down", {"unit_id": town.street_union.pk})
    informant.post(f"{order}/sign")
    act("resolve", informant, f"{order}/resolve", {"closure": "explained", "result": "已解释"})
    act("list", clerk, "/orders")
    act("order in full", clerk, order)

    assert counted == {
        "create": 3,
        "dispatch": 16,
        "sign": 13,
        "pass down": 17,
        "resolve": 12,
        "list": 3,
        "order in full": 8,
    }


def test_a_list_costs_no_more_for_more_orders(town: Town, program: Callable[[str], Program]) -> None:
    operator = program("陈晓")
    costs = []
    for _ in range(2):
        for _ in range(3):
            operator.post("/orders", DEMAND | {"place": town.street.pk})
        with CaptureQueriesContext(connection) as captured:
            shown = operator.get("/orders").json()["orders"]
        costs.append((len(shown), len(captured)))
    assert costs == [(3, 3), (6, 3)]
