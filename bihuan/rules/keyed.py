"""Rows keyed by matter, urgency, level and unit: which of several that fit a case answers for it.

Limits and ladders are such rows. Nearness of the unit decides first, then the matter, the level, the urgency. A row that
leaves a key empty fits everything and never comes before one that names it (peer defect D13).
"""

from typing import NamedTuple, Protocol

from bihuan.rules.actors import Level
from bihuan.rules.matters import Urgency


class Case(NamedTuple):
    """What a row is asked for; of a key left empty only the rows that leave it empty too fit."""

    urgency: Urgency | None = None
    level: Level | None = None
    matter: str = ""
    unit: str = ""


class Keyed(Protocol):
    """What holds for some cases: the keys of a row, or those of what is asked."""

    @property
    def urgency(self) -> Urgency | None:
        """The urgency of the matter, ``None`` for all."""

    @property
    def level(self) -> Level | None:
        """The level of the unit, ``None`` for all."""

    @property
    def matter(self) -> str:
        """The category of the matter, empty for all."""

    @property
    def unit(self) -> str:
        """The path of a unit, for it and all beneath it; empty for all."""


def fits(row: Keyed, asked: Keyed) -> bool:
    """Whether a row holds for what is asked."""
    return (
        asked.unit.startswith(row.unit)
        and row.matter in ("", asked.matter)
        and row.level in (None, asked.level)
        and row.urgency in (None, asked.urgency)
    )


def rank(row: Keyed) -> tuple[int, bool, bool, bool]:
    """How near a row comes to a case: of those that fit, the highest answers."""
    return (len(row.unit), bool(row.matter), row.level is not None, row.urgency is not None)


def code_of(row: Keyed, *heads: str) -> str:
    """The name of a row, by which whatever runs by it remembers it: what it is about, then its keys."""
    return ":".join(filter(None, [*heads, row.unit, row.matter, row.level, row.urgency]))
