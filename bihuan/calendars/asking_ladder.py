"""What is asked of the ladder: which row answers, which versions there are, and the one in force to be edited."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bihuan.calendars.asking import asked_case, known_word
from bihuan.calendars.ladder_rows import LIGHTS, WHAT, as_table
from bihuan.calendars.ladders import OWN, LaddersTable
from bihuan.calendars.models import LadderTable
from bihuan.calendars.queries import calendars, ladder_at
from bihuan.calendars.versions import Version, versions_of
from bihuan.organisations.models import Unit
from bihuan.rules.alerts import Light
from bihuan.rules.keyed import Case
from bihuan.rules.ladder import Cause, Ladder, Row, Step, ranked_rungs, ranked_treads
from bihuan.rules.refusal import refuse


class Asked(NamedTuple):
    """A cause or a step, the light of the warning, and the case it is asked for."""

    what: Cause | Step
    light: Light
    case: Case


class Answered(NamedTuple):
    """The row that holds and the one that would if it were not there."""

    winner: Row
    runner_up: Row | None


def asked_of_ladder(keys: Mapping[str, str], version: str, at: datetime) -> tuple[Asked, LaddersTable]:
    """The question as written, by code or by name, and the version it is asked of: the one in force, unless named.

    Raises: ``Refused`` limit_key_unknown, limit_unit_unknown, ladder_unknown.
    """
    what = known_word("what", keys["what"], WHAT) or Cause.HANDLE.value
    light = known_word("light", keys["light"], LIGHTS) or Light.RED.name
    question = Asked(
        Step(what) if what in set(Step) else Cause(what), Light[light.upper()], asked_case(keys, at)
    )
    if not version:
        return question, ladder_at(at)
    found = next((each for each in (*calendars().ladders, OWN) if each.version == version), None)
    if found is None:
        refuse("ladder_unknown", field="version", version=version)
    return question, found


def answered(table: LaddersTable, question: Asked) -> Answered:
    """Which row of a version answers, and which would without it.

    Raises: ``Refused`` ladder_unanswered where none does: that light of the cause warns nobody.
    """
    ladder, (what, light, case) = table.rows, question
    ranked: list[Row] = (
        [*ranked_treads(ladder, what, light, case)]
        if isinstance(what, Step)
        else [*ranked_rungs(ladder, what, light, case)]
    )
    if not ranked:
        refuse("ladder_unanswered", field="light")
    return Answered(ranked[0], ranked[1] if len(ranked) > 1 else None)


def ladders_at(at: datetime) -> list[Version[Ladder]]:
    """Every version of the ladder, the newest first, the product's own last."""
    return versions_of(LadderTable, calendars().ladders, OWN, at)


def ladder_to_edit(at: datetime) -> list[list[str]]:
    """The version in force as a table that can be edited and imported again, its header first."""
    rows = ladder_at(at).rows.rows
    paths = {row.unit for row in rows} - {""}
    return as_table(rows, dict(Unit.objects.filter(path__in=paths).values_list("path", "code")))
