"""Orders on the ground: density by place and grid, a point where there is a position, a heap where only the place is known."""

import json

import pytest

from bihuan.command_centre.queries.ground import sheet_for
from bihuan.grids.actions import drawing, outlining
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.command_centre.test_map import signed_in
from tests.grids.paper import COMMUNITY, STREET, TODAY, feature, file, square
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(town: Town) -> Town:
    """One order with a position, one whose address names a grid, two known by their street alone."""
    outlines = [
        {"type": "Feature", "properties": {"code": code}, "geometry": square(0, 0, size)}
        for code, size in ((STREET, 40), (COMMUNITY, 30))
    ]
    outlining.outline_places(None, file(*outlines), TODAY, at=AT)
    drawing.draw(
        None,
        file(feature("G1", square(), name="第一网格"), feature("G2", square(10), name="第二网格")),
        TODAY,
        at=AT,
    )
    for more in ({"position": (106.5605, 29.5405)}, {"address": "第二网格3栋"}, {}, {"address": "旧改工地"}):
        demand = office.Demand(content="工地欠薪", place=town.street.pk, matter="wage_arrears", **more)
        order = office.register(town.actor("陈晓"), demand, at=AT)
        office.dispatch(town.actor("周敏"), order.number, town.district_union.pk, at=AT)
    return town


def numbers_listed(town: Town, name: str, asked: str) -> int:
    answer = signed_in(town, name).get(f"/orders/?{asked}")
    return sum(
        number in answer.content.decode() for number in WorkOrder.objects.values_list("number", flat=True)
    )


def test_every_number_of_a_street_opens_the_orders_behind_it(placed: Town) -> None:
    sheet = sheet_for(placed.actor("邓宁"), TODAY, placed.street.pk)
    assert {area.grid: area.orders for area in sheet.grids} == {"G1": 1, "G2": 1}
    assert [(heap.name, heap.orders) for heap in sheet.heaps] == [("南纪门街道", 2)]
    assert len(sheet.spots) == 1
    for asked, count in ((area.asked, area.orders) for area in (*sheet.grids, *sheet.heaps)):
        assert numbers_listed(placed, "邓宁", asked) == count
    district = sheet_for(placed.actor("邓宁"), TODAY)
    assert {area.name: area.orders for area in district.areas}["南纪门街道"] == 4
    assert district.spots == district.heaps == []


def test_the_map_and_the_list_beside_it_hold_the_same(placed: Town) -> None:
    client = signed_in(placed, "邓宁")
    page = client.get("/map/", {"place": placed.street.pk}).content.decode()
    features = json.loads(client.get("/map/outlines/", {"place": placed.street.pk}).content)["features"]
    roles = [f["properties"]["role"] for f in features]
    assert {"part", "grid", "border", "heap", "order"} == set(roles)
    for each in (f["properties"] for f in features if f["properties"]["role"] != "border"):
        assert f'data-area="{each["key"]}"' in page
        assert each["href"].replace("&", "&amp;") in page, (
            "a keyboard opens from the table what a click opens on the map"
        )


def test_a_community_shows_density_by_grid(placed: Town) -> None:
    client = signed_in(placed, "邓宁")
    community = sheet_for(placed.actor("邓宁"), TODAY, placed.street.pk).areas[0]
    features = json.loads(client.get("/map/outlines/", {"place": community.opens}).content)["features"]
    parts = {f["properties"]["name"]: f["properties"] for f in features if f["properties"]["role"] == "part"}
    assert {name: each["step"] for name, each in parts.items()} == {"第一网格": 1, "第二网格": 1}
    assert parts["第一网格"]["href"] == "/grid/G1/"


def test_a_grid_lists_its_orders_and_only_those_the_actor_may_see(placed: Town) -> None:
    page = signed_in(placed, "邓宁").get("/grid/G1/").content.decode()
    order = WorkOrder.objects.get(east__isnull=False)
    assert order.number in page
    features = json.loads(signed_in(placed, "邓宁").get("/grid/G1/outlines/").content)["features"]
    assert [f["properties"]["role"] for f in features if f["properties"]["role"] != "border"] == [
        "part",
        "order",
    ]
    assert order.number not in signed_in(placed, "秦川").get("/grid/G1/").content.decode()
    stranger = sheet_for(placed.actor("秦川"), TODAY, placed.street.pk)
    assert (stranger.spots, stranger.heaps) == ([], [])
    assert {area.orders for area in stranger.grids} == {0}
