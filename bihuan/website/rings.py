"""The two rings: an order's state as two interlocking rings, and the arithmetic of drawing them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import acos, cos, degrees, radians, sin
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bihuan.website.language import say

STATES = ("done", "present", "open")


@dataclass(frozen=True, slots=True)
class Arc:
    """One step of a loop: its words, and whether it is ``done``, ``present`` or still ``open``."""

    words: object
    state: str


@dataclass(frozen=True, slots=True)
class Rings:
    """Both loops of one order. ``locked`` only when both are closed; ``holder_note`` says since when it is held."""

    matter: Sequence[Arc]
    responsibility: Sequence[Arc]
    holder: str = ""
    holder_note: object = ""
    locked: bool = False

    @classmethod
    def of(cls, shape: Any) -> "Rings":
        """Read rings from rings, or from a mapping of the same shape (features below cannot import this class).

        Raises: ``ValueError`` for a step whose state is none of :data:`STATES`.
        """
        rings = shape
        if isinstance(shape, Mapping):
            rings = cls(
                matter=[Arc(step["words"], step["state"]) for step in shape["matter"]],
                responsibility=[Arc(step["words"], step["state"]) for step in shape["responsibility"]],
                holder=shape.get("holder", ""),
                holder_note=shape.get("holder_note", ""),
                locked=shape.get("locked", False),
            )
        if wrong := {arc.state for arc in (*rings.matter, *rings.responsibility)} - set(STATES):
            raise ValueError(f"a step is done, present or open, not {', '.join(sorted(wrong))}")
        return rings


@dataclass(frozen=True, slots=True)
class Geometry:
    """Sizes of a drawing, in its own units: a ring's centre line, its band, the way between the two centres."""

    width: float
    height: float
    radius: float
    band: float
    apart: float
    gap: float  # between two steps, along the centre line
    edge: float  # thickness of an open step's outline
    grouped: bool = False  # too small for single steps: neighbours in the same state are drawn as one

    def centre(self, side: int) -> tuple[float, float]:
        """Centre of the left (-1) or right (+1) ring."""
        return self.width / 2 + side * self.apart / 2, self.height / 2

    @property
    def crossing(self) -> float:
        """Angle, in degrees from the line of centres, at which the rings cross."""
        return degrees(acos(self.apart / 2 / self.radius))


SMALL = Geometry(width=40, height=24, radius=9, band=4.4, apart=14, gap=1, edge=0.9, grouped=True)
LARGE = Geometry(width=320, height=190, radius=78, band=19, apart=124, gap=4, edge=1.5)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path of the drawing."""

    path: str
    kind: str
    width: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """What the page says about one ring: name, steps done of all, the present step in words."""

    name: str
    kind: str
    done: int
    steps: int
    present: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template writes out, back to front."""

    geometry: Geometry
    layers: Sequence[tuple[str, Sequence[Stroke]]]
    loops: Sequence[Loop]
    description: str
    clasp: Sequence[str] = field(default_factory=tuple)


def draw(rings: Rings, geometry: Geometry) -> Drawing:
    """Draw both rings: the left passes over the right at the upper crossing, under it at the lower one."""
    left = list(_strokes(rings.matter, geometry, side=-1))
    right = list(_strokes(rings.responsibility, geometry, side=1))
    # The lower crossing lies on the right ring at 180° - crossing (clockwise from three o'clock).
    lower = 180 - geometry.crossing
    reach = degrees(
        (geometry.band * 0.5 + geometry.gap) / geometry.radius / sin(radians(2 * geometry.crossing))
    )
    over = list(_strokes(rings.responsibility, geometry, side=1, window=(lower - reach, lower + reach)))
    halo = geometry.band + 1.5 * geometry.gap
    layers = (
        ("responsibility", right),
        ("matter", [_halo(geometry, -1, -geometry.crossing, reach, halo), *left]),
        ("responsibility", [_halo(geometry, 1, lower, reach, halo), *over]),
    )
    loops = (
        _loop(pgettext("on its ring", "工单闭环"), "matter", rings.matter, geometry, -1),
        _loop(pgettext("on its ring", "责任闭环"), "responsibility", rings.responsibility, geometry, 1),
    )
    return Drawing(geometry, layers, loops, _describe(rings, loops), _clasp(rings))


def _strokes(
    arcs: Sequence[Arc], geometry: Geometry, side: int, window: tuple[float, float] | None = None
) -> Iterator[Stroke]:
    """The bands of one ring's steps, clockwise from the top; with ``window`` (degrees) only what falls into it."""
    if not arcs:
        return
    share = 360 / len(arcs)
    spans = _spans(arcs, geometry.grouped)
    gap = degrees(geometry.gap / geometry.radius) if len(spans) > 1 else 0.0
    inset = degrees(geometry.edge / geometry.radius) if gap else 0.0
    for arc, first, after in spans:
        start = -90 + first * share + gap / 2
        end = -90 + after * share - gap / 2
        title = f"{say(arc.words)} · {_state_words(arc.state)}" if window is None else ""
        if path := _arc(geometry, side, start, end, window):
            yield Stroke(path, arc.state, geometry.band, title)
        if arc.state != "done" and (path := _arc(geometry, side, start + inset, end - inset, window)):
            yield Stroke(path, f"{arc.state}-inner", geometry.band - 2 * geometry.edge)


def _spans(arcs: Sequence[Arc], grouped: bool) -> list[tuple[Arc, int, int]]:
    """The steps with the places they begin at and end before; ``grouped`` joins neighbours in the same state."""
    spans: list[tuple[Arc, int, int]] = []
    for place, arc in enumerate(arcs):
        if grouped and spans and spans[-1][0].state == arc.state:
            spans[-1] = (spans[-1][0], spans[-1][1], place + 1)
        else:
            spans.append((arc, place, place + 1))
    return spans


def _arc(geometry: Geometry, side: int, start: float, end: float, window: tuple[float, float] | None) -> str:
    """SVG path of an arc between two angles (degrees, clockwise from three o'clock), cut to ``window``."""
    if window:
        start, end = max(start, window[0]), min(end, window[1])
    if end <= start:
        return ""
    x, y = geometry.centre(side)
    r = geometry.radius
    if end - start >= 360:  # a full circle has no two ends: draw it in two halves
        return f"M{x + r:.2f} {y:.2f}A{r} {r} 0 1 1 {x - r:.2f} {y:.2f}A{r} {r} 0 1 1 {x + r:.2f} {y:.2f}"
    from_, to = radians(start), radians(end)
    return (
        f"M{x + r * cos(from_):.2f} {y + r * sin(from_):.2f}"
        f"A{r} {r} 0 {int(end - start > 180)} 1 {x + r * cos(to):.2f} {y + r * sin(to):.2f}"
    )


def _halo(geometry: Geometry, side: int, angle: float, reach: float, width: float) -> Stroke:
    """The strip of ground that lets one ring pass over the other."""
    return Stroke(_arc(geometry, side, angle - reach, angle + reach, None), "halo", width)


def _loop(name: str, kind: str, arcs: Sequence[Arc], geometry: Geometry, side: int) -> Loop:
    present = next((say(arc.words) for arc in arcs if arc.state == "present"), "")
    done = sum(arc.state == "done" for arc in arcs)
    if not present:
        present = _("已闭环") if arcs and done == len(arcs) else _("未开始")
    outward = geometry.centre(side)[0] + side * geometry.radius * 0.07
    return Loop(name, kind, done, len(arcs), present, outward)


def _state_words(state: str) -> str:
    return {"done": _("已完成"), "present": _("进行中"), "open": _("未到")}[state]


def _describe(rings: Rings, loops: Sequence[Loop]) -> str:
    """The rings in one sentence, for whoever hears the page."""
    parts = [
        _("%(loop)s：已完成 %(done)d/%(steps)d 步，%(present)s")
        % {"loop": loop.name, "done": loop.done, "steps": loop.steps, "present": loop.present}
        for loop in loops
    ]
    if rings.locked:
        parts.append(_("双环已锁定"))
    elif rings.holder:
        parts.append(_("持有单位：%(holder)s") % {"holder": rings.holder})
    return _("；").join(parts)


def _clasp(rings: Rings) -> Sequence[str]:
    """What stands in the middle: the holder in at most two lines, or that both loops are closed."""
    text = _("双环已闭") if rings.locked else rings.holder
    if not text:
        return ()
    limit = 9 if any(ord(sign) > 0x2E80 for sign in text) else 17
    if len(text) <= limit:
        return (text,)
    cut = text.rfind(" ", 0, limit + 1)
    cut = cut if cut > 0 else min(limit, (len(text) + 1) // 2)
    first, rest = text[:cut].strip(), text[cut:].strip()
    return (first, rest if len(rest) <= limit else rest[: limit - 1] + "…")
