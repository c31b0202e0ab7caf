"""Versions of the ladder: looked through first (``check_ladder``), taken in for a day to come, withdrawn again."""

from datetime import date, datetime

from bihuan.calendars.actions.versioning import (
    Checked,
    InForce,
    Kind,
    check_version,
    import_version,
    withdraw_version,
)
from bihuan.calendars.ladder_rows import read_ladder
from bihuan.calendars.ladders import stored
from bihuan.calendars.models import LadderRow, LadderTable, VersionTable
from bihuan.calendars.queries import ladder_at
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.rules.ladder import Row
from bihuan.rules.ladder_faults import changes, faults_of, says

CheckedLadder = Checked[Row]


def check_ladder(filename: str, content: bytes, since: date, *, at: datetime) -> CheckedLadder:
    """Look a ladder through; warnings would be issued under it from ``since``. See ``check_version``."""
    return check_version(_LADDER, filename, content, since, at=at)


def import_ladder(
    actor: Actor | None, filename: str, content: bytes, version: str, reference: str, since: date, *, at: datetime
) -> CheckedLadder:  # fmt: skip
    """Take a version of the ladder in. Warnings issued from that day on keep it. See ``import_version``."""
    return import_version(_LADDER, actor, filename, content, version, reference, since, at=at)


def withdraw_ladder(actor: Actor | None, version: str, reason: str, *, at: datetime) -> VersionTable:
    """Withdraw a version of the ladder. Warnings issued under it keep it all the same. See ``withdraw_version``."""
    return withdraw_version(_LADDER, actor, version, reason, at=at)


def _in_force(at: datetime) -> InForce[Row]:
    table = ladder_at(at)
    return InForce(table.version, table.rows.rows)


def _stored(row: Row, units: dict[str, Unit]) -> LadderRow:
    return stored(row, units.get(row.unit))


_LADDER = Kind[Row](
    "ladder", "what", LadderTable, LadderRow, _in_force, read_ladder, faults_of, changes, _stored, says
)
