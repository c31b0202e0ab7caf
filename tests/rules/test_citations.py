"""Citations: what is read as one, in which shapes, and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.chinese_numbers import BOUND, from_chinese, in_chinese
from bihuan.rules.citations import Citation, find_citations, has_part, parts_of
from bihuan.rules.laws import LAWS, law_named, plain_title

CONTRACT_LAW = "劳动合同法"
FIRST_INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释(一)"


def read(text: str) -> list[tuple[str, int, int, int, int]]:
    return [(c.law, c.article, c.sub, c.paragraph, c.item) for c in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依据《劳动合同法》第八十五条第一款第（一）项", [(CONTRACT_LAW, 85, 0, 1, 1)]),
        ("《中华人民共和国劳动合同法》第85条", [(CONTRACT_LAW, 85, 0, 0, 0)]),
        ("劳动合同法85条说了要赔", [(CONTRACT_LAW, 85, 0, 0, 0)]),
        ("劳动合同法第八十五条第二项", [(CONTRACT_LAW, 85, 0, 0, 2)]),
        ("《劳动合同法》（2012修正）第四十七条", [(CONTRACT_LAW, 47, 0, 0, 0)]),
        ("法释〔2020〕26号第十五条", [(FIRST_INTERPRETATION, 15, 0, 0, 0)]),
        ("法释[2020]26号 第15条", [(FIRST_INTERPRETATION, 15, 0, 0, 0)]),
        ("《刑法》第二百七十六条之一第一款", [("刑法", 276, 1, 1, 0)]),
        ("女职工特别规定第七条", [("女职工劳动保护特别规定", 7, 0, 0, 0)]),
        ("《劳动合同法》第三十八条、第四十六条和第四十七条", [(CONTRACT_LAW, n, 0, 0, 0) for n in (38, 46, 47)]),
        ("《劳动法》第44条；《社会保险法》第63条", [("劳动法", 44, 0, 0, 0), ("社会保险法", 63, 0, 0, 0)]),
        ("劳动合同法实施条例第二十七条", [("劳动合同法实施条例", 27, 0, 0, 0)]),
        ("按照《劳动合同法》办理", [(CONTRACT_LAW, 0, 0, 0, 0)]),
        ("《某某市加班条例》第三条", [("某某市加班条例", 3, 0, 0, 0)]),
        ("《劳动法》第４４条", [("劳动法", 44, 0, 0, 0)]),
    ],
)  # fmt: skip
def test_a_citation_is_read(text: str, found: list[tuple[str, int, int, int, int]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本合同第三条约定",
        "第八十五条",
        "看了《劳动者之歌》第三遍",
        "三十五条腿",
        "合同法律事务",
        "😀" * 100,
    ],
)
def test_what_is_no_citation_is_not_read(text: str) -> None:
    assert read(text) == []


def test_the_characters_it_was_read_from_are_named() -> None:
    text = "请依据《劳动合同法》第八十五条、第三十条处理"
    first, second = find_citations(text)
    assert text[first.start : first.end] == "《劳动合同法》第八十五条"
    assert text[second.start : second.end] == "第三十条"


def test_a_citation_is_said_in_its_full_form() -> None:
    assert (
        Citation(0, 0, "刑法", "刑法", 276, 1, 1, 2).words.zh == "《刑法》第二百七十六条之一第一款第（二）项"
    )


ARTICLE = "用人单位有下列情形之一的：\n（一）甲；\n（二）乙。\n第二款的话。\n(一)丙"


def test_paragraphs_and_items_of_an_article() -> None:
    assert parts_of(ARTICLE) == [{1, 2}, {1}]
    assert has_part(ARTICLE, 1, 2)
    assert has_part(ARTICLE, 2, 1)
    assert has_part(ARTICLE, 0, 2)
    assert not has_part(ARTICLE, 2, 2)
    assert not has_part(ARTICLE, 3, 0)
    assert not has_part(ARTICLE, 0, 3)


@given(st.integers(1, BOUND - 1))
def test_numbers_are_written_and_read_alike(number: int) -> None:
    assert from_chinese(in_chinese(number)) == number
    assert from_chinese(str(number)) == number


@given(st.text(alphabet="《》劳动合同法第条款项（）一二十百0123〔〕号、和 之\n", max_size=120))
def test_reading_never_fails_and_never_overlaps(text: str) -> None:
    found = find_citations(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_every_name_in_the_catalogue_means_one_law(law) -> None:
    assert all(law_named(name) == law for name in (law.key, law.title, *law.others))
    assert all(made <= since for made, since in law.versions)
    assert list(law.versions) == sorted(law.versions)
    assert read(f"{law.title}第一条") == [(plain_title(law.title), 1, 0, 0, 0)]
