"""Small charts drawn on the server: bars by category and a trend in time. No script, readable without sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bihuan.website.language import say
from bihuan.website.shapes import part

#: A trend is as wide as its page (hundredths across) and always this high (px), so that its words never shrink.
HEIGHT, TOP, BOTTOM = 190, 16, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, value, length in hundredths of the longest, tone and the orders behind it."""

    words: str
    value: Any
    length: float
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a trend: hundredths across, px down; ``labelled`` when its words stand under the axis.

    Where nothing is known there is a place on the axis and a row in the table, but no point: it is not nought.
    """

    x: float
    y: float | None
    words: str
    value: Any
    href: str
    labelled: bool
    anchor: str
    second: Any = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A drawn trend: line, area, second line, rules of the scale and the line of the target."""

    dots: Sequence[Dot]
    line: str
    area: str
    second: str
    rules: Sequence[tuple[float, str]]
    target_y: float | None


def bars(chart: Any) -> list[Bar]:
    """The bars of a chart, in the order given; all zero gives empty bars."""
    points = part(chart, "points", [])
    longest = max((float(part(point, "value")) for point in points), default=0) or 1
    return [
        Bar(
            say(part(point, "words")),
            part(point, "value"),
            round(float(part(point, "value")) / longest * 100, 2),
            part(point, "tone", ""),
            part(point, "href", ""),
        )
        for point in points
    ]


def trend(chart: Any) -> Trend:
    """The trend of a chart: values against a scale that starts at nought and ends on ``top``, else on a round number.

    A point whose value is None breaks the line.
    """
    points = part(chart, "points", [])
    values = [None if (value := part(point, "value")) is None else float(value) for point in points]
    second = [float(value) for value in part(part(chart, "second"), "values", [])]
    target = part(chart, "target")
    known = [value for value in values if value is not None]
    top = float(part(chart, "top", 0)) or _round_top(max([*known, *second, float(target or 0)], default=0))
    xs = [100 * place / max(len(values) - 1, 1) for place in range(len(values))]

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    every = max(1, -(-len(points) // 6))
    dots = [
        Dot(
            round(x, 2), None if value is None else y(value), say(part(point, "words")), part(point, "value"), part(point, "href", ""),
            labelled=(len(points) - 1 - place) % every == 0,
            anchor="start" if place == 0 else "end" if place == len(points) - 1 else "middle",
            second=second[place] if place < len(second) else None,
        )
        for place, (x, value, point) in enumerate(zip(xs, values, points, strict=True))
    ]  # fmt: skip
    floor = HEIGHT - BOTTOM
    runs = [
        [(dot.x, dot.y) for dot in run if dot.y is not None]
        for whole, run in groupby(dots, key=lambda dot: dot.y is not None)
        if whole
    ]
    return Trend(
        dots=dots,
        line="".join(map(_line, runs)),
        area="".join(f"{_line(run)}L{run[-1][0]} {floor}L{run[0][0]} {floor}Z" for run in runs),
        second=_line([(round(x, 2), y(value)) for x, value in zip(xs, second, strict=False)]),
        rules=[(y(top * step / 4), f"{top * step / 4:g}") for step in range(0, 5, 2)],
        target_y=y(float(target)) if target is not None else None,
    )


def _line(dots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in dots) if dots else ""


def _round_top(highest: float) -> float:
    """The next round number (4, 8, 20, 40 … of the power of ten) at or above ``highest``, dividing well by four."""
    step = 1.0
    while True:
        for top in (4, 8, 12, 20, 32):
            if highest <= top * step:
                return top * step
        step *= 10
