"""Outlines on the ground."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import to_geojson

from bihuan.rules.outlines import (
    Outline,
    area_m2,
    distance_m,
    first_holding,
    inside,
    kept_outline,
    outline_of,
    overlap,
    overlap_m2,
    overlapping,
)
from bihuan.rules.refusal import Refused

#: About 97 m east and 111 m north in this city.
STEP = 0.001


def square(west: float, south: float, size: float = STEP) -> dict:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def refusal_of(geometry: object) -> str:
    with pytest.raises(Refused) as refused:
        outline_of(geometry)
    return refused.value.code


@pytest.mark.parametrize(
    ("what", "geometry", "refusal"),
    [
        ("a line is no area", {"type": "LineString", "coordinates": [[106, 29], [107, 29]]}, "outline_kind"),
        ("nothing is no area", None, "outline_kind"),
        ("a ring needs four points", {"type": "Polygon", "coordinates": [[[106, 29], [107, 29], [106, 29]]]}, "outline_numbers"),
        ("a ring must close", {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "outline_numbers"),
        ("latitude first shows", {"type": "Polygon", "coordinates": [[[29, 106], [29, 107], [30, 107], [29, 106]]]}, "outline_numbers"),
        ("metres are no degrees", {"type": "Polygon", "coordinates": [[[5e5, 3e6], [5e5, 3.1e6], [5.1e5, 3e6], [5e5, 3e6]]]}, "outline_numbers"),
        ("text is no number", {"type": "Polygon", "coordinates": [[["a", 1], [1, 1], [1, 2], ["a", 1]]]}, "outline_numbers"),
        ("no rings at all", {"type": "Polygon", "coordinates": []}, "outline_numbers"),
        ("a bow tie crosses itself", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}, "outline_crosses"),
        ("a hole outside the shell", {"type": "Polygon", "coordinates": [square(0, 0)["coordinates"][0], square(5, 5)["coordinates"][0]]}, "outline_crosses"),
        ("parts that overlap", {"type": "MultiPolygon", "coordinates": [square(0, 0)["coordinates"], square(0.0005, 0)["coordinates"]]}, "outline_crosses"),
        ("a speck", square(106.5, 29.5, 0.00001), "outline_empty"),
        ("an area without extent", {"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1], [1, 1]]]}, "outline_crosses"),
    ],
)  # fmt: skip
def test_what_is_no_outline_is_refused(what: str, geometry: object, refusal: str) -> None:
    assert refusal_of(geometry) == refusal, what


def test_the_refusal_says_where_the_border_crosses_itself() -> None:
    tie = [[106.5, 29.5], [106.6, 29.6], [106.6, 29.5], [106.5, 29.6], [106.5, 29.5]]
    with pytest.raises(Refused) as refused:
        outline_of({"type": "Polygon", "coordinates": [tie]})
    assert "106.55000, 29.55000" in refused.value.sentence.zh


def test_neighbours_that_share_a_border_do_not_overlap_and_a_place_on_it_has_one_grid() -> None:
    west, east = outline_of(square(106.5, 29.5)), outline_of(square(106.501, 29.5))
    assert not overlap(west, east)
    assert west.holds(106.501, 29.5005)
    assert east.holds(106.501, 29.5005)
    assert first_holding(106.501, 29.5005, [("G2", east), ("G1", west)]) == "G1"


def test_a_hole_is_not_part_of_the_area() -> None:
    shell, hole = square(106.5, 29.5, 0.01)["coordinates"][0], square(106.504, 29.504)["coordinates"][0]
    outline = outline_of({"type": "Polygon", "coordinates": [shell, hole]})
    assert not outline.holds(106.5045, 29.5045)
    assert outline.holds(106.503, 29.503)


def test_area_and_distance_are_true_to_a_few_parts_in_a_thousand() -> None:
    # One thousandth of a degree at 29.5°: 111.2 m north, 96.8 m east.
    assert area_m2(outline_of(square(106.5, 29.5)).shape) == pytest.approx(111.2 * 96.8, rel=0.005)
    assert distance_m((106.5, 29.0), (106.5, 30.0)) == pytest.approx(111_200, rel=0.001)
    assert distance_m((106.0, 29.5), (107.0, 29.5)) == pytest.approx(96_800, rel=0.001)


def test_a_child_may_stick_out_as_far_as_careless_drawing_explains_and_no_further() -> None:
    parent = outline_of(square(106.5, 29.5, 0.01))
    assert inside(outline_of(square(106.50999 - STEP, 29.5)), parent)
    assert inside(outline_of(square(106.51001 - STEP, 29.5)), parent)
    assert not inside(outline_of(square(106.5101 - STEP / 2, 29.5)), parent)


CORNER = st.integers(0, 60)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """A star round a middle: never crosses itself, any number of corners, any place near the city."""
    x, y = draw(CORNER) / 1000 + 106.5, draw(CORNER) / 1000 + 29.5
    radii = draw(st.lists(st.integers(2, 20), min_size=3, max_size=12))
    turn = 2 * math.pi / len(radii)
    ring = [
        [x + r / 1000 * math.cos(n * turn), y + r / 1000 * math.sin(n * turn)] for n, r in enumerate(radii)
    ]
    return outline_of({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


@settings(deadline=None, max_examples=60)
@given(outlines(), outlines())
def test_overlap_is_mutual_and_never_more_than_either(one: Outline, other: Outline) -> None:
    shared = overlap_m2(one, other)
    assert shared == pytest.approx(overlap_m2(other, one), abs=1)
    assert shared <= min(area_m2(one.shape), area_m2(other.shape)) * 1.01 + 1


@settings(deadline=None, max_examples=40)
@given(st.lists(outlines(), min_size=1, max_size=8))
def test_the_quick_search_finds_every_overlapping_pair_and_no_other(drawn: list[Outline]) -> None:
    by_code = {f"G{n}": outline for n, outline in enumerate(drawn)}
    codes = sorted(by_code)
    slowly = [(a, b) for a in codes for b in codes if a < b and overlap(by_code[a], by_code[b])]
    assert overlapping(by_code) == slowly


@settings(deadline=None, max_examples=60)
@given(outlines(), st.floats(106.45, 106.6), st.floats(29.45, 29.6))
def test_an_outline_is_kept_exactly_and_holds_the_same_places(outline: Outline, x: float, y: float) -> None:
    kept = kept_outline(to_geojson(outline.shape))
    assert outline_of(json.loads(to_geojson(kept.shape))).shape.equals(outline.shape)
    assert kept.holds(x, y) == outline.holds(x, y)
    west, south, east, north = outline.box
    if not (west <= x <= east and south <= y <= north):
        assert not outline.holds(x, y)


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 6), st.floats(106.5, 106.506), st.floats(29.5, 29.506))
def test_where_grids_tile_the_ground_every_place_has_exactly_one(side: int, x: float, y: float) -> None:
    size = 0.006 / side
    tiles = {
        f"G{row}{column}": outline_of(square(106.5 + column * size, 29.5 + row * size, size * 1.000001))
        for row in range(side)
        for column in range(side)
    }
    assert overlapping(tiles) == []
    code = first_holding(x, y, tiles.items())
    assert code == min(name for name, tile in tiles.items() if tile.holds(x, y))
