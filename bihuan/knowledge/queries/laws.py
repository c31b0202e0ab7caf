"""Articles as they stood on a day, whether a citation holds, and what changed between two versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from bihuan.knowledge.models import Law, LawArticle, LawVersion
from bihuan.rules.citations import WRONG, Citation, Verdict, find_citations, has_part
from bihuan.rules.laws import law_named, plain_title


@dataclass(frozen=True, slots=True)
class Verified:
    """A citation with what became of it, and the article itself where it is held."""

    citation: Citation
    verdict: Verdict
    article: LawArticle | None = None

    @property
    def wrong(self) -> bool:
        """Whether a text with it may not go out."""
        return self.verdict in WRONG


def in_force_on(day: date, prefix: str = "") -> Q:
    """The condition "a version in force on this day"; ``prefix`` such as ``"version__"`` reaches it from another table."""
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": day})
    )


def laws() -> QuerySet[Law]:
    """Laws of the library by title, each with its number of versions."""
    return Law.objects.annotate(texts=Count("versions")).order_by("title")


def law_of(law_id: UUID) -> Law | None:
    """A law with its versions."""
    return Law.objects.prefetch_related("versions").filter(pk=law_id).first()


def articles_of(version: LawVersion) -> QuerySet[LawArticle]:
    """Every article of a version, in order."""
    return version.articles.defer("search").order_by("number", "sub")


def article_on(law: str, article: int, on: date, sub: int = 0) -> LawArticle | None:
    """The article as it stood on the day of the facts; ``law`` by any of its names. ``None`` where it is not held."""
    known = law_named(law)
    return (
        LawArticle.objects.select_related("version__law").defer("search")
        .filter(in_force_on(on, "version__"), version__law__plain=plain_title(known.title if known else law), number=article, sub=sub)
        .first()
    )  # fmt: skip


def verify_citations(text: str, on: date) -> list[Verified]:
    """Every citation of law in a text, judged against what was in force on the day of the facts; two statements at most.

    A citation of a law that the library lacks is ``not_held`` if the catalogue of laws knows it to be in force then.
    """
    return judge(find_citations(text), on)


def judge(citations: Sequence[Citation], on: date) -> list[Verified]:
    """:func:`verify_citations` of citations that were found already."""
    if not citations:
        return []
    plains = {citation.law for citation in citations}
    versions: dict[str, list[LawVersion]] = {}
    for version in LawVersion.objects.filter(law__plain__in=plains).select_related("law"):
        versions.setdefault(version.law.plain, []).append(version)
    holding = {plain: version for plain, all_ in versions.items() for version in all_ if _holds(version, on)}
    articles = {
        (article.version_id, article.number, article.sub): article
        for article in LawArticle.objects.defer("search").select_related("version__law").filter(
            version__in=[version.pk for version in holding.values()], number__in={c.article for c in citations}
        )
    }  # fmt: skip
    return [_judged(citation, versions, holding, articles, on) for citation in citations]


def _judged(
    citation: Citation,
    versions: dict[str, list[LawVersion]],
    holding: dict[str, LawVersion],
    articles: dict[tuple[int, int, int], LawArticle],
    on: date,
) -> Verified:
    version = holding.get(citation.law)
    if version is None:
        return Verified(citation, _without_text(citation, versions.get(citation.law, []), on))
    if not citation.article:
        return Verified(citation, Verdict.IN_FORCE)
    article = articles.get((version.pk, citation.article, citation.sub))
    if article is None:
        return Verified(citation, Verdict.NO_SUCH_ARTICLE)
    if not has_part(article.text, citation.paragraph, citation.item):
        return Verified(citation, Verdict.NO_SUCH_PART, article)
    return Verified(citation, Verdict.IN_FORCE, article)


def _without_text(citation: Citation, held: Iterable[LawVersion], on: date) -> Verdict:
    """What can be said where the text of that day is not held."""
    known = law_named(citation.law)
    if known is None:
        return Verdict.NOT_IN_FORCE if list(held) else Verdict.NO_SUCH_LAW
    began = known.versions[0][1] <= on
    ended = known.repealed is not None and known.repealed <= on
    return Verdict.NOT_HELD if began and not ended else Verdict.NOT_IN_FORCE


def _holds(version: LawVersion, on: date) -> bool:
    return version.since <= on and (version.until is None or on < version.until)


@dataclass(frozen=True, slots=True)
class Difference:
    """An article in two versions. ``kind``: same, changed, new or gone; ``pieces`` (how, text): kept, cut or added."""

    number: int
    sub: int
    kind: str
    pieces: tuple[tuple[str, str], ...]


def differences(older: LawVersion, newer: LawVersion) -> list[Difference]:
    """What changed from one version to the other, article by article, those that stayed the same left out."""
    before = {(a.number, a.sub): a.text for a in articles_of(older)}
    after = {(a.number, a.sub): a.text for a in articles_of(newer)}
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            kind = "changed" if was and now else "new" if now else "gone"
            found.append(Difference(*key, kind, tuple(_pieces(was, now))))
    return found


def _pieces(was: str, now: str) -> Iterable[tuple[str, str]]:
    for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if how == "equal":
            yield "kept", was[a:b]
        else:
            if b > a:
                yield "cut", was[a:b]
            if d > c:
                yield "added", now[c:d]


def version_of(law: Law, made_on: date) -> LawVersion | None:
    """A version by its day."""
    return law.versions.filter(made_on=made_on).first()


def newest(law: Law) -> LawVersion | None:
    """The version that came into force last."""
    return law.versions.order_by(F("since").desc()).first()
