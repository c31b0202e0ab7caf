"""How an indicator reads: its figures, its chart with the sentence above it, and what is missing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bihuan.command_centre.models import Threshold
from bihuan.command_centre.queries.vitals import Point
from bihuan.duties.queries.indicators import Indicator
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.words import NO_WORDS, Words

#: Fewer readings make no line.
_LEAST = 2


def plain(value: Decimal) -> str:
    """A figure without idle noughts: 92.300 as 92.3."""
    return f"{value.normalize():f}"


def bounds_of(limit: Threshold) -> Words:
    """When a limit is passed: ``> 95``, ``< 80``, or both."""
    parts = [
        f"{sign} {plain(bound)}"
        for sign, bound in ((">", limit.above), ("<", limit.below))
        if bound is not None
    ]
    said = Words(" 或 ".join(parts), " or ".join(parts))
    if limit.in_a_row == 1:
        return said
    return Words("连续 {n} 期 {said}", "{said}, {n} times in a row").fill(n=limit.in_a_row, said=said)


def window_of(limit: Threshold) -> Words:
    """How long readings join the same event, in the largest whole unit."""
    minutes = limit.window_minutes
    for unit, zh, en in ((60 * 24, "天", "days"), (60, "小时", "hours")):
        if minutes % unit == 0:
            return Words(f"{minutes // unit} {zh}", f"{minutes // unit} {en if minutes > unit else en[:-1]}")
    return Words(f"{minutes} 分钟", f"{minutes} min")


def moved(now: Decimal, before: Decimal) -> Words:
    """How a figure moved."""
    if now == before:
        return Words("与上次持平", "as before")
    words = Words("比上次高 {by}", "up {by}") if now > before else Words("比上次低 {by}", "down {by}")
    return words.fill(by=plain(abs(now - before)))


def reading_of(points: Sequence[Point], measure: str) -> Words:
    """The sentence over a trend: what the last period was, how it moved, and how many periods have no reading."""
    read = [point for point in points if point.reading]
    last = points[-1]
    if not read:
        return Words("最近 {n} 期都没有读数。", "No reading in the last {n} periods.").fill(n=len(points))
    if last.reading:
        said = Words("{period} 为 {value} {measure}", "{period}: {value} {measure}").fill(
            period=last.stretch, value=plain(last.reading.value), measure=measure
        )
        earlier = next((point.reading for point in reversed(read[:-1]) if point.reading), None)
        how = moved(last.reading.value, earlier.value) if earlier else NO_WORDS
        said = Words(f"{said.zh.strip()}，{how.zh}", f"{said.en.strip()}, {how.en}") if earlier else said
    else:
        said = Words("最近一期 {period} 没有读数", "no reading for {period}").fill(period=last.stretch)
    gaps = len(points) - len(read)
    rest = Words("；{n} 期中有 {gaps} 期没有读数", "; {gaps} of {n} periods have none").fill(
        n=len(points), gaps=gaps
    )
    return Words(
        said.zh.strip() + (rest.zh if gaps else "") + "。", said.en.strip() + (rest.en if gaps else "") + "."
    )


def chart_of(
    indicator: Indicator, points: Sequence[Point], limits: Sequence[Threshold]
) -> dict[str, Any] | None:
    """The trend as the chart component draws it; None with too few readings for a line. One limit is drawn, more are listed."""
    if sum(point.reading is not None for point in points) < _LEAST:
        return None
    bounds = [bound for limit in limits for bound in (limit.above, limit.below) if bound is not None]
    return {
        "title": indicator.words,
        "reading": reading_of(points, indicator.measure),
        "unit": Words(indicator.measure, indicator.measure),
        "points": [
            {"words": str(point.stretch)[2:], "value": _number(point.reading.value) if point.reading else None, "href": ""}
            for point in points
        ],
        "target": _number(bounds[0]) if len(bounds) == 1 else None,
        "target_words": Words("阈值（{u}）", "Limit ({u})").fill(u=UNOFFICIAL),
    }  # fmt: skip


def _number(value: Decimal) -> Decimal:
    return Decimal(plain(value))
