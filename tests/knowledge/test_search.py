"""Finding answers by what callers say, with no question too strange."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from bihuan.knowledge import measuring
from bihuan.knowledge.actions import import_entries, import_synonyms
from bihuan.knowledge.entry_tables import packaged_entries, packaged_questions, packaged_synonyms
from bihuan.knowledge.models import Entry
from bihuan.knowledge.queries import LEAST, search_articles, search_entries
from bihuan.rules.publishing import Visibility
from bihuan.rules.refusal import Refused
from tests.knowledge.shelf import stock
from tests.town import AT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def fill() -> None:
    """The packaged entries, as an office has them after importing."""
    rows, _ = packaged_entries()
    import_entries(rows, publish=True, at=AT)
    import_synonyms(packaged_synonyms())


def found(text: str, most: int = 3) -> list[str]:
    return [hit.entry.code for hit in search_entries(text, TODAY, tuple(Visibility), most)]


SAID = {
    "我被炒鱿鱼了": "dismissed-no-reason",
    "老板不给工钱": "wages-unpaid",
    "老板跑路了电话打不通": "boss-absconded",
    "厂里压着我一个月工资": "withheld-first-month",
    "公司五险一金都不交": "no-insurance",
    "下班骑电动车被撞了算不算工伤": "commuting-injury",
    "周末天天上班没有加班费": "rest-day-work",
    "怀孕了要我走": "pregnancy-dismissal",
}
STRANGE = (
    "", "   ", "😀😀", "？！", "'); DROP TABLE", "a" * 20_000, "工资" * 10_000, "\x00", "\\' & | ! ( :*", "ＡＢＣ１２３",
)  # fmt: skip


def test_what_callers_say_finds_its_answer(django_assert_max_num_queries) -> None:
    fill()
    # Colloquial questions find it among the first three, each in a handful of statements.
    with django_assert_max_num_queries(6):
        found("老板跑路了工钱怎么要")
    assert {said: code for said, code in SAID.items() if code not in found(said)} == {}
    # Questions that stand in no index find it more often than not at once, and nearly always among five.
    measured = measuring.measure_entries(
        [measuring.Asked(said, code=code) for said, code in packaged_questions()], TODAY
    )
    assert measured.hits[1] >= 0.5
    assert measured.hits[5] >= 0.8
    # No question is too strange, and small talk finds nothing that looks like an answer.
    for said in STRANGE:
        assert len(found(said)) <= 3, said[:20]
        assert search_articles(said, TODAY) == [] or "工资" in said, said[:20]
    assert max((hit.score for hit in search_entries("今天天气真好适合钓鱼", TODAY)), default=0) < LEAST
    # What has run out, or is not for everybody, is not found.
    assert "boss-absconded" in found("老板跑路了")
    Entry.objects.filter(code="boss-absconded").update(visibility="internal")
    assert "boss-absconded" not in [hit.entry.code for hit in search_entries("老板跑路了", TODAY, most=20)]
    Entry.objects.filter(code="boss-absconded").update(valid_to=date(2026, 5, 31))
    assert "boss-absconded" not in found("老板跑路了", 20)


def test_an_article_is_found_by_its_words_and_in_the_version_of_the_day() -> None:
    stock()
    (old, *_), (new, *_) = (
        search_articles("伙计的工钱", day) for day in (date(2021, 1, 1), date(2025, 1, 1))
    )
    assert "不得拖欠" in old.article.text
    assert "按月支付" in new.article.text


class TestMeasuring:
    def test_a_file_of_questions_and_articles(self, tmp_path: Path) -> None:
        stock()
        rows = [
            {"question": "伙计工钱没给", "gold": [["茶馆管理条例", "第三条"]]},
            {"question": "茶壶茶碗", "gold": [["茶馆管理条例", "第二条"]]},
        ]
        asked = measuring.read_questions("q.json", json.dumps(rows).encode())
        assert asked[0].gold == {("茶馆管理条例", 3)}
        for measured in (
            measuring.measure_articles(asked, date(2021, 1, 1)),
            measuring.measure_bm25(asked, date(2021, 1, 1)),
        ):
            assert measured.hits == {1: 1.0, 5: 1.0, 10: 1.0}
            assert measured.mrr == 1.0

    def test_answers_that_cite_are_as_good(self) -> None:
        rows = [{"id": 1, "question": "工钱", "answer": "依据《劳动合同法》第三十条、第八十五条"}]
        (asked,) = measuring.read_questions("q.json", json.dumps(rows).encode())
        assert asked.gold == {("劳动合同法", 30), ("劳动合同法", 85)}

    def test_what_cannot_be_measured_is_said_in_a_sentence(self) -> None:
        cited = [
            {"question": "伙计工钱没给", "gold": [["茶馆管理条例", "第三条"]]},
            {"question": "加班", "gold": [["劳动法", "第四十四条"]]},
        ]
        asked = measuring.read_questions("q.json", json.dumps(cited).encode())
        with pytest.raises(Refused) as refused:
            measuring.with_answers("q.json", asked, date(2021, 1, 1))
        assert refused.value.code == "evaluation_without_laws"
        stock()
        assert measuring.with_answers("q.json", asked, date(2021, 1, 1)) == (asked, 1)
        bare = measuring.read_questions("q.json", json.dumps([{"question": "为什么"}]).encode())
        with pytest.raises(Refused) as refused:
            measuring.with_answers("q.json", bare, date(2021, 1, 1))
        assert refused.value.code == "evaluation_nothing_asked"

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "evaluation_nothing_asked"),
            (b"[]", "evaluation_nothing_asked"),
            (b"{", "evaluation_file_wrong"),
            (b"\xff\xfe", "evaluation_file_wrong"),
            (b"\x1f\x8bno", "evaluation_file_wrong"),
            (b'{"title": "a"}', "evaluation_file_wrong"),
            (b'[{"gold": []}]', "evaluation_row_wrong"),
            (b'[{"question": 5, "gold": []}]', "evaluation_row_wrong"),
            (b'[{"question": "a", "gold": [1]}]', "evaluation_row_wrong"),
            (b'[{"question": "a", "gold": "b"}]', "evaluation_row_wrong"),
        ],
    )
    def test_another_file_is_refused_in_a_sentence(self, content: bytes, why: str) -> None:
        with pytest.raises(Refused) as refused:
            measuring.read_questions("q.json", content)
        assert refused.value.code == why

    def test_lines_and_packed_files_are_read_too(self) -> None:
        row = {"question": "工钱", "gold": [["劳动合同法", "第三十条"], ["劳动法", "附则"]]}
        line = json.dumps(row, ensure_ascii=False).encode()
        listed = measuring.read_questions("q.json", b"[" + line + b"]")
        assert listed[0].gold == {("劳动合同法", 30), ("劳动法", 0)}
        for content in (line, line + b"\n\n", gzip.compress(line), gzip.compress(b"[" + line + b"]")):
            assert measuring.read_questions("q.jsonl.gz", content) == listed
