"""Limits out of a file, CSV or XLSX, and back into one: what each row says, as the rule book speaks of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from bihuan.calendars.keyed_rows import KEYS, ORIGIN, KeyedCells, key_cells, keyed_table, named, origin_cells
from bihuan.calendars.limits import read_shares
from bihuan.organisations.models import Unit
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.limits import CLOCK_WORDS, Clock, Limit

#: Columns a table must have, and those it may have: an empty or missing key holds for all.
COLUMNS: dict[str, tuple[str, ...]] = {"clock": ("时限",), "limit": ("期限",)}
MAY_HAVE: dict[str, tuple[str, ...]] = KEYS | {"shares": ("预警比例",)} | ORIGIN

CLOCKS = named(CLOCK_WORDS)


def read_limits(
    filename: str, content: bytes, on: date
) -> tuple[list[tuple[int, Limit]], list[RowError], dict[str, Unit]]:
    """Every limit a file speaks of with its row, what is wrong with the others, and the units named, by path.

    Parameters: ``on`` the day whose units may be named.
    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    table, units = keyed_table(filename, content, COLUMNS, MAY_HAVE, on)
    found, errors = list[tuple[int, Limit]](), list[RowError]()
    for row, cells in table:
        if (limit := _Row(row, cells, units, errors).limit()) is not None:
            found.append((row, limit))
    return found, errors, {unit.path: unit for unit in units.values()}


class _Row(KeyedCells):
    """One row of limits, cell by cell."""

    def limit(self) -> Limit | None:
        """The limit the row says; None where it has errors."""
        before = len(self.errors)
        clock, budget = self.known("clock", CLOCKS, needed=True), self.budget("limit")
        case, shares = self.case(), self._shares()
        grade, source = self.origin()
        if len(self.errors) > before:
            return None
        return Limit(
            Clock(clock), budget.amount, grade, source, case.urgency, case.level, budget.time, case.matter, case.unit, shares,
        )  # fmt: skip

    def _shares(self) -> tuple[int, ...]:
        text = self.cells["shares"]
        try:
            return read_shares(text.replace("%", "").replace(" ", ""))
        except ValueError:
            self.wrong("row_shares_bad", "shares", shares=text)
            return ()


def as_table(rows: Iterable[Limit], codes: Mapping[str, str]) -> list[list[str]]:
    """The rows as a table that :func:`read_limits` reads back, its header first; ``codes`` of units by path."""
    table = [[*COLUMNS, *MAY_HAVE]]
    for row in rows:
        table.append(
            [row.clock.value, row.words.zh, *key_cells(row, codes), "/".join(map(str, row.shares)), *origin_cells(row)]
        )  # fmt: skip
    return table
