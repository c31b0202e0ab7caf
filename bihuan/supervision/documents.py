"""The bulletin as a DOCX, as an office would send it round."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bihuan.rules.bulletins import COUNTS, SCOPE
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision.models import Bulletin

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING, _TEXT = "黑体", "仿宋"


def bulletin_docx(bulletin: Bulletin) -> bytes:
    """The bulletin on A4, landscape: its number and week, a table of its units, how each figure is counted, the remark.

    An official paper, and so in the language of the office, whatever language its reader's pages are in.
    """
    document = Document()
    _lay_out(document)
    local = bulletin.issued_at.astimezone(SHANGHAI)
    _line(document, f"{bulletin.unit.name}督办周报", _HEADING, 20, centred=True)
    _line(document, f"{local.year}年第{bulletin.serial}期", _TEXT, 12, centred=True)
    _line(document, f"统计期间：{bulletin.first_day:%Y年%m月%d日}至{bulletin.last_day:%Y年%m月%d日}　签发：{local:%Y年%m月%d日 %H:%M}　{bulletin.issued_by.name}", _TEXT, 12)  # fmt: skip
    if bulletin.remark:
        _line(document, bulletin.remark, _TEXT, 12)
    _table(document, bulletin)
    _line(document, "统计口径", _HEADING, 12)
    for count in COUNTS:
        _line(document, f"{count.words.zh}：{count.formula.zh}。", _TEXT, 10.5)
    _line(document, SCOPE.zh, _TEXT, 10.5)
    _line(document, f"时限与预警规则为{UNOFFICIAL.zh}；统计规则版本{bulletin.rules_version}。只统计单位办理结果，不比较个人。", _TEXT, 10.5)  # fmt: skip
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Any) -> None:
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    document.core_properties.author = ""


def _table(document: Any, bulletin: Bulletin) -> None:
    table = document.add_table(rows=1, cols=len(COUNTS) + 1)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ["单位", *(count.words.zh for count in COUNTS)], strict=True):
        _write(cell.paragraphs[0], words, _HEADING, 10.5, centred=True)
    for place, row in enumerate(bulletin.rows):
        cells = table.add_row().cells
        _write(cells[0].paragraphs[0], row["name"] if place else "合计", _TEXT, 10.5)
        for cell, count in zip(cells[1:], COUNTS, strict=True):
            _write(cell.paragraphs[0], str(len(row["figures"][count.code])), _TEXT, 10.5, centred=True)


def _line(document: Any, text: str, font: str, size: float, *, centred: bool = False) -> None:
    _write(document.add_paragraph(), text, font, size, centred=centred)


def _write(paragraph: Any, text: str, font: str, size: float, *, centred: bool = False) -> None:
    written = paragraph.add_run(text)
    written.font.name, written.font.size = font, Pt(size)
    written._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
