"""Limits out of a file, CSV or XLSX, and back into one: what each row says, as the rule book speaks of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bihuan.calendars.limits import read_shares
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import RowError, by_column, read
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.deadlines import Budget, read_budget
from bihuan.rules.limits import CLOCK_WORDS, Clock, Grade, Limit
from bihuan.rules.matters import MATTERS, URGENCY_WORDS, Urgency
from bihuan.rules.words import Words

#: Columns a table must have, and those it may have: an empty or missing key holds for all.
COLUMNS: dict[str, tuple[str, ...]] = {"clock": ("时限",), "limit": ("期限",)}
MAY_HAVE: dict[str, tuple[str, ...]] = {
    "matter": ("事项",), "urgency": ("紧急程度",), "level": ("层级",), "unit": ("单位代码", "单位", "unit_code"),
    "shares": ("预警比例",), "grade": ("等级", "来源等级"), "source": ("依据", "来源"), "source_en": ("依据（英文）", "来源（英文）"),
}  # fmt: skip
#: More than fits is no limit an office works by.
MOST_AMOUNT, _LONGEST = 999, {"source": 120, "source_en": 200}


def _named(words: Mapping[Any, Words]) -> dict[str, str]:
    return {name.lower(): value for value, both in words.items() for name in (value, *both)}


CLOCKS = _named(CLOCK_WORDS)
URGENCIES = _named(URGENCY_WORDS)
LEVELS = _named(LEVEL_WORDS)
MATTER_NAMES = _named(MATTERS)


def read_limits(
    filename: str, content: bytes, on: date
) -> tuple[list[tuple[int, Limit]], list[RowError], dict[str, Unit]]:
    """Every limit a file speaks of with its row, what is wrong with the others, and the units named, by path.

    Parameters: ``on`` the day whose units may be named.
    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    rows = read(filename, content)
    table = by_column(rows, COLUMNS | MAY_HAVE, optional=MAY_HAVE)
    codes = {cells["unit"] for _, cells in table} - {""}
    units = {unit.code: unit for unit in units_at(on).filter(code__in=codes)}
    found, errors = list[tuple[int, Limit]](), list[RowError]()
    for row, cells in table:
        reader = _Row(row, cells, units, errors)
        if (limit := reader.limit()) is not None:
            found.append((row, limit))
    return found, errors, {unit.path: unit for unit in units.values()}


class _Row:
    """One row, cell by cell; what cannot be read is an error at its column."""

    def __init__(
        self, row: int, cells: dict[str, str], units: Mapping[str, Unit], errors: list[RowError]
    ) -> None:
        self._row, self._cells, self._units, self._errors = row, cells, units, errors

    def limit(self) -> Limit | None:
        """The limit the row says; None where it has errors."""
        before = len(self._errors)
        clock, budget = self._known("clock", CLOCKS), self._budget()
        if not self._cell("clock"):
            self._wrong("row_word_unknown", "clock", value="", column="clock")
        matter, urgency, level = (
            self._known("matter", MATTER_NAMES),
            self._known("urgency", URGENCIES),
            self._known("level", LEVELS),
        )
        unit, shares, grade = self._unit(), self._shares(), self._grade()
        for column, most in _LONGEST.items():
            if len(self._cell(column)) > most:
                self._wrong("row_name_long", column, limit=most)
        if len(self._errors) > before:
            return None
        source = self._cell("source")
        return Limit(
            Clock(clock), budget.amount, grade, Words(source, self._cell("source_en") or source),
            Urgency(urgency) if urgency else None, Level(level) if level else None, budget.time, matter, unit, shares,
        )  # fmt: skip

    def _cell(self, column: str) -> str:
        return self._cells[column]

    def _wrong(self, refusal: str, column: str, /, **values: object) -> None:
        self._errors.append(RowError.because(refusal, self._row, column, **values))

    def _known(self, column: str, known: Mapping[str, str]) -> str:
        text = self._cell(column)
        if text and text.lower() not in known:
            self._wrong("row_word_unknown", column, value=text, column=column)
        return known.get(text.lower(), "")

    def _budget(self) -> Budget:
        text = self._cell("limit")
        try:
            budget = read_budget(text)
        except ValueError:
            self._wrong("row_limit_bad", "limit", limit=text)
            return read_budget("0 工作日")
        if budget.amount > MOST_AMOUNT:
            self._wrong("row_limit_long", "limit", limit=text, most=MOST_AMOUNT)
        return budget

    def _unit(self) -> str:
        code = self._cell("unit")
        if code and code not in self._units:
            self._wrong("row_unit_unknown", "unit", code=code)
        return self._units[code].path if code in self._units else ""

    def _shares(self) -> tuple[int, ...]:
        text = self._cell("shares")
        try:
            return read_shares(text.replace("%", "").replace(" ", ""))
        except ValueError:
            self._wrong("row_shares_bad", "shares", shares=text)
            return ()

    def _grade(self) -> Grade:
        """Unsaid it is unverified: nothing is called official by leaving a cell empty."""
        text = self._cell("grade").upper() or Grade.UNVERIFIED
        try:
            return Grade(text)
        except ValueError:
            self._wrong("row_word_unknown", "grade", value=text, column="grade")
            return Grade.UNVERIFIED


def as_table(rows: Iterable[Limit], codes: Mapping[str, str]) -> list[list[str]]:
    """The rows as a table that :func:`read_limits` reads back, its header first; ``codes`` of units by path."""
    table = [[*COLUMNS, *MAY_HAVE]]
    for row in rows:
        table.append(
            [row.clock.value, row.words.zh, row.matter, row.urgency or "", row.level or "", codes.get(row.unit, ""),
             "/".join(map(str, row.shares)), row.grade.value, *row.source]
        )  # fmt: skip
    return table
