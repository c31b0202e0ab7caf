"""``bihuan story``: the contract of its JSON, and what it shows."""

import json
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.cli.conftest import Bihuan


@pytest.fixture(scope="module")
def told(bihuan: Bihuan) -> dict[str, Any]:
    answer = bihuan("story", "--json", "--start", "2025-06-10")
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_the_object_has_what_was_promised_and_both_loops_are_closed(told: dict[str, Any]) -> None:
    assert set(told) == {
        "number", "matter_state", "responsibility_state", "holders", "responsibilities", "promises", "events", "chain_head",
    }  # fmt: skip
    assert (told["matter_state"], told["responsibility_state"]) == ("archived", "closed")
    assert told["number"].startswith("20250610-")


def test_holders_tile_the_order_s_life_without_gap(told: dict[str, Any]) -> None:
    holders = told["holders"]
    assert set(holders[0]) == {"unit", "post", "person", "from", "until"}
    assert holders[0]["from"] == told["events"][0]["at"]
    assert holders[-1]["until"] == told["events"][-1]["at"]
    assert all(one["until"] == next_["from"] for one, next_ in pairwise(holders))
    assert all(datetime.fromisoformat(held["from"]).utcoffset() for held in holders)


def test_the_wages_are_paid_in_two_instalments_and_every_level_is_discharged(told: dict[str, Any]) -> None:
    (promise,) = told["promises"]
    assert promise["state"] == "kept"
    assert [part["paid_fen"] for part in promise["instalments"]] == [200_000_00, 200_000_00]
    assert [duty["level"] for duty in told["responsibilities"]] == ["city", "district", "street"]
    assert all(duty["state"] == "discharged" for duty in told["responsibilities"])


def test_the_head_of_the_chain_is_the_last_event_s_digest(told: dict[str, Any]) -> None:
    assert told["chain_head"] == told["events"][-1]["digest"]
    assert [event["seq"] for event in told["events"]] == list(range(1, len(told["events"]) + 1))


def test_it_can_be_told_again_and_shows_both_loops_in_chinese(bihuan: Bihuan, told: dict[str, Any]) -> None:
    answer = bihuan("story", "--language", "zh")
    assert answer.returncode == 0, answer.stderr
    for shown in (
        "工单环 ●●●●●●● 已闭环",
        "镇街 ●●●● 责任闭环",
        "即将到期",
        "逾期",
        "双环闭合，已归档",
        "验证无误",
    ):
        assert shown in answer.stdout
    assert told["number"] not in answer.stdout


def test_it_is_not_told_in_a_real_city(bihuan: Bihuan, tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.own_database import own_database

    with own_database() as url:
        assert bihuan("import-divisions", "chongqing_2023.csv", DATABASE_URL=url).returncode == 0
        answer = bihuan("story", DATABASE_URL=url)
    assert answer.returncode == 2
    assert "real city" in answer.stderr
