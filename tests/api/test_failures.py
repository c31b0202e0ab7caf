"""What the interface answers when the system itself fails."""

from collections.abc import Callable

import pytest
from django.db import connection

from bihuan.work_orders.models import WorkOrder
from tests.api.conftest import Program, program
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["program"]


def test_a_failure_of_the_database_is_a_problem_and_leaves_nothing_behind(
    town: Town, program: Callable[[str], Program], caplog: pytest.LogCaptureFixture
) -> None:
    operator = program("陈晓")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_announcement RENAME TO hidden")
    try:
        answer = operator.post(
            "/orders", {"content": "欠薪", "matter": "wage_arrears", "place": town.street.pk}
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE hidden RENAME TO ledger_announcement")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert answer["Content-Type"] == "application/problem+json"
    assert "ledger_announcement" not in answer.content.decode()
    assert "ledger_announcement" in caplog.text
    assert WorkOrder.objects.count() == 0
