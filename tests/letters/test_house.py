"""What a union sets about its letters, and the document that comes of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bihuan.letters import actions as letters
from bihuan.letters.document import as_docx, file_name
from bihuan.letters.models import UnionLetter
from bihuan.rules.letters import Letter
from bihuan.rules.refusal import Refused
from tests.letters.office import Writing
from tests.town import Town

pytestmark = pytest.mark.django_db


def test_a_new_text_serves_the_next_draft_and_leaves_those_that_are_there(
    town: Town, writing: Writing
) -> None:
    before = writing.letter.body
    chair, union = town.actor("沈岚"), town.district_union.pk
    letters.change_template(
        chair, union, Letter.REMINDER, "提示：{matter}", "请{employer}处理。", at=writing.now
    )
    assert writing.letter.body == before
    fresh = Writing(town).letter
    assert (fresh.title, fresh.body, fresh.template) == ("提示：拖欠工资", "请砺合劳务处理。", "v1")


@pytest.mark.parametrize(
    ("body", "code"), [("请{boss}处理。", "placeholder_unknown"), ("请{employer处理。", "braces_unpaired")]
)
def test_a_text_that_could_not_be_filled_in_is_refused(town: Town, body: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        letters.change_template(
            town.actor("沈岚"), town.district_union.pk, Letter.REMINDER, "提示函", body, at=town_now()
        )
    assert (refused.value.code, refused.value.field) == (code, "body")


@pytest.mark.parametrize("name", ["杨帆", "蒋悦", "罗岚"])
def test_only_who_signs_or_keeps_the_house_sets_the_letterhead(town: Town, name: str) -> None:
    with pytest.raises(Refused) as refused:
        letters.set_letterhead(town.actor(name), town.district_union.pk, "某机关", "某字")
    assert refused.value.code == "letter_not_found"


def test_the_word_file_is_laid_out_as_the_standard_says(writing: Writing) -> None:
    letter = writing.issued().letter
    document = Document(BytesIO(as_docx(letter)))
    section = document.sections[0]
    laid = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(length.mm) for length in laid if length] == [210, 297, 37, 28]
    text_area = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert round(Mm(0).mm + text_area / Mm(1)) == 156
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "linesAndChars"
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "重庆市渝中区总工会文件"
    assert letter.number in said
    assert said[-2:] == ["重庆市渝中区总工会", "2025年6月10日"]
    title = next(p for p in document.paragraphs if p.text == letter.title)
    assert title.runs[0].font.size == Pt(22)
    assert title.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert document.styles["Normal"].font.size == Pt(16)
    assert file_name(letter) == f"{letter.number}.docx"


def test_the_word_file_says_what_serves_where_a_typeface_is_lacking(writing: Writing) -> None:
    with ZipFile(BytesIO(as_docx(writing.issued().letter))) as file:
        fonts = file.read("word/fontTable.xml").decode()
        text = file.read("word/document.xml").decode()
    for face, other in (("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "FangSong"), ("宋体", "SimSun")):
        entry = fonts[fonts.index(f'w:name="{face}"') :]
        entry = entry[: entry.index("</w:font>")]
        assert other in entry[entry.index("w:altName") :]
    assert 'w:eastAsia="仿宋_GB2312"' in text


def test_a_draft_is_no_document_yet_and_says_so(writing: Writing) -> None:
    said = "\n".join(p.text for p in Document(BytesIO(as_docx(writing.letter))).paragraphs)
    assert "拟稿，未编号" in said
    assert "2025年" not in said


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_take_two_numbers(town: Town) -> None:
    waiting = [Writing(town).submitted() for _ in range(4)]
    at = max(writing.now for writing in waiting) + timedelta(hours=1)

    def sign(writing: Writing) -> None:
        try:
            letters.issue(town.actor("沈岚"), writing.pk, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sign, waiting))
    assert sorted(UnionLetter.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]


def town_now():
    from tests.town import AT

    return AT
