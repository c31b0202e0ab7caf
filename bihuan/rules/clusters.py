"""Clusters: orders of different callers that are about one thing. By what they are one, and the life of their warning.

A cluster lives through the states of a warning (:mod:`bihuan.rules.warnings`), but belongs to several orders and to none:
it has no clock, no colour and no slip of an order to climb to. Issued → acknowledged → disposed of → closed, or at any
time called a false alarm, which is counted.
"""

import re
from enum import StrEnum
from unicodedata import normalize

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Row, Table
from bihuan.rules.warnings import STATES, Warned
from bihuan.rules.words import Words


class Kind(StrEnum):
    """By what orders are one; the nearer to the ground the earlier: an order is claimed by the first that surges."""

    SITE = "site"
    EMPLOYER = "employer"
    MATTER = "matter"
    TEXT = "text"


KIND_WORDS = {
    Kind.SITE: Words("同一地点", "Same site"),
    Kind.EMPLOYER: Words("同一用人单位", "Same employer"),
    Kind.MATTER: Words("同一街镇同类事项", "Same matter in one street"),
    Kind.TEXT: Words("说的是同一件事", "Told in like words"),
}
#: Why a cluster is one, in a sentence. ``{about}`` the site, the employer, or matter and place.
REASON = Words(
    "{days}天内{about}{orders}件，平时每周{usual}件",
    "{orders} orders in {days} days: {about}, usually {usual} a week",
)
SELDOM = Words(
    "{days}天内{about}{orders}件，平时没有", "{orders} orders in {days} days: {about}, usually none"
)
#: Fewer a week are said to be none.
_SELDOM = 0.05


class ClusterAct(StrEnum):
    """What happens to a cluster. ``issue`` begins its life; ``grow`` adds orders to it."""

    ISSUE = "issue_cluster"
    GROW = "grow_cluster"
    ACKNOWLEDGE = "acknowledge_cluster"
    DISPOSE = "dispose_cluster"
    SEND_BACK = "send_back_cluster"
    CLOSE = "close_cluster"
    FALSE_ALARM = "false_alarm"


ACTS = {
    ClusterAct.ISSUE: Words("聚集预警", "Cluster found"),
    ClusterAct.GROW: Words("又有工单归入", "Further orders joined"),
    ClusterAct.ACKNOWLEDGE: Words("确认聚集", "Acknowledge the cluster"),
    ClusterAct.DISPOSE: Words("处置聚集", "Dispose of the cluster"),
    ClusterAct.SEND_BACK: Words("退回聚集再处置", "Send the cluster back"),
    ClusterAct.CLOSE: Words("聚集核实销号", "Verify and close the cluster"),
    ClusterAct.FALSE_ALARM: Words("认定误报", "Call it a false alarm"),
}
#: States in which somebody still has to do something about a cluster, and in which it takes further orders in.
LIVING = frozenset({Warned.ISSUED, Warned.ACKNOWLEDGED, Warned.DISPOSED})

_UNIT, _ABOVE, _SYSTEM = frozenset({By.WARNED}), frozenset({By.SUPERVISOR}), frozenset({By.SYSTEM})


def _row(act: ClusterAct, sources: str, target: Warned | None, by: frozenset[By]) -> Row:
    return Row(act, frozenset(Warned(s) for s in sources.split()), target, by)


# fmt: off
CLUSTER: Table[Warned, ClusterAct, None] = Table(
    Words("聚集预警", "Cluster"), STATES, ACTS, (
        _row(ClusterAct.ACKNOWLEDGE, "issued",                       Warned.ACKNOWLEDGED, _UNIT),
        _row(ClusterAct.DISPOSE,     "issued acknowledged",          Warned.DISPOSED,     _UNIT),
        _row(ClusterAct.CLOSE,       "disposed",                     Warned.CLOSED,       _ABOVE),
        _row(ClusterAct.SEND_BACK,   "disposed",                     Warned.ACKNOWLEDGED, _ABOVE),
        _row(ClusterAct.FALSE_ALARM, "issued acknowledged disposed", Warned.CLOSED,       _ABOVE),
        _row(ClusterAct.GROW,        "issued acknowledged disposed", None,                _SYSTEM),
    ),
    Words("聚集预警", "The cluster"),
)
# fmt: on

#: Houses, floors and rooms: people of one site name different ones.
_WITHIN_SITE = re.compile(
    r"(?:第?[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|号门|栋|幢|座|楼|层|单元|室|标段|工区|号))+.*$|(?:门口|附近|旁边|对面|里面|内|旁)$"
)
_ABOVE_SITE = re.compile(r"^.*?(?:省|自治区|[^小夜超城]市|[^小园社]区|县|街道|镇|乡)(?=[一-龥A-Za-z0-9]{2})")
_LEAST_NAME = 3


def site_of(address: str) -> str:
    """What tells one site from another in an address: without the places above it and the houses within it; "" for none."""
    name = re.sub(r"[\W_]", "", normalize("NFKC", address))
    while above := _ABOVE_SITE.match(name):
        name = name[above.end() :]
    name = _WITHIN_SITE.sub("", name)
    return name if len(name) >= _LEAST_NAME else ""


def reason(about: Words, orders: int, days: int, usual: float) -> Words:
    """Why a cluster is one: 9天内江南一期工地7件，平时每周0.4件."""
    if usual < _SELDOM:
        return SELDOM.fill(about=about, orders=orders, days=days)
    return REASON.fill(about=about, orders=orders, days=days, usual=f"{usual:.1f}")
