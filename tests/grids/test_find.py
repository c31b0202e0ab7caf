"""In which grid a place lies: quick among a city's grids, and the same however it is asked."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.ground import tile
from bihuan.grids.actions import drawing
from bihuan.grids.queries import grid_at, grids_at, visible_to
from tests.grids.paper import LATER, TODAY, feature, file, square
from tests.town import AT, Town


@pytest.fixture
def drawn(town: Town) -> Town:
    tiles = [feature(f"G{x}{y}", square(x * 10, y * 10)) for x in range(4) for y in range(4)]
    drawing.draw(None, file(*tiles, feature("D1", square(5, 5, 4), kind="dedicated")), TODAY, at=AT)
    return town


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-3, 43), st.integers(-3, 43)), max_size=6))
def test_many_places_at_once_find_what_each_would_find_alone(
    drawn: Town, places: list[tuple[int, int]]
) -> None:
    asked = [(106.56 + x / 10_000, 29.54 + y / 10_000) for x, y in places]
    together = grids_at(asked, TODAY)
    assert together == [grid_at(*place, TODAY) for place in asked]
    for (x, y), found in zip(places, together, strict=True):
        assert (found is not None) == (0 <= x <= 40 and 0 <= y <= 40)
        if x % 10 and y % 10 and found:
            assert found.code == f"G{x // 10}{y // 10}"


def test_a_place_is_asked_for_by_kind_and_day(drawn: Town) -> None:
    from bihuan.rules.grids import GridKind

    found = grid_at(106.5607, 29.5407, TODAY, GridKind.DEDICATED)
    assert found
    assert found.code == "D1"
    assert grid_at(106.5607, 29.5407, TODAY.replace(year=2024)) is None
    assert grid_at(106.5607, 29.5407, LATER)


def test_an_office_sees_the_grids_of_its_own_place(drawn: Town) -> None:
    assert visible_to(drawn.actor("秦川"), TODAY).count() == 17
    assert visible_to(drawn.actor("唐毅"), TODAY).count() == 17
    assert not visible_to(drawn.actor("石磊"), TODAY).exists()


def test_among_a_citys_grids_a_place_is_found_by_the_index(town: Town) -> None:
    tile(20_000, TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE grids_gridversion")
        cursor.execute(
            "EXPLAIN SELECT FROM grids_gridversion WHERE box(point(west, south), point(east, north))"
            " @> box(point(106.5, 29.5), point(106.5, 29.5))"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "grid_version_box" in plan
    assert grid_at(106.123, 29.456, TODAY)
