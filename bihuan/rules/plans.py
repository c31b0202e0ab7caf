"""Plans (预案): which one fits an event, and what becomes of a call nobody answers.

A plan names the events it is for by kind, severity, urgency and, where it matters, one measured attribute with its bounds: a burst
pipe under 500 mm is the district's to mend (facts 1.4). Which plan fits is decided by the rows alone, so that one and the same
event always gets the same plan, and the page can say why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from bihuan.rules.actors import Standing as By
from bihuan.rules.events import KINDS, SEVERITY_WORDS, URGENCY_WORDS
from bihuan.rules.transitions import Row, Table
from bihuan.rules.words import Words


@dataclass(frozen=True, slots=True)
class PlanRow:
    """When a plan fits. An empty set asks for nothing; ``depth`` how near its place is to the event's, deepest is nearest."""

    code: str
    position: int
    depth: int
    kinds: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    urgencies: frozenset[str] = frozenset()
    attribute: str = ""
    least: Decimal | None = None
    below: Decimal | None = None

    def conditions(self, happening: "Happening") -> "list[Condition]":
        """What it asks for, and whether the event has it. An attribute that was not measured fits no plan that asks for it."""
        found = [
            Condition(name, _listed(asked, words), _said(words, has), has in asked)
            for name, asked, words, has in (
                (KIND, self.kinds, {code: kind.words for code, kind in KINDS.items()}, happening.kind),
                (SEVERITY, self.severities, SEVERITY_WORDS, happening.severity),
                (URGENCY, self.urgencies, URGENCY_WORDS, happening.urgency),
            )
            if asked
        ]
        if self.attribute:
            value = happening.attributes.get(self.attribute)
            met = (
                value is not None
                and (self.least is None or value >= self.least)
                and (self.below is None or value < self.below)
            )
            has = Words("没有测量", "not measured") if value is None else Words(f"{value:f}", f"{value:f}")
            found.append(Condition(Words(self.attribute, self.attribute), self.bounds, has, met))
        return found

    def fits(self, happening: "Happening") -> bool:
        """Whether the plan is for such an event."""
        return all(condition.met for condition in self.conditions(happening))

    @property
    def bounds(self) -> Words:
        """Within which bounds the attribute has to lie: the lower one is in, the upper one is not."""
        least = f"≥ {self.least.normalize():f}" if self.least is not None else ""
        below = f"< {self.below.normalize():f}" if self.below is not None else ""
        said = " · ".join(filter(None, (least, below)))
        return Words(said, said) if said else Words("已测量", "measured")

    @property
    def asked(self) -> int:
        """How much it asks for: of two that fit, the one that asks for more is meant."""
        return sum(map(bool, (self.kinds, self.severities, self.urgencies, self.attribute)))


@dataclass(frozen=True, slots=True)
class Happening:
    """What of an event a plan is chosen by."""

    kind: str
    severity: str
    urgency: str
    attributes: Mapping[str, Decimal] = field(default_factory=dict)


class Condition(NamedTuple):
    """One thing a plan asks for: what, which values, what the event has, and whether that is one of them."""

    name: Words
    asked: Words
    has: Words
    met: bool


KIND, SEVERITY, URGENCY = (
    Words("类型", "Kind"), Words("严重程度", "Severity"), Words("紧急程度", "Urgency"),
)  # fmt: skip


def _said(words: Mapping[Any, Words], code: str) -> Words:
    return words.get(code, Words(code, code))


def _listed(codes: Iterable[str], words: Mapping[Any, Words]) -> Words:
    said = [_said(words, code) for code in sorted(codes)]
    return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))


class Explained(NamedTuple):
    """A plan against an event: what it asks for, whether it fits, and its place among those that do (1 is meant)."""

    row: PlanRow
    conditions: list[Condition]
    place: int | None

    @property
    def reason(self) -> Words:
        """Why it is meant, or stands behind, or is not for the event."""
        if self.place == 1:
            return Words(
                "会被选中：条件全部符合，要求最具体", "Meant: every condition holds, and it asks for most"
            )
        if self.place:
            return Words(
                "也符合，但另有要求更具体、地点更近或次序在前的预案",
                "Fits too, but another asks for more, lies nearer or stands before it",
            )
        missed = [condition.name for condition in self.conditions if not condition.met]
        return Words("不适用：{zh}不符", "Not for it: {en} does not fit").fill(
            zh="、".join(each.zh for each in missed), en=", ".join(each.en.lower() for each in missed)
        )


def fitting(rows: Iterable[PlanRow], happening: Happening) -> list[PlanRow]:
    """The plans that fit, the one meant first: the most asked for, then the nearest place, then the order of the rows."""
    fit = [row for row in rows if row.fits(happening)]
    return sorted(fit, key=lambda row: (-row.asked, -row.depth, row.position, row.code))


def explained(rows: Iterable[PlanRow], happening: Happening) -> list[Explained]:
    """Every plan with why it would be chosen or not: those that fit first, in the order of :func:`fitting`."""
    rows = list(rows)
    fit = fitting(rows, happening)
    others = sorted((row for row in rows if row not in fit), key=lambda row: (row.position, row.code))
    return [
        Explained(row, row.conditions(happening), place if place <= len(fit) else None)
        for place, row in enumerate([*fit, *others], 1)
    ]


class Mode(StrEnum):
    """States of an emergency: it holds, it has ended and waits for its review, it was reviewed."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    REVIEWED = "reviewed"


class ModeAct(StrEnum):
    """Verbs of the switch between everyday and emergency (平急转换)."""

    BEGIN = "emergency_begin"
    END = "emergency_end"
    REVIEW = "emergency_review"


MODES = {
    Mode.IN_FORCE: Words("应急状态", "Emergency in force"),
    Mode.ENDED: Words("已转平时，待复盘", "Back to everyday, awaiting review"),
    Mode.REVIEWED: Words("已复盘", "Reviewed"),
}
MODE_ACTS = {
    ModeAct.BEGIN: Words("转入应急", "Switch to emergency"),
    ModeAct.END: Words("转回平时", "Switch back to everyday"),
    ModeAct.REVIEW: Words("复盘", "Review afterwards"),
}
_LEADER = frozenset({By.LEADER})
MODE: Table[Mode, ModeAct, None] = Table(
    Words("平急转换", "Everyday and emergency"), MODES, MODE_ACTS,
    (
        Row(ModeAct.END, frozenset({Mode.IN_FORCE}), Mode.ENDED, _LEADER),
        Row(ModeAct.REVIEW, frozenset({Mode.ENDED}), Mode.REVIEWED, _LEADER),
    ),
    Words("应急状态", "The emergency"),
)  # fmt: skip
