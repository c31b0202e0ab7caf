"""Pages of the weekly bulletin: the list, the draft, what was issued, the orders behind each figure, and the DOCX."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import UnitKind
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.bulletins import COUNT, COUNTS, SCOPE, VERSION, last_week, week_of
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.supervision.actions.publishing import issue_bulletin
from bihuan.supervision.documents import MEDIA_TYPE, bulletin_docx
from bihuan.supervision.forms.bulletins import IssueBulletin
from bihuan.supervision.models import Bulletin
from bihuan.supervision.queries.bulletins import (
    PAGE,
    Row,
    Week,
    bulletin_seen_by,
    bulletins_visible_to,
    numbers_behind,
    page_of_bulletins,
    rows_of_week,
)
from bihuan.supervision.scopes import OVERSEEING, scope_of
from bihuan.work_orders.queries import visible_to
from bihuan.work_orders.showing import for_rows, row_of

LIST = Words("督办周报", "Weekly bulletins")


@require_safe
@holding(*SEEING_POSTS)
def bulletins(request: ActorRequest) -> HttpResponse:
    """The bulletins of the own union and of those above it, the newest first."""
    before = request.GET.get("before", "")
    shown, following = page_of_bulletins(
        request.actor, int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    )
    context = {
        "nav": "warnings",
        "bulletins": shown,
        "next": following,
        "first_page": not before,
        "may_issue": _may_issue(request),
    }
    return render(request, "supervision/bulletins.html", context)


@require_safe
@holding(*SEEING_POSTS)
def bulletin(request: ActorRequest, bulletin_id: int) -> HttpResponse:
    """A bulletin as it was issued."""
    return render(request, "supervision/bulletin.html", _issued(_seen(request, bulletin_id)))


@require_safe
@holding(*SEEING_POSTS)
def paper(request: ActorRequest, bulletin_id: int) -> HttpResponse:
    """The same on A4."""
    shown = {**_issued(_seen(request, bulletin_id)), "printed_at": timezone.now()}
    return render(request, "supervision/bulletin_paper.html", shown)


@require_safe
@holding(*SEEING_POSTS)
def docx(request: ActorRequest, bulletin_id: int) -> HttpResponse:
    """The same as a DOCX."""
    seen = _seen(request, bulletin_id)
    answer = HttpResponse(bulletin_docx(seen), content_type=MEDIA_TYPE)
    name = f"{seen.unit.name}督办周报{seen.first_day:%Y%m%d}.docx"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@require_safe
@holding(*SEEING_POSTS)
def orders(request: ActorRequest, bulletin_id: int, unit_id: int, code: str) -> HttpResponse:
    """The orders behind one figure of a bulletin, as far as the actor may see them."""
    seen = _seen(request, bulletin_id)
    way = (_title(seen), reverse("bulletin", args=[seen.pk]))
    return _orders(request, seen.rows, unit_id, code, way)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(*OVERSEEING)
def draft(request: ActorRequest) -> HttpResponse:
    """What the bulletin of a week would say now; a POST issues it."""
    if not _may_issue(request):
        raise Http404
    week, refused, status = _asked_week(request), None, 200
    form = IssueBulletin(request.POST or None, initial={"week": week.first.isoformat()})
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_bulletin(request.actor, week.first, form.cleaned_data["remark"], at=timezone.now())
        except Refused as fault:
            refused, status = fault, fault.kind.status
            if fault.field in form.fields:
                form.add_error(fault.field, fault.sentence.in_language(request.LANGUAGE_CODE))
                refused = None
        else:
            messages.success(request, gettext("周报已签发"))
            return redirect("bulletin", issued.pk)
    scope = scope_of(request.actor, timezone.now())
    rows = rows_of_week(scope, week)

    def link(unit: int, code: str) -> str:
        return f"{reverse('bulletin-draft-orders', args=[unit, code])}?week={week.first.isoformat()}"

    before, after = week.first - timedelta(7), week.first + timedelta(7)
    context = {
        "nav": "warnings", "crumbs": [(LIST, reverse("bulletins")), (Words("拟稿", "Draft"), None)], "unit": scope.unit.name,
        "week": week, "at": scope.at, "form": form, "refused": refused, "before": before.isoformat(),
        "after": after.isoformat() if week_of(after)[1] < timezone.localdate() else "",
        "issued": bulletins_visible_to(request.actor).filter(unit=scope.unit.pk, first_day=week.first).first(),
        "over": timezone.localdate() > week.last,
    }  # fmt: skip
    shown = {**context, **_table(rows, link), **_foot(VERSION)}
    return render(request, "supervision/bulletin_draft.html", shown, status=status)


@require_safe
@holding(*OVERSEEING)
def draft_orders(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """The orders behind one figure of a draft."""
    if not _may_issue(request):
        raise Http404
    week = _asked_week(request)
    way = (Words("拟稿", "Draft"), f"{reverse('bulletin-draft')}?week={week.first.isoformat()}")
    rows = rows_of_week(scope_of(request.actor, timezone.now()), week)
    return _orders(request, rows, unit_id, code, way)


def _issued(seen: Bulletin) -> dict[str, Any]:
    """Everything a bulletin's page shows."""

    def link(unit: int, code: str) -> str:
        return reverse("bulletin-orders", args=[seen.pk, unit, code])

    crumbs = [(LIST, reverse("bulletins")), (_title(seen), None)]
    context = {"nav": "warnings", "crumbs": crumbs, "bulletin": seen, "unit": seen.unit.name}
    return {**context, **_table(seen.rows, link), **_foot(seen.rules_version)}


def _seen(request: ActorRequest, bulletin_id: int) -> Bulletin:
    try:
        return bulletin_seen_by(request.actor, bulletin_id)
    except Refused as refused:
        raise Http404 from refused


def _may_issue(request: ActorRequest) -> bool:
    return any(held.post in OVERSEEING and held.unit_kind == UnitKind.UNION for held in request.actor.posts)


def _asked_week(request: ActorRequest) -> Week:
    """The week of ``?week=``; what cannot be read is the last week that is over."""
    try:
        asked = date.fromisoformat(request.POST.get("week") or request.GET.get("week") or "")
        return Week(*week_of(asked)) if 2000 <= asked.year < 2200 else Week(*last_week(timezone.localdate()))
    except ValueError:
        return Week(*last_week(timezone.localdate()))


def _orders(
    request: ActorRequest, rows: list[Row], unit: int, code: str, way: tuple[Words, str]
) -> HttpResponse:
    try:
        numbers = numbers_behind(rows, unit, code)
    except Refused as refused:
        raise Http404 from refused
    after = request.GET.get("after", "")
    rest = [number for number in numbers if not after or number < after]
    now = timezone.now()
    found = for_rows(visible_to(request.actor).filter(number__in=rest[:PAGE])).order_by("-number")
    name = next(row["name"] for row in rows if row["unit"] == unit)
    context = {
        "nav": "warnings",
        "crumbs": [(LIST, reverse("bulletins")), way, (COUNT[code].words, None)],
        "count": COUNT[code],
        "unit": name,
        "whole": len(numbers),
        "rows": [row_of(order, now) for order in found],
        "next": rest[PAGE - 1] if len(rest) > PAGE else None,
    }
    return render(request, "supervision/bulletin_orders.html", context)


def _title(seen: Bulletin) -> Words:
    return Words(
        f"{seen.first_day:%m-%d}至{seen.last_day:%m-%d}", f"{seen.first_day:%d %b} – {seen.last_day:%d %b}"
    )


def _table(rows: list[Row], link: Any) -> dict[str, Any]:
    """The columns, and each unit with its figures and the address behind each."""
    return {
        "counts": COUNTS,
        "rows": [
            {
                "name": row["name"],
                "total": place == 0,
                "cells": [
                    (len(row["figures"][count.code]), link(row["unit"], count.code)) for count in COUNTS
                ],
            }
            for place, row in enumerate(rows)
        ],
        "whole": {count.code: len(rows[0]["figures"][count.code]) for count in COUNTS},
    }


def _foot(version: str) -> dict[str, Any]:
    return {"scope_words": SCOPE, "unofficial": UNOFFICIAL, "rules_version": version}
