"""An order lies in a grid, by position or by what its address names; rules may ask for it and the decision says it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from bihuan.duties.actions.import_rules import check, draft
from bihuan.duties.actions.rules import activate
from bihuan.duties.columns import RULE_COLUMNS
from bihuan.duties.queries.office import office_on
from bihuan.duties.queries.questions import explain
from bihuan.duties.queries.tables import rules_table
from bihuan.grids.actions import drawing
from bihuan.grids.locating import grids_of
from bihuan.organisations.models import Unit
from bihuan.rules.refusal import Refused
from bihuan.rules.routing import Question, Trouble, stale
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.past_questions import past_questions
from tests.api.conftest import Program, program
from tests.grids.paper import COMMUNITY, TODAY, feature, file, square
from tests.town import AT, Town
from tests.work_orders.forms import HTMX
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
__all__ = ["program"]
HEADER = list(RULE_COLUMNS)
IN_G1 = (106.5608, 29.5408)


def row(**cells: str) -> list[str]:
    given = {"lead": "union@street", "item": "LD02", "owner": "重庆市总工会"} | cells
    return [given.get(column, "") for column in HEADER]


@pytest.fixture
def gridded(manned: Town) -> Town:
    drawing.draw(
        None,
        file(
            feature("G1", square(), name="凯旋路第一网格", aliases="凯旋家园"),
            feature("D1", square(2, 2, 4), kind="dedicated", name="凯旋路养老院专属网格"),
        ),
        TODAY,
        at=AT,
    )
    return manned


def ruled(*rows: list[str]) -> None:
    made = draft([HEADER, *rows], note="试", at=AT)
    activate(None, made.number, at=AT)


def test_a_place_is_found_in_its_grids_by_position_or_by_its_words(gridded: Town) -> None:
    street = gridded.street
    assert [grid.code for grid in grids_of(street, TODAY, IN_G1)] == ["G1"]
    assert [grid.code for grid in grids_of(street, TODAY, (106.5604, 29.5404))] == ["G1", "D1"]
    assert [grid.code for grid in grids_of(street, TODAY, text="凯旋家园3栋")] == ["G1"]
    assert (
        grids_of(street, TODAY, text="旧改工地") == grids_of(gridded.district, TODAY, text="凯旋家园") == []
    )


def test_an_order_is_routed_by_the_grid_its_address_names(
    gridded: Town, sign_in: Callable[..., Client]
) -> None:
    ruled(
        row(code="A1", position="1", places="G1", item="LD01"),
        row(code="A2", position="2", grid_kinds="专属网格", item="LD06"),
        row(code="A3", position="3"),
    )
    story = Story(gridded, address="凯旋家园3栋工地")
    assert story.order.grid_codes == ["G1"]
    page = sign_in("周敏", story.now).get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX).text
    assert "地点在综合网格“凯旋路第一网格”" in page
    assert "规则 A1 适用：地点在凯旋路第一网格" in page
    assert "凯旋路第一网格" in sign_in("周敏", story.now).get(f"/orders/{story.number}/").text
    elsewhere = Story(gridded, address="凯旋路养老院")
    page = (
        sign_in("周敏", story.now).get(f"/orders/{elsewhere.number}/acts/dispatch/form/", headers=HTMX).text
    )
    assert "规则 A2 适用：地点在专属网格内" in page
    asked = list(past_questions(TODAY))
    assert sorted([grid.code for grid in each.grids] for each in asked) == [["D1"], ["G1"]]


def test_a_position_is_taken_over_the_api_and_checked(
    gridded: Town, program: Callable[[str], Program]
) -> None:
    operator = program("陈晓")
    asked = {
        "content": "欠薪",
        "matter": "wage_arrears",
        "place": gridded.street.pk,
        "employer_kind": "construction",
    }
    answer = operator.post("/orders", asked | {"longitude": IN_G1[0], "latitude": IN_G1[1]})
    order = WorkOrder.objects.get(number=answer.json()["number"])
    assert (order.east, order.north, order.grid_codes, order.employer_kind) == (
        *IN_G1,
        ["G1"],
        "construction",
    )
    for wrong, code in (
        ({"longitude": 106.56}, "position_no_degrees"),
        ({"longitude": 500, "latitude": 29}, "position_no_degrees"),
        ({"employer_kind": "circus"}, "choice_unknown"),
    ):
        answer = operator.post("/orders", asked | wrong)
        assert answer.json()["code"] == code
    assert WorkOrder.objects.count() == 1
    listed = operator.get("/orders?grid=G1&living=1").json()["orders"]
    assert [each["number"] for each in listed] == [order.number]
    assert operator.get("/orders?grid=D1").json()["orders"] == []


def test_a_position_five_hundred_kilometres_away_is_asked_back(gridded: Town) -> None:
    from bihuan.grids.actions import outlining

    street = {"type": "Feature", "properties": {"code": "500103008"}, "geometry": square(0, 0, 40)}
    outlining.outline_places(None, file(street), TODAY, at=AT)
    with pytest.raises(Refused) as refused:
        Story(gridded, position=(106.56, 34.0))
    assert refused.value.code == "position_far_away"
    assert not WorkOrder.objects.exists()


def test_the_kind_of_employer_routes(gridded: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(gridded, people=3, amount_fen=2_000_000, employer_kind="construction")
    page = sign_in("周敏", story.now).get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX).text
    assert "规则 F040 适用：事项为拖欠工资，用人单位为工程建设" in page
    assert "工程建设" in sign_in("周敏", story.now).get(f"/orders/{story.number}/").text
    with pytest.raises(Refused):
        Story(gridded, employer_kind="circus")


def test_the_desk_writes_down_the_kind_of_employer(gridded: Town, sign_in: Callable[..., Client]) -> None:
    desk = sign_in("陈晓", AT)
    page = desk.get("/desk/").text
    token = page.split('name="token" value="')[1].split('"')[0]
    sent = {
        "token": token, "act": "register", "content": "工地欠薪", "matter": "wage_arrears", "nature": "help", "urgency": "ordinary",
        "place": gridded.street.pk, "employer_kind": "construction", "address": "凯旋家园旁",
    }  # fmt: skip
    assert desk.post("/desk/", sent).status_code in (200, 302)
    order = WorkOrder.objects.get()
    assert (order.employer_kind, order.grid_codes) == ("construction", ["G1"])


def test_a_text_is_explained_down_to_its_grid(gridded: Town) -> None:
    ruled(row(code="A1", position="1", places="G1", item="LD01"), row(code="A3", position="3"))
    found = explain("渝中区南纪门街道凯旋家园工地欠薪", Question("", "wage_arrears"), TODAY)
    assert found.decision.row
    assert (found.decision.row.code, [grid.code for grid in found.decision.grids]) == ("A1", ["G1"])
    assert [words.zh for words in found.why][1] == "地点在综合网格“凯旋路第一网格”。"
    by_position = explain("南纪门街道工地欠薪", Question("", "wage_arrears"), TODAY, IN_G1)
    assert by_position.decision.row == found.decision.row


def test_a_table_of_rules_names_grids_and_comes_back_as_it_went(gridded: Town, tmp_path: Path) -> None:
    rows = [
        row(
            code="A1",
            position="1",
            places=f"G1;{COMMUNITY}",
            grid_kinds="general;dedicated",
            matters="event:dispute",
        )
    ]
    assert check([HEADER, *rows], TODAY).errors == []
    ruled(*rows)
    from bihuan.duties.queries.routing import active_set

    kept = active_set()
    assert kept
    table = rules_table(kept)
    assert dict(zip(table[0], table[1], strict=True))["grid_kinds"] == "general;dedicated"
    assert check(table, TODAY).errors == []
    old = [
        [cell for column, cell in zip(HEADER, line, strict=True) if column != "grid_kinds"]
        for line in (HEADER, *rows)
    ]
    assert check(old, TODAY).errors == [], "a table from before asks nothing of grids"
    wrong = check([HEADER, row(code="A1", position="1", places="G99", grid_kinds="huge")], TODAY).errors
    assert [error.column for error in wrong] == ["grid_kinds", "places"]
    with (tmp_path / "rules.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(table)


def test_a_rule_that_names_a_grid_that_ended_is_stale(gridded: Town) -> None:
    ruled(row(code="A1", position="1", places="G1", item="LD02"))
    from bihuan.duties.queries.office import item_codes
    from bihuan.duties.queries.routing import routes_in_force

    assert stale(routes_in_force().rows, office_on(TODAY), item_codes()) == []
    later = TODAY.replace(month=9)
    drawing.draw(
        None, file(feature("G9", square(40))), later, at=AT, whole_of=Unit.objects.get(pk=gridded.street.pk)
    )
    (incident,) = stale(routes_in_force().rows, office_on(later), item_codes())
    assert (incident.trouble, incident.about) == (Trouble.PLACE_ABOLISHED, "凯旋路第一网格")
    (error,) = check([HEADER, row(code="A1", position="1", places="G1")], later).errors
    assert "凯旋路第一网格" in error.sentence.zh


def test_a_decision_costs_a_statement_only_where_a_grid_is_known(
    gridded: Town, django_assert_num_queries
) -> None:
    from bihuan.grids.locating import grids_coded

    with django_assert_num_queries(0):
        assert grids_coded([], TODAY) == {}
    with django_assert_num_queries(1):
        assert json.dumps(grids_coded(["G1"], TODAY)["G1"].code) == '"G1"'
    assert office.Demand(content="x", place=1, matter="leave").position is None
