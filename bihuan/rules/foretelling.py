"""What a foretelling of lateness was worth: what was said, what came of it, and two plain ways of saying it beside."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from bihuan.rules.words import Words

#: So many orders of a list are read in a morning; precision is told for them.
LENGTH = 20
#: With fewer orders asked of, or fewer that came late, the figures prove nothing.
LEAST_ASKED, LEAST_LATE = 200, 20
#: The lower edges of the calibration table.
EDGES = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8)


class Way(StrEnum):
    """A way of saying how likely an order is to be late."""

    SURVIVAL = "survival"
    ELAPSED = "elapsed"
    LATE_RATE = "late_rate"


WAY_WORDS = {
    Way.SURVIVAL: Words("生存估计（本页）", "Survival estimate (this page)"),
    Way.ELAPSED: Words("对照：已用时限的比例", "For comparison: share of the limit used"),
    Way.LATE_RATE: Words("对照：单位以往超期率", "For comparison: the unit's late rate before"),
}


class Answer(NamedTuple):
    """What was said of one order on one morning, by each way, and whether it came late."""

    at: datetime
    said: Mapping[Way, float]
    late: bool


class Row(NamedTuple):
    """One row of the calibration table: from ``least`` on, how many orders, what was said on average, how many came late."""

    least: float
    asked: int
    said: float
    late: int


@dataclass(frozen=True)
class Report:
    """How well lateness was foretold.

    Attributes:
        months: the first days of the months held back in which anything was asked.
        asked, late: how many orders were asked of (one may be asked of on several Mondays), how many of them came late.
        left_out: asked of, but their limit was moved afterwards.
        brier: mean squared error of what was said, 0 best.
        precision: of the first :data:`LENGTH` of each morning's list, the share that came late.
    """

    months: tuple[date, ...]
    asked: int
    late: int
    left_out: int
    brier: Mapping[Way, float]
    precision: Mapping[Way, float]
    calibration: tuple[Row, ...]

    @property
    def verdict(self) -> Words:
        """What the figures are worth, said plainly."""
        if self.asked < LEAST_ASKED or self.late < LEAST_LATE:
            return Words(
                "样本太少（问了 {asked} 次，其中超期 {late} 次），下面的数字还说明不了预测准不准。",
                "Too few cases ({asked} asked of, {late} late): the figures below do not yet show how well this foretells.",
            ).fill(asked=self.asked, late=self.late)
        plain = [way for way in Way if way is not Way.SURVIVAL]
        more_sure = all(self.brier[Way.SURVIVAL] < self.brier[way] for way in plain)
        finds_more = all(self.precision[Way.SURVIVAL] > self.precision[way] for way in plain)
        return _VERDICTS[more_sure, finds_more]

    @property
    def told(self) -> dict[str, Any]:
        """The report as plain data, for a program or a table; :meth:`of` reads it again."""
        return {
            "months": [month.isoformat() for month in self.months],
            "asked": self.asked,
            "late": self.late,
            "left_out": self.left_out,
            "list_length": LENGTH,
            "brier": {way.value: round(self.brier[way], 4) for way in Way},
            "precision": {way.value: round(self.precision[way], 4) for way in Way},
            "calibration": [{**row._asdict(), "said": round(row.said, 4)} for row in self.calibration],
            "verdict": self.verdict._asdict(),
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Report":
        """The report that told itself so."""
        return cls(
            tuple(date.fromisoformat(month) for month in told["months"]),
            told["asked"], told["late"], told["left_out"],
            {way: told["brier"][way.value] for way in Way},
            {way: told["precision"][way.value] for way in Way},
            tuple(Row(**row) for row in told["calibration"]),
        )  # fmt: skip


_VERDICTS = {
    (True, True): Words(
        "两项都好于两种简单办法：概率更准，名单前列后来超期的更多。",
        "Better than both plain ways on both counts: the probabilities are truer, and more of the list's head came late.",
    ),
    (True, False): Words(
        "概率比两种简单办法准；但名单前列并不比最好的简单办法抓得更多。",
        "The probabilities are truer than both plain ways, but the list's head finds no more than the best of them.",
    ),
    (False, True): Words(
        "名单前列比两种简单办法抓得更多；但概率本身不比最好的简单办法准。",
        "The list's head finds more than both plain ways, but the probabilities are no truer than the best of them.",
    ),
    (False, False): Words(
        "并不比最好的简单办法强：请只当参考，勿据此安排。",
        "No better than the best of the plain ways: take it as a hint and arrange nothing by it.",
    ),
}


def brier(answers: Sequence[Answer], way: Way) -> float:
    """The mean squared error of what was said by one way; 0 where nothing was asked."""
    return sum((one.said[way] - one.late) ** 2 for one in answers) / len(answers) if answers else 0.0


def precision(answers: Sequence[Answer], way: Way, length: int = LENGTH) -> float:
    """Of the first ``length`` of each morning's list the share that came late.

    Where orders are told the same probability at the end of the list, they share the places left.
    """
    mornings: defaultdict[datetime, list[Answer]] = defaultdict(list)
    for one in answers:
        mornings[one.at].append(one)
    listed, found = 0, 0.0
    for asked in mornings.values():
        asked.sort(key=lambda one: -one.said[way])
        places = min(length, len(asked))
        last = asked[places - 1].said[way]
        surely = [one for one in asked if one.said[way] > last]
        level = [one for one in asked if one.said[way] == last]
        share = (places - len(surely)) / len(level)
        found += sum(one.late for one in surely) + share * sum(one.late for one in level)
        listed += places
    return found / listed if listed else 0.0


def calibration(answers: Sequence[Answer]) -> tuple[Row, ...]:
    """What the survival estimate said against what came of it, in the steps of :data:`EDGES`; empty steps left out."""
    steps: defaultdict[float, list[Answer]] = defaultdict(list)
    for one in answers:
        steps[max(edge for edge in EDGES if edge <= one.said[Way.SURVIVAL])].append(one)
    return tuple(
        Row(
            edge,
            len(rows),
            sum(one.said[Way.SURVIVAL] for one in rows) / len(rows),
            sum(one.late for one in rows),
        )
        for edge, rows in sorted(steps.items())
    )
