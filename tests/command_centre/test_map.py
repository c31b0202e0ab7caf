"""The map and the table beside it: one sheet, of the actor's own place and below."""

import json

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.command_centre.queries.ground import sheet_for, steps_of
from bihuan.demo.ground import draw_ground
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from tests.grids.paper import TODAY
from tests.town import AT, Town


@pytest.fixture
def drawn(town: Town) -> Town:
    draw_ground(7)
    for _ in range(3):
        demand = office.Demand(
            content="工地欠薪", place=town.street.pk, matter="wage_arrears", caller_phone="13800001234"
        )
        order = office.register(town.actor("陈晓"), demand, at=AT)
        office.dispatch(town.actor("周敏"), order.number, town.district_union.pk, at=AT)
    return town


def signed_in(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.person(name))
    return client


def test_a_sheet_shows_the_places_below_with_what_is_open_in_each(drawn: Town) -> None:
    sheet = sheet_for(drawn.actor("邓宁"), TODAY)
    assert sheet.place == drawn.district
    assert {area.name: area.orders for area in sheet.areas} == {"解放碑街道": 0, "南纪门街道": 3}
    assert all(area.outline for area in sheet.areas)
    assert sheet.grids == []


def test_the_city_opens_districts_down_to_the_grids_of_a_street(drawn: Town) -> None:
    city = sheet_for(drawn.actor("唐毅"), TODAY)
    assert {area.name for area in city.areas} >= {"渝中区", "江北区"}
    street = sheet_for(drawn.actor("唐毅"), TODAY, drawn.street.pk)
    assert [unit.name for unit in street.above] == ["重庆市", "渝中区"]
    assert {area.kind for area in street.grids} == {"general", "dedicated"}


def test_only_orders_the_actor_may_see_are_counted(drawn: Town) -> None:
    sheet = sheet_for(drawn.actor("秦川"), TODAY)
    assert sheet.place == drawn.street
    assert sum(area.orders for area in sheet.areas) == 0


def test_another_place_looks_like_none(drawn: Town) -> None:
    for place in (drawn.unit("江北区").pk, drawn.city.pk, 10**9):
        with pytest.raises(Refused) as refused:
            sheet_for(drawn.actor("邓宁"), TODAY, place)
        assert refused.value.code == "unit_unknown"
        assert signed_in(drawn, "邓宁").get(f"/map/?place={place}").status_code == 404
    for nonsense in ("x", "-1", "9" * 30, "１"):
        assert signed_in(drawn, "邓宁").get("/map/", {"place": nonsense}).status_code == 404


def test_the_drawing_and_the_table_say_the_same(drawn: Town) -> None:
    client = signed_in(drawn, "邓宁")
    features = json.loads(client.get("/map/outlines/").content)["features"]
    parts = {f["properties"]["name"]: f["properties"] for f in features if f["properties"]["role"] == "part"}
    assert parts["南纪门街道"]["orders"] == 3
    page = client.get("/map/").content.decode()
    assert all(f'data-area="{properties["key"]}"' in page for properties in parts.values())
    assert f"living=1&amp;place={drawn.street.pk}" in page
    assert next(f for f in features if f["properties"]["role"] == "border")


def test_without_outlines_the_table_works_and_the_map_says_what_to_do(town: Town) -> None:
    page = signed_in(town, "邓宁").get("/map/").content.decode()
    assert "还没有边界" in page
    assert "南纪门街道" in page


def test_statements_do_not_grow_with_the_places(drawn: Town) -> None:
    from django.db import connection

    def count(name: str) -> int:
        actor = drawn.actor(name)
        with CaptureQueriesContext(connection) as captured:
            sheet_for(actor, timezone.localdate())
        return len(captured)

    assert count("唐毅") <= count("邓宁") <= 6


def test_density_goes_by_rank_so_that_one_busy_place_does_not_blank_out_the_rest() -> None:
    assert steps_of([]) == {}
    assert steps_of([0, 0]) == {}
    assert steps_of([1, 2, 1000, 3, 4]) == {1: 1, 2: 2, 3: 3, 4: 4, 1000: 5}
    assert steps_of([5, 5]) == {5: 1}
