"""The table of a reform: which place becomes which."""

from dataclasses import dataclass

from bihuan.organisations.spreadsheet import RowError, Rows, by_column

#: Columns of the table and the other headings each is known by.
COLUMNS = {
    "old_code": ("原代码",),
    "old_name": ("原名称",),
    "new_code": ("新代码",),
    "new_name": ("新名称",),
    "new_parent_code": ("新上级代码",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an old place, a new one, or (mostly) both. Several old ones with one new code are merged."""

    row: int
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    new_parent_code: str


def lines_of(rows: Rows) -> tuple[list[Line], list[RowError]]:
    """Read the table; a row that cannot be meant comes back as an error instead of a line.

    Raises: ``Refused`` table_header.
    """
    lines: list[Line] = []
    errors: list[RowError] = []
    first_with_old: dict[str, int] = {}
    first_with_new: dict[str, Line] = {}
    for row, cells in by_column(rows, COLUMNS):
        line = Line(row, **cells)
        twin = first_with_new.setdefault(line.new_code, line)
        if not line.old_code and not line.new_code:
            errors.append(RowError.because("row_neither_old_nor_new", row, "old_code"))
        elif line.old_code and first_with_old.setdefault(line.old_code, row) != row:
            first = first_with_old[line.old_code]
            errors.append(
                RowError.because("row_code_twice", row, "old_code", code=line.old_code, first=first)
            )
        elif line.new_code and (line.new_name, line.new_parent_code) != (twin.new_name, twin.new_parent_code):
            errors.append(
                RowError.because("row_code_held", row, "new_code", code=line.new_code, unit=twin.new_name)
            )
        else:
            lines.append(line)
    return lines, errors
