"""Importing laws: look first, then all or nothing; the days in force follow from the versions that are there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F

from bihuan.knowledge.actions.indexing import count_terms
from bihuan.knowledge.chained import note_in_ledger
from bihuan.knowledge.law_texts import LawText
from bihuan.knowledge.models import Law, LawArticle, LawVersion
from bihuan.knowledge.words import lexemes, words_of
from bihuan.ledger.chain import By
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.laws import law_named, plain_title
from bihuan.rules.refusal import refuse

_INDEX = "UPDATE knowledge_lawarticle SET search = (%s || ' ' || %s)::tsvector WHERE id = %s"

_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Checked:
    """What an import would do, or has done; ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: int = 0
    articles: int = 0


def check_laws(
    texts: Sequence[LawText], errors: Sequence[RowError] = (), *, replace: bool = False
) -> Checked:
    """What importing these texts would do, changing nothing. ``errors`` what was found while reading them."""
    checked = Checked(list(errors))
    held = {
        (version.law.plain, version.made_on): version for version in LawVersion.objects.select_related("law")
    }
    seen: dict[tuple[str, object], LawText] = {}
    for text in texts:
        key = plain_title(text.title), text.made_on
        name = f"{text.title}({text.made_on})"
        if key in seen:
            checked.errors.append(_same_day(text, seen[key]))
            continue
        seen[key] = text
        there = held.get(key)
        differing = _differing(text, there) if there else 0
        if there and not differing and there.since == text.since:
            checked.unchanged += 1
        elif there and differing and not replace:
            checked.errors.append(
                RowError.because(
                    "law_version_differs",
                    1,
                    text.source,
                    law=text.title,
                    version=text.made_on,
                    count=differing,
                )
            )
        else:
            (checked.replaced if there else checked.new).append(name)
            checked.articles += len(text.articles)
    since: dict[tuple[str, object], object] = {
        (plain, version.since): made for (plain, made), version in held.items() if (plain, made) not in seen
    }
    for (plain, _), text in seen.items():
        if other := since.get((plain, text.since)):
            checked.errors.append(
                RowError.because(
                    "law_same_day", 1, text.source, law=text.title, version=text.made_on, other=other
                )
            )
        since[(plain, text.since)] = text.made_on
    return checked


def import_laws(
    texts: Sequence[LawText], errors: Sequence[RowError] = (), *, replace: bool = False, at: datetime
) -> Checked:
    """Import the texts, all of them or none. Importing the same again changes nothing.

    Raises: ``Refused`` law_files_wrong, quoting the first fault.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # two imports at once would both find a law absent
            cursor.execute("LOCK TABLE knowledge_law IN SHARE ROW EXCLUSIVE MODE")
        checked = check_laws(texts, errors, replace=replace)
        if checked.errors:
            first = checked.errors[0]
            refuse(
                "law_files_wrong", field="file", count=len(checked.errors), file=first.column, row=first.row,
                first=first.sentence,
            )  # fmt: skip
        wanted = {*checked.new, *checked.replaced}
        laws = _laws(texts)
        touched: dict[UUID, Law] = {}
        for text in texts:
            if f"{text.title}({text.made_on})" in wanted:
                law = laws[plain_title(text.title)]
                _write(law, text, at)
                touched[law.pk] = law
                note_in_ledger(
                    law, "import_law", at=at, by=By(), version=str(text.made_on), articles=len(text.articles)
                )
        for law in touched.values():
            _follow_one_another(law)
        if touched:
            count_terms()
    return checked


def _laws(texts: Sequence[LawText]) -> dict[str, Law]:
    laws = {law.plain: law for law in Law.objects.all()}
    for text in texts:
        plain = plain_title(text.title)
        if plain not in laws:
            known = law_named(text.title)
            laws[plain] = Law.objects.create(
                id=uuid4(), title=text.title, plain=plain, repealed_on=known.repealed if known else None
            )
    return laws


def _write(law: Law, text: LawText, at: datetime) -> None:
    law.versions.filter(made_on=text.made_on).delete()
    # For now each holds for a day, which none shares with another: _follow_one_another sets how long.
    law.versions.update(until=F("since") + _A_DAY)
    version = LawVersion.objects.create(
        law=law, made_on=text.made_on, since=text.since, until=text.since + _A_DAY, since_known=text.since_known,
        source=text.source[:200], imported_at=at,
    )  # fmt: skip
    rows = LawArticle.objects.bulk_create(
        [
            LawArticle(version=version, number=a.number, sub=a.sub, chapter=a.chapter[:120], text=a.text)
            for a in text.articles
        ]
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            _INDEX,
            [
                (
                    lexemes(words_of(f"{law.plain} {row.chapter}"), "B"),
                    lexemes(words_of(row.text), "A"),
                    row.pk,
                )
                for row in rows
            ],
        )


def _follow_one_another(law: Law) -> None:
    """Each version holds until the next begins, the last until the law is repealed."""
    versions = list(law.versions.order_by("-since"))
    until = law.repealed_on
    for version in versions:
        version.until = until
        version.save(update_fields=["until"])
        until = version.since


def _differing(text: LawText, there: LawVersion) -> int:
    now = {(a.number, a.sub): a.text for a in text.articles}
    held = {(a.number, a.sub): a.text for a in there.articles.all()}
    return sum(now.get(key) != held.get(key) for key in now.keys() | held.keys())


def _same_day(text: LawText, other: LawText) -> RowError:
    return RowError.because(
        "law_same_day", 1, text.source, law=text.title, version=text.made_on, other=other.made_on
    )
