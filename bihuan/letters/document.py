"""A letter as a document: the official layout of GB/T 9704—2012 (党政机关公文格式) as DOCX.

A4 with margins of 37, 26, 35 and 28 mm around a text area of 156 × 225 mm, which holds 22 lines of 28 signs; red head,
number, red rule, title in 小标宋 of size 2, text in 仿宋 of size 3, signature and date to the right. Typefaces are named,
never shipped: where one is lacking, the file's table of fonts says which others are of its kind, the nearest first.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bihuan.letters.models import UnionLetter
from bihuan.letters.standard import title_of
from bihuan.rules.letters import Letter
from bihuan.rules.workdays import SHANGHAI

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: 二号, 三号, 四号 in points.
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
HEAD_SIZE = Pt(40)
LINES, SIGNS = 22, 28
#: 225 mm shared among 22 lines.
LINE = Pt(28.95)
TITLE_FACE, TEXT_FACE, PAGE_FACE = "方正小标宋简体", "仿宋_GB2312", "宋体"
RED = RGBColor(0xFF, 0, 0)
#: What serves in place of a typeface, by the names Windows, macOS, WPS and free systems know it by.
ALTERNATIVES = {
    TITLE_FACE: ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋体", "华文中宋", "STZhongsong", "Songti SC", "Noto Serif CJK SC"),
    TEXT_FACE: ("仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "方正仿宋_GBK", "Noto Serif CJK SC"),
    PAGE_FACE: ("SimSun", "Songti SC", "Noto Serif CJK SC"),
}  # fmt: skip


def as_docx(letter: UnionLetter) -> bytes:
    """The letter as a Word file. A letter that is not signed yet says that it is a draft and has neither number nor date."""
    document = Document()
    _set_page(document)
    _set_text(document)
    _head(document, letter)
    _paragraph(document, letter.title, size=SIZE_2, face=TITLE_FACE, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "")
    _paragraph(document, f"{letter.addressee}：", indent=0)
    for line in letter.body.splitlines():
        _paragraph(document, line.strip())
    _signature(document, letter)
    _page_number(document)
    _name_alternatives(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def date_in_words(letter: UnionLetter) -> str:
    """The day of signing in the form of the standard: Arabic figures, no padding; empty before the signing."""
    if letter.issued_at is None:
        return ""
    day = letter.issued_at.astimezone(SHANGHAI).date()
    return f"{day.year}年{day.month}月{day.day}日"


def file_name(letter: UnionLetter) -> str:
    """What the file is called: the number where there is one."""
    return f"{letter.number or title_of(Letter(letter.kind)) + '（拟稿）'}.docx"


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
    # Twips × 4096 / 20 more or less than the size of the text: 156 mm over 28 signs of 16 pt.
    grid.set(qn("w:charSpace"), str(int((Mm(156).pt / SIGNS - SIZE_3.pt) * 4096)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _set_text(document: Docx) -> None:
    style = document.styles["Normal"]
    style.font.size, style.font.name = SIZE_3, "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TEXT_FACE)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _head(document: Docx, letter: UnionLetter) -> None:
    head = _paragraph(
        document, f"{letter.organ or letter.union.name}文件", size=HEAD_SIZE, face=TITLE_FACE,
        align=WD_ALIGN_PARAGRAPH.CENTER,
    )  # fmt: skip
    head.runs[0].font.color.rgb = RED
    head.paragraph_format.line_spacing = Pt(58)
    _paragraph(document, "")
    number = _paragraph(document, letter.number or "（拟稿，未编号）", align=WD_ALIGN_PARAGRAPH.CENTER)
    _red_rule_under(number)
    _paragraph(document, "")


def _signature(document: Docx, letter: UnionLetter) -> None:
    _paragraph(document, "")
    for text, signs in ((letter.organ or letter.union.name, 2), (date_in_words(letter), 4)):
        line = _paragraph(document, text, indent=0, align=WD_ALIGN_PARAGRAPH.RIGHT)
        line.paragraph_format.right_indent = SIZE_3 * signs


def _paragraph(
    document: Docx,
    text: str,
    *,
    size: Pt = SIZE_3,
    face: str = TEXT_FACE,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: int = 2,
) -> Paragraph:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    elif indent:
        paragraph.paragraph_format.first_line_indent = size * indent
    if text:
        _face(paragraph.add_run(text), size, face)
    return paragraph


def _face(run: Run, size: Pt, face: str) -> None:
    run.font.size, run.font.name = size, "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _red_rule_under(paragraph: Paragraph) -> None:
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", "FF0000")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().append(borders)


def _page_number(document: Docx) -> None:
    """— 1 — in size 4, outside of the text."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(foot.add_run("— "), SIZE_4, PAGE_FACE)
    run = foot.add_run()
    _face(run, SIZE_4, PAGE_FACE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)
    _face(foot.add_run(" —"), SIZE_4, PAGE_FACE)


def _name_alternatives(document: Docx) -> None:
    """Add the typefaces to the table of fonts, each with what may stand in for it (ISO 29500-1, 17.8.3.1)."""
    related = (
        rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    part = next(related)
    table = parse_xml(part.blob)
    for face, others in ALTERNATIVES.items():
        font = OxmlElement("w:font", {qn("w:name"): face})
        # Charset 86 is GB 2312; the order of these elements is the schema's.
        for name, value in (("altName", ",".join(others)), ("charset", "86"), ("family", "roman")):
            font.append(OxmlElement(f"w:{name}", {qn("w:val"): value}))
        table.append(font)
    part._blob = serialize_part_xml(table)
