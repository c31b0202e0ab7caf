"""A timetable out of a file, CSV or XLSX, and back into one: whose hours each row says, on which days, in which season."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bihuan.calendars.models import Hours, Timetable
from bihuan.calendars.queries import layer_of_hours, national, read_periods
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import RowError, by_column, read
from bihuan.rules.office_hours import DAY_TYPE_WORDS, OFFICE_HOURS, DayType, Period
from bihuan.rules.words import Words
from bihuan.rules.workdays import layered

COLUMNS: dict[str, tuple[str, ...]] = {"periods": ("上班时间", "hours")}
MAY_HAVE: dict[str, tuple[str, ...]] = {
    "unit": ("单位代码", "单位", "unit_code"), "kind": ("类型",), "first": ("起", "自"), "last": ("止", "至"),
}  # fmt: skip
_KINDS = {
    name.lower(): kind
    for kind in (DayType.ORDINARY, DayType.MAKEUP)
    for name in (kind.value, *DAY_TYPE_WORDS[kind])
} | {"": DayType.ORDINARY, "调休": DayType.MAKEUP}


class Line(NamedTuple):
    """One row: whose hours, on which days, in which season, and which."""

    row: int
    unit: Unit | None
    kind: DayType
    first: str
    last: str
    periods: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it speaks of; empty is everybody, and the whole year."""
        return (self.unit.code if self.unit else "", self.kind.value, self.first, self.last)

    @property
    def kind_words(self) -> Words:
        """What days it speaks of."""
        return DAY_TYPE_WORDS[self.kind]


def written(periods: Iterable[Period]) -> str:
    """Working periods as :func:`~bihuan.calendars.queries.read_periods` reads them."""
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in periods)


#: The hours that hold where nobody handed any in: a default, like every figure the product brings along.
SHIPPED = Line(0, None, DayType.ORDINARY, "", "", written(OFFICE_HOURS))


def whole(lines: Sequence[Line]) -> list[Line]:
    """The rows with the product's own hours for everybody, where they say none."""
    return list(lines) if any(line.key == SHIPPED.key for line in lines) else [SHIPPED, *lines]


def lines_of(timetable: Timetable | None) -> list[Line]:
    """The rows of a timetable, everybody's first, the product's own among them where it says none for everybody."""
    rows = (
        Hours.objects.filter(timetable=timetable)
        .select_related("unit")
        .order_by("unit__path", "kind", "first")
    )
    found = [Line(0, row.unit, DayType(row.kind), row.first, row.last, row.periods) for row in rows]
    return whole(sorted(found, key=lambda line: line.unit is not None))


def as_table(lines: Iterable[Line]) -> list[list[str]]:
    """The rows as a table that can be edited and handed in again, its header first."""
    return [["unit", "kind", "first", "last", "periods"], *([*line.key, line.periods] for line in lines)]


def whose(line: Line) -> Words:
    """Whose hours a row says, and on which days."""
    season = f" {line.first}—{line.last}" if line.first else ""
    kind = DAY_TYPE_WORDS[line.kind]
    name = Words(line.unit.name, line.unit.name) if line.unit else Words("全部单位", "Every unit")
    return Words(f"{name.zh} · {kind.zh}{season}", f"{name.en} · {kind.en}{season}")


def read_hours(filename: str, content: bytes, on: date, errors: list[RowError]) -> Iterable[Line]:
    """Every row that can be read; what is wrong with the others is added to ``errors``.

    Parameters: ``on`` the day whose units may be named.
    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    rows = read(filename, content)
    table = by_column(rows, COLUMNS | MAY_HAVE, optional=MAY_HAVE)
    codes = {cells["unit"] for _, cells in table} - {""}
    units = {unit.code: unit for unit in units_at(on).filter(code__in=codes)}
    for row, cells in table:
        before = len(errors)
        code, kind = cells["unit"], _KINDS.get(cells["kind"].lower())
        first, last = cells["first"], cells["last"]
        if code and code not in units:
            errors.append(RowError.because("row_unit_unknown", row, "unit", code=code))
        if kind is None:
            errors.append(RowError.because("row_hours_kind", row, "kind", kind=cells["kind"]))
        if bool(first) != bool(last) or not all(map(_is_month_day, filter(None, (first, last)))):
            errors.append(RowError.because("row_season_bad", row, "first", season=f"{first}—{last}"))
        elif first and kind is DayType.MAKEUP:
            errors.append(RowError.because("row_season_makeup", row, "first"))
        try:
            periods = read_periods(cells["periods"])
        except ValueError:
            errors.append(RowError.because("row_periods_bad", row, "periods", periods=cells["periods"]))
        if len(errors) == before and kind:
            yield Line(row, units.get(code), kind, first, last, written(periods))


def _is_month_day(text: str) -> bool:
    try:
        month, day = text.split("-")
        date(2000, int(month), int(day))
    except ValueError:
        return False
    return len(text) == 5


def contradictions(lines: Sequence[Line]) -> Iterable[RowError]:
    """Two rows for the same days of a unit, periods out of order, seasons that meet: told at the later row."""
    seen: dict[tuple[str, str, str], int] = {}
    so_far: dict[str, list[Hours]] = {}
    for line in lines:
        code = line.unit.code if line.unit else ""
        if (first := seen.setdefault((code, line.kind.value, line.first), line.row)) != line.row:
            yield RowError.because("row_hours_twice", line.row, "periods", first=first)
            continue
        of_unit = so_far.setdefault(code, [])
        of_unit.append(Hours(kind=line.kind, first=line.first, last=line.last, periods=line.periods))
        try:
            layered(national(), [layer_of_hours(of_unit)])
        except ValueError:
            of_unit.pop()
            yield RowError.because("row_hours_contradict", line.row, "periods", periods=line.periods)
