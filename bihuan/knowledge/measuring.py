"""How well questions find the article they are answered by, beside plain BM25 on the articles' characters."""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

from bihuan.knowledge.models import LawArticle
from bihuan.knowledge.queries.laws import in_force_on
from bihuan.knowledge.queries.search import search_articles, search_entries
from bihuan.rules.chinese_numbers import from_chinese
from bihuan.rules.citations import find_citations
from bihuan.rules.laws import law_named, plain_title
from bihuan.rules.publishing import Visibility
from bihuan.rules.refusal import refuse

DEPTHS = (1, 5, 10)
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what answers it: articles, or the code of an entry."""

    text: str
    gold: frozenset[Key] = frozenset()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of questions whose answer is among the first; and the mean reciprocal rank, within the first ten."""

    hits: dict[int, float]
    mrr: float


def read_questions(name: str, content: bytes) -> list[Asked]:
    """Questions of a file: ``question`` with ``gold`` ([law, article] pairs), or with an ``answer`` that cites its articles.

    A JSON list or JSON lines, packed with gzip or not.
    Raises: ``Refused`` evaluation_file_wrong, evaluation_row_wrong.
    """
    asked = []
    for place, row in enumerate(_rows(name, content), 1):
        said = row.get("question") if isinstance(row, dict) else None
        gold = _gold(row) if isinstance(said, str) else None
        if not isinstance(said, str) or not said.strip() or gold is None:
            refuse("evaluation_row_wrong", field="file", filename=name, row=place)
        asked.append(Asked(said, gold))
    return asked


def _rows(name: str, content: bytes) -> list[Any]:
    try:
        plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        text = plain.decode("utf-8-sig")
        whole = text.lstrip()[:1] == "["
        rows = json.loads(text) if whole else [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, OSError, EOFError, zlib.error, RecursionError):
        refuse("evaluation_file_wrong", field="file", filename=name)
    if not rows:
        refuse("evaluation_nothing_asked", field="file", filename=name)
    if not whole and not all(isinstance(row, dict) and "question" in row for row in rows):
        refuse("evaluation_file_wrong", field="file", filename=name)
    return list(rows)


def with_answers(name: str, questions: Sequence[Asked], on: date) -> tuple[list[Asked], int]:
    """The questions that say what answers them; and of how many some article that does is in the library on a day.

    Raises: ``Refused`` evaluation_nothing_asked, evaluation_without_laws.
    """
    asked = [one for one in questions if one.gold]
    if not asked:
        refuse("evaluation_nothing_asked", field="file", filename=name)
    held = set(
        LawArticle.objects.filter(in_force_on(on, "version__")).values_list("version__law__plain", "number")
    )
    if not held:
        refuse("evaluation_without_laws", field="day", day=on)
    return asked, sum(not one.gold.isdisjoint(held) for one in asked)


def measure_articles(questions: Sequence[Asked], on: date) -> Measured:
    """Our search."""
    return _measure(
        questions,
        lambda asked: [_key(hit.article) for hit in search_articles(asked.text, on, tuple(Visibility))],
        lambda asked, key: key in asked.gold,
    )


def measure_entries(questions: Sequence[Asked], on: date) -> Measured:
    """Our search for entries, on questions that are in no index."""
    return _measure(
        questions,
        lambda asked: [hit.entry.code for hit in search_entries(asked.text, on, tuple(Visibility), 10)],
        lambda asked, code: code == asked.code,
    )


def measure_bm25(questions: Sequence[Asked], on: date) -> Measured:
    """Plain BM25 over the characters of the articles in force."""
    articles = list(
        LawArticle.objects.filter(in_force_on(on, "version__")).select_related("version__law").defer("search")
    )
    index = Bm25([article.text for article in articles])
    return _measure(
        questions,
        lambda asked: [_key(articles[place]) for place in index.best(asked.text, 10)],
        lambda asked, key: key in asked.gold,
    )


class Bm25:
    """The textbook's ranking on single characters (k1 1.5, b 0.75): what our search is compared with."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(sign for sign in text if sign.isalnum()) for text in texts]
        self._lengths = [max(sum(counts.values()), 1) for counts in self._counts]
        self._mean = sum(self._lengths) / max(len(texts), 1)
        self._texts = Counter(sign for counts in self._counts for sign in counts)

    def best(self, question: str, most: int) -> list[int]:
        """Places of the best texts, best first."""
        scores = []
        for place, (counts, length) in enumerate(zip(self._counts, self._lengths, strict=True)):
            score = 0.0
            for sign in {sign for sign in question if sign in counts}:
                rarity = log(1 + (len(self._counts) - self._texts[sign] + 0.5) / (self._texts[sign] + 0.5))
                score += (
                    rarity * counts[sign] * 2.5 / (counts[sign] + 1.5 * (0.25 + 0.75 * length / self._mean))
                )
            scores.append((-score, place))
        return [place for _, place in sorted(scores)[:most]]


def _measure(
    questions: Sequence[Asked], find: Callable[[Asked], list[Any]], right: Callable[[Asked, Any], bool]
) -> Measured:
    ranks = [
        next((rank for rank, found in enumerate(find(asked), 1) if right(asked, found)), 0)
        for asked in questions
    ]
    every = max(len(questions), 1)
    hits = {depth: sum(0 < rank <= depth for rank in ranks) / every for depth in DEPTHS}
    return Measured(hits, sum(1 / rank for rank in ranks if rank) / every)


def _gold(row: dict[str, Any]) -> frozenset[Key] | None:
    """The articles that answer a row: named, or cited in its answer; ``None`` where they are named in another form."""
    if "gold" not in row:
        return frozenset((c.law, c.article) for c in find_citations(str(row.get("answer", ""))) if c.article)
    named = row["gold"]
    if not isinstance(named, list):
        return None
    found = set()
    for pair in named:
        if (
            not isinstance(pair, list)
            or len(pair) < 2
            or not all(isinstance(part, str | int) for part in pair[:2])
        ):
            return None
        # An article whose number cannot be read stays asked for, and is found by nobody.
        found.add((_plain(str(pair[0])), _number(str(pair[1]))))
    return frozenset(found)


def _plain(law: str) -> str:
    known = law_named(law)
    return plain_title(known.title if known else law)


def _number(article: str) -> int:
    return from_chinese(article.split("条")[0].removeprefix("第").strip()) or 0


def _key(article: LawArticle) -> Key:
    return article.version.law.plain, article.number
