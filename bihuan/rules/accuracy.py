"""How well suggested matters did: counts of what was suggested beside what a person chose, read as shares and drift."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.suggesting import Band


class AlarmAct(StrEnum):
    """What of it somebody has to be told."""

    ACCURACY_FELL = "accuracy_fell"


class Counted(NamedTuple):
    """How many calls of a week had this suggested in this band and that chosen; ``accepted`` of them by key or press."""

    suggested: str
    chosen: str
    band: str
    cases: int
    accepted: int = 0


class MatterFigures(NamedTuple):
    """One matter as it was suggested: how often, how often a person chose it, and what they chose instead."""

    matter: str
    proposed: int
    right: int
    accepted: int
    bands: Mapping[Band, int]
    #: What was chosen instead, the commonest first.
    changed: tuple[tuple[str, int], ...]
    #: How often a person chose it, whatever was suggested.
    chosen: int

    @property
    def accuracy(self) -> float | None:
        """The share that was right, in per cent; None of none."""
        return share(self.right, self.proposed)


def share(part: int, whole: int) -> float | None:
    """In per cent to one place; None of none."""
    return round(100 * part / whole, 1) if whole else None


def figures_of(counts: Iterable[Counted]) -> list[MatterFigures]:
    """The figures of each matter that was suggested or chosen, the oftenest suggested first."""
    rows = list(counts)
    matters = {row.suggested for row in rows} | {row.chosen for row in rows}
    found = [_of(matter, rows) for matter in matters]
    return sorted(found, key=lambda each: (-each.proposed, -each.chosen, each.matter))


def _of(matter: str, rows: list[Counted]) -> MatterFigures:
    bands, changed = Counter[Band](), Counter[str]()
    right = accepted = 0
    own = [row for row in rows if row.suggested == matter]
    for row in own:
        bands[Band(row.band)] += row.cases
        accepted += row.accepted
        if row.chosen == matter:
            right += row.cases
        else:
            changed[row.chosen] += row.cases
    return MatterFigures(
        matter,
        sum(row.cases for row in own),
        right,
        accepted,
        bands,
        tuple(sorted(changed.items(), key=lambda item: (-item[1], item[0]))),
        sum(row.cases for row in rows if row.chosen == matter),
    )


def moved(mix: Mapping[str, int], learned: Mapping[str, int]) -> float | None:
    """How far the mix of matters is from the one learned from: which share of the cases would have to be another matter.

    Between 0 and 100 per cent; None while either is empty.
    """
    now, then = sum(mix.values()), sum(learned.values())
    if not now or not then:
        return None
    apart = sum(
        abs(mix.get(each, 0) / now - learned.get(each, 0) / then) for each in mix.keys() | learned.keys()
    )
    return round(100 * apart / 2, 1)
