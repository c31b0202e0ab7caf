"""What the charts of the figures page show: points with the orders behind each, and a sentence that reads them."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bihuan.rules.matters import MATTERS, SOURCE_WORDS, Source
from bihuan.rules.words import Words
from bihuan.statistics.figures import orders_url, shown
from bihuan.statistics.periods import Period, weeks
from bihuan.statistics.queries import Handling, Registered, Resolved
from bihuan.supervision.scopes import Scope
from bihuan.work_orders.filters import LONGEST_HANDLED

Chart = dict[str, Any]
_ORDERS = Words("件", "orders")
_DAYS = Words("个工作日", "working days")
#: What the source page reports for average handling.
REPORTED_DAYS = Decimal("6.7")
#: Bars of a chart; what is rarer stands together in one more.
_BARS = 9
_THE_REST = Words("其余 {number} 类", "{number} more")
#: Fewer points make no line.
_LEAST_POINTS = 2


def registered_by_week(scope: Scope, period: Period, registered: Registered) -> Chart | None:
    """Orders registered, week by week."""
    points: list[dict[str, Any]] = []
    for week in weeks(period):
        count = registered.by_week.get(_monday(week.first), 0)
        points.append(
            {
                "words": _week_words(week),
                "value": count,
                "href": orders_url(week.asked("registered"), scope.asked),
            }
        )
    if len(points) < _LEAST_POINTS:
        return None
    most = max(points, key=lambda point: point["value"])
    reading = Words(
        "最多的一周自 {week} 起，{count} 件。", "The busiest week began on {week}: {count} orders."
    )
    return {
        "title": Words("每周登记", "Registered by week"),
        "reading": reading.fill(week=most["words"], count=most["value"]),
        "unit": _ORDERS,
        "words": Words("登记", "Registered"),
        "points": points,
    }


def handling_by_week(scope: Scope, period: Period, by_week: Mapping[date, Resolved]) -> Chart | None:
    """Average handling of the orders resolved in each week; weeks without any are left out."""
    points: list[dict[str, Any]] = []
    for week in weeks(period):
        resolved = by_week.get(_monday(week.first))
        if resolved and resolved.average is not None:
            points.append(
                {
                    "words": _week_words(week),
                    "value": round(resolved.average, 1),
                    "href": orders_url(week.asked("resolved"), scope.asked),
                }
            )
    if len(points) < _LEAST_POINTS:
        return None
    first, last = points[0]["value"], points[-1]["value"]
    moved = {True: Words("从 {first} 升到 {last}", "rose from {first} to {last}"), False: Words("从 {first} 降到 {last}", "fell from {first} to {last}")}  # fmt: skip
    how = Words("停在 {last}", "stayed at {last}") if first == last else moved[last > first]
    reading = Words(
        "平均办理{how}个工作日；虚线为报道所载的 {reported}。",
        "Average handling {how} working days; the dashed line is the reported {reported}.",
    )
    return {
        "title": Words("每周平均办理", "Average handling by week"),
        "reading": reading.fill(how=how.fill(first=first, last=last), reported=REPORTED_DAYS),
        "unit": _DAYS,
        "words": Words("平均办理", "Average handling"),
        "points": points,
        "target": REPORTED_DAYS,
        "target_words": Words("报道所载", "As reported:"),
    }


def handling_days(scope: Scope, period: Period, handling: Handling) -> Chart | None:
    """How many orders took how many working days, up to the longest there was."""
    if not handling.now.count:
        return None
    by_days = handling.by_days()
    points: list[dict[str, Any]] = []
    for days in range(max(by_days) + 1):
        most = days == LONGEST_HANDLED
        words = Words(
            f"{days} 天以上" if most else f"{days}–{days + 1} 天",
            f"{days}+ days" if most else f"{days}–{days + 1} days",
        )
        points.append(
            {
                "words": words,
                "value": by_days.get(days, 0),
                "href": orders_url(period.asked("resolved"), {"handled": str(days)}, scope.asked),
            }
        )
    reading = Words(
        "一半工单在 {half} 个工作日内办结，九成在 {most} 个工作日内。",
        "Half were resolved within {half} working days, nine in ten within {most}.",
    )
    return {
        "title": Words("办理用时分布", "How long handling took"),
        "reading": reading.fill(
            half=shown(handling.within(Decimal("0.5")), 1), most=shown(handling.within(Decimal("0.9")), 1)
        ),
        "unit": _ORDERS,
        "points": points,
    }


def by_source(scope: Scope, period: Period, registered: Registered) -> Chart | None:
    """Where orders came from."""
    words = {source.value: SOURCE_WORDS[source] for source in Source}
    return _bars(
        scope, period, "channel", registered.by_channel, words, Words("从哪里来", "Where they came from"),
        Words("{share} % 来自{most}。", "{share} % came by {most}."),
    )  # fmt: skip


def by_matter(scope: Scope, period: Period, registered: Registered) -> Chart | None:
    """What was asked."""
    return _bars(
        scope, period, "matter", registered.by_matter, MATTERS, Words("诉求什么", "What was asked"),
        Words("{share} % 是{most}。", "{share} % are about {most}."),
    )  # fmt: skip


def _bars(
    scope: Scope,
    period: Period,
    key: str,
    counts: Mapping[str, int],
    words: Mapping[str, Words],
    title: Words,
    reading: Words,
) -> Chart | None:
    if not counts:
        return None
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    code, most = ordered[0]
    share = shown(Decimal(100 * most) / sum(counts.values()), 0)
    name = words.get(code, Words(code, code))
    bars: list[tuple[object, int, dict[str, list[str]]]] = [
        (words.get(value, value), count, {key: [value]}) for value, count in ordered[:_BARS]
    ]
    if rest := ordered[_BARS:]:
        bars.append(
            (_THE_REST.fill(number=len(rest)), sum(n for _, n in rest), {key: [value for value, _ in rest]})
        )
    return {
        "title": title,
        "reading": reading.fill(share=share, most=Words(name.zh, name.en[:1].lower() + name.en[1:])),
        "unit": _ORDERS,
        "points": [
            {
                "words": name,
                "value": count,
                "href": orders_url(period.asked("registered"), chosen, scope.asked),
            }
            for name, count, chosen in bars
        ],
    }


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _week_words(week: Period) -> str:
    return f"{week.first:%m-%d}"
