"""Where a person can go, by the posts held. One table makes the left bar, the bottom bar and the shortcuts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import HANDLING_POSTS, SEEING_POSTS, SIGNING_POSTS, Post
from bihuan.rules.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: the address's name, its words, icon, the letter after ``g``, and who sees it (empty: everybody)."""

    name: str
    words: Words
    short: Words
    icon: str
    key: str
    posts: frozenset[Post] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """A place the actor may go to, with its address."""

    place: Place
    url: str
    current: bool


#: Who watches over a place rather than over single orders.
_WATCHING = frozenset({Post.COMMAND_OFFICER, Post.SUPERVISOR, Post.LEADER})

PLACES = (
    Place("home", Words("我的工作台", "My work"), Words("工作台", "Work"), "home", "h"),
    Place("desk", Words("热线受理台", "Hotline desk"), Words("受理", "Desk"), "phone", "d", frozenset({Post.OPERATOR})),
    Place("order-list", Words("工单", "Orders"), Words("工单", "Orders"), "orders", "o", SEEING_POSTS),
    Place(
        "wall", Words("督办墙", "Supervision wall"), Words("督办", "Wall"), "wall", "w",
        frozenset({Post.SUPERVISOR, Post.LEADER}),
    ),
    Place(
        "warnings", Words("预警督办", "Warnings"), Words("预警", "Warnings"), "bell", "e",
        HANDLING_POSTS | {Post.OPERATOR, Post.SUPERVISOR, Post.LEADER},
    ),
    Place(
        "inspection", Words("质检", "Inspection"), Words("质检", "Inspection"), "shield", "q",
        frozenset({Post.INSPECTOR, Post.SUPERVISOR, Post.ADMINISTRATOR, Post.LEADER}),
    ),
    Place(
        "letters", Words("一函两书", "Union letters"), Words("函书", "Letters"), "document", "t",
        frozenset({Post.DISPATCHER, Post.ORDER_CLERK, Post.INFORMANT, Post.SUPERVISOR, Post.LEADER}) | SIGNING_POSTS,
    ),
    Place("centre", Words("141中心", "141 centre"), Words("141", "141"), "board", "c", SEEING_POSTS - {Post.OPERATOR}),
    Place(
        "console", Words("指挥台", "Console"), Words("指挥", "Console"), "screen", "l", frozenset({Post.COMMAND_OFFICER}),
    ),
    Place(
        "events", Words("事件", "Events"), Words("事件", "Events"), "alert", "v",
        frozenset({Post.COMMAND_OFFICER, Post.DEPARTMENT_OFFICER}),
    ),
    Place(
        "field", Words("网格上报", "Grid reports"), Words("上报", "Report"), "flag", "r", frozenset({Post.GRID_WORKER}),
    ),
    Place("map", Words("地图", "Map"), Words("地图", "Map"), "map", "m", _WATCHING),
    Place("grids", Words("网格", "Grids"), Words("网格", "Grids"), "grid", "x", _WATCHING),
    Place("figures", Words("统计", "Figures"), Words("统计", "Figures"), "figures", "f", frozenset({Post.LEADER})),
    Place(
        "knowledge", Words("知识库", "Knowledge"), Words("知识", "Answers"), "help", "a",
        frozenset({Post.OPERATOR, Post.ORDER_CLERK, Post.INFORMANT, Post.INSPECTOR, Post.SUPERVISOR, Post.LEADER}),
    ),
    Place(
        "triage", Words("识别与建议", "Suggestions"), Words("识别", "Suggest"), "search", "n",
        frozenset({Post.SUPERVISOR, Post.LEADER, Post.ADMINISTRATOR}),
    ),
    Place("inbox", Words("消息", "Inbox"), Words("消息", "Inbox"), "inbox", "i"),
    Place(
        "calendar", Words("工作日历", "Working calendar"), Words("日历", "Calendar"), "calendar", "k",
        frozenset({Post.ADMINISTRATOR, Post.SUPERVISOR}),
    ),
    Place(
        "people", Words("人员与岗位", "People and posts"), Words("人员", "People"), "users", "p",
        frozenset({Post.ADMINISTRATOR}),
    ),
)  # fmt: skip


def address(name: str) -> str:
    """The address called ``name`` (words joined by ``-`` or ``_``), or an empty text while that part is not installed."""
    for spelling in (name, name.replace("-", "_")):
        try:
            return reverse(spelling)
        except NoReverseMatch:
            continue
    return ""


def entries(actor: Actor | None, current: str) -> Iterator[Entry]:
    """The places ``actor`` may go to, in the order of the table; nobody goes nowhere. ``current`` marks the present one."""
    if not actor:
        return
    for place in PLACES:
        if place.posts and not any(actor.holds(post) for post in place.posts):
            continue
        if url := address(place.name):
            yield Entry(place, url, current.replace("_", "-") == place.name)
