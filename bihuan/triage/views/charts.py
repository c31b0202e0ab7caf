"""What the charts of the weekly page show."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from bihuan.rules.accuracy import Counted, moved, share
from bihuan.rules.words import Words
from bihuan.triage.queries import reliability_of, unknown_by_week

Chart = dict[str, Any]
_PERCENT = Words("%", "%")
Weeks = Mapping[date, list[Counted]]


def accuracy_chart(by_week: Weeks, line: int) -> Chart | None:
    """The share of suggestions that people chose, week by week, with the line of the alarm."""
    points = [(week, _accuracy(rows)) for week, rows in by_week.items()]
    known = [(week, value) for week, value in points if value is not None]
    if not known:
        return None
    week, last = known[-1]
    return {
        "title": Words("每周准确率", "Accuracy by week"),
        "reading": Words("{week} 那周 {last}%，默认警戒线 {line}%。", "{last}% in the week of {week}; the default line is {line}%.").fill(week=f"{week:%m-%d}", last=f"{last:g}", line=line),
        "unit": _PERCENT,
        "words": Words("准确率", "Accuracy"),
        "top": 100,
        "target": line,
        "target_words": Words("警戒线", "Line"),
        "points": [{"words": f"{week:%m-%d}", "value": value, "href": f"?week={week}"} for week, value in points],
    }  # fmt: skip


def reliability_chart(first: date, weeks: int) -> Chart | None:
    """The reliability diagram: what was chosen beside how sure the model said it was."""
    bins = reliability_of(first, weeks)
    if not bins:
        return None
    cases = sum(each.cases for each in bins)
    error = sum(each.cases * abs(each.said - each.right) for each in bins) / cases
    return {
        "title": Words("说的把握与实际", "How sure it was, and how right"),
        "reading": Words("{cases} 条平均相差 {error} 个百分点；两线越近越可信。", "Over {cases} suggestions they are {error} points apart on average; the nearer the lines, the more it can be trusted.").fill(cases=cases, error=f"{error:.1f}"),
        "unit": _PERCENT,
        "words": Words("实际选用", "Chosen"),
        "top": 100,
        "points": [
            {
                "words": f"{each.least}–{each.least + 10}%",
                "value": each.right,
                "href": f"{reverse('triage-cases')}?{urlencode({'least': each.least})}",
            }
            for each in bins
        ],
        "second": {"words": Words("说的把握", "Said"), "values": [each.said for each in bins]},
    }  # fmt: skip


def drift_charts(by_week: Weeks, learned: Mapping[str, int], unknown: float | None) -> list[Chart]:
    """How far the mix of matters and the wording are from what the model in force learned."""
    found = []
    mixes = {week: _mix(rows) for week, rows in by_week.items()}
    mix = [(week, moved(each, learned)) for week, each in mixes.items()]
    if any(value is not None for _, value in mix):
        found.append(
            _drift(
                Words("事项构成的变化", "Change of the mix of matters"),
                Words("最近一周有 {last}% 的诉求与训练样本的构成不同。", "In the last week {last}% would have to be another matter for the mix it learned."),
                mix,
            )
        )  # fmt: skip
    first, count = next(iter(by_week)), len(by_week)
    by_words = unknown_by_week(first, count)
    words = [(week, by_words.get(week)) for week in by_week]
    if by_words:
        chart = _drift(
            Words("没见过的说法", "Wording it never met"),
            Words("最近一周有 {last}% 的两字组合是模型没见过的。", "In the last week {last}% of the pairs of characters were new to the model."),
            words,
        )  # fmt: skip
        if unknown is not None:
            chart |= {"target": round(100 * unknown, 1), "target_words": Words("训练时", "When trained")}
        found.append(chart)
    return found


def _drift(title: Words, reading: Words, points: list[tuple[date, float | None]]) -> Chart:
    last = [value for _, value in points if value is not None][-1]
    return {
        "title": title,
        "reading": reading.fill(last=f"{last:g}"),
        "unit": _PERCENT,
        "words": title,
        "points": [
            {"words": f"{week:%m-%d}", "value": value, "href": f"?week={week}"} for week, value in points
        ],
    }


def _accuracy(rows: list[Counted]) -> float | None:
    return share(
        sum(row.cases for row in rows if row.suggested == row.chosen), sum(row.cases for row in rows)
    )


def _mix(rows: list[Counted]) -> Mapping[str, int]:
    mix = Counter[str]()
    for row in rows:
        mix[row.chosen] += row.cases
    return mix
