"""Two stories of facts 1.4 through HTTP: the school gate of 江北, and the burst water main."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.command_centre.actions.defining import Fits, Step, define_plan
from bihuan.command_centre.actions.planning import call_substitutes
from bihuan.command_centre.models import Event, EventTask, Threshold
from bihuan.demo.duties import found_duties
from bihuan.duties.actions.import_lists import apply as import_list
from bihuan.duties.actions.structure import appoint_holders, establish_structure
from bihuan.duties.models import CentrePost
from bihuan.ledger.queries import events_of
from bihuan.organisations.actions.tokens import issue_token
from bihuan.organisations.models import Person
from bihuan.rules.actors import Post
from tests.command_centre.plays import officer, worker
from tests.town import AT, Town

pytestmark = pytest.mark.django_db
STREET_CENTRE = "大石坝街道基层治理指挥中心"


def seat(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def opened(client: Client, event: Event, act: str) -> dict[str, object]:
    """What the form of an act is filled with when it is opened."""
    form = client.get(f"/events/{event.number}/{act}/").context["form"]
    return {name: form[name].value() for name in form.fields}


def act(client: Client, event: Event, act: str, task: EventTask | None = None, **values: object) -> None:
    address = f"/events/{event.number}/{act}/" + (f"?task={task.pk}" if task else "")
    answer = client.post(address, values)
    assert answer.status_code == 302, answer.content.decode()[-3000:]


def manned_street(town: Town, centre: str, leader: str) -> None:
    """The duties of the demo, and beside its street another with one post of safety and law and one item it claims."""
    founded = AT - timedelta(days=30)
    found_duties(founded)
    place = town.unit(centre).parent
    assert place is not None
    establish_structure(town.unit(centre), [
        ["board", "lane", "post", "came_from", "strength"],
        ["平安法治", "综合执法", "综合执法岗", "综合行政执法大队", "1"],
    ])  # fmt: skip
    account = Person.objects.get(name=leader).username
    appoint_holders(
        town.unit(centre),
        [["post", "name", "role", "username"], ["综合执法岗", leader, "岗位负责人", account]],
        since=founded.date(),
    )
    import_list([
        ["code", "kind", "name", "business", "counterpart", "superior_duty", "own_duty", "way", "legal_basis", "lane", "post", "assist"],
        ["PH29", "cooperative", "学校周边交通秩序联合整治", "综合执法", "public_security", "公安交管部门疏导、处罚",
         "发现、劝导、会同学校和物业落实责任", "街道组织各方现场会商", "《道路交通安全法》", "综合执法", "综合执法岗", ""],
    ], place, basis="大石坝街道履职清单", at=founded)  # fmt: skip


def test_the_school_gate_of_jiangbei(town: Town) -> None:
    """A grid worker mediates and cannot mend the cause; by the duty item it goes to the post of safety and law, the item's
    departments and whoever else is needed come to the spot with school and property firm; a plan is agreed."""
    grid_worker = seat(worker(town, "唐莉", STREET_CENTRE))
    centre_actor = officer(town, "值守", STREET_CENTRE)
    centre = seat(centre_actor)
    of_the_post = officer(town, "综合执法岗负责人", STREET_CENTRE)
    manned_street(town, STREET_CENTRE, of_the_post.name)
    others = {
        name: seat(officer(town, f"{name}经办", name, Post.DEPARTMENT_OFFICER))
        for name in ("江北区公安分局", "江北区交通局", "江北区住房和城乡建设委员会")
    }
    place = next(p for g in grid_worker.get("/field/places/").json()["groups"] for p in g["places"])
    sent = {
        "id": str(uuid4()),
        "kind": "traffic",
        "text": "校门口上下学车辆乱停，家长争吵，劝离后又来",
        "place": place["code"],
    }
    number = grid_worker.post("/field/reports/", json.dumps(sent), content_type="application/json").json()[
        "number"
    ]
    event = Event.objects.get(number=number)
    assert event.centre.name == STREET_CENTRE

    act(centre, event, "event_accept")
    post = CentrePost.objects.get(name="综合执法岗", lane__board__centre=event.centre)
    assert (post.lane.board.name, post.pk) == ("平安法治", opened(centre, event, "event_assign")["post_id"])
    act(centre, event, "event_assign", post_id=post.pk)
    decided = list(events_of(event.pk))[-1].facts
    assert (decided["item"], decided["post"], decided["proposed"]) == ("PH29", post.pk, post.pk)
    leading = seat(of_the_post)
    act(leading, event, "event_take")
    proposed = opened(centre, event, "event_whistle")["unit_ids"]
    assert sorted(proposed) == sorted(town.unit(name).pk for name in ("江北区公安分局", "江北区交通局"))
    units = [town.unit(name).pk for name in others]
    act(centre, event, "event_whistle", unit_ids=units, text="周三放学时到校门口，会同学校和物业一起商定办法")
    for name, client in others.items():
        task = EventTask.objects.get(event=event, unit=town.unit(name))
        assert number in client.get("/events/").content.decode()
        act(client, event, "event_arrive", task)
        act(client, event, "event_finish", task, text="同意错峰接送与临停方案")
        act(client, event, "event_score", task, value=5)
        act(centre, event, "event_score", task, value=4, text="到场及时")
    act(leading, event, "event_resolve", text="错峰放学、设临停区、物业派人疏导，四方签字")
    act(centre, event, "event_close")
    act(centre, event, "event_review", text="此前只劝离未解决停放；今后校门口同类事件直接吹哨")

    (mine,) = grid_worker.get("/field/mine/").json()["events"]
    assert (mine["words"], mine["result"]) == ("事件结案", "错峰放学、设临停区、物业派人疏导，四方签字")
    page = centre.get(f"/events/{number}/").content.decode()
    assert page.count("评 5 分") == page.count("评 4 分") == len(others)


def test_the_burst_water_main(town: Town) -> None:
    """A threshold trips at the city; the district verifies; the plan is chosen by the pipe's width; a substitute stands in."""
    city_name = next(name for name in town.units if name.startswith("重庆市") and "中心" in name)
    district_name = next(name for name in town.units if name.startswith("渝中区") and "中心" in name)
    city, district = seat(officer(town, "市值守", city_name)), seat(officer(town, "区值守", district_name))
    Threshold.objects.create(
        code="water-low", name="供水压力过低", measure="water_pressure", below=Decimal("0.15"), window_minutes=60,
        kind="water_supply", severity="everyday", urgency="urgent", handling_level="city",
        centre=town.unit(city_name), owner=town.unit("重庆市水利局"),
    )  # fmt: skip
    emergency = town.unit("渝中区应急管理局")
    define_plan(
        town.city, "water-large", "供水爆管（市级抢修）", Fits(("water_supply",), attribute="pipe_mm", least=Decimal(500)),
        [Step("抢修", town.unit("重庆市水利局"), "抢修")],
    )  # fmt: skip
    small = define_plan(
        town.city, "water-small", "供水爆管（区级抢修）", Fits(("water_supply",), attribute="pipe_mm", below=Decimal(500)),
        [
            Step("抢修", town.unit("渝中区水利局"), "关阀抢修", substitute=emergency),
            Step("交通疏导", town.unit("渝中区公安分局"), "封闭车道"),
            Step("告知居民", town.command_centre, "网格员告知停水时间"),
        ],
    )  # fmt: skip

    token = issue_token(Person.objects.get(username="majun"), "sensor", AT)
    sensor = {"Authorization": f"Bearer {token}"}
    for key in ("r1", "r2", "r3"):
        reading = {"measure": "water_pressure", "device": "P-0117", "value": "0.08"}
        Client().post(
            "/api/readings",
            json.dumps(reading),
            content_type="application/json",
            headers=sensor | {"Idempotency-Key": key},
        )
    event = Event.objects.get()
    assert (event.readings, event.centre.name) == (3, city_name)

    act(city, event, "event_accept")
    act(city, event, "event_send_out", unit_ids=[town.unit(district_name).pk], text="视频和巡线核实")
    down = EventTask.objects.get(event=event)
    assert down.way == "down"
    act(district, event, "event_acknowledge", down)
    act(district, event, "event_finish", down, text="人行道冒水，管径400毫米")

    refused = city.post(f"/events/{event.number}/event_plan/", {"plan_id": small.pk, "attributes": ""})
    assert refused.status_code == 422
    act(city, event, "event_plan", plan_id=small.pk, attributes="pipe_mm=400")
    roles = dict(EventTask.objects.filter(event=event, way="plan").values_list("role", "unit__name"))
    assert roles == {
        "抢修": "渝中区水利局",
        "交通疏导": "渝中区公安分局",
        "告知居民": town.command_centre.name,
    }

    street = seat(town.actor("秦川"))
    police = seat(officer(town, "民警", "渝中区公安分局", Post.DEPARTMENT_OFFICER))
    relief = seat(officer(town, "应急", "渝中区应急管理局", Post.DEPARTMENT_OFFICER))
    for client, unit, answer in (
        (street, town.command_centre, "已告知 300 户"),
        (police, town.unit("渝中区公安分局"), "已封闭一条车道"),
    ):
        task = EventTask.objects.get(event=event, unit=unit)
        act(client, event, "event_acknowledge", task)
        act(client, event, "event_finish", task, text=answer)
    assert call_substitutes(timezone.now() + timedelta(minutes=6)) == 1
    late = city.post(f"/events/{event.number}/event_resolve/", {"text": "修复"})
    assert late.status_code == 409
    task = EventTask.objects.get(event=event, unit=emergency)
    act(relief, event, "event_acknowledge", task)
    act(relief, event, "event_finish", task, text="三小时修复，恢复供水")
    act(city, event, "event_resolve", text="区级抢修，三小时恢复供水")
    act(city, event, "event_close")
    act(city, event, "event_review", text="抢修单位五分钟未应答，由替补接替；更新值班电话")
    event.refresh_from_db()
    assert (event.state, event.plan, event.attributes) == ("closed", small, {"pipe_mm": "400"})
