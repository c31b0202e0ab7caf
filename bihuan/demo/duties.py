"""The 141 system of the demo: the city's centre, one district, and one whole street with its people, items and rules.

The size is that of a real town (白石镇: 63 people, 24 posts, 296 items, 81 indicators); the content is ours, invented
after the usual work of a street, and every page of it says that it is a demonstration.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from importlib.resources import files
from itertools import islice
from random import Random

from bihuan.demo.texts import name_of_a_person
from bihuan.duties.actions.import_lists import apply as import_list
from bihuan.duties.actions.import_rules import draft
from bihuan.duties.actions.indicators import define
from bihuan.duties.actions.roster import plan_roster
from bihuan.duties.actions.rules import activate
from bihuan.duties.actions.structure import appoint_holders, establish_structure
from bihuan.duties.columns import INDICATOR_COLUMNS
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import organ_of, unit_by_code
from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
from bihuan.rules.vitals import SOURCES, Every, Source
from bihuan.rules.workdays import SHANGHAI

CITY, DISTRICT, STREET = "500000", "500103", "500103008"
PEOPLE, ITEMS, INDICATORS = 63, 296, 81
BASIS = "演示数据（非官方清单）"
#: Members of the cast who stand in posts of the street.
KNOWN = {"劳动关系协调岗": ("张琪", "zhangqi"), "值守调度岗": ("秦川", "qinchuan")}
#: Who commands: the head of this post the centre, those of the others one board each.
COMMANDER, DEPUTIES = "党建组织岗", ("工会群团岗", "产业经济岗", "城市管理岗", "应急安全岗")
ROSTER_DAYS = 28

_DATA = files("bihuan.demo") / "data"
_BASIC = ("{}政策宣传与咨询", "{}情况摸底与台账更新", "{}日常巡查走访", "{}诉求受理与回复")
_COOPERATIVE = ("配合开展{}专项检查", "配合办理{}核查整改", "协助{}数据核实")
_RECALLED = ("{}行政许可", "{}违法行为处罚", "{}技术检测鉴定")
#: Lanes of the street in English, for the names of their indicators.
LANES = {
    "基层党建": "Party building", "宣传文化": "Culture", "群团工作": "Mass organisations", "纪检监督": "Discipline",
    "产业发展": "Industry", "企业服务": "Business services", "财政统计": "Finance and statistics", "项目建设": "Projects",
    "就业社保": "Employment", "社会救助": "Social aid", "卫生健康": "Health", "退役军人服务": "Veterans",
    "城市管理": "City management", "养老助残": "Elderly care", "指挥调度": "Command", "矛盾化解": "Mediation",
    "公共安全": "Public safety", "综合执法": "Enforcement",
}  # fmt: skip
_MEASURES = (
    ("{}事项按期办结率", "{}: items done in time", "%", "按期办结的事项占应办结事项的比例", "higher"),
    (
        "{}诉求回访满意率",
        "{}: satisfied at the return visit",
        "%",
        "有效回访中满意的比例，基本满意单列",
        "higher",
    ),
    ("{}问题有效处置率", "{}: dealt with effectively", "%", "核查通过的处置占全部处置的比例", "higher"),
    ("{}事项平均办理用时", "{}: mean handling", "工作日", "从派到岗位至办结的平均工作日", "lower"),
    ("{}重复反映件数", "{}: repeated demands", "件", "同一事项再次反映的件数", "lower"),
)
#: What is computed from the demo's own events and orders instead: indicator, its unit of measure, query, what it is narrowed to.
_COMPUTED = {
    "城市管理重复反映件数": ("件", "events_reported", "environment"),
    "指挥调度问题有效处置率": ("%", "events_closed_share", ""),
    "指挥调度事项平均办理用时": ("小时", "events_hours", ""),
    "指挥调度事项按期办结率": ("%", "calls_answered_share", ""),
    "矛盾化解问题有效处置率": ("%", "events_on_the_spot_share", "dispute"),
    "矛盾化解诉求回访满意率": ("%", "orders_satisfied_share", ""),
    "就业社保诉求回访满意率": ("%", "orders_satisfied_share", "wage_arrears"),
    "公共安全事项平均办理用时": ("分钟", "urgent_accepted_minutes", ""),
}


def found_duties(at: datetime, seed: int = 141) -> None:
    """Found it where its places are there, once: structures, lists, and the rules, in force from ``at``."""
    city = unit_by_code(CITY, at.date())
    if Unit.objects.filter(pk=city.pk, duty_list__isnull=False).exists():
        return
    lanes = _table("lanes.csv")
    _establish(city, lanes, at.date())
    district = unit_by_code(DISTRICT, at.date())
    _establish(district, [lanes[0], *(row for row in lanes[1:] if row[5] == "y")], at.date())
    import_list(_union_rows(with_posts=False), city, basis=BASIS, at=at, demo=True)
    street = unit_by_code(STREET, at.date())
    _found_street(street, at, Random(seed))
    rules = draft(_rules(at.date()), note=BASIS, at=at)
    activate(None, rules.number, at=at)


def roster_from(day: date) -> None:
    """Let the street of the demo be manned for some weeks from ``day``."""
    street = unit_by_code(STREET, day)
    centre = organ_of(street, UnitKind.COMMAND_CENTRE, on=day)
    if centre is not None and not centre.shifts.exists():
        plan_roster(None, centre, datetime.combine(day, time(9), SHANGHAI), ROSTER_DAYS)


def _establish(place: Unit, rows: list[list[str]], on: date) -> Unit:
    centre = organ_of(place, UnitKind.COMMAND_CENTRE, on=on)
    assert centre is not None, "a place of the demo has its command centre"
    establish_structure(centre, rows)
    return centre


def _found_street(street: Unit, at: datetime, chance: Random) -> None:
    posts = _table("street_posts.csv")
    centre = _establish(street, posts, at.date())
    appoint_holders(
        centre, [["post", "name", "role", "username"], *_holders(posts[1:], chance)], since=at.date()
    )
    define(centre, [list(INDICATOR_COLUMNS), *islice(_indicators(posts[1:]), INDICATORS)])
    import_list(_street_rows(posts[1:]), street, basis=BASIS, at=at, demo=True)


def _indicators(posts: list[list[str]]) -> Iterator[list[str]]:
    """Every measure for every lane; the first post of a lane answers for it."""
    lanes = {lane: post for _, lane, post, *_ in reversed(posts)}
    for zh, en, measure, meaning, better in _MEASURES:
        for lane in dict.fromkeys(row[1] for row in posts):
            name = zh.format(lane)
            unit, source, about = _COMPUTED.get(name, (measure, "", ""))
            said = SOURCES[Source(source)].words.zh if source else meaning
            yield [
                lane, name, unit, said, en.format(LANES[lane]), better, Every.MONTH, "5", lanes[lane], source, about
            ]  # fmt: skip


def _holders(posts: list[list[str]], chance: Random) -> Iterator[list[str]]:
    taken: set[str] = set()
    for _, _, post, _, strength, *_ in posts:
        for place in range(int(strength)):
            name, username = KNOWN.get(post, ("", "")) if place == 0 else ("", "")
            role = "岗位负责人" if place == 0 else "AB岗" if place == 1 else "成员"
            if place == 0 and post == COMMANDER:
                role = "指挥长"
            elif place == 0 and post in DEPUTIES:
                role = "副指挥长"
            while not name or name in taken:
                name = name_of_a_person(chance)
            taken.add(name)
            yield [post, name, role, username]


def _street_rows(posts: list[list[str]]) -> list[list[str]]:
    """The hand-written items first; then the usual ones of each post's subjects, until the list has its size."""
    lane_of = {post: lane for _, lane, post, *_ in posts}
    header, *own = _table("street_duties.csv")
    places = [header.index(column) for column in _COLUMNS]
    rows = [*_union_rows(lane_of)[1:], *([row[place] for place in places] for row in own)]
    for number, row in zip(range(1, ITEMS - len(rows) + 1), _usual(posts), strict=False):
        rows.append([f"QT{number:03}", *row])
    return [list(_COLUMNS), *rows]


def _usual(posts: list[list[str]]) -> Iterator[list[str]]:
    kinds = ((DutyKind.BASIC, _BASIC), (DutyKind.COOPERATIVE, _COOPERATIVE), (DutyKind.RECALLED, _RECALLED))
    for turn in range(max(len(names) for _, names in kinds)):
        for kind, names in kinds:
            for _, lane, post, _, _, trade, subjects in posts:
                for subject in subjects.split(";"):
                    if turn >= len(names) or (kind is not DutyKind.BASIC and not trade):
                        continue
                    name, business = names[turn].format(subject), post.removesuffix("岗")
                    above, own, way = _SAID[kind]
                    mirrored = kind is not DutyKind.BASIC
                    yield [
                        kind.value, name, business, trade if mirrored else "", above.format(subject) if mirrored else "",
                        own.format(subject), way, "", lane, post, "",
                    ]  # fmt: skip


_SAID = {
    DutyKind.BASIC: ("", "做好辖区{}相关工作，登记、办理并留存记录", "社区协同，岗位负责"),
    DutyKind.COOPERATIVE: (
        "制定{}工作方案，组织检查，依法作出处理", "提供{}底数，通知到户，协助现场，反馈情况", "上级部门牵头，街道按清单配合",
    ),
    DutyKind.RECALLED: ("承担{}的受理、检测和决定", "不承担；收到{}诉求的，告知受理部门", "上级部门直接办理，不得转交街道"),
}  # fmt: skip
_COLUMNS = (
    "code", "kind", "name", "business", "counterpart", "superior_duty", "own_duty", "way", "legal_basis", "lane",
    "post", "assist",
)  # fmt: skip


def _union_rows(lane_of: dict[str, str] | None = None, *, with_posts: bool = True) -> list[list[str]]:
    """The items hotline orders lead to. In the city's list, which answers where a place has none, no post claims them."""
    header, *rows = _table("union_duties.csv")
    found = []
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        lane = (lane_of or {}).get(cells["post"], "")
        if not with_posts:
            cells |= {"post": "", "assist": ""}
        found.append([(cells | {"lane": lane})[column] for column in _COLUMNS])
    return [list(_COLUMNS), *found]


def _rules(on: date) -> list[list[str]]:
    """One rule a matter, from the table of items; before them those for groups, emergencies and building sites."""
    header = [
        "code", "position", "item", "lead", "supporting", "matters", "places", "levels", "natures", "urgencies",
        "employer_kinds", "people_least", "people_most", "yuan_least", "yuan_most", "hours", "owner",
    ]  # fmt: skip
    owner, union = unit_by_code(f"{CITY}:union", on).name, f"union@{Level.STREET}"
    together = "labour@district;housing@district;petitions@district"
    sites = "labour@district;housing@district"

    def rule(code: str, position: int, item: str, supporting: str, matters: str, **more: str) -> list[str]:
        cells = dict(code=code, position=str(position), item=item, lead=union, supporting=supporting, matters=matters, owner=owner, **more)  # fmt: skip
        return [cells.get(column, "") for column in header]

    first = [
        rule("F010", 10, "LD02", together, "wage_arrears", people_least="10"),
        rule("F020", 20, "LD02", together, "wage_arrears", urgencies="critical"),
        rule("F030", 30, "LD02", together, "wage_arrears", yuan_least="300000"),
        rule("F040", 40, "LD01", sites, "wage_arrears", employer_kinds="construction"),
        rule("F050", 50, "LD06", "labour@district;petitions@district", "termination", people_least="20"),
        rule("F060", 60, "LD10", "emergency@district;labour@district", "safety_health", urgencies="critical"),
    ]
    names, *rows = _table("union_duties.csv")
    for position, row in enumerate(rows):
        cells = dict(zip(names, row, strict=True))
        if cells["code"] != "LD02":
            number = 100 + position * 10
            first.append(rule(f"G{number}", number, cells["code"], cells["supporting"], cells["matters"]))
    for position, (kind, item, supporting) in enumerate(_table("event_duties.csv")[1:]):
        number = 500 + position * 10
        row = rule(f"E{number}", number, item, supporting, f"event:{kind}")
        first.append([f"command_centre@{Level.STREET}" if cell == union else cell for cell in row])
    return [header, *first]


def _table(name: str) -> list[list[str]]:
    with (_DATA / name).open(encoding="utf-8") as file:
        return list(csv.reader(file))
