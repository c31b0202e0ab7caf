"""The five figures of the service, each with its formula, what it is divided by, its comparison and its orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode

from bihuan.rules import limits
from bihuan.rules.satisfaction import SCORE_10_50_40, ScoreRow, Tally, rates
from bihuan.rules.words import Words
from bihuan.statistics.falling_due import FallenDue
from bihuan.statistics.periods import Period
from bihuan.statistics.queries import Registered, Resolved, Span
from bihuan.supervision.scopes import Scope

#: Where the quiet reference beside each figure comes from. It is reported, not checked, and sums up to its day.
YARDSTICK_SOURCE = Words(
    "重庆日报 2025 年 8 月 28 日第 12351 热线报道所载累计数",
    "totals reported by Chongqing Daily on the 12351 hotline, 28 August 2025",
)
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Part:
    """A number a figure is made of, and the address of the orders (or calls) it counts."""

    words: Words
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        value: not rounded; None where there is nothing to divide by.
        parts: the numbers it is made of; the first is the one the tile opens.
        before: the same figure of the period it is compared with.
        yardstick: what the source page reports.
        version: of the rules that made it.
    """

    code: str
    words: Words
    unit: Words
    value: Decimal | None
    before: Decimal | None
    formula: Words
    reading: Words
    parts: tuple[Part, ...]
    yardstick: Words
    version: str = ""
    places: int = 0

    @property
    def shown(self) -> str:
        """The value as it is printed."""
        return shown(self.value, self.places)

    @property
    def before_shown(self) -> str:
        """The earlier value as it is printed."""
        return shown(self.before, self.places)

    @property
    def url(self) -> str:
        """The orders behind it."""
        return self.parts[0].url if self.parts else ""


def shown(value: Decimal | None, places: int) -> str:
    """A number with its places, thousands apart; a dash for none."""
    return _NOTHING if value is None else f"{value:,.{places}f}"


def orders_url(*asked: Mapping[str, str] | Mapping[str, list[str]]) -> str:
    """The order list under a filter; a key with a list stands for any of its values."""
    together = {key: value for part in asked for key, value in part.items()}
    return f"{reverse('order-list')}?{urlencode(together, doseq=True)}"


def orders_figure(scope: Scope, period: Period, registered: Registered) -> Figure:
    """Orders registered."""
    asked = orders_url(period.asked("registered"), scope.asked)
    return Figure(
        "orders",
        Words("交办工单", "Orders"),
        Words("件", "orders"),
        Decimal(registered.count),
        Decimal(registered.before),
        Words(
            "期内登记、由本单位承担责任的工单数", "Orders registered in the period for which the unit answers"
        ),
        how_it_moved(
            Decimal(registered.count), Decimal(registered.before), MORE, FEWER, Words("件", "orders"), 0
        ),
        (Part(Words("登记的工单", "Orders registered"), registered.count, asked),),
        Words("近 1 万件", "nearly 10,000"),
    )


def handling_figure(scope: Scope, period: Period, now: Resolved, before: Resolved) -> Figure:
    """Average handling in working days."""
    unit = Words("个工作日", "working days")
    return Figure(
        "handling",
        Words("平均办理", "Average handling"),
        unit,
        now.average,
        before.average,
        Words(
            "期内办结工单自登记至办结的工作日之和 ÷ 期内办结工单数；退回重办的从首次登记算起",
            "Working days from registration to resolution, summed ÷ orders resolved in the period; a redone order "
            "counts from its first registration",
        ),
        how_it_moved(now.average, before.average, _SLOWER, _FASTER, unit, 1),
        (_resolved(scope, period, now),),
        Words("6.7 个工作日", "6.7 working days"),
        places=1,
    )


def on_time_figure(scope: Scope, period: Period, now: Resolved, before: Resolved, late: int) -> Figure:
    """Resolved on time, with the orders that are late and still open named beside it."""
    resolved = period.asked("resolved")
    parts = (
        _resolved(scope, period, now),
        Part(
            Words("按时办结", "On time"), now.on_time, orders_url(resolved, {"on_time": "yes"}, scope.asked)
        ),
        Part(
            Words("超期办结", "Late"),
            now.count - now.on_time,
            orders_url(resolved, {"on_time": "no"}, scope.asked),
        ),
    )
    compared = how_it_moved(now.on_time_rate, before.on_time_rate, HIGHER, LOWER, POINTS, 1)
    aside = (
        Words("另有 {late} 件超期仍未办结。", "{late} more are late and still open.").fill(late=late)
        if late
        else Words("没有超期未办结的工单。", "None is late and still open.")
    )
    return Figure(
        "on_time",
        Words("按时办结", "Resolved on time"),
        Words("%", "%"),
        now.on_time_rate,
        before.on_time_rate,
        Words(
            "办结时间不晚于办理时限的工单 ÷ 期内全部办结工单。时限以办结时为准，含已批准的延期；"
            "超期未办结的另列，不因未办结而不计",
            "Orders resolved no later than their limit ÷ all orders resolved in the period. The limit is the one that "
            "stood then, granted extensions included; late orders still open are listed apart",
        ),
        Words(f"{compared.zh}{aside.zh}", f"{compared.en} {aside.en}"),
        parts,
        Words("100 %", "100 %"),
        limits.VERSION,
        places=1,
    )


def closing_figure(scope: Scope, period: Period | None, now: FallenDue, before: FallenDue) -> Figure:
    """Done by the limit, of all that fell due; parked orders are taken out of what they are divided by, and shown."""
    due = period.asked("due") if period else {}
    parts = (
        Part(Words("应结案", "Fallen due"), now.count, orders_url(due, scope.asked)),
        Part(Words("缓办（挂账）", "Parked"), now.parked, orders_url(due, {"state": "parked"}, scope.asked)),
        Part(Words("按期结案", "In time"), now.in_time, orders_url(due, {"on_time": "met"}, scope.asked)),
    )
    return Figure(
        "closing",
        Words("按期结案率", "Done by the limit"),
        Words("%", "%"),
        now.rate,
        before.rate,
        Words(
            "按期结案数 ÷（应结案数 − 缓办数）。应结案即时限落在期内（到昨日为止）的工单，没有办结的也计入；"
            "缓办即现在挂账的，单独列出",
            "Done in time ÷ (fallen due − parked). Fallen due are orders whose limit lies in the period, up to yesterday, "
            "unresolved ones included; parked are those parked now, counted apart",
        ),
        how_it_moved(now.rate, before.rate, HIGHER, LOWER, POINTS, 1),
        parts if period else (),
        Words("—", "—"),
        limits.VERSION,
        places=1,
    )


def satisfied_figure(
    scope: Scope, period: Period, now: Tally, before: Tally, row: ScoreRow = SCORE_10_50_40
) -> Figure:
    """Satisfied, of those who were reached."""
    visited = period.asked("visited")
    value, earlier = (found.satisfied if (found := rates(one, row)) else None for one in (now, before))

    def part(words: Words, count: int, **asked: str) -> Part:
        return Part(words, count, orders_url(visited, asked, scope.asked))

    return Figure(
        "satisfied",
        Words("职工满意", "Satisfied"),
        Words("%", "%"),
        value,
        earlier,
        Words(
            "（满意 + {worth} × 基本满意）÷ 有效回访。有效回访即接通并作答的工单，每单取期内最后一次",
            "(satisfied + {worth} × basically satisfied) ÷ valid visits. A visit is valid when the caller was reached "
            "and answered; of each order the last one in the period",
        ).fill(worth=row.basically),
        how_it_moved(value, earlier, HIGHER, LOWER, POINTS, 1),
        (
            part(Words("有效回访", "Valid visits"), now.valid),
            part(Words("满意", "Satisfied"), now.satisfied, satisfied="yes"),
            part(Words("基本满意", "Basically"), now.basically, satisfied="basically"),
            part(Words("不满意", "Dissatisfied"), now.valid - now.satisfied - now.basically, satisfied="no"),
        ),
        Words("超过 99 %", "more than 99 %"),
        row.version,
        places=1,
    )


def compared_period(span: Span) -> Words:
    """Which days the comparison is with."""
    return Words("对比 {first} 至 {last}", "compared with {first} to {last}").fill(
        first=span.before.first, last=span.before.last
    )


def _resolved(scope: Scope, period: Period, now: Resolved) -> Part:
    return Part(
        Words("办结的工单", "Orders resolved"), now.count, orders_url(period.asked("resolved"), scope.asked)
    )


POINTS = Words("个百分点", "points")
MORE = Words("比上期多 {by} {unit}。", "{by} {unit} more than before.")
FEWER = Words("比上期少 {by} {unit}。", "{by} {unit} fewer than before.")
_SLOWER = Words("比上期慢 {by} {unit}。", "{by} {unit} slower than before.")
_FASTER = Words("比上期快 {by} {unit}。", "{by} {unit} faster than before.")
HIGHER = Words("比上期高 {by} {unit}。", "{by} {unit} higher than before.")
LOWER = Words("比上期低 {by} {unit}。", "{by} {unit} lower than before.")


def how_it_moved(
    value: Decimal | None, before: Decimal | None, above: Words, below: Words, unit: Words, places: int
) -> Words:
    """One sentence on how a figure moved, as far as its printed places tell."""
    if value is None:
        return Words("期内没有可计数的工单。", "Nothing to count in the period.")
    if before is None:
        return Words("上期没有可比的数。", "Nothing to compare with before.")
    moved = round(value, places) - round(before, places)
    if not moved:
        return Words("与上期持平。", "As before.")
    return (above if moved > 0 else below).fill(by=shown(abs(moved), places), unit=unit)
