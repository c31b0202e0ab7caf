"""Tables people hand in: CSV or XLSX, read into rows of text, with an error that names its row."""

import csv
import io
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook

from bihuan.rules.refusal import SENTENCES, refuse
from bihuan.rules.words import Words

#: Rows of one table, its header first, every cell as text.
Rows = Sequence[Sequence[str]]

ROW_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in which row (counted as the spreadsheet counts: the header is row 1) and which column."""

    row: int
    column: str
    sentence: Words

    @classmethod
    def because(cls, refusal: str, row: int, column: str, /, **values: object) -> "RowError":
        """The error whose sentence is ``refusal`` filled with ``values``."""
        return cls(row, column, SENTENCES[refusal][1].fill(**values))


def read(filename: str, content: bytes) -> list[list[str]]:
    """The rows of an uploaded CSV or XLSX file, blank ones dropped from the end only, so that numbers stay true.

    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large.
    """
    name = PurePath(filename).name
    kind = PurePath(filename).suffix.lower()
    if kind not in {".csv", ".xlsx"}:
        refuse("file_type", field="file", filename=name)
    if not content.strip():
        refuse("file_empty", field="file", filename=name)
    rows = _read_csv(name, content) if kind == ".csv" else _read_xlsx(name, content)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        refuse("file_empty", field="file", filename=name)
    if len(rows) > ROW_LIMIT:
        refuse("file_too_large", field="file", filename=name, limit=ROW_LIMIT)
    return rows


def by_column(
    rows: Rows, columns: Mapping[str, tuple[str, ...]], optional: Container[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Each non-empty row with its number, its cells keyed by column.

    ``columns`` gives every column its other accepted headings; of ``optional`` ones every cell is "" where the table has
    none. Raises: ``Refused`` table_header when another is missing.
    """
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    places = {
        column: next((header.index(name) for name in (column, *others) if name in header), None)
        for column, others in columns.items()
    }
    needed = [column for column in columns if column not in optional]
    missing = [column for column in needed if places[column] is None]
    if missing:
        refuse("table_header", field="file", columns=", ".join(needed), missing=", ".join(missing))
    return [
        (
            number,
            {
                column: row[place] if place is not None and place < len(row) else ""
                for column, place in places.items()
            },
        )
        for number, row in enumerate(rows[1:], 2)
        if any(row)
    ]


def refuse_table(errors: Sequence[RowError]) -> None:
    """Refuse a table that has errors, quoting the first. Raises: ``Refused`` table_has_errors."""
    if errors:
        first = errors[0]
        refuse("table_has_errors", field="file", count=len(errors), row=first.row, first=first.sentence)


def _read_csv(name: str, content: bytes) -> list[list[str]]:
    # UTF-8 first: it hardly ever accepts what is not UTF-8, while GB18030 accepts nearly anything.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
        except csv.Error:
            break
    refuse("file_unreadable", field="file", filename=name)


def _read_xlsx(name: str, content: bytes) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError, IndexError):
        refuse("file_unreadable", field="file", filename=name)


def _text(cell: object) -> str:
    """A code typed as a number comes back as 500103.0; it is still the code 500103."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
