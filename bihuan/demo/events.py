"""The demo's events: a few days of one street's centre, every one by the product's own acts. Invented throughout."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from bihuan.command_centre.actions import handling, tasks
from bihuan.command_centre.actions.defining import Fits, Step, define_plan
from bihuan.command_centre.actions.reporting import Happening, report
from bihuan.demo.founding import CITY
from bihuan.demo.ground import STREET
from bihuan.grids.queries import grid_named
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import actor_for, demo_cast_on, organ_of, unit_by_code
from bihuan.rules.outlines import kept_outline
from bihuan.rules.workdays import SHANGHAI

if TYPE_CHECKING:
    from bihuan.command_centre.models import Event

WORKER, OFFICER, LABOUR = "覃芳", "秦川", "吴迪"
#: Hours before the end, kind, grid, what happened, urgent, and how far it has gone.
_EVENTS = (
    (70, "dispute", "G01", "两户因楼道堆物争吵，已请楼栋长调解", False, "closed"),
    (52, "environment", "G03", "巷口垃圾清运不及时，居民反映异味", False, "closed"),
    (47, "livelihood", "G02", "独居老人报修热水器，已联系志愿者上门", False, "settled"),
    (30, "labour", "G04", "装修队四名工人反映两个月工资未结，情绪激动", True, "whistled"),
    (26, "facility", "G05", "梯坎扶手松动", False, "handling"),
    (9, "traffic", "G02", "学校门口上下学时段车辆乱停，多次发生剐蹭", False, "sent_out"),
    (5, "dispute", "G01", "楼上漏水引起邻里纠纷，当场未能解决", False, "accepted"),
    (2, "care", "G03", "一位老人三天未出门，敲门无人应", True, "reported"),
    (0.6, "water_supply", "G05", "人行道渗水，疑似供水管破损", True, "reported"),
    (0.3, "environment", "G04", "占道堆放建筑垃圾", False, "reported"),
)  # fmt: skip


def play_events(until: datetime) -> int:
    """Play the events of the cast's street up to ``until``, and return how many there are. The cast must be there."""
    day = until.astimezone(SHANGHAI).date()
    people = {held.person.name: held.person for held in demo_cast_on(day)}
    if not {WORKER, OFFICER, LABOUR} <= people.keys():
        return 0
    cast = {name: actor_for(people[name], until) for name in (WORKER, OFFICER, LABOUR)}
    community = unit_by_code(f"{STREET}002", day)
    labour = organ_of(unit_by_code(STREET[:6], day), UnitKind.DEPARTMENT, "labour", on=day)
    _plans(day, until - timedelta(days=300))
    for number, (hours, kind, grid, text, urgent, fate) in enumerate(_EVENTS, 1):
        code = f"{community.code}-{grid}"
        happening = Happening(
            kind=kind, text=text, place=code, position=_middle(code, until), urgent=urgent, settled=fate == "settled",
            result="已联系志愿者当天修好" if fate == "settled" else "",
        )  # fmt: skip
        at = until - timedelta(hours=hours)
        event = report(cast[WORKER], UUID(int=number), happening, at=at, happened_at=at)
        _go_on(cast, event, fate, labour, at)
    return len(_EVENTS)


def _plans(day: date, since: datetime) -> None:
    """The plans of the city's and the cast's centres for a burst water main. Who has no such department is left out."""
    district, city = unit_by_code(STREET[:6], day), unit_by_code(CITY, day)
    street_centre = organ_of(unit_by_code(STREET, day), UnitKind.COMMAND_CENTRE, on=day)
    for place, code, name, fits in (
        (
            district,
            "water-small",
            "供水爆管（管径小于500毫米，区级抢修）",
            Fits(("water_supply",), attribute="pipe_mm", below=Decimal(500)),
        ),
        (
            city,
            "water-large",
            "供水爆管（管径500毫米及以上，市级抢修）",
            Fits(("water_supply",), attribute="pipe_mm", least=Decimal(500)),
        ),
    ):
        units = {
            trade: organ_of(place, UnitKind.DEPARTMENT, trade, on=day)
            for trade in ("housing", "emergency", "public_security", "transport")
        }
        steps = [
            Step(role, unit, text, units["emergency"] if trade != "emergency" else None)
            for role, trade, text in (
                ("抢修", "housing", "关阀、抢修，报预计恢复时间"), ("交通疏导", "public_security", "封闭车道，引导绕行"),
                ("现场安全", "emergency", "排查塌陷和用电风险"),
            )
            if (unit := units[trade])
        ]  # fmt: skip
        if street_centre:
            steps.append(Step("告知居民", street_centre, "网格员告知停水范围和时间，关照独居老人"))
        define_plan(place, code, name, fits, steps, basis="演示数据（非官方预案）", at=since, is_demo=True)


def _go_on(cast: dict[str, Actor], event: "Event", fate: str, labour: Unit | None, at: datetime) -> None:
    centre, step = cast[OFFICER], timedelta(minutes=12)
    if fate in {"reported", "settled"}:
        return
    handling.accept(centre, event.number, at=at + step / 4)
    if fate in {"closed", "handling"}:
        handling.assign(centre, event.number, person_id=centre.person_id, at=at + step / 2)
        handling.take(centre, event.number, at=at + step)
    if fate == "closed":
        handling.resolve(centre, event.number, "到场处置，双方认可，已告知上报人", at=at + 8 * step)
        handling.close(centre, event.number, at=at + 9 * step)
    if fate == "whistled" and labour:
        handling.whistle(centre, event.number, [labour.pk], "请派劳动监察人员到现场核实工资表", at=at + step)
        (task,) = event.tasks.all()
        tasks.arrive(cast[LABOUR], event.number, task.pk, at=at + 4 * step)
        tasks.finish(cast[LABOUR], event.number, task.pk, "已约谈包工头，三日内结清", at=at + 9 * step)
        tasks.score(centre, event.number, task.pk, 5, "到场及时", at=at + 10 * step)
    if fate == "sent_out" and labour:
        handling.send_out(centre, event.number, [labour.pk], "请核实停工工人是否与欠薪有关", at=at + step)


def _middle(code: str, at: datetime) -> tuple[float, float] | None:
    version = grid_named(code, at.astimezone(SHANGHAI).date())
    if version is None or not version.outline:
        return None
    middle = kept_outline(version.outline).shape.representative_point()
    return middle.x, middle.y
