"""Small charts drawn on the server: bars by category and a trend in time. No script, readable without sight."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """One point of a trend: hundredths across, px down; ``labelled`` when its words stand under the axis."""

    x: float
    y: float
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
    """The trend of a chart: values against a scale that starts at nought and ends on a round number."""
    points = part(chart, "points", [])
    values = [float(part(point, "value")) for point in points]
    second = [float(value) for value in part(part(chart, "second"), "values", [])]
    target = part(chart, "target")
    top = _round_top(max([*values, *second, float(target or 0)], default=0))
    xs = [100 * place / max(len(values) - 1, 1) for place in range(len(values))]

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    every = max(1, -(-len(points) // 6))
    dots = [
        Dot(
            round(x, 2), y(value), say(part(point, "words")), part(point, "value"), part(point, "href", ""),
            labelled=(len(points) - 1 - place) % every == 0,
            anchor="start" if place == 0 else "end" if place == len(points) - 1 else "middle",
            second=second[place] if place < len(second) else None,
        )
        for place, (x, value, point) in enumerate(zip(xs, values, points, strict=True))
    ]  # fmt: skip
    line = _line([(dot.x, dot.y) for dot in dots])
    floor = HEIGHT - BOTTOM
    return Trend(
        dots=dots,
        line=line,
        area=f"{line}L{dots[-1].x} {floor}L{dots[0].x} {floor}Z" if dots else "",
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
