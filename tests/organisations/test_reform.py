"""The reform of November 2025. Its exact day is not verified, so these tests pick one."""

from collections import Counter
from datetime import date

import pytest

from bihuan.organisations.actions.appointments import appoint, depute
from bihuan.organisations.actions.establish_organs import establish_organs
from bihuan.organisations.actions.import_divisions import apply
from bihuan.organisations.actions.reform import Reformed, check, reform
from bihuan.organisations.models import Appointment, Unit
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import (
    actor_for,
    organ_of,
    search_units,
    successor_on,
    unit_by_code,
    unit_named,
    units_at,
)
from bihuan.rules.actors import Post
from bihuan.rules.refusal import Refused
from tests.organisations.tables import chongqing_towns_of_2025
from tests.town import AT, FOUNDED, Town

BEFORE, ON = date(2025, 11, 19), date(2025, 11, 20)
HEADER = ["old_code", "old_name", "new_code", "new_name", "new_parent_code"]
NEW_AREA = [
    HEADER,
    ["500105", "江北区", "500157", "两江新区", "500000"],
    ["500112", "渝北区", "500157", "两江新区", "500000"],
    ["500105006", "观音桥街道", "500157019", "观音桥街道", "500157"],
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def chongqing(db: None) -> Reformed:
    """The whole city, reformed."""
    apply(packaged("chongqing_2023.csv"), FOUNDED)
    establish_organs(unit_by_code("500000", FOUNDED), FOUNDED)
    return reform(packaged("chongqing_2025_reform.csv"), ON)


def test_the_city_has_the_districts_and_towns_of_the_official_list(chongqing: Reformed) -> None:
    towns = units_at(ON).filter(kind="place", level="street").select_related("parent")
    assert {(town.parent.name, town.name) for town in towns} == chongqing_towns_of_2025()
    assert towns.count() == 1028
    assert units_at(ON).filter(kind="place", level="district").count() == 37
    assert units_at(ON).filter(kind="union").count() == 1 + 37 + 1028


def test_the_day_before_keeps_the_old_city(chongqing: Reformed) -> None:
    before = units_at(BEFORE).filter(kind="place")
    assert Counter(before.values_list("level", flat=True)) == {
        "city": 1, "district": 38, "street": 1031, "community": 11270,
    }  # fmt: skip
    assert unit_named("江北区总工会", BEFORE).valid_to == ON


def test_the_tree_is_sound_after_it(chongqing: Reformed) -> None:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else "/"
        assert unit.path == f"{above}{unit.code}/"
        if unit.valid_to is None:
            assert unit.parent_id is None or units[unit.parent_id].valid_to is None
        else:
            assert unit.pk in chongqing.successors
            assert unit.successor_id == chongqing.successors[unit.pk]
        seen = set()
        while unit.successor_id:
            assert unit.pk not in seen
            seen.add(unit.pk)
            unit = units[unit.successor_id]
        assert unit.valid_to is None


def test_every_organ_is_succeeded_by_one_that_does_the_same(chongqing: Reformed) -> None:
    ended = Unit.objects.filter(valid_to=ON).exclude(kind="place").select_related("successor")
    assert ended.count() > 100
    assert all((old.kind, old.trade) == (old.successor.kind, old.successor.trade) for old in ended)
    assert unit_named("江北区总工会", BEFORE).successor.name == "两江新区总工会"
    assert unit_named("渝北区人力资源和社会保障局", BEFORE).successor.name == "两江新区人力资源和社会保障局"
    assert unit_named("澄溪镇总工会", BEFORE).successor.name == "澄溪街道总工会"


def test_a_town_with_no_known_heir_is_answered_for_by_its_county(chongqing: Reformed) -> None:
    county = unit_named("垫江县", ON)
    town = unit_named("黄沙镇", BEFORE, under=county.path)
    assert town.successor == county
    assert all(community.successor == county for community in town.children.filter(kind="place"))
    assert unit_named("黄沙镇总工会", BEFORE).successor == organ_of(county, "union", on=ON)


def test_a_town_that_succeeds_nobody_gets_its_organs(chongqing: Reformed) -> None:
    assert organ_of(unit_named("桂东街道", ON), "union", on=ON).name == "桂东街道总工会"


def test_a_number_of_the_new_list_that_means_another_town_in_ours_is_not_taken(chongqing: Reformed) -> None:
    """The civil-affairs list gives 大木镇 the number the statistics list has for 同乐镇."""
    assert unit_by_code("500102128", ON).name == "同乐镇"
    assert unit_named("大木镇", ON).code == "500102206"
    assert unit_named("大木乡", BEFORE).successor == unit_named("大木镇", ON)


def test_communities_follow_their_street_to_the_new_path(town: Town) -> None:
    old = unit_by_code("500105006", BEFORE)
    communities = list(old.children.filter(kind="place").values_list("name", flat=True))
    reform(NEW_AREA, ON)
    new = unit_by_code("500157019", ON)
    assert new.path == "/500000/500157/500157019/"
    assert list(new.children.filter(kind="place").values_list("name", flat=True)) == communities
    assert old.children.filter(valid_to=None).count() == 0


def test_a_street_the_table_forgets_follows_its_district(town: Town) -> None:
    reform(NEW_AREA, ON)
    forgotten = town.unit("大石坝街道")
    forgotten.refresh_from_db()
    assert forgotten.successor.path == "/500000/500157/500105004/"
    assert forgotten.successor.name == "大石坝街道"


def test_old_names_find_who_answers_now(town: Town) -> None:
    reform(NEW_AREA, ON)
    first = search_units("江北区", ON)[0]
    assert (first.unit.name, first.matched) == ("两江新区", "江北区")
    assert successor_on(town.unit("江北区总工会"), BEFORE).name == "江北区总工会"


def test_people_pass_to_the_successor_with_their_posts(town: Town) -> None:
    reform(NEW_AREA, ON)
    after = AT.replace(year=2025, month=11, day=20, hour=0)
    clerk = town.actor("蒋悦", after)
    assert [(held.unit_name, held.post) for held in clerk.posts] == [("两江新区总工会", Post.ORDER_CLERK)]
    assert town.actor("蒋悦", after.replace(day=19)).posts[0].unit_name == "江北区总工会"
    assert town.actor("杨帆", after).posts[0].unit_name == "渝中区总工会"


def test_one_post_in_two_merging_units_is_held_once(town: Town) -> None:
    appoint(
        town.person("蒋悦"),
        town.unit("渝北区总工会"),
        Post.ORDER_CLERK,
        since=FOUNDED,
        until=date(2026, 1, 1),
        by=None,
    )
    reform(NEW_AREA, ON)
    heirs = Appointment.objects.filter(person=town.person("蒋悦"), unit__name="两江新区总工会")
    assert [(heir.since, heir.until) for heir in heirs] == [(ON, None)]


def test_a_deputy_stands_in_for_the_new_appointment(town: Town) -> None:
    absent = Appointment.objects.get(person=town.person("石磊"))
    depute(town.person("蒋悦"), absent, since=date(2025, 11, 1), until=date(2025, 12, 1), by=None)
    reform(NEW_AREA, ON)
    posts = actor_for(town.person("蒋悦"), AT.replace(month=11, day=25)).posts
    assert {(held.unit_name, held.post, held.deputising) for held in posts} == {
        ("两江新区总工会", Post.ORDER_CLERK, False),
        ("两江新区总工会", Post.SUPERVISOR, True),
    }
    deputy = Appointment.objects.get(deputises_for__isnull=False, until=date(2025, 12, 1))
    assert deputy.deputises_for.unit.name == "两江新区总工会"


def test_an_appointment_still_to_come_begins_in_the_successor(town: Town) -> None:
    appoint(town.person("田甜"), town.unit("江北区总工会"), Post.ORDER_CLERK, since=date(2026, 1, 1), by=None)
    reform(NEW_AREA, ON)
    coming = Appointment.objects.filter(person=town.person("田甜"), since=date(2026, 1, 1))
    assert [each.unit.name for each in coming] == ["两江新区总工会"]


def test_a_post_the_successor_does_not_have_lapses_and_is_reported(town: Town) -> None:
    reformed = reform([HEADER, ["500103003", "解放碑街道", "", "", ""]], ON)
    assert [lapsed.person.name for lapsed in reformed.lapsed] == ["陆遥"]
    assert town.actor("陆遥", AT.replace(month=12)).posts == ()


def test_a_town_absorbed_by_a_neighbour_hands_it_its_communities(town: Town) -> None:
    neighbour = town.street
    before = neighbour.children.count()
    moving = town.unit("解放碑街道").children.filter(kind="place").count()
    reform([HEADER, ["500103003", "解放碑街道", "500103008", "南纪门街道", "500103"]], ON)
    assert neighbour.children.count() == before + moving
    assert unit_named("解放碑街道总工会", BEFORE).successor == town.street_union


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["500199", "某区", "500157", "两江新区", "500000"], "old_code"),
        (["500103", "江北区", "500157", "两江新区", "500000"], "old_name"),
        (["500103", "渝中区", "500157", "两江新区", "999999"], "new_parent_code"),
        (["500103", "渝中区", "500157", "", "500000"], "new_name"),
        (["500103", "渝中区", "5001/57", "两江新区", "500000"], "new_code"),
        (["", "", "500103008", "别的街道", "500105"], "new_code"),
        (["", "", "", "", ""], ""),
        (["", "某名", "", "", ""], "old_code"),
    ],
)
def test_a_faulty_table_is_refused_by_row_and_column(town: Town, row: list[str], column: str) -> None:
    found = [(error.row, error.column) for error in check([HEADER, row], ON)]
    assert found == ([(2, column)] if column else [])


def test_two_places_cannot_lie_in_each_other(town: Town) -> None:
    rows = [HEADER, ["", "", "A1", "甲", "B1"], ["", "", "B1", "乙", "A1"]]
    assert {error.column for error in check(rows, ON)} == {"new_parent_code"}


def test_a_reform_before_a_unit_began_is_refused(town: Town) -> None:
    (error, *_) = check(NEW_AREA, FOUNDED)
    assert error.column == "old_code"
    assert "2024-01-01" in error.sentence.zh


def test_a_reform_is_carried_out_once_and_wholly(town: Town) -> None:
    reform(NEW_AREA, ON)
    units = Unit.objects.count()
    with pytest.raises(Refused) as refused:
        reform(NEW_AREA, date(2025, 12, 1))
    assert refused.value.code == "table_has_errors"
    assert Unit.objects.count() == units
