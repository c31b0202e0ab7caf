"""Reading the tree."""

from datetime import date

import pytest
from django.db import connection

from bench.tree import plant
from bihuan.organisations.actions.import_divisions import apply
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import (
    ancestors,
    children,
    organ_of,
    path_range,
    search_units,
    unit_by_code,
    unit_named,
    within,
)
from bihuan.rules.actors import Level
from bihuan.rules.refusal import Refused
from tests.town import FOUNDED, Town

TODAY = date(2025, 6, 10)


def names(text: str, **filters: object) -> list[str]:
    return [found.unit.name for found in search_units(text, TODAY, **filters)]


def test_a_subtree_holds_its_place_and_organs_and_no_neighbour_that_begins_alike(town: Town) -> None:
    header = ["code", "name", "level", "parent_code"]
    apply(
        [header, ["5001030", "渝中零区", "district", "500000"], ["50010", "短区", "district", "500000"]],
        FOUNDED,
    )
    inside = set(Unit.objects.filter(within(town.district.path)).values_list("name", flat=True))
    assert {"渝中区", "渝中区总工会", "南纪门街道", "南纪门街道总工会"} <= inside
    assert not {"渝中零区", "短区", "江北区", "重庆市"} & inside


def test_the_range_ends_where_the_next_sibling_begins() -> None:
    assert path_range("/500000/500103/") == ("/500000/500103/", "/500000/5001030")


def test_among_a_hundred_thousand_units_subtrees_and_names_are_read_by_index(db: None) -> None:
    plant(100_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_unit")
    street = Unit.objects.filter(level="street").order_by("path")[500]

    subtree = Unit.objects.filter(within(street.path))
    assert subtree.count() == 100
    assert "unit_path" in subtree.explain()
    assert "Seq Scan" not in subtree.explain()
    assert "unit_name" in Unit.objects.filter(name__gte="第4711", name__lt="第4712").explain()
    assert "unit_name_trigrams" in Unit.objects.filter(name__contains="4711社").explain()


def test_a_unit_is_named_by_its_full_name(town: Town) -> None:
    assert unit_named(" 南纪门街道总工会 ", TODAY) == town.street_union
    with pytest.raises(Refused) as refused:
        unit_named("南纪门", TODAY)
    assert (refused.value.code, refused.value.field) == ("unit_unknown", "unit")
    with pytest.raises(Refused):
        unit_named("渝中区", date(2023, 12, 31))


def test_a_name_borne_twice_needs_its_district(town: Town) -> None:
    header = ["code", "name", "level", "parent_code"]
    apply([header, ["500105099", "南纪门街道", "street", "500105"]], FOUNDED)
    with pytest.raises(Refused) as refused:
        unit_named("南纪门街道", TODAY)
    assert refused.value.code == "unit_ambiguous"
    assert unit_named("南纪门街道", TODAY, under=town.district.path) == town.street


def test_an_unknown_code_is_refused(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        unit_by_code("999999", TODAY)
    assert refused.value.code == "unit_unknown"


def test_ancestors_come_root_first_in_one_statement(town: Town, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        above = ancestors(town.street_union)
    assert above == [town.city, town.district, town.street]
    assert ancestors(town.city) == []


def test_organs_are_found_from_the_place_and_from_each_other(town: Town) -> None:
    assert organ_of(town.district, UnitKind.DEPARTMENT, "labour", on=TODAY) == town.labour
    assert organ_of(town.district_union, UnitKind.DEPARTMENT, "housing", on=TODAY) == town.housing
    assert organ_of(town.street, UnitKind.DEPARTMENT, "labour", on=TODAY) is None


def test_children_are_what_hangs_directly_below(town: Town) -> None:
    below = list(children(town.district, TODAY))
    assert town.street in below
    assert town.labour in below
    assert town.street_union not in below


def test_search_answers_higher_levels_first(town: Town) -> None:
    assert names("渝中区")[0] == "渝中区"
    assert names("重庆市总")[0] == "重庆市总工会"
    assert names("总工会", kind=UnitKind.UNION, level=Level.STREET)[0].endswith("街道总工会")


def test_search_takes_any_part_of_a_name_and_several_words(town: Town) -> None:
    assert "南纪门街道总工会" in names("纪门街道总")
    assert names("渝中 信访") == ["渝中区信访办公室"]
    assert names("中区 信访") == ["渝中区信访办公室"]
    assert names("   ") == []
    assert names("不存在的单位") == []
    assert names("100%_") == []


def test_search_stays_within_a_subtree(town: Town) -> None:
    assert "江北区总工会" in names("总工会", limit=50)
    assert "江北区总工会" not in names("总工会", under=town.district.path, limit=50)
