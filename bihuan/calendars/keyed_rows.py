"""What tables of keyed rows have in common in a file: the keys, the grade and the source of each row."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from bihuan.organisations.models import Unit
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import RowError, by_column, read
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.deadlines import Budget, read_budget
from bihuan.rules.keyed import Case, Keyed
from bihuan.rules.limits import Grade
from bihuan.rules.matters import MATTERS, URGENCY_WORDS, Urgency
from bihuan.rules.words import Words

#: The columns of the keys, and of where a row comes from, with the other headings they may have.
KEYS: dict[str, tuple[str, ...]] = {
    "matter": ("事项",), "urgency": ("紧急程度",), "level": ("层级",), "unit": ("单位代码", "单位", "unit_code"),
}  # fmt: skip
ORIGIN: dict[str, tuple[str, ...]] = {
    "grade": ("等级", "来源等级"), "source": ("依据", "来源"), "source_en": ("依据（英文）", "来源（英文）"),
}  # fmt: skip
#: More than fits is no limit an office works by.
MOST_AMOUNT, _LONGEST = 999, {"source": 120, "source_en": 200}


class Sourced(Keyed, Protocol):
    """A keyed row that says where it comes from."""

    @property
    def grade(self) -> Grade:
        """How sure it is."""

    @property
    def source(self) -> Words:
        """Where it comes from."""


def named(words: Mapping[Any, Words]) -> dict[str, str]:
    """The codes by everything they may be called in a file."""
    return {name.lower(): value for value, both in words.items() for name in (value, *both)}


URGENCIES = named(URGENCY_WORDS)
LEVELS = named(LEVEL_WORDS)
MATTER_NAMES = named(MATTERS)


def keyed_table(
    filename: str, content: bytes, columns: dict[str, tuple[str, ...]], may_have: dict[str, tuple[str, ...]], on: date
) -> tuple[list[tuple[int, dict[str, str]]], dict[str, Unit]]:  # fmt: skip
    """The rows of a file by column, each with its number, and the units they name, by code.

    Parameters: ``columns`` and ``may_have`` those a table must and may have; ``on`` the day whose units may be named.
    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    table = by_column(read(filename, content), columns | may_have, optional=may_have)
    codes = {cells["unit"] for _, cells in table} - {""}
    return table, {unit.code: unit for unit in units_at(on).filter(code__in=codes)}


class KeyedCells:
    """One row, cell by cell; what cannot be read is an error at its column."""

    def __init__(
        self, row: int, cells: dict[str, str], units: Mapping[str, Unit], errors: list[RowError]
    ) -> None:
        self.row, self.cells, self.units, self.errors = row, cells, units, errors

    def wrong(self, refusal: str, column: str, /, **values: object) -> None:
        """Note what is wrong at a column."""
        self.errors.append(RowError.because(refusal, self.row, column, **values))

    def known(self, column: str, known: Mapping[str, str], *, needed: bool = False) -> str:
        """The code a cell names; empty where it is empty or, which is an error, unknown."""
        text = self.cells[column]
        if (text or needed) and text.lower() not in known:
            self.wrong("row_word_unknown", column, value=text, column=column)
        return known.get(text.lower(), "")

    def budget(self, column: str) -> Budget:
        """A limit as people write it."""
        text = self.cells[column]
        try:
            budget = read_budget(text)
        except ValueError:
            self.wrong("row_limit_bad", column, limit=text)
            return read_budget("0 工作日")
        if budget.amount > MOST_AMOUNT:
            self.wrong("row_limit_long", column, limit=text, most=MOST_AMOUNT)
        return budget

    def case(self) -> Case:
        """The keys."""
        matter, urgency, level = (
            self.known("matter", MATTER_NAMES),
            self.known("urgency", URGENCIES),
            self.known("level", LEVELS),
        )
        code = self.cells["unit"]
        if code and code not in self.units:
            self.wrong("row_unit_unknown", "unit", code=code)
        path = self.units[code].path if code in self.units else ""
        return Case(Urgency(urgency) if urgency else None, Level(level) if level else None, matter, path)

    def origin(self) -> tuple[Grade, Words]:
        """Grade and source. Unsaid it is unverified: nothing is called official by leaving a cell empty."""
        text, grade = self.cells["grade"].upper() or Grade.UNVERIFIED, Grade.UNVERIFIED
        try:
            grade = Grade(text)
        except ValueError:
            self.wrong("row_word_unknown", "grade", value=text, column="grade")
        for column, most in _LONGEST.items():
            if len(self.cells[column]) > most:
                self.wrong("row_name_long", column, limit=most)
        source = self.cells["source"]
        return grade, Words(source, self.cells["source_en"] or source)


def key_cells(row: Keyed, codes: Mapping[str, str]) -> list[str]:
    """The keys of a row as :class:`KeyedCells` reads them back; ``codes`` of units by path."""
    return [row.matter, row.urgency or "", row.level or "", codes.get(row.unit, "")]


def origin_cells(row: Sourced) -> list[str]:
    """Grade and source of a row, likewise."""
    return [row.grade.value, *row.source]
