"""Taking days in: look first (``check``), then all or nothing (``import_days``)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from bihuan.calendars.chained import keeper, note_in_ledger
from bihuan.calendars.models import Day, Notice, UnitDay
from bihuan.calendars.queries import forget, national
from bihuan.calendars.reading import Said, read_days
from bihuan.ledger.chain import EMPTY
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import RowError, refuse_table
from bihuan.rules.office_hours import DAY_TYPE_WORDS, DayType
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import WorkCalendar

#: Fewer days off than this in a whole year are no yearly notice but a slip.
_FEWEST_DAYS_OFF = 7


@dataclass
class Checked:
    """What an import would do, or has done. ``errors`` empty means it may be applied."""

    year: int
    errors: list[RowError] = field(default_factory=list)
    #: Days that will be something else than now, and what.
    changes: list[tuple[date, DayType, DayType, str]] = field(default_factory=list)
    #: Days of units that differ from the calendar above them.
    of_units: list[tuple[Unit, Said]] = field(default_factory=list)
    covered_until: date | None = None
    #: Speaks of a year that is known already.
    amends: bool = False

    @property
    def changed_from(self) -> date:
        """The first day from which limits may differ."""
        return min([*self._changed_days(), *([] if self.amends else [date(self.year, 1, 1)])])

    @property
    def changed_until(self) -> date:
        """The last day of it."""
        return max([*self._changed_days(), *([] if self.amends else [date(self.year, 12, 31)])])

    def _changed_days(self) -> list[date]:
        return [day for day, *_ in self.changes] + [said.day for _, said in self.of_units]


def check(filename: str, content: bytes, year: int, *, on: date) -> Checked:
    """Read a notice and say what importing it would do, changing nothing.

    Parameters: ``year`` the year the notice orders; ``on`` today.
    Raises: ``Refused`` for what is wrong with the file as a whole: besides unreadable files ``notice_gap`` when the
    year before is not known yet, ``notice_known`` for the same notice again, ``notice_changes_nothing``. Every fault of a
    single row is in ``Checked.errors`` instead.
    """
    said, errors = read_days(filename, content)
    return _examine(said, errors, year, on)


def import_days(
    actor: Actor | None, filename: str, content: bytes, year: int, reference: str, *, at: datetime
) -> Checked:
    """Import a notice: on every day it speaks of it has the last word, and its year is covered from now on.

    Running limits it touches are worked out again in batches, each with its reason, by the worker.
    Raises: ``Refused`` as :func:`check`, ``table_has_errors``, ``act_not_yours`` for anybody but an administrator.
    """
    by = keeper(actor, "calendar_not_yours")
    if not reference.strip():
        refuse("notice_without_reference", field="reference")
    with transaction.atomic():
        with connection.cursor() as cursor:  # two imports at once would both find the same days free
            cursor.execute("LOCK TABLE calendars_notice IN SHARE ROW EXCLUSIVE MODE")
        forget()
        said, errors = read_days(filename, content)
        checked = _examine(said, errors, year, at.date())
        refuse_table(checked.errors)
        notice = Notice(
            year=year, reference=reference.strip()[:200], digest=_digest(said, year), imported_at=at,
            imported_by_id=actor.person_id if actor else None, ledger_digest=EMPTY.digest,
            changed_from=checked.changed_from, changed_until=checked.changed_until,
        )  # fmt: skip
        changes = [[day.isoformat(), then.value] for day, _, then, _ in checked.changes]
        note_in_ledger(
            notice, "import_notice", at=at, by=by,
            year=year, days=len(said), sha256=notice.digest, changes=changes,
        )  # fmt: skip
        notice.save(force_insert=True)
        own = [each for each in said if not each.unit]
        Day.objects.bulk_create(Day(notice=notice, day=s.day, kind=s.kind, name=s.name) for s in own)
        for unit, each in checked.of_units:
            UnitDay.objects.filter(unit=unit, day=each.day).delete()
            UnitDay.objects.create(unit=unit, day=each.day, kind=each.kind, name=each.name)
        transaction.on_commit(forget)
    return checked


def _examine(said: list[Said], errors: list[RowError], year: int, on: date) -> Checked:
    known = national()
    checked = Checked(year, list(errors), amends=year <= known.covered_until.year)
    if year > known.covered_until.year + 1:
        refuse("notice_gap", field="year", missing=known.covered_until.year + 1, year=year)
    if year < known.covered_from.year:
        refuse("notice_too_old", field="year", first=known.covered_from.year, year=year)
    if again := Notice.objects.filter(digest=_digest(said, year)).select_related("imported_by").first():
        by = again.imported_by.name if again.imported_by else "—"
        refuse("notice_known", field="file", on=again.imported_at.date().isoformat(), by=by)
    checked.errors += _contradictions(said)
    for each in said:
        if each.unit:
            checked.errors += _of_unit(each, checked, known, on)
        else:
            checked.errors += _of_nation(each, checked, known)
    own_off = sum(each.kind is DayType.OFF and not each.unit for each in said)
    if not checked.amends and not checked.errors and own_off < _FEWEST_DAYS_OFF:
        refuse("notice_too_short", field="file", year=year, days=own_off, least=_FEWEST_DAYS_OFF)
    if checked.amends and not checked.errors and not checked.changes and not checked.of_units:
        refuse("notice_changes_nothing", field="file", year=year)
    checked.errors.sort(key=lambda error: error.row)
    checked.covered_until = max(known.covered_until, date(year, 12, 31))
    return checked


def _contradictions(said: Iterable[Said]) -> Iterable[RowError]:
    first: dict[tuple[str, date], Said] = {}
    for each in said:
        before = first.setdefault((each.unit, each.day), each)
        if before is each:
            continue
        code = "row_day_twice" if before.kind is each.kind else "row_day_contradicts"
        yield RowError.because(
            code, each.row, "day", day=each.day.isoformat(), first=before.row,
            kind=DAY_TYPE_WORDS[each.kind], other=DAY_TYPE_WORDS[before.kind],
        )  # fmt: skip


def _of_nation(each: Said, checked: Checked, known: WorkCalendar) -> Iterable[RowError]:
    year = checked.year
    # New Year's days off may begin in the December before; nothing else leaves its year.
    if not (each.day.year == year or (each.day.year == year - 1 and each.day.month == 12)):
        yield RowError.because("row_day_outside_year", each.row, "day", day=each.day.isoformat(), year=year)
    elif each.kind is DayType.MAKEUP and each.day.weekday() < 5:
        yield RowError.because("row_makeup_on_weekday", each.row, "kind", day=each.day.isoformat())
    elif (now := known.day_type(each.day)) is not each.kind:
        checked.changes.append((each.day, now, each.kind, each.name))


def _of_unit(each: Said, checked: Checked, known: WorkCalendar, on: date) -> Iterable[RowError]:
    unit = units_at(on).filter(code=each.unit).first()
    if unit is None:
        yield RowError.because("row_unit_unknown", each.row, "unit", code=each.unit)
    elif not known.covered_from <= each.day <= max(known.covered_until, date(checked.year, 12, 31)):
        yield RowError.because(
            "row_day_outside_year", each.row, "day", day=each.day.isoformat(), year=checked.year
        )
    elif each.kind is DayType.ORDINARY:
        yield RowError.because("row_kind_unknown", each.row, "kind", kind=DAY_TYPE_WORDS[each.kind].zh)
    else:
        checked.of_units.append((unit, each))


def _digest(said: Iterable[Said], year: int) -> str:
    rows = sorted([each.unit, each.day.isoformat(), each.kind.value] for each in said)
    return hashlib.sha256(json.dumps([year, rows]).encode()).hexdigest()
