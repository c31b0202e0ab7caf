"""Who may read which entries, what a step needs to know, and what an entry says with its basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Least

from bihuan.knowledge.models import Basis, Entry, LawArticle, LawVersion, Use
from bihuan.knowledge.queries.laws import in_force_on
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level, Post, Standing
from bihuan.rules.laws import in_force_since, law_named
from bihuan.rules.publishing import REMINDED_AHEAD, EntryFacts, Visibility, may_quote
from bihuan.rules.publishing import Entry as State
from bihuan.rules.words import Words

EDITING_POSTS = frozenset({Post.OPERATOR, Post.ORDER_CLERK, Post.INSPECTOR, Post.SUPERVISOR})
REVIEWING_POSTS = frozenset({Post.INSPECTOR, Post.SUPERVISOR})
EVERYBODY = frozenset({Visibility.PUBLIC})


def held_standings(actor: Actor | None) -> frozenset[Standing]:
    """What an actor is to the knowledge base; nobody is the system itself."""
    if actor is None:
        return frozenset({Standing.SYSTEM})
    found = set()
    for held in actor.posts:
        if held.unit_kind == "union" and held.post in EDITING_POSTS:
            found.add(Standing.EDITOR)
        if held.unit_kind == "union" and held.unit_level is Level.CITY and held.post in REVIEWING_POSTS:
            found.add(Standing.REVIEWER)
    return frozenset(found)


def visibilities(actor: Actor | None) -> frozenset[Visibility]:
    """What of the published an actor may read: everything in a union, else what is public."""
    if actor and any(held.unit_kind == "union" for held in actor.posts):
        return frozenset(Visibility)
    return EVERYBODY


def quotable(on: date, shown: Iterable[Visibility] = EVERYBODY) -> QuerySet[Entry]:
    """Entries that may be quoted on a day, of what may be shown."""
    return Entry.objects.defer("search").filter(
        _in_dates(on), state=State.PUBLISHED, visibility__in=list(shown)
    )


def readable(actor: Actor) -> QuerySet[Entry]:
    """Entries an actor may open: editors all of them, others what is published for them."""
    entries = Entry.objects.defer("search")
    if held_standings(actor):
        return entries
    return entries.filter(state=State.PUBLISHED, visibility__in=list(visibilities(actor)))


def entry_of(actor: Actor, code: str) -> Entry | None:
    """An entry the actor may open, with its basis."""
    return (
        readable(actor)
        .prefetch_related("basis")
        .select_related("written_by", "reviewed_by")
        .filter(code=code)
        .first()
    )


def facts_of(entry: Entry, actor: Actor | None, on: date) -> EntryFacts:
    """What the steps of an entry's life depend on."""
    basis = list(entry.basis.all()) if entry.pk and entry.version else []
    return EntryFacts(
        has_basis=bool(basis),
        basis_holds=all(row.holds is not False for row in checked_basis(basis, on)),
        written_by_actor=actor is not None and entry.written_by_id == actor.person_id,
        in_dates=may_quote(State.PUBLISHED, entry.valid_from, entry.valid_to, on),
        review_ahead=entry.review_on > on,
    )


@dataclass(frozen=True, slots=True)
class CheckedBasis:
    """A basis with the article it names. ``holds``: in force on the day; None where the library cannot tell."""

    basis: Basis
    article: LawArticle | None
    holds: bool | None

    @property
    def words(self) -> Words:
        """The article with the version that was read."""
        known = law_named(self.basis.law)
        sub = f"-{self.basis.sub}" if self.basis.sub else ""
        name = known.english if known else self.basis.law
        from bihuan.rules.chinese_numbers import in_chinese

        zh_sub = f"之{in_chinese(self.basis.sub)}" if self.basis.sub else ""
        short = next((n for n in known.others if "〔" in n and n.startswith("法释")), "") if known else ""
        title = short or f"《{known.key if known else self.basis.law}》"
        return Words(
            f"{title}第{in_chinese(self.basis.article)}条{zh_sub}（{self.basis.made_on}版）",
            f"{name}, art. {self.basis.article}{sub} (version of {self.basis.made_on})",
        )


def checked_basis(basis: Iterable[Basis], on: date) -> list[CheckedBasis]:
    """Each basis with its article as it stands on a day; at most two statements."""
    rows = list(basis)
    plains = {row.plain for row in rows}
    versions = {
        version.law.plain: version
        for version in LawVersion.objects.filter(in_force_on(on), law__plain__in=plains).select_related("law")
    }
    held = (
        set(LawVersion.objects.filter(law__plain__in=plains).values_list("law__plain", flat=True))
        if plains
        else set()
    )
    articles = {
        (article.version_id, article.number, article.sub): article
        for article in LawArticle.objects.defer("search").filter(
            version__in=[version.pk for version in versions.values()],
            number__in={row.article for row in rows},
        )
    }
    found = []
    for row in rows:
        version = versions.get(row.plain)
        article = articles.get((version.pk, row.article, row.sub)) if version else None
        holds = article is not None if version else False if row.plain in held else _by_catalogue(row, on)
        found.append(CheckedBasis(row, article, holds))
    return found


def _by_catalogue(row: Basis, on: date) -> bool | None:
    """Without a text: false where the catalogue knows the law not to hold yet, else not to be told."""
    since = in_force_since(row.law, row.made_on)
    return False if since and since > on else None


@dataclass(frozen=True, slots=True)
class Usage:
    """How often an entry was quoted, and what came back."""

    uses: int
    helped: int
    not_helped: int


def usage_of(entries: Iterable[UUID], since: date) -> dict[UUID, Usage]:
    """Uses of entries since a day; one statement."""
    rows = (
        Use.objects.filter(entry__in=list(entries), at__date__gte=since).values("entry")
        .annotate(uses=Count("pk"), yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False)))
    )  # fmt: skip
    return {row["entry"]: Usage(row["uses"], row["yes"], row["no"]) for row in rows}


def run_out(on: date) -> QuerySet[Entry]:
    """Published entries whose last day lies before ``on``: they may be quoted no more."""
    return Entry.objects.defer("search").filter(valid_to__lt=on, state=State.PUBLISHED).order_by("code")


def to_be_reminded_of(on: date) -> QuerySet[Entry]:
    """Published entries that fall due within the time of warning, and of whose day nobody was reminded yet."""
    soon = on + REMINDED_AHEAD
    due = Entry.objects.defer("search").filter(
        Q(review_on__lte=soon) | Q(valid_to__lte=soon), state=State.PUBLISHED
    )
    due = due.alias(falls_due=Least("review_on", "valid_to"))  # PostgreSQL leaves out what is null
    return due.filter(Q(reminded_of=None) | ~Q(reminded_of=F("falls_due"))).order_by("code")


def to_review(on: date) -> QuerySet[Entry]:
    """Published entries whose review is due, or that have run out, the longest due first."""
    due = Q(review_on__lte=on) | Q(valid_to__lt=on)
    return Entry.objects.defer("search").filter(due, state=State.PUBLISHED).order_by("review_on", "code")


def _in_dates(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
