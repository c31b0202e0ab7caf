"""The library of law: its laws, one as it stood on a day, and what changed between two versions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from bihuan.knowledge import queries
from bihuan.knowledge.models import LawVersion
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.chinese_numbers import in_chinese


@require_GET
@signed_in
def laws(request: ActorRequest) -> HttpResponse:
    """Every law of the library."""
    return render(request, "knowledge/laws.html", {"nav": "knowledge", "laws": list(queries.laws())})


@require_GET
@signed_in
def law(request: ActorRequest, law_id: UUID) -> HttpResponse:
    """One law as it stood on ``on``, with the differences to an older version where ``since`` names one."""
    found = queries.law_of(law_id)
    if found is None:
        raise Http404
    on = _day(request, "on") or timezone.localdate()
    versions = sorted(found.versions.all(), key=lambda version: version.since, reverse=True)
    shown_version = next((v for v in versions if v.since <= on and (v.until is None or on < v.until)), None)
    compared = next((v for v in versions if v.made_on == _day(request, "since")), None)
    shown: dict[str, Any] = {
        "nav": "knowledge",
        "law": found,
        "on": on,
        "versions": versions,
        "version": shown_version,
        "compared": compared,
    }
    if shown_version and compared and compared != shown_version:
        older, newer = sorted([compared, shown_version], key=lambda v: v.since)
        shown["differences"] = [(_name(d.number, d.sub), d) for d in queries.differences(older, newer)]
        shown |= {"older": older, "newer": newer}
    elif shown_version:
        shown["chapters"] = _chapters(shown_version)
    return render(request, "knowledge/law.html", shown)


def _chapters(version: LawVersion) -> list[tuple[str, list[tuple[str, Any]]]]:
    found: list[tuple[str, list[tuple[str, Any]]]] = []
    for article in queries.articles_of(version):
        if not found or found[-1][0] != article.chapter:
            found.append((article.chapter, []))
        found[-1][1].append((_name(article.number, article.sub), article))
    return found


def _name(number: int, sub: int) -> str:
    return f"第{in_chinese(number)}条" + (f"之{in_chinese(sub)}" if sub else "")


def _day(request: ActorRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
