"""The editors' pages: the list, one entry with what may be done to it, the form."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.knowledge import actions, queries
from bihuan.knowledge.forms import EntryFilter, EntryForm
from bihuan.ledger.queries import events_of
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.calculators import CALCULATORS
from bihuan.rules.matters import MATTERS
from bihuan.rules.publishing import (
    ACTS,
    PUBLISHING,
    REMINDED_AHEAD,
    STATES,
    TONES,
    VISIBILITY_WORDS,
    EntryAct,
    Visibility,
)
from bihuan.rules.publishing import Entry as State
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

PAGE = 50
#: How far back uses are counted.
COUNTED = timedelta(days=90)
COLUMNS = [
    {"key": "question", "words": Words("问题", "Question"), "fixed": True},
    {"key": "matter", "words": Words("事项", "Matter")},
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "visibility", "words": Words("公开范围", "For whom"), "kind": "narrow"},
    {"key": "review", "words": Words("复核日期", "Review on"), "kind": "narrow"},
    {"key": "uses", "words": Words("近90天引用", "Quoted in 90 days"), "kind": "number"},
    {"key": "helped", "words": Words("有帮助 / 没有", "Helped / not"), "kind": "number"},
    {"key": "owner", "words": Words("维护人", "Owner")},
]


@require_GET
@signed_in
def entries(request: ActorRequest) -> HttpResponse:
    """Entries the actor may read, by code; ``due`` those whose review has come."""
    form = EntryFilter(request.GET)
    form.is_valid()
    today = timezone.localdate()
    soon = today + REMINDED_AHEAD
    due = request.GET.get("due") == "1"
    rows = queries.readable(request.actor)
    for name in ("state", "matter"):
        if value := form.cleaned_data.get(name):
            rows = rows.filter(**{name: value})
    if due:
        rows = rows.filter(pk__in=queries.to_review(soon).values("pk"))
    if text := form.cleaned_data.get("q", "").strip():
        hits = queries.search_entries(text, today, queries.visibilities(request.actor), PAGE)
        shown = {entry.pk: entry for entry in rows.filter(pk__in=[hit.entry.pk for hit in hits])}
        page = [shown[hit.entry.pk] for hit in hits if hit.entry.pk in shown]
        more = False
    else:
        page = list(rows.filter(code__gt=request.GET.get("after", "")[:60]).order_by("code")[: PAGE + 1])
        more, page = len(page) > PAGE, page[:PAGE]
    usage = queries.usage_of([entry.pk for entry in page], today - COUNTED)
    asked = request.GET.copy()
    if more:
        asked["after"] = page[-1].code
    shown_rows = [
        {
            "entry": entry,
            "matter": MATTERS[entry.matter],
            "state": STATES[State(entry.state)],
            "tone": TONES[State(entry.state)],
            "visibility": VISIBILITY_WORDS[Visibility(entry.visibility)],
            "usage": usage.get(entry.pk),
            "late": entry.state == State.PUBLISHED and entry.review_on <= today,
        }
        for entry in page
    ]
    return render(
        request,
        "knowledge/entries.html",
        {
            "nav": "knowledge", "form": form, "rows": shown_rows, "columns": COLUMNS, "due": due,
            "due_count": queries.to_review(soon).filter(pk__in=queries.readable(request.actor).values("pk")).count(),
            "next_url": f"?{asked.urlencode()}" if more else "",
            "may_write": bool(queries.held_standings(request.actor)),
        },
    )  # fmt: skip


@require_GET
@signed_in
def entry(request: ActorRequest, code: str) -> HttpResponse:
    """One entry: what is told, its basis as it stands today, what may be done, how it was used, what happened to it."""
    return _show(request, code)


@signed_in
def write(request: ActorRequest, code: str = "") -> HttpResponse:
    """A new entry, or a draft taken up again."""
    if not queries.held_standings(request.actor):
        raise Http404
    there = queries.entry_of(request.actor, code) if code else None
    if code and (there is None or there.state != State.DRAFT):
        raise Http404
    form, status = EntryForm.of(there) if there else EntryForm(initial=_fresh(request)), 200
    if request.method == "POST":
        data = request.POST.copy()
        if there:
            data["code"] = there.code
        form, status = EntryForm(data), 422
        if form.is_valid():
            entered = dict(form.cleaned_data)
            basis, version = entered.pop("basis"), entered.pop("version") or 0
            try:
                saved = actions.edit_entry(
                    request.actor, there.pk if there else None, entered, basis, version, at=timezone.now()
                )
            except Refused as refused:
                add_refusal(form, refused)
                status = refused.kind.status
            else:
                messages.success(request, _("已保存为草稿。"))
                return redirect("knowledge-entry", saved.code)
    return render(
        request, "knowledge/write.html", {"nav": "knowledge", "form": form, "entry": there}, status=status
    )


@require_POST
@signed_in
def step(request: ActorRequest, code: str) -> HttpResponse:
    """Submit, send back, publish, confirm, expire or revise."""
    there = queries.entry_of(request.actor, code)
    act = request.POST.get("act", "")
    if there is None or act not in set(EntryAct) or act == EntryAct.EDIT:
        raise Http404
    version = request.POST.get("version", "")
    review_on = (
        parse_date(request.POST.get("review_on", "") or "")
        if act in (EntryAct.PUBLISH, EntryAct.CONFIRM)
        else None
    )
    try:
        actions.take_step(
            request.actor, there.pk, EntryAct(act), int(version) if version.isdigit() else 0, at=timezone.now(),
            review_on=review_on,
        )  # fmt: skip
    except Refused as refused:
        return _show(request, code, refused, refused.kind.status)
    except ValueError as wrong:
        raise Http404 from wrong
    return redirect("knowledge-entry", code)


def _show(
    request: ActorRequest, code: str, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    found = queries.entry_of(request.actor, code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    (answer,) = queries.with_basis([found], today)
    standings = queries.held_standings(request.actor)
    offers = PUBLISHING.offers(State(found.state), standings, queries.facts_of(found, request.actor, today))
    shown: dict[str, Any] = {
        "nav": "knowledge",
        "entry": found,
        "answer": answer,
        "matter": MATTERS[found.matter],
        "state": STATES[State(found.state)],
        "tone": TONES[State(found.state)],
        "visibility": VISIBILITY_WORDS[Visibility(found.visibility)],
        "calculator": CALCULATORS.get(found.calculator),
        "offers": [offer for offer in offers if offer.act is not EntryAct.EDIT],
        "may_edit": any(offer.act is EntryAct.EDIT for offer in offers),
        "may_review": any(offer.act in (EntryAct.PUBLISH, EntryAct.CONFIRM) for offer in offers),
        "usage": queries.usage_of([found.pk], today - COUNTED).get(found.pk),
        "history": _history(found) if standings else [],
        "next_review": today + timedelta(days=365),
        "refused": refused,
        "late": found.state == State.PUBLISHED and found.review_on <= today,
    }
    return render(request, "knowledge/entry.html", shown, status=status)


def _history(found: Any) -> list[dict[str, Any]]:
    imported = Words("导入", "Imported")
    words = {act.value: phrase for act, phrase in ACTS.items()} | {"import_entry": imported}
    events = reversed(list(events_of(found.pk)))
    return [
        {"at": event.at, "words": words.get(event.act, event.act), "tone": "done"}
        for event in list(events)[:20]
    ]


def _fresh(request: ActorRequest) -> dict[str, Any]:
    today = timezone.localdate()
    unit = next((held.unit_name for held in request.actor.posts), "")
    return {
        "valid_from": today,
        "review_on": today + timedelta(days=365),
        "owner": unit,
        "visibility": "hotline",
    }
