"""Routing: whose duty a matter is, where it lies and what it is asked together (属地属事, facts 3.3 and 5).

A row says: a matter like this, in this place, is this item of the duty lists, and that organ leads it. Rows are
ordered and the first that fits decides, so that any question has exactly one answer; the next that fits and says
something else is the runner-up. A row that fits but can no longer be carried out (its unit was abolished, its item
withdrawn) does not pass silently to the next one: the matter goes to the duty desk with the reason, and the trouble is
handed back, to be reported and put to the row's owner.

Everything is handed in: the rows, the units as they stand, the items and who claimed them. Nothing here reads a table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from typing import NamedTuple

from bihuan.rules.routing_office import Item, Office, Organ, PostOnDuty
from bihuan.rules.routing_rows import Hours, InGrid, Question, Range, Row, Target

__all__ = [
    "FATAL", "Decision", "Hours", "InGrid", "Incident", "Item", "Landing", "ListAct", "Office", "Organ",
    "PostOnDuty", "Question", "Range", "Routes", "Row", "RuleAct", "Target", "Trouble", "stale",
]  # fmt: skip


class Trouble(StrEnum):
    """What can be wrong with a row that fits."""

    UNIT_ABOLISHED = "unit_abolished"
    UNIT_MISSING = "unit_missing"
    ITEM_WITHDRAWN = "item_withdrawn"
    PLACE_ABOLISHED = "place_abolished"
    UNCLAIMED = "unclaimed"
    POST_VACANT = "post_vacant"
    SUPPORT_MISSING = "support_missing"


class RuleAct(StrEnum):
    """What happens to a rule that somebody has to be told of."""

    FAIL_RULE = "rule_failed"


class ListAct(StrEnum):
    """What happens to a duty list that somebody has to be told of."""

    LIST_UNCLAIMED = "items_unclaimed"


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
    #: The grids the place lies in.
    grids: tuple[InGrid, ...] = ()

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
            return Decision(Landing.DESK, office.duty_desk(asked.path), grids=asked.grids)
        runner_up = next((other for other in fitting if _says_otherwise(other, row)), None)
        lead, item = office.organ(row.lead, asked.path), office.item(row.item, asked.path)
        fatal = _why_impossible(row, lead, item, office)
        if fatal or lead is None or item is None:
            return Decision(
                Landing.DESK, office.duty_desk(asked.path), row, runner_up=runner_up, incidents=fatal, grids=asked.grids
            )  # fmt: skip
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
            landing,
            lead,
            row,
            item,
            tuple(dict.fromkeys(supporting)),
            runner_up,
            tuple(incidents),
            asked.grids,
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
