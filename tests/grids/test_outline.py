"""Giving places their outlines."""

import pytest

from bihuan.grids.actions import outlining
from bihuan.grids.models import PlaceOutline
from bihuan.grids.queries import place_at
from bihuan.rules.refusal import Refused
from tests.grids.paper import LATER, STREET, TODAY, file, square
from tests.town import AT, Town


def place(code: str, geometry: object, key: str = "code") -> dict:
    return {"type": "Feature", "properties": {key: code}, "geometry": geometry}


def test_published_files_are_understood_whatever_they_call_the_code(town: Town) -> None:
    done = outlining.outline_places(
        None,
        file(place("156500103", square(0, 0, 90), "gb"), place(STREET, square(), "adcode")),
        TODAY,
        at=AT,
    )
    assert done.new == ["500103", STREET]


def test_a_place_is_found_in_the_smallest_outlined_area(town: Town) -> None:
    outlining.outline_places(
        None, file(place("500103", square(0, 0, 90)), place(STREET, square())), TODAY, at=AT
    )
    assert place_at(106.5605, 29.5405, TODAY) == town.street.pk
    assert place_at(106.5625, 29.5405, TODAY) == town.district.pk
    assert place_at(107.5, 29.5, TODAY) is None


def test_an_outline_holds_from_its_day(town: Town) -> None:
    outlining.outline_places(None, file(place(STREET, square())), TODAY, at=AT)
    again = outlining.outline_places(None, file(place(STREET, square(10))), LATER, at=AT)
    assert again.changed == [STREET]
    assert place_at(106.5605, 29.5405, TODAY) == town.street.pk
    assert place_at(106.5605, 29.5405, LATER) is None
    assert outlining.outline_places(None, file(place(STREET, square(10))), LATER, at=AT).unchanged == [STREET]


def test_wrong_features_are_named_and_nothing_is_kept(town: Town) -> None:
    source = file(
        place(STREET, square()), place("999999", square()), place(STREET, square()), place("500103", None)
    )
    checked = outlining.check(None, source, TODAY)
    assert [(error.feature, error.property) for error in checked.errors] == [
        (2, "code"), (3, "code"), (4, "geometry"),
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"3 errors"):
        outlining.outline_places(None, source, TODAY, at=AT)
    assert not PlaceOutline.objects.exists()


def test_a_street_outlines_nothing_outside_itself_and_a_department_nothing(town: Town) -> None:
    (error,) = outlining.check(town.actor("秦川"), file(place("500103", square())), TODAY).errors
    assert "渝中区" in error.sentence.zh
    with pytest.raises(Refused, match="drawn by the command centres"):
        outlining.check(town.actor("吴迪"), file(place(STREET, square())), TODAY)
