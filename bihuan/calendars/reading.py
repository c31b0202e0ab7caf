"""Days out of a file, CSV, XLSX or ICS: what each row says, before anybody asks whether it can be so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath

from icalendar import Calendar as IcsCalendar
from icalendar import Component

from bihuan.organisations.spreadsheet import RowError, by_column, read
from bihuan.rules.office_hours import DayType
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

#: Columns of a table of days and the other headings each is known by.
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("日期", "date"),
    "kind": ("类型", "type"),
    "name": ("名称", "节日"),
}
#: A unit's own days have its code beside them; without one they are everybody's.
MAY_HAVE: dict[str, tuple[str, ...]] = {"unit": ("单位", "单位代码", "unit_code")}
NAME_LIMIT = 40
_KINDS = {
    DayType.OFF: ("off", "放假", "休", "休息", "假", "假期", "holiday", "day off"),
    DayType.MAKEUP: ("makeup", "调休上班", "调休", "补班", "上班", "班", "make-up", "make-up day", "workday"),
    DayType.ORDINARY: ("ordinary", "平日", "恢复", "正常"),
}
KINDS = {name: kind for kind, names in _KINDS.items() for name in names}
#: Working again is asked first: "国庆节补班" names a holiday, too.
_IN_TITLES = (
    (re.compile(r"补班|调休上班|上班|调班|make-?up|workday|working day", re.I), DayType.MAKEUP),
    (re.compile(r"放假|假期|休假|休息|休|holiday|day off", re.I), DayType.OFF),
)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says of one day; ``unit`` a code, empty for everybody."""

    row: int
    day: date
    kind: DayType
    name: str
    unit: str = ""


def read_days(filename: str, content: bytes) -> tuple[list[Said], list[RowError]]:
    """Every day a file speaks of, and what is wrong with the rows that cannot be read.

    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    if PurePath(filename).suffix.lower() == ".ics":
        return _sorted_out(_from_ics(PurePath(filename).name, content))
    return _sorted_out(_from_table(filename, content))


def _sorted_out(found: Iterator[Said | RowError]) -> tuple[list[Said], list[RowError]]:
    said: list[Said] = []
    errors: list[RowError] = []
    for each in found:
        if isinstance(each, Said):
            said.append(each)
        else:
            errors.append(each)
    return said, errors


def _from_table(filename: str, content: bytes) -> Iterator[Said | RowError]:
    rows = read(filename, content)
    for number, cells in by_column(rows, COLUMNS | MAY_HAVE, optional=MAY_HAVE):
        day, kind = _day(cells["day"]), KINDS.get(cells["kind"].lower())
        if day is None:
            yield RowError.because("row_day_bad", number, "day", day=cells["day"])
        if kind is None:
            yield RowError.because("row_kind_unknown", number, "kind", kind=cells["kind"])
        if len(cells["name"]) > NAME_LIMIT:
            yield RowError.because("row_name_long", number, "name", limit=NAME_LIMIT)
        elif day and kind:
            yield Said(number, day, kind, cells["name"], cells["unit"])


def _from_ics(name: str, content: bytes) -> Iterator[Said | RowError]:
    try:
        events = list(IcsCalendar.from_ical(content).walk("VEVENT"))
        spans = [(event.decoded("dtstart"), event.decoded("dtend", None)) for event in events]
    except (ValueError, KeyError, IndexError):
        refuse("file_unreadable", field="file", filename=name)
    if not events:
        refuse("file_empty", field="file", filename=name)
    for number, (event, (begins, ends)) in enumerate(zip(events, spans, strict=True), start=1):
        title = str(event.get("summary", "")).strip()
        kind = next((kind for pattern, kind in _IN_TITLES if pattern.search(title)), None)
        if kind is None:
            yield RowError.because("row_kind_unknown", number, "SUMMARY", kind=title)
            continue
        first, last = _date(begins), _date(ends) if ends else None
        if first is None or (ends and last is None):
            yield RowError.because("row_zone_summer_time", number, "DTSTART", zone=_zone(event))
            continue
        # The end of an event is the first instant after it.
        days = max(((last or first + timedelta(1)) - first).days, 1)
        if days > _LONGEST:
            yield RowError.because("row_span_long", number, "DTEND", days=days, most=_LONGEST)
            continue
        called = title
        for pattern, _ in _IN_TITLES:
            called = pattern.sub("", called)
        for n in range(days):
            yield Said(number, first + timedelta(n), kind, called.strip(" ：:·-()（）")[:NAME_LIMIT])


#: No holiday lasts longer; an event that does is a slip of the year.
_LONGEST = 30


def _day(text: str) -> date | None:
    found = _DAY.match(text)  # a spreadsheet may add a time to its dates
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _date(moment: date | datetime) -> date | None:
    """The day of an instant in the office's zone; None where its own zone has summer time, and days have no fixed length."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    winter, summer = (moment.replace(month=month, day=1).utcoffset() for month in (1, 7))
    return moment.astimezone(SHANGHAI).date() if winter == summer else None


def _zone(event: Component) -> str:
    """What the file calls the zone of an event; a zone it describes itself has no other name."""
    named = (event[of].params.get("TZID") for of in ("dtstart", "dtend") if of in event)
    return next(filter(None, named), "UTC")
