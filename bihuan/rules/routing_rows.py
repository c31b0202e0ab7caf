"""A routing rule row by row: what is asked, the conditions of a row, and the organ it leads to."""

import re
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from bihuan.rules.actors import Level

#: Levels by how deep their places lie in a path: /city/district/street/community/grid/.
LEVELS = tuple(Level)


class InGrid(NamedTuple):
    """A grid a place lies in. ``kind`` as in :class:`bihuan.rules.grids.GridKind`; at most one of each kind."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the routing.

    Attributes:
        path: codes of the place from the city down, each closed by "/", as precise as is known.
        grids: the grids it lies in, as far as they are known: by its position, or by what its address names.
        amount_fen, people: as far as they were told; what was not told fits no range.
        at: the time of day at the office.
    """

    path: str
    matter: str
    nature: str = ""
    urgency: str = ""
    employer_kind: str = ""
    amount_fen: int | None = None
    people: int | None = None
    at: time | None = None
    grids: tuple[InGrid, ...] = ()

    @property
    def codes(self) -> list[str]:
        """Codes of the place and those above it, highest first, then those of its grids."""
        return [*self.path.strip("/").split("/"), *(grid.code for grid in self.grids)]

    @property
    def level(self) -> Level:
        """How precisely the place is known."""
        return Level.GRID if self.grids else level_of(self.path)


@dataclass(frozen=True, slots=True)
class Range:
    """At least and at most, both included; None is open."""

    least: int | None = None
    most: int | None = None

    def holds(self, value: int | None) -> bool:
        """Whether the value lies within; an open range also holds what is not known."""
        if value is None:
            return self.least is None and self.most is None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day, its end not included; one that ends before it begins goes over midnight."""

    start: time
    end: time

    def hold(self, at: time | None) -> bool:
        """Whether the time of day lies within; an unknown one lies within none."""
        if at is None:
            return False
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Target:
    """The organ a row leads to: one unit by its code, or the organ of a kind that serves the place at a level.

    Attributes:
        role: "union", "command_centre" or the trade of a department; empty with ``code``.
        level: the lowest level wanted; where the place is not known so precisely, the nearest organ above answers.
        code: of one particular unit.
    """

    role: str = ""
    level: Level = Level.DISTRICT
    code: str = ""

    @classmethod
    def parse(cls, text: str) -> "Target | None":
        """From a cell of a table: ``labour@district``, or ``=500103:labour`` for one unit; None for anything else."""
        if text.startswith("=") and len(text) > 1:
            return cls(code=text[1:].strip())
        found = _TARGET.fullmatch(text.strip())
        return cls(found["role"], Level(found["level"])) if found else None

    def __str__(self) -> str:
        return f"={self.code}" if self.code else f"{self.role}@{self.level.value}"


_TARGET = re.compile(rf"(?P<role>[a-z_]{{2,24}})@(?P<level>{'|'.join(Level)})")


@dataclass(frozen=True, slots=True)
class Row:
    """One rule. An empty condition holds for everything. ``places`` may name grids beside places of the division."""

    code: str
    position: int
    item: str
    lead: Target
    supporting: tuple[Target, ...] = ()
    matters: frozenset[str] = frozenset()
    natures: frozenset[str] = frozenset()
    urgencies: frozenset[str] = frozenset()
    employer_kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    levels: frozenset[Level] = frozenset()
    grid_kinds: frozenset[str] = frozenset()
    amount_fen: Range = Range()
    people: Range = Range()
    hours: Hours | None = None

    def fits(self, asked: Question) -> bool:
        """Whether every condition holds."""
        return (
            (not self.matters or asked.matter in self.matters)
            and (not self.places or not self.places.isdisjoint(asked.codes))
            and self.fits_otherwise(asked)
        )

    def fits_otherwise(self, asked: Question) -> bool:
        """Whether the conditions hold that the index of :class:`Routes` does not already answer."""
        return (
            self.people.holds(asked.people)
            and self.amount_fen.holds(asked.amount_fen)
            and (not self.natures or asked.nature in self.natures)
            and (not self.urgencies or asked.urgency in self.urgencies)
            and (not self.employer_kinds or asked.employer_kind in self.employer_kinds)
            and (not self.levels or asked.level in self.levels)
            and (not self.grid_kinds or any(grid.kind in self.grid_kinds for grid in asked.grids))
            and (self.hours is None or self.hours.hold(asked.at))
        )


def level_of(path: str) -> Level:
    """The level of the place a path leads to."""
    return LEVELS[min(path.count("/") - 1, len(LEVELS)) - 1]
