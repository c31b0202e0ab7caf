"""Drawing grids from a file: all of it or nothing, with errors that name their feature."""

from datetime import timedelta

import pytest

from bihuan.grids.actions import drawing, outlining
from bihuan.grids.geojson import read
from bihuan.grids.models import Drawing, Grid, GridVersion
from bihuan.grids.queries import grid_at
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import events_of, verify
from bihuan.rules.refusal import Refused
from tests.grids.paper import COMMUNITY, LATER, NEIGHBOUR, STREET, TODAY, feature, file, square
from tests.town import AT, Town


def draw(
    town: Town, *features: object, on=TODAY, whole_of=None, actor: str | None = "秦川"
) -> drawing.Checked:
    by = town.actor(actor) if actor else None
    return drawing.draw(by, file(*features), on, at=AT, whole_of=whole_of)


def errors(*features: object) -> list[tuple[int, str]]:
    checked = drawing.check(None, file(*features), TODAY)
    return [(error.feature, error.property) for error in checked.errors]


def sentence(*features: object) -> str:
    (error,) = drawing.check(None, file(*features), TODAY).errors
    return error.sentence.zh


def test_grids_are_drawn_recorded_and_found_by_place(town: Town) -> None:
    done = draw(town, feature("G1", square()), feature("G2", square(10), parent=NEIGHBOUR))
    assert done.new == ["G1", "G2"]
    found = grid_at(106.5605, 29.5405, TODAY)
    assert found
    assert (found.code, found.place_id) == ("G1", GridVersion.objects.get(grid__code="G1").place_id)
    drawn = Drawing.objects.get()
    (event,) = events_of(drawn.pk)
    assert (event.act, event.facts["new"], event.unit) == ("draw_grids", 2, town.command_centre.pk)
    head = Head(drawn.ledger_length, bytes(drawn.ledger_digest))
    assert [broken for _, broken in verify([(drawn.pk, head)])] == [None]


def test_looking_first_changes_nothing(town: Town) -> None:
    checked = drawing.check(town.actor("秦川"), file(feature("G1", square())), TODAY)
    assert (checked.new, checked.errors) == (["G1"], [])
    assert not Grid.objects.exists()
    assert not Drawing.objects.exists()


def test_drawing_the_same_file_again_changes_nothing(town: Town) -> None:
    draw(town, feature("G1", square()))
    again = draw(town, feature("G1", square()), on=LATER)
    assert (again.new, again.changed, again.unchanged) == ([], [], ["G1"])
    assert Drawing.objects.count() == GridVersion.objects.count() == 1


def test_a_redrawn_grid_holds_from_its_day_and_the_old_outline_until_then(town: Town) -> None:
    draw(town, feature("G1", square()))
    draw(town, feature("G1", square(10)), on=LATER)
    assert grid_at(106.5605, 29.5405, LATER - timedelta(days=1))
    assert grid_at(106.5605, 29.5405, LATER) is None
    assert grid_at(106.5615, 29.5405, LATER)
    with pytest.raises(Refused, match=r"later day|已有自"):
        draw(town, feature("G1", square(20)))


def test_a_grid_drawn_anew_on_its_first_day_leaves_no_empty_version(town: Town) -> None:
    draw(town, feature("G1", square()))
    draw(town, feature("G1", square(10)))
    assert GridVersion.objects.count() == 1


def test_a_file_that_is_the_whole_of_a_place_ends_what_it_leaves_out(town: Town) -> None:
    draw(town, feature("G1", square()), feature("G2", square(10)))
    done = draw(town, feature("G1", square(0, 0, 20)), on=LATER, whole_of=town.street)
    assert (done.changed, done.ended) == (["G1"], ["G2"])
    found = grid_at(106.5615, 29.5405, LATER)
    assert found
    assert found.code == "G1"


@pytest.mark.parametrize("size", [3, 12])
def test_grids_of_one_kind_may_not_overlap_in_the_file(town: Town, size: int) -> None:
    assert errors(feature("G1", square()), feature("G2", square(8, 0, size))) == [(2, "geometry")]


def test_nor_may_they_overlap_what_stands(town: Town) -> None:
    draw(town, feature("G1", square(), name="一号网格"))
    assert "一号网格" in sentence(feature("G2", square(5)))
    assert errors(feature("D1", square(5), kind="dedicated")) == []


def test_nor_what_is_already_drawn_for_later(town: Town) -> None:
    draw(town, feature("G1", square()), on=LATER)
    assert errors(feature("G2", square(5))) == [(1, "geometry")]


def test_a_border_may_move_between_two_grids_of_one_file(town: Town) -> None:
    draw(town, feature("G1", square()), feature("G2", square(10)))
    done = draw(town, feature("G1", square(0, 0, 8)), feature("G2", square(8, 0, 10)), on=LATER)
    assert done.changed == ["G1", "G2"]


@pytest.mark.parametrize(
    ("what", "wrong", "where"),
    [
        ("no code", feature("", square()), "code"),
        ("a code with a stroke", feature("a/b", square()), "code"),
        ("no name", feature("G9", square(), name=""), "name"),
        ("a kind nobody knows", feature("G9", square(), kind="huge"), "kind"),
        ("a parent nobody knows", feature("G9", square(), parent="999"), "parent"),
        ("a district as parent", feature("G9", square(), parent="500103"), "parent"),
        ("no parent", feature("G9", square(), parent=""), "parent"),
        ("a micro-grid in a community", feature("G9", square(), kind="micro"), "parent"),
        ("a grid in a grid", feature("G9", square(), parent="G1"), "parent"),
        ("a border that crosses itself", feature("G9", {"type": "Polygon", "coordinates": [[[106, 29], [107, 30], [107, 29], [106, 30], [106, 29]]]}), "geometry"),
        ("no feature at all", "G9", "code"),
    ],
)  # fmt: skip
def test_a_wrong_feature_is_named_and_nothing_is_kept(
    town: Town, what: str, wrong: object, where: str
) -> None:
    right = feature("G1", square())
    assert (2, where) in errors(right, wrong), what
    with pytest.raises(Refused) as refused:
        draw(town, right, wrong)
    assert refused.value.code == "file_has_wrong_features"
    assert not Grid.objects.exists()


def test_a_code_twice_names_the_first(town: Town) -> None:
    assert "第 1 个要素" in sentence(feature("G1", square()), feature("G1", square(10)))


def test_a_grid_keeps_its_kind(town: Town) -> None:
    draw(town, feature("G1", square()))
    assert errors(feature("G1", square(), kind="专属网格")) == [(1, "kind")]


def test_micro_grids_are_part_of_a_general_grid_and_lie_in_it(town: Town) -> None:
    general = feature("G1", square())
    draw(town, general, feature("M1", square(0, 0, 4), kind="micro", parent="G1"))
    draw(town, feature("M2", square(5, 0, 4), kind="micro", parent="G1"))
    found = GridVersion.objects.get(grid__code="M2")
    assert found.parent
    assert (found.parent.code, found.place.code) == ("G1", COMMUNITY)
    assert "G1" in sentence(feature("M3", square(8, 5, 4), kind="micro", parent="G1"))


def test_a_grid_lies_in_the_nearest_outlined_place_above(town: Town) -> None:
    street = {"type": "Feature", "properties": {"code": STREET}, "geometry": square(0, 0, 20)}
    assert outlining.outline_places(town.actor("秦川"), file(street), TODAY, at=AT).new == [STREET]
    assert errors(feature("G1", square(15))) == [(1, "geometry")]
    assert errors(feature("G1", square(10))) == []


def test_a_grid_without_an_outline_is_known_by_name_only(town: Town) -> None:
    assert draw(town, feature("G1", None)).new == ["G1"]
    assert grid_at(106.5605, 29.5405, TODAY) is None


@pytest.mark.parametrize("who", ["吴迪", "杨帆", "邓宁"])
def test_departments_and_unions_do_not_draw(town: Town, who: str) -> None:
    with pytest.raises(Refused) as refused:
        draw(town, feature("G1", square()), actor=who)
    assert refused.value.code == "grids_not_yours"


def test_a_centre_draws_its_own_place_only(town: Town) -> None:
    checked = drawing.check(town.actor("秦川"), file(feature("G1", square(), parent="500103003013")), TODAY)
    assert [error.property for error in checked.errors] == ["parent"]
    with pytest.raises(Refused, match="drawn by the command centres"):
        drawing.check(town.actor("秦川"), file(feature("G1", square())), TODAY, town.district)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"type":"FeatureCollection","features":[]}', b"[" * 5000]
)
def test_what_is_no_feature_collection_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="no GeoJSON"):
        read("grids.geojson", content)


def with_parts(town: Town) -> None:
    draw(
        town,
        feature("G1", square()),
        feature("M1", square(0, 0, 4), kind="micro", parent="G1", name="一号微网格"),
        feature("M2", square(6, 0, 4), kind="micro", parent="G1"),
    )


def test_a_general_grid_is_not_drawn_smaller_than_its_micro_grids(town: Town) -> None:
    with_parts(town)
    smaller = feature("G1", square(4, 0, 10))
    (error,) = drawing.check(town.actor("秦川"), file(smaller), LATER).errors
    assert (error.feature, error.property) == (1, "geometry")
    assert "一号微网格" in error.sentence.zh
    with pytest.raises(Refused):
        draw(town, smaller, on=LATER)
    assert GridVersion.objects.count() == 3
    moved = feature("M1", square(4, 4, 4), kind="micro", parent="G1", name="一号微网格")
    assert draw(town, smaller, moved, on=LATER).changed == ["G1", "M1"]


def test_micro_grids_follow_their_general_grid_to_another_place(town: Town) -> None:
    with_parts(town)
    done = draw(town, feature("G1", square(), parent=NEIGHBOUR), on=LATER)
    assert (done.changed, done.carried) == (["G1"], ["M1", "M2"])
    before, after = GridVersion.objects.filter(grid__code="M1").order_by("valid_from")
    assert (before.place.code, before.valid_to) == (COMMUNITY, LATER)
    assert (after.place.code, after.valid_to, after.outline) == (NEIGHBOUR, None, before.outline)


def test_a_micro_grid_does_not_stay_in_a_general_grid_that_ends(town: Town) -> None:
    with_parts(town)
    alone = feature("M1", square(0, 0, 4), kind="micro", parent="G1")
    (error,) = drawing.check(town.actor("秦川"), file(alone), LATER, town.street).errors
    assert (error.feature, error.property) == (1, "parent")
