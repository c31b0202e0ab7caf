"""Tables people take away: XLSX, to change and hand in again. What is handed in is read by ``spreadsheet``."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """The rows as an XLSX file to keep."""
    book, content = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_as_text(sheet, cell) for cell in row])
    book.save(content)
    content.seek(0)
    answer = HttpResponse(content.read(), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _as_text(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell that stays text: what begins with = would be run as a formula, and a code would lose its noughts."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
