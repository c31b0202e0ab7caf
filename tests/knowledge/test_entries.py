"""Entries: read from tables row by row, imported whole or not at all, edited and taken through their life."""

import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from bihuan.knowledge.actions import check_entries, edit_entry, import_entries, import_laws, take_step
from bihuan.knowledge.entry_tables import (
    COLUMNS,
    basis_of,
    packaged_entries,
    packaged_questions,
    packaged_synonyms,
    read_table,
    read_toml,
)
from bihuan.knowledge.law_texts import read_law
from bihuan.knowledge.models import Entry
from bihuan.knowledge.queries import checked_basis, entry_of, quotable, readable, to_review
from bihuan.ledger.queries import events_of
from bihuan.rules.laws import LAWS
from bihuan.rules.matters import MATTERS
from bihuan.rules.publishing import EntryAct, Visibility
from bihuan.rules.refusal import Refused
from tests.knowledge.shelf import stock
from tests.town import AT, Town

GOOD = {
    "code": "tea", "matter": "wage_arrears", "question": "茶馆不给工钱怎么办", "variants": "掌柜不给钱|工钱呢",
    "answer": "应当按月支付。", "steps": "", "papers": "", "body": "", "phone": "", "basis": "茶馆管理条例(2020-03-01) 3",
    "calculator": "", "visibility": "public", "valid_from": "2025-01-01", "valid_to": "", "owner": "茶馆工会",
    "review_on": "2026-01-01",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    """An XLSX of rows; a row fills in what differs from a good one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([(GOOD | row)[name] for name in COLUMNS])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_row_becomes_an_entry() -> None:
    (entry,), errors = read_table("t.xlsx", table({}))
    assert errors == []
    assert entry.variants == ("掌柜不给钱", "工钱呢")
    assert (entry.basis[0].plain, entry.basis[0].article, entry.basis[0].made_on) == (
        "茶馆管理条例",
        3,
        date(2020, 3, 1),
    )


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"answer": ""}, "answer", "为空"),
        ({"answer": "=1+1"}, "", "公式"),
        ({"answer": "@SUM(A1)"}, "answer", "公式"),
        ({"answer": "长" * 20_000}, "answer", "20000 字"),
        ({"matter": "tea"}, "matter", "无法识别"),
        ({"code": "茶"}, "code", "无法识别"),
        ({"valid_from": "明天"}, "valid_from", "无法识别"),
        ({"visibility": "all"}, "visibility", "无法识别"),
        ({"calculator": "abacus"}, "calculator", "无法识别"),
        ({"basis": "茶馆管理条例 3"}, "basis", "无法识别"),
        ({"basis": "劳动合同法"}, "basis", "无法识别"),
    ],
)
def test_a_bad_cell_is_named_with_its_row(row: dict[str, str], column: str, said: str) -> None:
    _, errors = read_table("t.xlsx", table({"code": "first"}, row))
    assert any(error.row == 3 and error.column == column and said in error.sentence.zh for error in errors), (
        errors
    )


def test_the_same_code_twice_is_named_with_both_rows() -> None:
    _, errors = read_table("t.xlsx", table({}, {}))
    assert "与第 2 行重复" in errors[0].sentence.zh


def test_emoji_and_mixed_scripts_are_kept() -> None:
    (entry,), errors = read_table("t.xlsx", table({"answer": "按月付 ☕️ pay monthly 每月"}))
    assert errors == []
    assert entry.answer == "按月付 ☕️ pay monthly 每月"


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("劳动合同法 30 85; 劳动法 50", [("劳动合同法", 30), ("劳动合同法", 85), ("劳动法", 50)]),
        ("法释〔2020〕26号 15", [("劳动争议司法解释一", 15)]),
        ("劳动合同法 三十", None),
        ("没有这部法 3", None),
    ],
)
def test_a_basis_is_read_as_law_and_numbers(text: str, articles: list[tuple[str, int]] | None) -> None:
    found = basis_of(text)
    assert (found and [(row.law, row.article) for row in found]) == articles


def test_the_packaged_entries_are_whole() -> None:
    entries, errors = packaged_entries()
    assert errors == []
    assert len(entries) >= 120
    assert {entry.code for entry in entries} >= {code for _, code in packaged_questions()}
    for entry in entries:
        assert len(entry.variants) >= 3, entry.code
        assert entry.basis, entry.code
        assert entry.body, entry.code
        assert entry.steps, entry.code
        assert len(entry.answer) >= 60, entry.code
        assert not any(word in entry.answer for word in ("保证能", "一定能拿到", "肯定赢")), entry.code
    covered = {entry.matter for entry in entries}
    assert set(MATTERS) - covered <= {"suggestion_praise", "out_of_scope"}


def test_no_question_of_the_measuring_set_stands_in_the_index() -> None:
    entries, _ = packaged_entries()
    phrases = {phrase for entry in entries for phrase in (entry.question, *entry.variants)}
    assert phrases.isdisjoint(said for said, _ in packaged_questions())


def test_what_callers_say_is_said_once() -> None:
    said = [said for said, _ in packaged_synonyms()]
    assert len(said) == len(set(said))


@pytest.mark.django_db
def test_every_article_cited_is_in_the_laws_where_their_texts_are_at_hand() -> None:
    """Name a folder of law texts in BIHUAN_LAW_TEXTS to have every basis looked up in them."""
    folder = os.environ.get("BIHUAN_LAW_TEXTS")
    if not folder:
        pytest.skip("BIHUAN_LAW_TEXTS names no folder of law texts")
    texts = [read_law(file.name, file.read_bytes())[0] for file in sorted(Path(folder).rglob("*.md"))]
    import_laws([text for text in texts if text], at=AT)
    rows, _ = packaged_entries()
    import_entries(rows, publish=True, at=AT)
    cited = [
        row for entry in Entry.objects.all() for row in checked_basis(entry.basis.all(), date(2026, 1, 1))
    ]
    assert [row.words.zh for row in cited if row.holds is False] == []
    assert sum(row.holds is True for row in cited) > 0.8 * len(cited)


@pytest.mark.django_db
class TestImporting:
    def test_all_or_nothing(self) -> None:
        rows, errors = read_table("t.xlsx", table({"code": "fine"}, {"answer": ""}))
        with pytest.raises(Refused) as refused:
            import_entries(rows, errors, at=AT)
        assert refused.value.code == "table_has_errors"
        assert not Entry.objects.exists()

    def test_new_ones_are_drafts_and_importing_again_changes_nothing(self) -> None:
        rows, _ = read_table("t.xlsx", table({}))
        assert check_entries(rows).new == 1
        import_entries(rows, at=AT)
        entry = Entry.objects.get()
        assert entry.state == "draft"
        assert import_entries(rows, at=AT).unchanged == 1
        assert events_of(entry.pk).count() == 1

    def test_a_changed_row_becomes_a_draft_again(self) -> None:
        import_entries(read_table("t.xlsx", table({}))[0], publish=True, at=AT)
        assert quotable(AT.date()).count() == 1
        import_entries(read_table("t.xlsx", table({"answer": "应当按周支付。"}))[0], at=AT)
        assert Entry.objects.get().version == 2
        assert quotable(AT.date()).count() == 0


@pytest.fixture
def office(town: Town) -> Town:
    """The town with two laws in its library."""
    stock()
    return town


def draft(office: Town, **values: str) -> Entry:
    """A draft of 陈晓 the operator."""
    (row,), errors = read_toml(_toml(GOOD | values))
    assert errors == []
    columns = {name: getattr(row, name) for name in COLUMNS if name != "basis"}
    columns = {name: list(value) if isinstance(value, tuple) else value for name, value in columns.items()}
    return edit_entry(office.actor("陈晓"), None, columns, row.basis, 0, at=AT)


def _toml(values: dict[str, str]) -> bytes:
    lines = [f'{name} = "{value}"' for name, value in values.items()]
    return ("[[entry]]\n" + "\n".join(lines)).encode()


def reviewer(office: Town) -> str:
    return next(name for name in office.people if _reviews(office, name))


def _reviews(office: Town, name: str) -> bool:
    from bihuan.knowledge.queries import held_standings
    from bihuan.rules.actors import Standing

    return Standing.REVIEWER in held_standings(office.actor(name))


@pytest.mark.django_db
class TestTheLifeOfAnEntry:
    def test_drafted_reviewed_published_expired_and_revised(self, office: Town) -> None:
        entry, chief = draft(office), office.actor(reviewer(office))
        later = AT + timedelta(hours=1)
        entry = take_step(office.actor("陈晓"), entry.pk, EntryAct.SUBMIT, entry.version, at=later)
        assert quotable(AT.date()).count() == 0
        entry = take_step(chief, entry.pk, EntryAct.PUBLISH, entry.version, at=later)
        assert list(quotable(AT.date())) == [entry]
        assert entry.reviewed_by_id == chief.person_id
        entry = take_step(None, entry.pk, EntryAct.EXPIRE, entry.version, at=later)
        assert quotable(AT.date()).count() == 0
        entry = take_step(office.actor("陈晓"), entry.pk, EntryAct.REVISE, entry.version, at=later)
        assert entry.state == "draft"
        acts = list(events_of(entry.pk).values_list("act", flat=True))
        assert acts == ["edit_entry", "submit_entry", "publish_entry", "expire_entry", "revise_entry"]

    def test_nobody_publishes_the_own_draft(self, office: Town) -> None:
        chief = office.actor(reviewer(office))
        entry = draft(office)
        Entry.objects.filter(pk=entry.pk).update(written_by=chief.person_id)
        entry = take_step(chief, entry.pk, EntryAct.SUBMIT, entry.version, at=AT)
        with pytest.raises(Refused) as refused:
            take_step(chief, entry.pk, EntryAct.PUBLISH, entry.version, at=AT)
        assert refused.value.code == "entry_own_draft"

    def test_a_basis_that_does_not_exist_is_not_published(self, office: Town) -> None:
        entry = draft(office, basis="茶馆管理条例(2020-03-01) 33")
        entry = take_step(office.actor("陈晓"), entry.pk, EntryAct.SUBMIT, entry.version, at=AT)
        with pytest.raises(Refused) as refused:
            take_step(office.actor(reviewer(office)), entry.pk, EntryAct.PUBLISH, entry.version, at=AT)
        assert refused.value.code == "entry_basis_wrong"
        assert Entry.objects.get().state == "in_review"

    def test_an_operator_does_not_publish(self, office: Town) -> None:
        entry = draft(office)
        entry = take_step(office.actor("陈晓"), entry.pk, EntryAct.SUBMIT, entry.version, at=AT)
        with pytest.raises(Refused) as refused:
            take_step(office.actor("陈晓"), entry.pk, EntryAct.PUBLISH, entry.version, at=AT)
        assert refused.value.code == "act_not_yours"

    def test_of_two_at_once_the_second_is_told(self, office: Town) -> None:
        entry = draft(office)
        take_step(office.actor("陈晓"), entry.pk, EntryAct.SUBMIT, entry.version, at=AT)
        with pytest.raises(Refused) as refused:
            take_step(office.actor("陈晓"), entry.pk, EntryAct.SUBMIT, entry.version, at=AT)
        assert refused.value.code == "entry_changed"

    def test_a_department_sees_only_what_is_public(self, office: Town) -> None:
        rows, _ = read_table("t.xlsx", table({}, {"code": "inside", "visibility": "internal"}))
        import_entries(rows, publish=True, at=AT)
        department = next(
            name
            for name in office.people
            if any(h.unit_kind == "department" for h in office.actor(name).posts)
        )
        assert [entry.code for entry in readable(office.actor(department))] == ["tea"]
        assert entry_of(office.actor(department), "inside") is None
        assert entry_of(office.actor("陈晓"), "inside") is not None
        assert [entry.code for entry in quotable(AT.date(), [Visibility.PUBLIC])] == ["tea"]

    def test_what_is_due_for_review_is_listed(self, office: Town) -> None:
        rows, _ = read_table(
            "t.xlsx",
            table({}, {"code": "due", "review_on": "2025-06-01"}, {"code": "over", "valid_to": "2025-06-01"}),
        )
        import_entries(rows, publish=True, at=AT)
        assert [entry.code for entry in to_review(AT.date())] == ["due", "over"]


def test_the_catalogue_knows_every_law_the_entries_rest_on() -> None:
    entries, _ = packaged_entries()
    assert {row.law for entry in entries for row in entry.basis} <= LAWS.keys()
