"""Versions of the limits: looked through first (``check_limits``), taken in for a day to come, withdrawn again."""

from datetime import date, datetime

from bihuan.calendars.actions.versioning import (
    Checked,
    InForce,
    Kind,
    check_version,
    import_version,
    withdraw_version,
)
from bihuan.calendars.limit_rows import read_limits
from bihuan.calendars.models import LimitRow, LimitTable, VersionTable
from bihuan.calendars.queries import limits_at
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.rules.limits import Limit, differences, faults_of

CheckedLimits = Checked[Limit]


def check_limits(filename: str, content: bytes, since: date, *, at: datetime) -> CheckedLimits:
    """Look a table of limits through; orders would be made under it from ``since``. See ``check_version``."""
    return check_version(_LIMITS, filename, content, since, at=at)


def import_limits(
    actor: Actor | None, filename: str, content: bytes, version: str, reference: str, since: date, *, at: datetime
) -> CheckedLimits:  # fmt: skip
    """Take a version of all limits in. Orders made from that day on keep it. See ``import_version``."""
    return import_version(_LIMITS, actor, filename, content, version, reference, since, at=at)


def withdraw_limits(actor: Actor | None, version: str, reason: str, *, at: datetime) -> VersionTable:
    """Withdraw a version of the limits. Orders made under it keep it all the same. See ``withdraw_version``."""
    return withdraw_version(_LIMITS, actor, version, reason, at=at)


def _in_force(at: datetime) -> InForce[Limit]:
    table = limits_at(at)
    return InForce(table.version, table.rows)


def _stored(limit: Limit, units: dict[str, Unit]) -> LimitRow:
    return LimitRow(
        clock=limit.clock, amount=limit.value, time=limit.time, matter=limit.matter, urgency=limit.urgency or "",
        level=limit.level or "", unit=units.get(limit.unit), shares="/".join(map(str, limit.shares)), grade=limit.grade,
        source=limit.source.zh, source_en=limit.source.en,
    )  # fmt: skip


def _says(row: Limit) -> list[str | int]:
    return [row.code, row.value, row.time.value, *row.shares, row.grade.value]


_LIMITS = Kind(
    "limits", "clock", LimitTable, LimitRow, _in_force, read_limits, faults_of, differences, _stored, _says
)
