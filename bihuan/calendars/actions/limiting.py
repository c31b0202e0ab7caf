"""Versions of the limits: looked through first (``check_limits``), taken in for a day to come, withdrawn again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import connection, transaction

from bihuan.calendars.chained import keeper, note_in_ledger
from bihuan.calendars.limit_rows import read_limits
from bihuan.calendars.models import LimitRow, LimitTable
from bihuan.calendars.queries import forget, limits_at
from bihuan.ledger.chain import EMPTY
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.spreadsheet import RowError, refuse_table
from bihuan.rules.limits import Difference, Limit, differences, faults_of
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

_NAME_LIMIT = 24


@dataclass
class CheckedLimits:
    """What a table of limits would do, or has done. ``errors`` empty means it may come into force."""

    in_force_from: datetime
    #: The version that would hold on that day without it.
    instead_of: str
    errors: list[RowError] = field(default_factory=list)
    rows: list[Limit] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def check_limits(filename: str, content: bytes, since: date, *, at: datetime) -> CheckedLimits:
    """Read a table and say what differs from the version it would replace, changing nothing.

    Parameters: ``since`` the day from which orders are made under it.
    Raises: ``Refused`` for what is wrong with the file as a whole, ``limits_backdated``, ``limits_known``,
    ``limits_change_nothing``. Every fault of a single row is in ``CheckedLimits.errors`` instead.
    """
    return _examine(filename, content, since, at)[0]


def import_limits(
    actor: Actor | None, filename: str, content: bytes, version: str, reference: str, since: date, *, at: datetime
) -> CheckedLimits:  # fmt: skip
    """Take a version of all limits in. Orders made from that day on keep it; those made before keep their own.

    Raises: ``Refused`` as :func:`check_limits`, ``table_has_errors``, ``limits_not_yours`` for anybody but an
    administrator, ``limits_unnamed``, ``limits_named_twice``, ``notice_without_reference``.
    """
    by = keeper(actor, "limits_not_yours")
    version, reference = version.strip(), reference.strip()
    if not version or len(version) > _NAME_LIMIT:
        refuse("limits_unnamed", field="version", most=_NAME_LIMIT)
    if not reference:
        refuse("notice_without_reference", field="reference")
    with transaction.atomic():
        _one_at_a_time()
        checked, units = _examine(filename, content, since, at)
        refuse_table(checked.errors)
        if version == limits_at(at).version or LimitTable.objects.filter(version=version).exists():
            refuse("limits_named_twice", field="version", version=version)
        table = LimitTable(
            version=version, reference=reference[:200], in_force_from=checked.in_force_from, digest=_digest(checked.rows),
            imported_at=at, imported_by_id=actor.person_id if actor else None, ledger_digest=EMPTY.digest,
        )  # fmt: skip
        note_in_ledger(
            table, "import_limits", at=at, by=by, version=version, since=checked.in_force_from.isoformat(),
            rows=len(checked.rows), sha256=table.digest, instead_of=checked.instead_of,
        )  # fmt: skip
        table.save(force_insert=True)
        LimitRow.objects.bulk_create(_row(table, limit, units) for limit in checked.rows)
        transaction.on_commit(forget)
    return checked


def withdraw_limits(actor: Actor | None, version: str, reason: str, *, at: datetime) -> LimitTable:
    """Withdraw a version: from now on the one before holds. Orders made under it keep it all the same.

    Raises: ``Refused`` ``limits_not_yours``, ``limits_unknown``, ``limits_withdrawn``, ``withdrawal_without_reason``.
    """
    by = keeper(actor, "limits_not_yours")
    if not reason.strip():
        refuse("withdrawal_without_reason", field="reason")
    with transaction.atomic():
        table = LimitTable.objects.select_for_update().filter(version=version).first()
        if table is None:
            refuse("limits_unknown", version=version)
        if table.withdrawn_at is not None:
            refuse("limits_withdrawn", version=version, on=table.withdrawn_at.astimezone(SHANGHAI).date())
        note_in_ledger(table, "withdraw_limits", at=at, by=by, version=version, reason=reason.strip()[:200])
        table.withdrawn_at = at
        table.save(update_fields=["withdrawn_at", "ledger_length", "ledger_digest"])
        transaction.on_commit(forget)
    return table


def _one_at_a_time() -> None:
    """Two imports at once would both find the same name free."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE calendars_limittable IN SHARE ROW EXCLUSIVE MODE")
    forget()


def _examine(
    filename: str, content: bytes, since: date, at: datetime
) -> tuple[CheckedLimits, dict[str, Unit]]:
    today = at.astimezone(SHANGHAI).date()
    if since < today:
        refuse("limits_backdated", field="since", since=since, today=today)
    # Never earlier than now: an order made this morning keeps what held this morning.
    starts = max(datetime.combine(since, time(), SHANGHAI), at)
    read, errors, units = read_limits(filename, content, since)
    before = limits_at(starts)
    checked = CheckedLimits(starts, before.version, errors, [limit for _, limit in read])
    if errors:
        return checked, units
    for fault in faults_of(checked.rows):
        place = read[fault.row][0] if fault.row >= 0 else (read[-1][0] if read else 1) + 1
        values = dict(fault.values)
        if isinstance(first := values.get("first"), int):
            values["first"] = read[first][0]
        checked.errors.append(RowError.because(fault.refusal, place, "clock", **values))
    if again := LimitTable.objects.filter(digest=_digest(checked.rows), withdrawn_at=None).first():
        refuse("limits_known", field="file", version=again.version)
    checked.differences = differences(before.rows, checked.rows)
    if not checked.errors and not checked.differences:
        refuse("limits_change_nothing", field="file", version=before.version)
    return checked, units


def _row(table: LimitTable, limit: Limit, units: dict[str, Unit]) -> LimitRow:
    return LimitRow(
        table=table, clock=limit.clock, amount=limit.value, time=limit.time, matter=limit.matter,
        urgency=limit.urgency or "", level=limit.level or "", unit=units.get(limit.unit),
        shares="/".join(map(str, limit.shares)), grade=limit.grade, source=limit.source.zh, source_en=limit.source.en,
    )  # fmt: skip


def _digest(rows: Sequence[Limit]) -> str:
    said = sorted([row.code, row.value, row.time.value, *row.shares, row.grade.value] for row in rows)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
