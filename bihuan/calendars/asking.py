"""What is asked of the limits: which row wins, which versions there are, and the table in force to be edited."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bihuan.calendars.limit_rows import CLOCKS, LEVELS, MATTER_NAMES, URGENCIES, as_table
from bihuan.calendars.limits import OWN, Table
from bihuan.calendars.models import LimitTable
from bihuan.calendars.queries import calendars, limits_at
from bihuan.organisations.models import Person, Unit
from bihuan.organisations.queries import units_at
from bihuan.rules.actors import Level
from bihuan.rules.limits import Clock, Limit, Question, ranked
from bihuan.rules.matters import Urgency
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class Explained(NamedTuple):
    """The row that holds and the one that would if it were not there."""

    winner: Limit
    runner_up: Limit | None


class State(StrEnum):
    """Where a version stands."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    BEFORE = "before"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Words:
        """As pages show it."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    State.IN_FORCE: Words("现行", "In force"),
    State.TO_COME: Words("待生效", "To come"),
    State.BEFORE: Words("已被替代", "Replaced"),
    State.WITHDRAWN: Words("已撤回", "Withdrawn"),
}
SHIPPED = Words("随产品附带", "comes with the product")


class Version(NamedTuple):
    """One version with what is known of it; of the product's own nobody took it in."""

    table: Table
    state: State
    reference: str = ""
    imported_at: datetime | None = None
    imported_by: Person | None = None


def asked(keys: Mapping[str, str], version: str, at: datetime) -> tuple[Question, Table]:
    """The question as written, by code or by name, and the version it is asked of: the one in force, unless named.

    Raises: ``Refused`` limit_key_unknown, limits_unknown, limit_unit_unknown.
    """
    clock = _known("clock", keys["clock"], CLOCKS)
    urgency, level = _known("urgency", keys["urgency"], URGENCIES), _known("level", keys["level"], LEVELS)
    unit = units_at(at.date()).filter(code=keys["unit"]).first() if keys["unit"] else None
    if keys["unit"] and unit is None:
        refuse("limit_unit_unknown", field="unit", unit=keys["unit"])
    question = Question(
        Clock(clock or Clock.TOTAL), Urgency(urgency) if urgency else None, Level(level) if level else None,
        _known("matter", keys["matter"], MATTER_NAMES), unit.path if unit else "",
    )  # fmt: skip
    if not version:
        return question, limits_at(at)
    found = next((each for each in (*calendars().tables, OWN) if each.version == version), None)
    if found is None:
        refuse("limits_unknown", field="version", version=version)
    return question, found


def explained(table: Table, question: Question) -> Explained:
    """Which row of a version answers, and which would without it.

    Raises: ``Refused`` limit_unanswered where none does: an extension is asked for a level of the city, district or street.
    """
    try:
        winner, *others = ranked(table.rows, question)
    except LookupError:
        refuse("limit_unanswered", field="level")
    return Explained(winner, others[0] if others else None)


def versions_at(at: datetime) -> list[Version]:
    """Every version, the newest first, the product's own last."""
    known, present = calendars().tables, limits_at(at)
    rows = {
        row.version: row for row in LimitTable.objects.select_related("imported_by").defer("ledger_digest")
    }
    found = [
        Version(table, _state(table, present, at), row.reference, row.imported_at, row.imported_by)
        for table in known
        if (row := rows.get(table.version))
    ]
    return [*found, Version(OWN, _state(OWN, present, at))]


def table_in_force(at: datetime) -> list[list[str]]:
    """The version in force as a table that can be edited and imported again, its header first."""
    rows = limits_at(at).rows
    paths = {row.unit for row in rows} - {""}
    return as_table(rows, dict(Unit.objects.filter(path__in=paths).values_list("path", "code")))


def _state(table: Table, present: Table, at: datetime) -> State:
    if table is present or table.version == present.version:
        return State.IN_FORCE
    if table.withdrawn_at is not None:
        return State.WITHDRAWN
    to_come = table.in_force_from is not None and table.in_force_from > at
    return State.TO_COME if to_come else State.BEFORE


def _known(column: str, text: str, known: Mapping[str, str]) -> str:
    if text and text.strip().lower() not in known:
        refuse("limit_key_unknown", field=column, value=text, known="、".join(sorted(set(known.values()))))
    return known.get(text.strip().lower(), "")
