"""A routing rule row by row: what is asked, the conditions of a row, and the organ it leads to."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bihuan.rules.actors import Level
from bihuan.rules.words import Words

#: Levels by how deep their places lie in a path: /city/district/street/community/grid/.
LEVELS = tuple(Level)


class EmployerKind(StrEnum):
    """What sort of employer a matter is about, as far as it was told."""

    CONSTRUCTION = "construction"
    MANUFACTURING = "manufacturing"
    SERVICES = "services"
    PLATFORM = "platform"
    DISPATCH_AGENCY = "dispatch_agency"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


EMPLOYER_WORDS = {
    EmployerKind.CONSTRUCTION: Words("工程建设", "Construction"),
    EmployerKind.MANUFACTURING: Words("生产制造", "Manufacturing"),
    EmployerKind.SERVICES: Words("商贸服务", "Trade and services"),
    EmployerKind.PLATFORM: Words("平台企业", "Platform business"),
    EmployerKind.DISPATCH_AGENCY: Words("劳务派遣", "Labour agency"),
    EmployerKind.PUBLIC_BODY: Words("机关事业单位", "Public body"),
    EmployerKind.OTHER: Words("其他", "Other"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the routing.

    Attributes:
        path: codes of the place from the city down, each closed by "/", as precise as is known, grid included.
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

    @property
    def codes(self) -> list[str]:
        """Codes of the place and those above it, highest first."""
        return self.path.strip("/").split("/")

    @property
    def level(self) -> Level:
        """How precisely the place is known."""
        return level_of(self.path)


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
    """One rule. An empty condition holds for everything."""

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
            and (self.hours is None or self.hours.hold(asked.at))
        )


def level_of(path: str) -> Level:
    """The level of the place a path leads to."""
    return LEVELS[min(path.count("/") - 1, len(LEVELS)) - 1]
