"""``bihuan ledger``: a changed row is found and named."""

import json

import psycopg
import pytest

from tests.cli.conftest import Bihuan


@pytest.fixture(scope="module")
def numbers(bihuan: Bihuan) -> list[str]:
    """Two whole orders."""
    return [json.loads(bihuan("story", "--json").stdout)["number"] for _ in range(2)]


def test_whole_chains_hold(bihuan: Bihuan, numbers: list[str]) -> None:
    answer = bihuan("ledger", "verify", "--json")
    said = json.loads(answer.stdout)
    assert (answer.returncode, said["orders"], said["broken"]) == (0, 2, [])
    assert said["others"]["duties.RuleSet"] == 1


def test_every_act_is_shown_in_words(bihuan: Bihuan, numbers: list[str]) -> None:
    answer = bihuan("ledger", "show", numbers[0])
    assert answer.returncode == 0
    assert "Call in departments through 141" in answer.stdout


def test_an_unknown_number_is_refused(bihuan: Bihuan, numbers: list[str]) -> None:
    answer = bihuan("ledger", "verify", "20000101-000001")
    assert answer.returncode == 2
    assert "No such order" in answer.stderr


def test_the_first_changed_event_is_named(bihuan: Bihuan, numbers: list[str], address: str) -> None:
    with psycopg.connect(address) as intruder:
        # Past the trigger, as only the owner of the server can.
        intruder.execute("SET session_replication_role = replica")
        changed = intruder.execute(
            "UPDATE ledger_event SET facts = facts || '{\"people\": 1}' FROM work_orders_workorder o"
            " WHERE subject = o.id AND o.number = %s AND seq = 7",
            [numbers[1]],
        )
        assert changed.rowcount == 1
    answer = bihuan("ledger", "verify", "--json")
    assert answer.returncode == 3
    (broken,) = json.loads(answer.stdout)["broken"]
    assert (broken["number"], broken["seq"]) == (numbers[1], 7)
    assert bihuan("ledger", "verify", numbers[0]).returncode == 0
