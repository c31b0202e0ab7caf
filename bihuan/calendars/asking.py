"""What is asked of the limits: which row wins, which versions there are, and the table in force to be edited."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bihuan.calendars.keyed_rows import LEVELS, MATTER_NAMES, URGENCIES
from bihuan.calendars.limit_rows import CLOCKS, as_table
from bihuan.calendars.limits import OWN, LimitsTable
from bihuan.calendars.models import LimitTable
from bihuan.calendars.queries import calendars, limits_at
from bihuan.calendars.versions import Version, versions_of
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import units_at
from bihuan.rules.actors import Level
from bihuan.rules.keyed import Case
from bihuan.rules.limits import Clock, Limit, Question, ranked
from bihuan.rules.matters import Urgency
from bihuan.rules.refusal import refuse


class Explained(NamedTuple):
    """The row that holds and the one that would if it were not there."""

    winner: Limit
    runner_up: Limit | None


def asked(keys: Mapping[str, str], version: str, at: datetime) -> tuple[Question, LimitsTable]:
    """The question as written, by code or by name, and the version it is asked of: the one in force, unless named.

    Raises: ``Refused`` limit_key_unknown, limits_unknown, limit_unit_unknown.
    """
    question = Question(
        Clock(known_word("clock", keys["clock"], CLOCKS) or Clock.TOTAL), *asked_case(keys, at)
    )
    if not version:
        return question, limits_at(at)
    found = next((each for each in (*calendars().tables, OWN) if each.version == version), None)
    if found is None:
        refuse("limits_unknown", field="version", version=version)
    return question, found


def explained(table: LimitsTable, question: Question) -> Explained:
    """Which row of a version answers, and which would without it.

    Raises: ``Refused`` limit_unanswered where none does: an extension is asked for a level of the city, district or street.
    """
    try:
        winner, *others = ranked(table.rows, question)
    except LookupError:
        refuse("limit_unanswered", field="level")
    return Explained(winner, others[0] if others else None)


def versions_at(at: datetime) -> list[Version[tuple[Limit, ...]]]:
    """Every version of the limits, the newest first, the product's own last."""
    return versions_of(LimitTable, calendars().tables, OWN, at)


def table_in_force(at: datetime) -> list[list[str]]:
    """The version in force as a table that can be edited and imported again, its header first."""
    rows = limits_at(at).rows
    paths = {row.unit for row in rows} - {""}
    return as_table(rows, dict(Unit.objects.filter(path__in=paths).values_list("path", "code")))


def asked_case(keys: Mapping[str, str], at: datetime) -> Case:
    """The keys of a question as written. Raises: ``Refused`` limit_key_unknown, limit_unit_unknown."""
    urgency = known_word("urgency", keys["urgency"], URGENCIES)
    level = known_word("level", keys["level"], LEVELS)
    unit = units_at(at.date()).filter(code=keys["unit"]).first() if keys["unit"] else None
    if keys["unit"] and unit is None:
        refuse("limit_unit_unknown", field="unit", unit=keys["unit"])
    return Case(
        Urgency(urgency) if urgency else None, Level(level) if level else None,
        known_word("matter", keys["matter"], MATTER_NAMES), unit.path if unit else "",
    )  # fmt: skip


def known_word(column: str, text: str, known: Mapping[str, str]) -> str:
    """The code that is meant, empty for nothing. Raises: ``Refused`` limit_key_unknown."""
    if text and text.strip().lower() not in known:
        refuse("limit_key_unknown", field=column, value=text, known="、".join(sorted(set(known.values()))))
    return known.get(text.strip().lower(), "")
