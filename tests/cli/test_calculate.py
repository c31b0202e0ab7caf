"""``bihuan calculate``: without a database, for people and for programs."""

import json

from tests.cli.conftest import Bihuan


def test_a_result_names_its_formula_and_articles(bihuan: Bihuan) -> None:
    answer = bihuan(
        "calculate", "overtime", "--monthly-wage", "6000", "--workday-hours=3", "--language", "zh"
    )
    assert answer.returncode == 0
    assert "155.17" in answer.stdout
    assert "÷ 21.75 ÷ 8 × 3 h × 150%" in answer.stdout
    assert "《劳动法》第四十四条（2018-12-29版）" in answer.stdout


def test_json_is_exact(bihuan: Bihuan) -> None:
    answer = bihuan(
        "calculate", "severance", "--monthly-wage", "6000", "--joined-on", "2020-01-01",
        "--last-day", "2023-07-31", "--ending", "unlawful", "--json",
    )  # fmt: skip
    found = json.loads(answer.stdout)
    assert found["fen"] == 4_800_000
    assert {"law": "劳动合同法", "article": 87, "version": "2012-12-28"}.items() <= found["basis"][2].items()


def test_an_undated_minimum_wage_is_refused_in_one_sentence(bihuan: Bihuan) -> None:
    answer = bihuan("calculate", "deduction", "--monthly-wage", "6000", "--minimum-wage", "2000")
    assert answer.returncode == 2
    assert "without a date" in answer.stderr


def test_without_a_name_all_are_listed(bihuan: Bihuan) -> None:
    assert len(json.loads(bihuan("calculate", "--json").stdout)) == 10
