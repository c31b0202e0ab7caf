"""Timetables: looked through first (``check_hours``), taken in for a day to come, taken back before they hold."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import connection, transaction

from bihuan.calendars.chained import keeper, note_in_ledger
from bihuan.calendars.models import Hours, Timetable
from bihuan.calendars.queries import forget, timetable_at
from bihuan.calendars.timetables import Line, contradictions, lines_of, read_hours, whole, whose
from bihuan.ledger.chain import EMPTY
from bihuan.organisations.actors import Actor
from bihuan.organisations.spreadsheet import RowError, refuse_table
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI


@dataclass
class CheckedHours:
    """What a timetable would do, or has done. ``errors`` empty means it may come into force."""

    in_force_from: datetime
    errors: list[RowError] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: Whose hours on which days change, from what to what; empty is none of its own.
    changes: list[tuple[Words, str, str]] = field(default_factory=list)


def check_hours(filename: str, content: bytes, since: date, *, at: datetime) -> CheckedHours:
    """Read a timetable and say what it changes, changing nothing.

    Raises: ``Refused`` for what is wrong with the file as a whole, ``hours_backdated``, ``hours_change_nothing``. Every
    fault of a single row is in ``CheckedHours.errors`` instead.
    """
    today = at.astimezone(SHANGHAI).date()
    if since < today:
        refuse("hours_backdated", field="since", since=since, today=today)
    starts = max(datetime.combine(since, time(), SHANGHAI), at)
    checked = CheckedHours(starts)
    checked.lines = list(read_hours(filename, content, since, checked.errors))
    checked.errors += contradictions(checked.lines)
    checked.errors.sort(key=lambda error: error.row)
    now, then = lines_of(timetable_at(starts)), whole(checked.lines)
    before, after = ({line.key: line.periods for line in lines} for lines in (now, then))
    names = {line.key: whose(line) for line in [*now, *then]}
    checked.changes = [
        (names[key], before.get(key, ""), after.get(key, ""))
        for key in names if before.get(key) != after.get(key)
    ]  # fmt: skip
    if not checked.errors and not checked.changes:
        refuse("hours_change_nothing", field="file")
    return checked


def import_hours(
    actor: Actor | None, filename: str, content: bytes, reference: str, since: date, *, at: datetime
) -> CheckedHours:
    """Take a timetable in: from its day on it is the office's hours, whole. Running limits are then worked out again.

    Raises: ``Refused`` as :func:`check_hours`, ``table_has_errors``, ``calendar_not_yours``, ``notice_without_reference``.
    """
    by = keeper(actor, "calendar_not_yours")
    if not reference.strip():
        refuse("notice_without_reference", field="reference")
    with transaction.atomic():
        with connection.cursor() as cursor:  # two at once would both be compared with the one before
            cursor.execute("LOCK TABLE calendars_timetable IN SHARE ROW EXCLUSIVE MODE")
        checked = check_hours(filename, content, since, at=at)
        refuse_table(checked.errors)
        said = sorted([*line.key, line.periods] for line in checked.lines)
        table = Timetable(
            in_force_from=checked.in_force_from, reference=reference.strip()[:200], imported_at=at,
            imported_by_id=actor.person_id if actor else None, ledger_digest=EMPTY.digest,
            digest=hashlib.sha256(json.dumps(said).encode()).hexdigest(),
        )  # fmt: skip
        note_in_ledger(
            table, "import_hours", at=at, by=by,
            since=checked.in_force_from.isoformat(), rows=said, sha256=table.digest,
        )  # fmt: skip
        table.save(force_insert=True)
        Hours.objects.bulk_create(
            Hours(timetable=table, unit=each.unit, kind=each.kind, first=each.first, last=each.last, periods=each.periods)
            for each in checked.lines
        )  # fmt: skip
        transaction.on_commit(forget)
    return checked


def withdraw_hours(actor: Actor | None, timetable: int, *, at: datetime) -> None:
    """Take a timetable back that does not hold yet. Raises: ``Refused`` calendar_not_yours, hours_in_force, hours_unknown."""
    by = keeper(actor, "calendar_not_yours")
    with transaction.atomic():
        table = Timetable.objects.select_for_update().filter(pk=timetable, withdrawn_at=None).first()
        if table is None:
            refuse("hours_unknown")
        if table.in_force_from <= at:
            refuse("hours_in_force", since=table.changed_from)
        note_in_ledger(table, "withdraw_hours", at=at, by=by)
        table.withdrawn_at = at
        table.save(update_fields=["withdrawn_at", "ledger_length", "ledger_digest"])
