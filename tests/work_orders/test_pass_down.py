"""Down the levels: the upper one goes on answering."""

import pytest

from bihuan.rules.lifecycle import Act
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.forms.units import found_for
from tests.town import AT, Town
from tests.work_orders import course
from tests.work_orders.course import refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_the_street_holds_it_and_the_district_still_answers(town: Town) -> None:
    story = course.signed(town)
    story.act("杨帆", office.pass_down, town.street_union.pk, task="现场核实")
    order = story.order
    assert (order.state, order.lead, order.holder_post) == ("dispatched", town.street_union, "informant")
    roles = order.assignments.order_by("pk").values_list("unit", "role", "task")
    assert list(roles) == [(town.district_union.pk, "lead", ""), (town.street_union.pk, "lead", "现场核实")]
    assert order.assignments.first().ended_at == story.now
    duties = order.responsibilities.order_by("pk").values_list("level", "state", "copied")
    assert list(duties) == [("city", "tracking", False), ("district", "tracking", False), ("street", "accepting", False)]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("渝中区总工会", "unit_not_beneath"),
        ("重庆市总工会", "unit_not_beneath"),
        ("观音桥街道总工会", "unit_not_beneath"),
        ("渝中区人力资源和社会保障局", "unit_unknown"),  # departments are called in, not passed down to
        ("南纪门街道", "unit_unknown"),
    ],
)
def test_it_goes_only_to_a_union_beneath(town: Town, to: str, code: str) -> None:
    story = course.signed(town)
    with refused(code, "unit"):
        story.act("杨帆", office.pass_down, town.unit(to).pk)


def test_the_union_of_a_departments_own_district_stands_beside_it_not_beneath(town: Town) -> None:
    story = Story(town)
    story.act("周敏", office.dispatch, town.labour.pk)
    story.act("吴迪", office.sign)
    with refused("unit_not_beneath", "unit"):
        story.act("吴迪", office.pass_down, town.district_union.pk)
    assert town.district_union.name not in [
        f.unit.name
        for f in found_for(dossier_of(town.actor("吴迪"), story.number, AT), Act.PASS_DOWN, "渝中")
    ]
    story.act("吴迪", office.pass_down, town.street_union.pk)
    assert story.order.holder == town.street_union


def test_not_while_a_supporting_unit_still_owes_its_answer(town: Town) -> None:
    story = course.signed(town)
    story.act("杨帆", office.start, "已联系")
    story.act("杨帆", office.call_in, [town.labour.pk], "核实")
    with refused("supports_open"):
        story.act("杨帆", office.pass_down, town.street_union.pk)
