"""Finding entries and articles for a question as it is asked.

A question becomes words (rjieba) and, through what callers say, the words of the law. The rarest of them choose the
candidates through PostgreSQL's word index; common ones count only where they meet. Candidates are weighed by the rarity of what
they share with the question and by how much of one of their own phrasings the question contains; where words
find nothing, trigrams do. Articles are found by their own words and through the entries that rest on them.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

from django.db import connection
from django.db.models import Q

from bihuan.knowledge.models import Basis, Entry, LawArticle, Synonym, Term
from bihuan.knowledge.queries.entries import EVERYBODY, quotable
from bihuan.knowledge.words import MOST_CHARACTERS, asked_words, quoted
from bihuan.rules.publishing import Visibility

#: Words of a question that are weighed; a long paste has more than it means.
MOST_WORDS = 40
#: Below this an entry has little to do with the question: pages do not show it.
LEAST = 0.2
#: How many candidates the words may choose before they are weighed.
BUDGET = 800
_MOST_CANDIDATES = 1_200
_WEIGHED = 40
#: What a word counts that the caller did not say but meant.
_MEANT = 0.6
#: How much shared words and a shared phrasing count in the score of an entry.
_BY_WORDS, _BY_PHRASE = 0.6, 0.4
#: How articles are scored: by their own words, and through entries, the first article of a basis most.
_OWN, _THROUGH = 0.15, 1.0
_PLACES = (1.0, 0.8, 0.65, 0.5, 0.4, 0.35, 0.3)
_THROUGH_ENTRIES = 12

#: Joining an empty vector unpacks each candidate's once; as it lies in the table it would be unpacked for every word.
_ENTRIES = """
    WITH found AS MATERIALIZED (
        SELECT id, search || ''::tsvector AS search FROM knowledge_entry
        WHERE search @@ %(candidates)s::tsquery AND state = 'published' AND visibility = ANY (%(shown)s)
          AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        LIMIT %(most)s
    )
    SELECT found.id, sum(asked.weight * ts_rank('{0.15, 0.3, 0.6, 1.0}', found.search, asked.word::tsquery)) AS score
    FROM found JOIN unnest(%(words)s::text[], %(weights)s::float8[]) AS asked (word, weight)
      ON found.search @@ asked.word::tsquery
    GROUP BY found.id ORDER BY score DESC, found.id LIMIT %(weighed)s
"""
_ARTICLES = """
    WITH found AS MATERIALIZED (
        SELECT article.id, article.search || ''::tsvector AS search, length(article.text) AS size FROM knowledge_lawarticle article
        JOIN knowledge_lawversion version ON version.id = article.version_id
        WHERE article.search @@ %(candidates)s::tsquery AND version.since <= %(on)s
          AND (version.until IS NULL OR version.until > %(on)s)
        LIMIT %(most)s
    )
    SELECT found.id, sum(asked.weight * ts_rank('{0.1, 0.2, 0.3, 1.0}', found.search, asked.word::tsquery)) / (1 + ln(1 + found.size / 120.0)) AS score
    FROM found JOIN unnest(%(words)s::text[], %(weights)s::float8[]) AS asked (word, weight)
      ON found.search @@ asked.word::tsquery
    GROUP BY found.id, found.size ORDER BY score DESC, found.id LIMIT %(weighed)s
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index is asked: words with what each weighs, and which of them choose the candidates."""

    text: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    candidates: str
    #: What a text with every word would score; words no text has count half, so that small talk finds nothing.
    whole: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, between 0 and about 1 how well."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found, and the entries that led to it, best first."""

    article: LawArticle
    score: float
    through: tuple[Entry, ...]


def ask(text: str) -> Question:
    """Turn what was said into a question of the index; two statements."""
    text = text.replace("\x00", " ")[:MOST_CHARACTERS]
    with connection.cursor() as cursor:
        cursor.execute("SELECT means FROM knowledge_synonym WHERE position(said IN %s) > 0", [text.lower()])
        meant = [word for (means,) in cursor.fetchall() for word in means.split()]
    said = asked_words(text)
    weights = dict.fromkeys(said, 1.0)
    for word in dict.fromkeys(part for words in meant for part in asked_words(words) or [words]):
        weights.setdefault(word, _MEANT)
    texts = dict(Term.objects.filter(word__in=[*weights, ""]).values_list("word", "texts"))
    every = max(texts.pop("", 0), 1)
    known = {word: weights[word] * log(1 + (every - df + 0.5) / (df + 0.5)) for word, df in texts.items()}
    best = sorted(known, key=lambda word: -known[word])[:MOST_WORDS]
    unheard = sum(word not in known for word in said) * log(2 * every + 2) / 2
    whole = sum(known[word] for word in best) + min(unheard, 40)
    return Question(
        text, tuple(best), tuple(known[word] for word in best), _candidates(best, texts, every), whole or 1
    )


def search_entries(
    text: str,
    on: date,
    shown: Iterable[Visibility] = EVERYBODY,
    most: int = 3,
    question: Question | None = None,
) -> list[Hit]:
    """Entries that answer a question and may be quoted on a day, best first.

    Parameters: ``shown`` what the reader may see; ``question`` if the text was turned into one already.
    """
    asked = question or ask(text)
    scores = dict(_weighed(_ENTRIES, asked, on, shown=[each.value for each in shown]))
    entries = quotable(on, shown)
    # All that may fit are weighed by their phrasings alone; only those that are shown are fetched whole.
    weighable = ("pk", "code", "question", "variants")
    near = list(entries.filter(pk__in=scores).values_list(*weighable))
    if not near and asked.text.strip():
        alike = entries.filter(question__trigram_similar=asked.text[:200]).order_by("code")
        near = list(alike.values_list(*weighable)[:_WEIGHED])
    pairs = _pairs(asked.text)
    weighed = [
        (
            _BY_WORDS * min(scores.get(pk, 0) / (0.6 * asked.whole), 1.0)
            + _BY_PHRASE * _phrasing((question, *variants), pairs),
            code,
            pk,
        )
        for pk, code, question, variants in near
    ]
    best = sorted(weighed, key=lambda each: (-each[0], each[1]))[:most]
    whole = entries.prefetch_related("basis").in_bulk([pk for _, _, pk in best])
    return [Hit(whole[pk], score) for score, _, pk in best if pk in whole]


def search_articles(
    text: str, on: date, shown: Iterable[Visibility] = EVERYBODY, most: int = 10
) -> list[ArticleHit]:
    """Articles in force on a day that bear on a question, best first: by their words and through entries."""
    asked = ask(text)
    hits = search_entries(text, on, shown, _THROUGH_ENTRIES, asked)
    scores: dict[tuple[str, int, int], float] = {}
    through: dict[tuple[str, int, int], list[Entry]] = {}
    for hit in hits:
        for basis in hit.entry.basis.all():
            key = (basis.plain, basis.article, basis.sub)
            weight = _PLACES[min(basis.place, len(_PLACES) - 1)]
            scores[key] = scores.get(key, 0) + _THROUGH * hit.score**2 * weight
            through.setdefault(key, []).append(hit.entry)
    own = dict(_weighed(_ARTICLES, asked, on))
    articles = {
        (article.version.law.plain, article.number, article.sub): article
        for article in LawArticle.objects.defer("search").select_related("version__law").filter(
            _at(scores, on) | Q(pk__in=own)
        )
    }  # fmt: skip
    best = max(own.values(), default=1.0) or 1.0
    for key, article in articles.items():
        if article.pk in own:
            scores[key] = scores.get(key, 0) + _OWN * own[article.pk] / best * min(
                own[article.pk] / (0.25 * asked.whole), 1
            )
    ranked = sorted((key for key in scores if key in articles), key=lambda key: (-scores[key], key))
    return [ArticleHit(articles[key], scores[key], tuple(through.get(key, ()))) for key in ranked[:most]]


def _weighed(statement: str, asked: Question, on: date, **more: list[str]) -> list[tuple[Any, float]]:
    if not asked.candidates:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "candidates": asked.candidates, "on": on, "most": _MOST_CANDIDATES, "weighed": _WEIGHED,
                "words": [quoted(word) for word in asked.words], "weights": list(asked.weights), **more,
            },
        )  # fmt: skip
        return [(pk, float(score)) for pk, score in cursor.fetchall()]


def _candidates(words: Sequence[str], texts: dict[str, int], every: int) -> str:
    """The query that chooses candidates: rare words by themselves, common ones two at a time, while the budget lasts."""
    clauses = [(float(texts[word]), quoted(word)) for word in words]
    clauses += [
        (3.0 * texts[one] * texts[other] / every, f"({quoted(one)} & {quoted(other)})")
        for index, one in enumerate(words[:12])
        for other in words[index + 1 : 12]
    ]
    chosen: list[str] = []
    spent = 0.0
    for cost, clause in sorted(clauses):
        if chosen and spent + cost > BUDGET:
            break
        chosen.append(clause)
        spent += cost
    return " | ".join(chosen)


def _pairs(text: str) -> set[str]:
    kept = [sign for sign in text.lower() if sign.isalnum()]
    return {a + b for a, b in itertools.pairwise(kept)}


def _phrasing(phrases: Iterable[str], said: set[str]) -> float:
    """How much of one of an entry's phrasings the question contains, at best: 0 to 1."""
    best = 0.0
    for phrase in phrases:
        pairs = _pairs(phrase)
        if pairs:
            best = max(best, len(pairs & said) / (len(pairs) + 1))
    return best


def _at(keys: Iterable[tuple[str, int, int]], on: date) -> Q:
    """The condition "one of these articles, in the version of the day"."""
    by_law: dict[str, set[int]] = {}
    for plain, number, _ in keys:
        by_law.setdefault(plain, set()).add(number)
    wanted = Q(pk__in=[])
    for plain, numbers in by_law.items():
        wanted |= Q(version__law__plain=plain, number__in=numbers)
    holding = Q(version__since__lte=on) & (Q(version__until=None) | Q(version__until__gt=on))
    return wanted & holding


def bases_of(plain: str, article: int) -> list[Basis]:
    """Entries that rest on an article."""
    return list(
        Basis.objects.select_related("entry").filter(plain=plain, article=article).order_by("entry__code")
    )


def synonyms() -> list[Synonym]:
    """What callers say, as the index knows it."""
    return list(Synonym.objects.order_by("said"))
