"""Laws: read line by line, imported whole or not at all, looked up on the day of the facts."""

import io
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from bihuan.knowledge.actions import check_laws, import_laws
from bihuan.knowledge.law_database import read_laws
from bihuan.knowledge.law_texts import read_law
from bihuan.knowledge.queries import (
    article_on,
    articles_of,
    differences,
    laws,
    verify_citations,
    version_of,
)
from bihuan.ledger.queries import events_of
from bihuan.rules.citations import Verdict
from bihuan.rules.refusal import Refused
from tests.knowledge.shelf import TEAHOUSE_2020, TEAHOUSE_2024, law, stock, teahouses
from tests.town import AT

pytestmark = pytest.mark.django_db


def test_chapters_articles_and_paragraphs_are_read() -> None:
    first, _ = teahouses()
    assert first.title == "茶馆管理条例"
    assert first.made_on == date(2020, 3, 1)
    assert [article.number for article in first.articles] == [1, 2, 3]
    assert first.articles[1].chapter == "第一章 总 则"
    assert first.articles[1].text.splitlines()[1] == "（一）茶壶；"
    assert first.articles[2].chapter == "第二章 待客"


def test_a_word_document_is_read_like_the_text() -> None:
    document = Document()
    for line in (
        TEAHOUSE_2020.replace("# ", "").replace("#", "").replace("<!-- INFO END -->", "").splitlines()
    ):
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    found, errors = read_law("茶馆管理条例(2020-03-01).docx", kept.getvalue())
    assert errors == []
    assert found is not None
    assert [a.text for a in found.articles] == [a.text for a in teahouses()[0].articles]


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        (TEAHOUSE_2020.replace("第三条", "第四条"), 21, "缺第三条"),
        (TEAHOUSE_2020.replace("第三条", "第二条"), 21, "与第 11 行重复"),
        (TEAHOUSE_2020.replace("第一条 为了规范茶馆，制定本条例。", "第一条"), 9, "没有内容"),
        (
            TEAHOUSE_2020.replace("第一条", "第三条", 1).replace("第三条 茶馆老板", "第一条 茶馆老板"),
            21,
            "次序不对",
        ),
        ("# 茶馆管理条例\n\n一些话", 3, "没有找到任何条文"),
        ("", 1, "没有标题"),
    ],
)
def test_a_faulty_law_names_the_line_and_the_fault(text: str, row: int, said: str) -> None:
    found, errors = read_law("茶馆管理条例(2020-03-01).md", text.encode())
    assert found is None
    assert any(error.row == row and said in error.sentence.zh for error in errors), errors


def test_without_a_day_it_is_refused() -> None:
    _, errors = read_law("茶馆.md", TEAHOUSE_2020.replace("2020年3月1日", "").encode())
    assert "找不到文本日期" in errors[0].sentence.zh


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "law_file_type"),
        ("a.docx", b"PK not a zip", "file_unreadable"),
        ("a.md", b"\x00\x01" * 10, "file_unreadable"),
        ("a.md", b" " * (9 * 1024 * 1024), "file_unreadable"),
    ],
)
def test_a_file_that_is_no_law_is_refused_in_a_sentence(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_law(name, content)
    assert refused.value.code == code


def test_nothing_is_kept_where_one_file_is_faulty() -> None:
    _, errors = read_law("坏(2020-03-01).md", TEAHOUSE_2020.replace("第三条", "第四条").encode())
    with pytest.raises(Refused) as refused:
        import_laws(teahouses(), errors, at=AT)
    assert refused.value.code == "law_files_wrong"
    assert "坏(2020-03-01).md" in refused.value.sentence.zh
    assert not laws().exists()


def test_looking_first_changes_nothing() -> None:
    checked = check_laws(teahouses())
    assert len(checked.new) == 2
    assert checked.articles == 7
    assert not laws().exists()


def test_importing_again_changes_nothing_and_writes_no_event() -> None:
    stock()
    events = events_of(laws().get().pk).count()
    assert events == 2
    assert stock().unchanged == 2
    assert events_of(laws().get().pk).count() == events


def test_another_text_of_the_same_day_is_only_exchanged_when_told_to() -> None:
    stock()
    corrected = law("茶馆管理条例(2020-03-01).md", TEAHOUSE_2020.replace("茶碗", "盖碗"))
    with pytest.raises(Refused) as refused:
        import_laws([corrected], at=AT)
    assert "1条" in refused.value.sentence.zh
    import_laws([corrected], replace=True, at=AT)
    article = article_on("茶馆管理条例", 2, date(2021, 1, 1))
    assert article is not None
    assert "盖碗" in article.text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2020, 2, 29), None),
        (date(2020, 3, 1), "不得拖欠"),
        (date(2024, 6, 30), "不得拖欠"),
        (date(2024, 7, 1), "按月支付"),
        (date(2030, 1, 1), "按月支付"),
    ],
)
def test_an_article_as_it_stood_on_the_day_of_the_facts(on: date, text: str | None) -> None:
    stock()
    found = article_on("茶馆管理条例", 3, on)
    assert (text in found.text) if text and found else found is text


def test_the_order_in_which_versions_come_does_not_matter() -> None:
    older, newer = teahouses()
    stock(newer)
    stock(older)
    days = [(v.since, v.until) for v in laws().get().versions.order_by("since")]
    assert days == [(date(2020, 3, 1), date(2024, 7, 1)), (date(2024, 7, 1), None)]


@pytest.mark.parametrize(
    ("cited", "on", "verdict"),
    [
        ("《茶馆管理条例》第二条第一款第（二）项", date(2021, 1, 1), Verdict.IN_FORCE),
        ("《茶馆管理条例》第四条", date(2021, 1, 1), Verdict.NO_SUCH_ARTICLE),
        ("《茶馆管理条例》第四条", date(2025, 1, 1), Verdict.IN_FORCE),
        ("《茶馆管理条例》第三条", date(2019, 1, 1), Verdict.NOT_IN_FORCE),
        ("《茶馆管理条例》第二条第三款", date(2021, 1, 1), Verdict.NO_SUCH_PART),
        ("《茶馆管理条例》第二条第（三）项", date(2021, 1, 1), Verdict.NO_SUCH_PART),
        ("《酒馆管理条例》第一条", date(2021, 1, 1), Verdict.NO_SUCH_LAW),
        ("《茶馆管理条例》", date(2021, 1, 1), Verdict.IN_FORCE),
        ("《劳动合同法》第八十五条", date(2021, 1, 1), Verdict.NOT_HELD),
        ("《劳动合同法》第八十五条", date(2007, 1, 1), Verdict.NOT_IN_FORCE),
        ("法释〔2025〕12号第十九条", date(2025, 8, 31), Verdict.NOT_IN_FORCE),
    ],
)
def test_a_citation_is_judged_by_the_day_of_the_facts(cited: str, on: date, verdict: Verdict) -> None:
    stock()
    (found,) = verify_citations(f"依据{cited}，应当支付。", on)
    assert found.verdict is verdict
    assert found.wrong == (verdict not in (Verdict.IN_FORCE, Verdict.NOT_HELD))


def test_many_citations_cost_two_statements(django_assert_num_queries) -> None:
    stock()
    with django_assert_num_queries(2):
        assert (
            len(
                verify_citations(
                    "《茶馆管理条例》第一条、第二条、第三条，《劳动法》第44条" * 20, date(2021, 1, 1)
                )
            )
            == 80
        )


def test_what_changed_between_two_versions_is_shown_piece_by_piece() -> None:
    stock()
    of = laws().get()
    older, newer = version_of(of, date(2020, 3, 1)), version_of(of, date(2024, 5, 6))
    assert older is not None
    assert newer is not None
    changed, added = differences(older, newer)
    assert (changed.number, changed.kind) == (3, "changed")
    assert ("cut", "不得拖欠") in changed.pieces
    assert (added.number, added.kind) == (4, "new")
    assert articles_of(newer).count() == 4


def test_the_sqlite_of_the_package_is_read(tmp_path: Path) -> None:
    file = tmp_path / "laws.db"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE laws (law_id, law_name, doc_type, version_date, effective_date)")
        database.execute(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, law_id, chapter, section, article_no, article_text)"
        )
        database.execute(
            "INSERT INTO laws VALUES ('a', '中华人民共和国工会法', '法律', '2021-12-24', '1992-04-03')"
        )
        database.execute("INSERT INTO laws VALUES ('b', '茶馆法', '法律', '2021-12-24', '2022-02-02')")
        for number, text in (("第一条", "甲"), ("第二条", "乙\n（一）丙")):
            for law_id in ("a", "b"):
                database.execute(
                    "INSERT INTO articles (law_id, chapter, article_no, article_text) VALUES (?, '第一章 总则', ?, ?)",
                    (law_id, number, text),
                )
    (known,), errors = read_laws(file)
    assert errors == []
    assert (known.title, known.since) == ("中华人民共和国工会法", date(2022, 1, 1))
    assert known.articles[1].text == "乙\n（一）丙"
    (named,), _ = read_laws(file, ["茶馆法"])
    assert (named.since, named.since_known) == (date(2022, 2, 2), False)
    assert import_laws([known, named], at=AT).new != []


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "laws.db").write_bytes(b"not a database at all, not even a little")
    with pytest.raises(Refused):
        read_laws(tmp_path / "laws.db")


def test_versions_of_one_law_from_one_day_are_refused() -> None:
    both = [
        law("茶馆管理条例(2020-03-01).md", TEAHOUSE_2020),
        law("茶馆管理条例(2024-05-06).md", TEAHOUSE_2024, date(2020, 3, 1)),
    ]
    checked = check_laws(both)
    assert "施行日期相同" in checked.errors[0].sentence.zh
