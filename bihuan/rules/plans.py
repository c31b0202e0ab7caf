"""Plans (预案): which one fits an event, and what becomes of a call nobody answers.

A plan names the events it is for by kind, severity, urgency and, where it matters, one measured attribute with its bounds: a burst
pipe under 500 mm is the district's to mend (facts 1.4). Which plan fits is decided by the rows alone, so that one and the same
event always gets the same plan, and the page can say why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bihuan.rules.actors import Standing as By
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

    def fits(self, kind: str, severity: str, urgency: str, attributes: Mapping[str, Decimal]) -> bool:
        """Whether the plan is for such an event. An attribute that was not measured fits no plan that asks for it."""
        named = (
            (not self.kinds or kind in self.kinds)
            and (not self.severities or severity in self.severities)
            and (not self.urgencies or urgency in self.urgencies)
        )
        if not named or not self.attribute:
            return named
        value = attributes.get(self.attribute)
        return (
            value is not None
            and (self.least is None or value >= self.least)
            and (self.below is None or value < self.below)
        )

    @property
    def asked(self) -> int:
        """How much it asks for: of two that fit, the one that asks for more is meant."""
        return sum(map(bool, (self.kinds, self.severities, self.urgencies, self.attribute)))


def fitting(
    rows: Iterable[PlanRow], kind: str, severity: str, urgency: str, attributes: Mapping[str, Decimal]
) -> list[PlanRow]:
    """The plans that fit, the one meant first: the most asked for, then the nearest place, then the order of the rows."""
    fit = [row for row in rows if row.fits(kind, severity, urgency, attributes)]
    return sorted(fit, key=lambda row: (-row.asked, -row.depth, row.position, row.code))


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
