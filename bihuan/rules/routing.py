"""Routing: whose duty a matter is, where it lies and what it is asked together (属地属事, facts 3.3 and 5).

A row says: a matter like this, in this place, is this item of the duty lists, and that organ leads it. Rows are
ordered and the first that fits decides, so that any question has exactly one answer; the next that fits and says
something else is the runner-up. A row that fits but can no longer be carried out (its unit was abolished, its item
withdrawn) does not pass silently to the next one: the matter goes to the duty desk with the reason, and the trouble is
handed back, to be reported and put to the row's owner.

Everything is handed in: the rows, the units as they stand, the items and who claimed them. Nothing here reads a table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from heapq import merge
from typing import NamedTuple

from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
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


class Organ(NamedTuple):
    """A unit as the routing knows it."""

    id: int
    code: str
    name: str
    level: Level
    path: str


class PostOnDuty(NamedTuple):
    """A post that claimed an item: where it stands in its centre, and how many people hold it."""

    id: int
    name: str
    board: str
    lane: str
    centre: str
    people: int


class Item(NamedTuple):
    """An item of a duty list, and the post that claimed to lead it (None while nobody did)."""

    id: int
    code: str
    name: str
    kind: DutyKind
    post: PostOnDuty | None = None


@dataclass(frozen=True)
class Office:
    """The house as it stands: which organs serve which place, what was abolished, the items and their posts.

    Attributes:
        organs: by path of the place and role.
        by_code: every standing unit, places too.
        abolished: code → last name of units that no longer exist.
        items: by path of the place whose list it is, and code of the item.
    """

    organs: dict[tuple[str, str], Organ] = field(default_factory=dict)
    by_code: dict[str, Organ] = field(default_factory=dict)
    abolished: dict[str, str] = field(default_factory=dict)
    items: Mapping[tuple[str, str], Item] = field(default_factory=dict)

    def organ(self, target: Target, path: str) -> Organ | None:
        """The organ a target means in that place, or None: then the row cannot be carried out."""
        if target.code:
            return self.by_code.get(target.code)
        deepest = LEVELS.index(target.level) + 1
        above = (place for place in _upwards(path) if place.count("/") - 1 <= deepest)
        return next((self.organs[at] for place in above if (at := (place, target.role)) in self.organs), None)

    def item(self, code: str, path: str) -> Item | None:
        """The item of that code in the nearest list from the place upwards: the street's, the district's, the city's."""
        return next((self.items[at] for place in _upwards(path) if (at := (place, code)) in self.items), None)

    def duty_desk(self, path: str) -> Organ | None:
        """Who takes what nobody else does: the nearest command centre."""
        return self.organ(Target("command_centre", Level.GRID), path)


class Trouble(StrEnum):
    """What can be wrong with a row that fits."""

    UNIT_ABOLISHED = "unit_abolished"
    UNIT_MISSING = "unit_missing"
    ITEM_WITHDRAWN = "item_withdrawn"
    PLACE_ABOLISHED = "place_abolished"
    UNCLAIMED = "unclaimed"
    POST_VACANT = "post_vacant"
    SUPPORT_MISSING = "support_missing"


#: Troubles with which a row cannot be carried out: the matter falls to the duty desk.
FATAL = frozenset({Trouble.UNIT_ABOLISHED, Trouble.UNIT_MISSING, Trouble.ITEM_WITHDRAWN})


class Incident(NamedTuple):
    """A trouble of one row, and what it is about: the code or name of a unit, an item or a post."""

    row: str
    trouble: Trouble
    about: str


class Landing(StrEnum):
    """Where a matter comes to lie."""

    POST = "post"  # with the people of a post
    UNIT = "unit"  # with a unit, nobody having claimed the item or the post being vacant
    DESK = "desk"  # with the duty desk


@dataclass(frozen=True, slots=True)
class Decision:
    """The one answer to a question. ``row`` is the rule that decided, or that failed; None where none fits."""

    landing: Landing
    unit: Organ | None
    row: Row | None = None
    item: Item | None = None
    supporting: tuple[Organ, ...] = ()
    runner_up: Row | None = None
    incidents: tuple[Incident, ...] = ()

    @property
    def post(self) -> PostOnDuty | None:
        """The post that takes it; None unless people stand in it."""
        return self.item.post if self.item and self.landing is Landing.POST else None


class Routes:
    """A set of rows, compiled: found by matter and place, not by walking all of them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.position, row.code))
        self._index: dict[tuple[str, str], list[int]] = {}
        for rank, row in enumerate(self.rows):
            for matter in row.matters or ("",):
                for place in row.places or ("",):
                    self._index.setdefault((matter, place), []).append(rank)

    def fitting(self, asked: Question) -> Iterator[Row]:
        """Every row that fits, in order."""
        index = self._index
        ranked = [
            ranks
            for place in ("", *asked.codes)
            for matter in {"", asked.matter}
            if (ranks := index.get((matter, place)))
        ]
        last = -1
        for rank in merge(*ranked) if len(ranked) > 1 else ranked[0] if ranked else ():
            if rank != last and self.rows[rank].fits_otherwise(asked):
                yield self.rows[rank]
            last = rank

    def decide(self, asked: Question, office: Office) -> Decision:
        """The one decision. It never raises and never is silent: what has no answer goes to the duty desk."""
        fitting = self.fitting(asked)
        row = next(fitting, None)
        if row is None:
            return Decision(Landing.DESK, office.duty_desk(asked.path))
        runner_up = next((other for other in fitting if _says_otherwise(other, row)), None)
        lead, item = office.organ(row.lead, asked.path), office.item(row.item, asked.path)
        fatal = _why_impossible(row, lead, item, office)
        if fatal or lead is None or item is None:
            return Decision(
                Landing.DESK, office.duty_desk(asked.path), row, runner_up=runner_up, incidents=fatal
            )
        helping = [(target, office.organ(target, asked.path)) for target in row.supporting]
        incidents = [
            Incident(row.code, Trouble.SUPPORT_MISSING, target.code or target.role)
            for target, organ in helping
            if organ is None
        ]
        landing = Landing.POST
        if item.post is None or not item.post.people:
            trouble = Trouble.POST_VACANT if item.post else Trouble.UNCLAIMED
            incidents.append(Incident(row.code, trouble, item.post.name if item.post else item.code))
            landing = Landing.UNIT
        supporting = tuple(organ for _, organ in helping if organ is not None and organ != lead)
        return Decision(
            landing, lead, row, item, tuple(dict.fromkeys(supporting)), runner_up, tuple(incidents)
        )


def stale(rows: Iterable[Row], office: Office, item_codes: frozenset[str]) -> list[Incident]:
    """What is wrong with rows whoever asks: they name what no longer exists, or never did.

    Parameters: ``item_codes`` the codes of every item that stands in some list.
    """
    roles = {role for _, role in office.organs}
    found = []
    for row in rows:
        for place in sorted(row.places):
            if place in office.abolished and place not in office.by_code:
                found.append(Incident(row.code, Trouble.PLACE_ABOLISHED, office.abolished[place]))
        for target in (row.lead, *row.supporting):
            if target.code and target.code not in office.by_code:
                name = office.abolished.get(target.code)
                trouble = Trouble.UNIT_ABOLISHED if name else Trouble.UNIT_MISSING
                found.append(Incident(row.code, trouble, name or target.code))
            elif target.role and target.role not in roles:
                found.append(Incident(row.code, Trouble.UNIT_MISSING, target.role))
        if row.item not in item_codes:
            found.append(Incident(row.code, Trouble.ITEM_WITHDRAWN, row.item))
    return found


def level_of(path: str) -> Level:
    """The level of the place a path leads to."""
    return LEVELS[min(path.count("/") - 1, len(LEVELS)) - 1]


def _why_impossible(row: Row, lead: Organ | None, item: Item | None, office: Office) -> tuple[Incident, ...]:
    found = []
    if lead is None:
        abolished = office.abolished.get(row.lead.code)
        trouble = Trouble.UNIT_ABOLISHED if abolished else Trouble.UNIT_MISSING
        found.append(Incident(row.code, trouble, abolished or row.lead.code or row.lead.role))
    if item is None:
        found.append(Incident(row.code, Trouble.ITEM_WITHDRAWN, row.item))
    return tuple(found)


def _says_otherwise(other: Row, row: Row) -> bool:
    return (other.item, other.lead) != (row.item, row.lead)


def _upwards(path: str) -> Iterator[str]:
    """The path and those above it, nearest first."""
    while len(path) > 1:
        yield path
        path = path[: path.rindex("/", 0, -1) + 1]
