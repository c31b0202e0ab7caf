"""Versions of a table that is handed in whole: looked through first, taken in for a day to come, withdrawn again.

What differs from table to table is its :class:`Kind`: how its rows are read and stored, what is wrong with them, and by
which sentences it is refused.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, transaction

from bihuan.calendars.chained import keeper, note_in_ledger
from bihuan.calendars.models import KeyedRow, VersionTable
from bihuan.calendars.queries import forget
from bihuan.ledger.chain import EMPTY
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.spreadsheet import RowError, refuse_table
from bihuan.rules.limits import Fault
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

Row = TypeVar("Row")
_NAME_LIMIT = 24


class InForce(NamedTuple, Generic[Row]):
    """The version in force at an instant, and its rows."""

    version: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Kind(Generic[Row]):
    """One kind of table.

    Attributes:
        name: with which its refusals and its events in the ledger are named: "limits".
        column: where an error of a whole row is shown.
        read: the rows of a file with their numbers, their errors, and the units named by path.
        stored: a row to be stored, with the unit it names.
        says: what a row says beside its source, for the digest by which the same table is known again.
    """

    name: str
    column: str
    model: type[VersionTable]
    row_model: type[KeyedRow]
    in_force: Callable[[datetime], InForce[Row]]
    read: Callable[[str, bytes, date], tuple[list[tuple[int, Row]], list[RowError], dict[str, Unit]]]
    faults: Callable[[Sequence[Row]], list[Fault]]
    differences: Callable[[Iterable[Row], Iterable[Row]], Sequence[Any]]
    stored: Callable[[Row, dict[str, Unit]], KeyedRow]
    says: Callable[[Row], list[str | int]]


@dataclass
class Checked(Generic[Row]):
    """What a table would do, or has done. ``errors`` empty means it may come into force."""

    in_force_from: datetime
    #: The version that would hold on that day without it.
    instead_of: str
    errors: list[RowError] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    #: Pairs of rows, before and after.
    differences: Sequence[Any] = ()


def check_version(
    kind: Kind[Row], filename: str, content: bytes, since: date, *, at: datetime
) -> Checked[Row]:
    """Read a table and say what differs from the version it would replace, changing nothing.

    Parameters: ``since`` the day from which it holds.
    Raises: ``Refused`` for what is wrong with the file as a whole, and, named after the kind, ``…_backdated``,
    ``…_known``, ``…_change_nothing``. Every fault of a single row is in ``Checked.errors`` instead.
    """
    return _examine(kind, filename, content, since, at)[0]


def import_version(
    kind: Kind[Row], actor: Actor | None, filename: str, content: bytes, version: str, reference: str, since: date, *,
    at: datetime,
) -> Checked[Row]:  # fmt: skip
    """Take a version in. What is made from that day on keeps it; what was made before keeps its own.

    Raises: ``Refused`` as :func:`check_version`, ``table_has_errors``, ``…_not_yours`` for anybody but an administrator,
    ``…_unnamed``, ``…_named_twice``, ``notice_without_reference``.
    """
    by = keeper(actor, f"{kind.name}_not_yours")
    version, reference = version.strip(), reference.strip()
    if not version or len(version) > _NAME_LIMIT:
        refuse(f"{kind.name}_unnamed", field="version", most=_NAME_LIMIT)
    if not reference:
        refuse("notice_without_reference", field="reference")
    with transaction.atomic():
        _one_at_a_time(kind)
        checked, units = _examine(kind, filename, content, since, at)
        refuse_table(checked.errors)
        if (
            version == kind.in_force(at).version
            or kind.model._default_manager.filter(version=version).exists()
        ):
            refuse(f"{kind.name}_named_twice", field="version", version=version)
        table = kind.model(
            version=version, reference=reference[:200], in_force_from=checked.in_force_from,
            digest=_digest(kind, checked.rows), imported_at=at, imported_by_id=actor.person_id if actor else None,
            ledger_digest=EMPTY.digest,
        )  # fmt: skip
        note_in_ledger(
            table, f"import_{kind.name}", at=at, by=by, version=version, since=checked.in_force_from.isoformat(),
            rows=len(checked.rows), sha256=table.digest, instead_of=checked.instead_of,
        )  # fmt: skip
        table.save(force_insert=True)
        rows = [kind.stored(row, units) for row in checked.rows]
        for row in rows:
            row.table = table  # type: ignore[attr-defined]
        kind.row_model._default_manager.bulk_create(rows)
        transaction.on_commit(forget)
    return checked


def withdraw_version(
    kind: Kind[Row], actor: Actor | None, version: str, reason: str, *, at: datetime
) -> VersionTable:
    """Withdraw a version: from now on the one before holds. What was made under it keeps it all the same.

    Raises: ``Refused``, named after the kind, ``…_not_yours``, ``…_unknown``, ``…_withdrawn``; ``withdrawal_without_reason``.
    """
    by = keeper(actor, f"{kind.name}_not_yours")
    if not reason.strip():
        refuse("withdrawal_without_reason", field="reason")
    with transaction.atomic():
        table = kind.model._default_manager.select_for_update().filter(version=version).first()
        if table is None:
            refuse(f"{kind.name}_unknown", version=version)
        if table.withdrawn_at is not None:
            on = table.withdrawn_at.astimezone(SHANGHAI).date()
            refuse(f"{kind.name}_withdrawn", version=version, on=on)
        note_in_ledger(
            table, f"withdraw_{kind.name}", at=at, by=by, version=version, reason=reason.strip()[:200]
        )
        table.withdrawn_at = at
        table.save(update_fields=["withdrawn_at", "ledger_length", "ledger_digest"])
        transaction.on_commit(forget)
    return table


def _one_at_a_time(kind: Kind[Row]) -> None:
    """Two imports at once would both find the same name free."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {kind.model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    forget()


def _examine(
    kind: Kind[Row], filename: str, content: bytes, since: date, at: datetime
) -> tuple[Checked[Row], dict[str, Unit]]:
    today = at.astimezone(SHANGHAI).date()
    if since < today:
        refuse(f"{kind.name}_backdated", field="since", since=since, today=today)
    # Never earlier than now: what was made this morning keeps what held this morning.
    starts = max(datetime.combine(since, time(), SHANGHAI), at)
    read, errors, units = kind.read(filename, content, since)
    before = kind.in_force(starts)
    checked = Checked(starts, before.version, errors, [row for _, row in read])
    if errors:
        return checked, units
    for fault in kind.faults(checked.rows):
        place = read[fault.row][0] if fault.row >= 0 else (read[-1][0] if read else 1) + 1
        values = dict(fault.values)
        if isinstance(first := values.get("first"), int):
            values["first"] = read[first][0]
        checked.errors.append(RowError.because(fault.refusal, place, kind.column, **values))
    digest = _digest(kind, checked.rows)
    if again := kind.model._default_manager.filter(digest=digest, withdrawn_at=None).first():
        refuse(f"{kind.name}_known", field="file", version=again.version)
    checked.differences = kind.differences(before.rows, checked.rows)
    if not checked.errors and not checked.differences:
        refuse(f"{kind.name}_change_nothing", field="file", version=before.version)
    return checked, units


def _digest(kind: Kind[Row], rows: Sequence[Row]) -> str:
    return hashlib.sha256(json.dumps(sorted(map(kind.says, rows))).encode()).hexdigest()
