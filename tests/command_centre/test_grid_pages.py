"""The book of grids: by place and by day, one grid with its parts, team and history, and drawing from a file."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bihuan.command_centre.actions.reporting import Happening, report
from bihuan.grids.actions import drawing
from bihuan.grids.models import GridVersion, Member
from bihuan.grids.queries import pattern_for
from tests.command_centre.plays import worker
from tests.command_centre.test_map import signed_in
from tests.grids.paper import COMMUNITY, NEIGHBOUR, TODAY, feature, file, square
from tests.rules.test_grids import FIVE_THREE_N
from tests.town import AT, Town

pytestmark = pytest.mark.django_db
EARLIER = TODAY - timedelta(days=200)


@pytest.fixture
def drawn(town: Town) -> Town:
    drawing.draw(
        town.actor("秦川"),
        file(
            feature("G1", square(), name="凯旋路第一网格", aliases="凯旋家园;老年公寓"),
            feature("M1", square(0, 0, 4), kind="micro", parent="G1", name="一号微网格"),
            feature("D1", square(2, 2, 2), kind="dedicated", name="养老院专属网格"),
            feature("G2", square(10), parent=NEIGHBOUR, name="邻社区网格"),
        ),
        EARLIER,
        at=AT,
    )
    drawing.draw(town.actor("秦川"), file(feature("G2", square(10, 0, 8), parent=NEIGHBOUR)), TODAY, at=AT)
    return town


def upload(content: object, **more: object) -> dict[str, object]:
    sent = SimpleUploadedFile("grids.geojson", json.dumps(content).encode())
    return {"file": sent, "on": f"{timezone.localdate():%Y-%m-%d}"} | more


def collection(*features: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": features}


def test_a_district_sees_its_streets_with_their_numbers_and_opens_one(drawn: Town) -> None:
    client = signed_in(drawn, "邓宁")
    page = client.get("/grids/").content.decode()
    assert f"/grids/?place={drawn.street.pk}" in page
    assert "凯旋路第一网格" not in page
    street = client.get("/grids/", {"place": drawn.street.pk}).content.decode()
    assert "凯旋路第一网格" in street
    assert "一号微网格" not in street, "a street has hundreds of them"
    assert "一号微网格" in client.get("/grids/", {"place": drawn.street.pk, "kind": "micro"}).content.decode()
    assert "缺 3 个角色" in street


@pytest.mark.parametrize("said", ["第一网格", "凯旋家园", "g1"])
def test_a_search_finds_name_alias_and_code(drawn: Town, said: str) -> None:
    page = signed_in(drawn, "邓宁").get("/grids/", {"q": said}).content.decode()
    assert "凯旋路第一网格" in page
    assert "养老院专属网格" not in page


def test_the_book_is_read_as_of_a_day(drawn: Town) -> None:
    client = signed_in(drawn, "秦川")
    assert "邻社区网格" not in client.get("/grids/", {"kind": "general"}).content.decode()
    assert (
        "邻社区网格"
        in client.get("/grids/", {"kind": "general", "on": f"{EARLIER:%Y-%m-%d}"}).content.decode()
    )
    then = client.get("/grid/G2/", {"on": f"{EARLIER:%Y-%m-%d}"}).content.decode()
    assert "邻社区网格" in then
    assert client.get("/grid/G2/").content.decode().count("?on=") == 3, (
        "two versions, and the drawing of the map"
    )
    before = f"{EARLIER - timedelta(days=1):%Y-%m-%d}"
    assert client.get("/grid/G2/", {"on": before}).status_code == 404


def test_a_grid_shows_its_parts_its_place_and_what_lies_open_in_it(drawn: Town) -> None:
    reporter = worker(drawn)
    for place, position in (("G1", None), (COMMUNITY, (106.5602, 29.5402)), (NEIGHBOUR, None)):
        happening = Happening("dispute", f"楼上漏水 {place}", place, position=position, sure=True)
        report(reporter, uuid4(), happening, at=AT, happened_at=AT)
    client = signed_in(drawn, "秦川")
    page = client.get("/grid/G1/").content.decode()
    assert "/grid/M1/" in page
    assert "楼上漏水 G1" in page
    assert f"楼上漏水 {COMMUNITY}" in page
    assert f"楼上漏水 {NEIGHBOUR}" not in page
    features = json.loads(client.get("/grid/G1/outlines/").content)["features"]
    assert [f["properties"]["role"] for f in features] == ["part", "grid", "dot"]
    assert f"楼上漏水 {COMMUNITY}" in client.get("/grid/M1/").content.decode(), "by position"


def test_another_centres_grids_do_not_exist(drawn: Town) -> None:
    stranger = signed_in(drawn, "石磊")
    for address in ("/grid/G1/", "/grid/G1/outlines/", "/grid/nothing/", "/grid/a%00b/"):
        assert stranger.get(address).status_code == 404
    assert stranger.get("/grids/", {"place": drawn.street.pk}).status_code == 404
    assert (
        stranger.post("/grid/G1/join/", {"role": "head", "name": "李", "since": "2025-01-01"}).status_code
        == 404
    )


def test_a_file_is_looked_at_first_and_then_written(drawn: Town) -> None:
    client = signed_in(drawn, "秦川")
    content = collection(feature("G7", square(30), name="新网格", aliases=["新苑"]))
    answer = client.post("/grids/import/", upload(content, only_check="on"))
    assert "检查通过：新增 1 个" in answer.content.decode()
    assert not GridVersion.objects.filter(grid__code="G7").exists()
    assert client.post("/grids/import/", upload(content)).status_code == 302
    assert GridVersion.objects.get(grid__code="G7").aliases == ["新苑"]


def test_what_is_wrong_with_a_file_is_named_and_nothing_is_written(drawn: Town) -> None:
    crossing = {"type": "Polygon", "coordinates": [[[106, 29], [107, 30], [107, 29], [106, 30], [106, 29]]]}
    content = collection(
        feature("G7", square(30)),
        feature("G8", crossing),
        feature("G9", square(5)),
        feature("G10", square(60), parent="999"),
        feature("G11", square(70), aliases="一"),
    )
    answer = signed_in(drawn, "秦川").post("/grids/import/", upload(content))
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("相交", "重叠", "上级“999”不存在", "别名最多"):
        assert sentence in page
    assert not GridVersion.objects.filter(grid__code="G7").exists()
    broken = SimpleUploadedFile("x.geojson", b"{")
    answer = signed_in(drawn, "秦川").post("/grids/import/", {"file": broken, "on": "2025-01-01"})
    assert answer.status_code == 422
    assert signed_in(drawn, "张琪").get("/grids/import/").status_code == 404


def test_the_whole_of_a_street_ends_what_is_not_in_the_file(drawn: Town) -> None:
    content = collection(feature("G1", square(), name="凯旋路第一网格"))
    answer = signed_in(drawn, "秦川").post("/grids/import/", upload(content, whole="on", only_check="on"))
    assert "终止 3 个" in answer.content.decode()


def test_a_team_is_filled_and_emptied_on_the_page(drawn: Town) -> None:
    client = signed_in(drawn, "秦川")
    since = f"{timezone.localdate():%Y-%m-%d}"
    joined = client.post("/grid/G1/join/", {"role": "head", "name": "李书记", "since": since})
    assert joined.status_code == 302
    full = client.post("/grid/G1/join/", {"role": "head", "name": "王书记", "since": since})
    assert full.status_code == 409
    assert "最多 1 人" in full.content.decode()
    unknown = client.post("/grid/G1/join/", {"role": "full_time", "username": "nobody", "since": since})
    assert unknown.status_code == 422
    assert "没有账号“nobody”" in unknown.content.decode()
    nameless = client.post("/grid/G1/join/", {"role": "full_time", "since": since})
    assert nameless.status_code == 422
    client.post("/grid/G1/join/", {"role": "full_time", "username": "zhangqi", "since": since})
    page = client.get("/grid/G1/").content.decode()
    assert "李书记" in page
    assert "张琪" in page
    member = Member.objects.get(name="李书记")
    assert client.post(f"/grid/G1/members/{member.pk}/leave/").status_code == 302
    assert "李书记" not in client.get("/grid/G1/").content.decode()


def table(rows: list[list[object]]) -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile("team.csv", text.getvalue().encode())


def test_a_street_lays_down_five_three_n_from_a_table(drawn: Town) -> None:
    client = signed_in(drawn, "秦川")
    header = ["代码", "名称", "英文名称", "部分", "至少", "至多"]
    rows = [
        [r["code"], r["zh"], r["en"], r["part"], r.get("least", 0), r.get("most") or ""] for r in FIVE_THREE_N
    ]
    today = timezone.localdate()
    sent = {"code": "5+3+N", "since": f"{today:%Y-%m-%d}"}
    assert client.post("/grids/teams/", sent | {"file": table([header, *rows])}).status_code == 302
    assert pattern_for(drawn.street.path, today).formula == "5+3+N"
    assert "5+3+N" in client.get("/grid/G1/").content.decode()
    wrong = client.post(
        "/grids/teams/", sent | {"file": table([header, ["x", "无", "none", "heads", "many", ""]])}
    )
    assert wrong.status_code == 422
    assert "第 1 个角色" in wrong.content.decode()
    assert client.get("/grids/teams/export/")["Content-Type"].endswith("sheet")
    beyond = signed_in(drawn, "张琪").post("/grids/teams/", sent | {"file": table([header, *rows])})
    assert beyond.status_code == 409
    assert "不得自行划分" in beyond.content.decode()
