"""Reading places out of texts with the names of a real town, before and after its reform."""

from datetime import date

import pytest

from bihuan.organisations.actions import import_aliases
from bihuan.organisations.actions.reform import reform
from bihuan.organisations.models import Unit
from bihuan.organisations.place_texts import gazetteer, read_place
from bihuan.rules.actors import Level
from bihuan.rules.refusal import Refused
from tests.town import AT, Town

pytestmark = pytest.mark.django_db
REFORMED = date(2025, 11, 1)
REFORM = [
    ["old_code", "old_name", "new_code", "new_name", "new_parent_code"],
    ["500105", "江北区", "500157", "两江新区", "500000"],
    ["500112", "渝北区", "500157", "两江新区", "500000"],
    ["500105006", "观音桥街道", "500157019", "观音桥街道", "500157"],
]


def test_an_address_names_its_place(town: Town) -> None:
    reading = read_place("重庆市渝中区南纪门街道凯旋路3号工地欠薪", AT.date())
    assert reading.place
    assert (reading.place.id, reading.sure, reading.detail) == (town.street.pk, True, "凯旋路3号工地欠薪")


def test_old_names_lead_to_what_became_of_the_place(town: Town) -> None:
    before = read_place("江北区观音桥街道", AT.date()).place
    reform(REFORM, REFORMED)
    still, after = (read_place("江北区观音桥街道", day).place for day in (AT.date(), REFORMED))
    assert before == still._replace(until=None, heir=None)  # type: ignore[union-attr]
    assert after
    assert after.path == "/500000/500157/500157019/"
    assert read_place("渝北区一家工厂", REFORMED).place == read_place("两江新区", REFORMED).place


def test_the_names_are_made_anew_only_when_one_of_them_changed(town: Town) -> None:
    first = gazetteer()
    assert gazetteer() is first
    Unit.objects.create(
        code="500103099", name="新设街道", kind="place", level=Level.STREET, parent=town.district,
        path=f"{town.district.path}500103099/", valid_from=date(2025, 1, 1),
    )  # fmt: skip
    assert gazetteer() is not first
    assert read_place("渝中区新设街道", AT.date()).place


def test_the_desk_takes_a_whole_address_where_it_asks_for_a_place(town: Town) -> None:
    from bihuan.intake.queries.places import find_places

    found = find_places("渝中区南纪门街道凯旋路3号", AT.date(), town.city.path)
    assert [(each.id, each.formerly) for each in found] == [(town.street.pk, "")]


def test_other_names_are_data_and_lead_where_their_place_went(town: Town) -> None:
    rows = [
        ["别名", "代码"],
        ["小什字", "500103"],
        ["江北机场", "500112"],
        ["双子塔", "500103"],
        ["双子塔", "500109"],
    ]
    assert import_aliases.apply(rows) == 4
    assert import_aliases.apply(rows) == 0
    assert read_place("小什字一处工地", AT.date()).place.id == town.district.pk  # type: ignore[union-attr]
    reform(REFORM, REFORMED)
    assert read_place("江北机场货站", REFORMED).place.name == "两江新区"  # type: ignore[union-attr]
    assert read_place("双子塔工地", AT.date()).ambiguous


def test_other_names_of_no_place_are_refused_row_by_row(town: Town) -> None:
    rows = [["name", "code"], ["好", "500103"], ["小什字", "999"]]
    assert [(error.row, error.column) for error in import_aliases.check(rows)] == [(2, "name"), (3, "code")]
    with pytest.raises(Refused):
        import_aliases.apply(rows)
    assert read_place("小什字", AT.date()).place is None
