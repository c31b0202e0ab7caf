"""``bihuan route``: the contract of its JSON, and a dry run that changes nothing."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Bihuan

TEXT = "渝中区南纪门街道旧改项目工地欠薪"
RULES = [
    ["code", "position", "item", "lead", "supporting", "matters", "places", "levels", "natures", "urgencies", "employer_kinds", "people_least", "people_most", "yuan_least", "yuan_most", "hours", "owner"],
    ["N1", "1", "LD01", "labour@district", "", "拖欠工资", "", "", "", "", "", "", "", "", "", "", "重庆市总工会"],
    ["N2", "2", "LD24", "command_centre@street", "", "", "", "", "", "", "", "", "", "", "", "", "重庆市总工会"],
]  # fmt: skip


@pytest.fixture(scope="module")
def founded(bihuan: Bihuan) -> Bihuan:
    """The small place of the story, founded by telling it."""
    assert bihuan("story", "--json", "--start", "2025-06-10").returncode == 0
    return bihuan


def test_the_object_has_what_was_promised(founded: Bihuan) -> None:
    answer = founded("route", "explain", TEXT, "--people", "10", "--json", "--language", "zh")
    assert answer.returncode == 0, answer.stderr
    said = json.loads(answer.stdout)
    assert {"unit", "post", "duty_item", "rule", "runner_up", "why"} <= set(said)
    assert (said["unit"], said["rule"], said["matter"]) == ("南纪门街道总工会", "F010", "wage_arrears")
    assert said["post"] == "南纪门街道基层治理指挥中心 · 平安法治 · 劳动关系协调岗"
    assert said["duty_item"]["name"] == "集体欠薪与聚集风险联合处置"
    assert said["runner_up"]["rule"] == "G100"
    assert (
        said["why"][0] == "地点：南纪门街道（原文“南纪门街道”）。" or said["why"][0] == "地点：南纪门街道。"
    )
    shown = founded("route", "explain", TEXT)
    assert "Rule G100 fits: matter: Wage arrears." in shown.stdout


def test_a_text_without_place_or_matter_still_gets_one_answer(founded: Bihuan) -> None:
    said = json.loads(founded("route", "explain", "有人吗", "--json").stdout)
    assert (said["landing"], said["rule"], said["unit"]) == ("desk", None, "重庆市数字化城市运行和治理中心")
    assert said["why"] == [
        "No place is named; 重庆市 is taken.",
        "Because no rule fits, the duty desk of 重庆市数字化城市运行和治理中心 decides by hand.",
    ]


def test_a_dry_run_says_what_would_move_and_changes_nothing(founded: Bihuan, tmp_path: Path) -> None:
    table = tmp_path / "rules.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(RULES)
    answer = founded("route", "dry-run", str(table), "--json")
    assert answer.returncode == 0, answer.stderr
    said = json.loads(answer.stdout)
    assert (said["asked"], said["moved"]) == (1, 1)
    assert said["moves"] == [
        {"before": "南纪门街道总工会", "after": "渝中区人力资源和社会保障局", "orders": 1}
    ]
    many = json.loads(founded("route", "dry-run", str(table), "--generated", "2000", "--json").stdout)
    assert many["asked"] == 2000
    assert many["moved"] + many["reworded"] > 1000
    assert json.loads(founded("route", "explain", TEXT, "--json").stdout)["rule"] == "G100"


def test_a_table_that_names_what_is_not_there_is_shown_row_by_row(founded: Bihuan, tmp_path: Path) -> None:
    table = tmp_path / "rules.csv"
    wrong = [
        "N1",
        "1",
        "LD01",
        "labour",
        "",
        "欠钱",
        "999999",
        "",
        "",
        "",
        "",
        "9",
        "3",
        "",
        "",
        "25:00-26:00",
        "没有这个单位",
    ]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([RULES[0], wrong, RULES[2]])
    answer = founded("route", "import", str(table))
    assert answer.returncode == 2
    for column in ("lead", "matters", "places", "people_least", "hours", "owner"):
        assert column in answer.stdout
    assert "6 errors; nothing was written." in answer.stdout


def test_a_new_set_comes_into_force_and_the_old_one_can_come_back(founded: Bihuan, tmp_path: Path) -> None:
    table = tmp_path / "rules.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(RULES)
    answer = founded("route", "import", str(table), "--activate")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(founded("route", "explain", TEXT, "--json").stdout)["rule"] == "N1"
