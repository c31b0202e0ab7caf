"""Figures each place sets for itself: minimum wage, average wage, amounts of the crime of refusing to pay.

They are rows with a place, a first and a last day and a source, never constants. What is not confirmed by an official
text says so. Nothing is reckoned with a figure that has no dates or does not hold on the day asked (facts 7.4).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.reckoning import unofficial, yuan
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class Figure(StrEnum):
    """What a local figure is."""

    MINIMUM_WAGE = "minimum_wage"
    AVERAGE_WAGE = "average_wage"
    CRIME_SINGLE = "crime_single"
    CRIME_GROUP = "crime_group"


FIGURE_WORDS = {
    Figure.MINIMUM_WAGE: Words("月最低工资标准", "Monthly minimum wage"),
    Figure.AVERAGE_WAGE: Words("上年度职工月平均工资", "Average monthly wage of the year before"),
    Figure.CRIME_SINGLE: Words(
        "拒不支付劳动报酬罪数额（一人）", "Amount of criminal wage refusal (one worker)"
    ),
    Figure.CRIME_GROUP: Words(
        "拒不支付劳动报酬罪数额（十人以上）", "Amount of criminal wage refusal (ten or more)"
    ),
}


class LocalFigure(NamedTuple):
    """One row.

    Attributes:
        place: division code it holds for; everything beneath it too, unless that has a row of its own.
        fen: the figure in fen a month, or in all.
        since, until: first and last day it holds; ``until`` is ``None`` while nothing has replaced it.
        source: the text that sets it.
        official: whether that text was read.
    """

    kind: Figure
    place: str
    fen: int
    since: date
    until: date | None
    source: Words
    official: bool

    @property
    def words(self) -> Words:
        """The figure with its dates."""
        until = Words(f"至{self.until}", f"to {self.until}") if self.until else Words("起", "onwards")
        return Words(
            f"{FIGURE_WORDS[self.kind].zh}{yuan(self.fen)}（{self.since}{until.zh}）",
            f"{FIGURE_WORDS[self.kind].en} {yuan(self.fen)} (from {self.since} {until.en})",
        )

    @property
    def warning(self) -> tuple[Words, ...]:
        """The sentence a result carries if the figure is not official."""
        return () if self.official else (unofficial(self.words, self.source),)


def figure_on(rows: Iterable[LocalFigure], kind: Figure, places: Iterable[str], day: date) -> LocalFigure:
    """The row that holds in a place on a day.

    Parameters: ``places`` the place's division code first, then those above it.
    Raises: ``Refused`` figure_unknown where no row holds then: an older one is not good enough.
    """
    holding = [
        row
        for row in rows
        if row.kind is kind and row.since <= day and (row.until is None or day <= row.until)
    ]
    for place in places:
        here = [row for row in holding if row.place == place]
        if here:
            return max(here, key=lambda row: row.since)
    refuse("figure_unknown", what=FIGURE_WORDS[kind], day=day)


def stated(kind: Figure, fen: int, since: date | None, day: date) -> LocalFigure:
    """A figure the person typed, with the day it came into force.

    Raises: ``Refused`` figure_undated without that day or with a later one than the day asked.
    """
    if since is None or since > day:
        refuse("figure_undated", field="minimum_since", what=FIGURE_WORDS[kind])
    return LocalFigure(kind, "", fen, since, None, Words("填写人提供", "given by the person"), official=False)
