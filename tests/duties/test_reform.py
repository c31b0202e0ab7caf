"""A reform takes the lists and the structure along, and rules that name what is gone are reported the same day."""

from datetime import date, datetime

import pytest

from bihuan.duties.actions.import_rules import draft
from bihuan.duties.actions.rules import activate
from bihuan.duties.actions.succeeding import pass_to_successors
from bihuan.duties.actions.tallies import tally
from bihuan.duties.columns import RULE_COLUMNS
from bihuan.duties.models import DutyList, RuleIncident
from bihuan.duties.queries.routing import decide
from bihuan.organisations.actions.reform import reform
from bihuan.organisations.queries import unit_named
from bihuan.rules.routing import Landing, Question
from tests.town import AT, SHANGHAI, Town

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 1)
REFORM = [
    ["old_code", "old_name", "new_code", "new_name", "new_parent_code"],
    ["500103", "渝中区", "500199", "新渝中区", "500000"],
    ["500103008", "南纪门街道", "500199008", "南纪门街道", "500199"],
    ["500103003", "解放碑街道", "500199003", "解放碑街道", "500199"],
]


def test_list_structure_and_post_go_with_the_street(manned: Town) -> None:
    done = reform(REFORM, DAY)
    assert pass_to_successors(done.successors) == 3, "the street's list and two centres"
    street = unit_named("南纪门街道", DAY)
    assert DutyList.objects.get(place=street).items.count() == 296
    decision = decide(Question(street.path, "wage_arrears", people=12), DAY)
    assert decision.landing is Landing.POST
    assert (decision.unit.path, decision.post.name) == (f"{street.path}500199008:union/", "劳动关系协调岗")  # type: ignore[union-attr]
    assert {organ.name for organ in decision.supporting} == {
        "新渝中区人力资源和社会保障局", "新渝中区住房和城乡建设委员会", "新渝中区信访办公室",
    }  # fmt: skip


def test_a_rule_that_names_the_old_district_is_reported_by_the_daily_look(manned: Town) -> None:
    cells = {
        "code": "P1", "position": "1", "item": "LD01", "lead": "=500103:labour", "matters": "拖欠工资",
        "places": "500103", "owner": "重庆市总工会",
    }  # fmt: skip
    table = [list(RULE_COLUMNS), [cells.get(column, "") for column in RULE_COLUMNS]]
    rules = draft(table, note="试", at=AT)
    activate(None, rules.number, at=AT)
    assert decide(Question(manned.street.path, "wage_arrears"), AT.date()).row.code == "P1"  # type: ignore[union-attr]
    reform(REFORM, DAY)
    tally(DAY, at=datetime(2025, 11, 1, 9, tzinfo=SHANGHAI))
    found = {(each.trouble, each.about) for each in RuleIncident.objects.all()}
    assert found == {("place_abolished", "渝中区"), ("unit_abolished", "渝中区人力资源和社会保障局")}
    street = unit_named("南纪门街道", DAY)
    decision = decide(Question(street.path, "wage_arrears"), DAY)
    assert (decision.landing, decision.row) == (Landing.DESK, None), (
        "it falls to the duty desk, not to silence"
    )
