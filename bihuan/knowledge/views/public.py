"""The public page: questions, calculators, and where to go. No sign-in, nothing kept but what the throttle needs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.knowledge import actions, queries
from bihuan.knowledge.forms import AskForm, CalculatorForm, WhereForm
from bihuan.organisations.addresses import address_of
from bihuan.organisations.forms import add_refusal
from bihuan.rules.calculators import CALCULATORS, calculate, fitting
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import Refused
from bihuan.rules.remedies import ELSEWHERE_WORDS, Elsewhere, deadlines, route

SHOWN = 8


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Asks what one wants to know, and shows what answers it; without a question, everything by matter."""
    form, status = AskForm(request.POST or None), 200
    today = timezone.localdate()
    text, found, refused = "", [], None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["q"].strip()
    if text:
        try:
            actions.note_question(address_of(request), at=timezone.now())
            found = queries.answers(text, today, queries.EVERYBODY, SHOWN)
        except Refused as refusal:
            refused, status = refusal, refusal.kind.status
    shown = {
        "form": form,
        "asked": text,
        "found": found,
        "refused": refused,
        "calculator": queries.calculator_for(text, "", found) if text and not refused else None,
        "by_matter": [] if text else _by_matter(today),
    }
    return render(request, "knowledge/ask.html", shown, status=status)


@never_cache
@require_GET
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """One public entry with its articles."""
    return _answer(request, code)


@require_POST
def helped(request: HttpRequest, code: str) -> HttpResponse:
    """Yes or no: did it help."""
    try:
        actions.note_question(address_of(request), at=timezone.now())
        entry = queries.quotable(timezone.localdate()).filter(code=code).first()
        if entry is None:
            raise Http404
        actions.say_helped_public(entry, request.POST.get("helped") == "yes", at=timezone.now())
    except Refused as refusal:
        return _answer(request, code, refused=refusal, status=refusal.kind.status)
    return _answer(request, code, thanked=True)


@require_GET
def calculators(request: HttpRequest) -> HttpResponse:
    """All calculators."""
    return render(request, "knowledge/calculators.html", {"calculators": list(CALCULATORS.values())})


@never_cache
@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest, key: str) -> HttpResponse:
    """One calculator and, once its fields are filled in, the result with formula, basis and conditions."""
    row = CALCULATORS.get(key)
    if row is None:
        raise Http404
    form, reckoned, status = CalculatorForm(row, request.POST or None), None, 200
    if request.method == "POST":
        form.is_valid()
        try:
            actions.note_question(address_of(request), at=timezone.now())
            reckoned = calculate(key, form.typed, queries.setting_for("", timezone.localdate()))
        except Refused as refusal:
            add_refusal(form, refusal)
            status = refusal.kind.status
    shown = {"calculator": row, "form": form, "reckoned": reckoned}
    return render(request, "knowledge/calculator.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """Where a matter goes, until when and with what; asks for the facts that decide it."""
    form = WhereForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "found": None}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.note_question(address_of(request), at=timezone.now())
            except Refused as refusal:
                add_refusal(form, refusal)
                return render(request, "knowledge/where.html", shown, status=refusal.kind.status)
            status = 200
            facts, today = form.facts, timezone.localdate()
            shown |= {
                "found": deadlines(facts, today),
                "facts": facts,
                "today": today,
                "matter": MATTERS.get(facts.matter),
            }
            if facts.elsewhere:
                told, basis = route(facts.elsewhere)
                shown |= {
                    "told": told,
                    "basis": basis,
                    "elsewhere": ELSEWHERE_WORDS[Elsewhere(facts.elsewhere)],
                }
            if "notice" in request.POST and facts.elsewhere:
                return render(request, "knowledge/route_notice.html", shown)
    return render(request, "knowledge/where.html", shown, status=status)


def _answer(
    request: HttpRequest,
    code: str,
    *,
    refused: Refused | None = None,
    thanked: bool = False,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    entry = queries.quotable(today).prefetch_related("basis").filter(code=code).first()
    if entry is None:
        raise Http404
    (found,) = queries.with_basis([entry], today)
    shown = {
        "answer": found,
        "entry": entry,
        "matter": MATTERS[entry.matter],
        "calculator": CALCULATORS.get(entry.calculator) or fitting("", entry.matter),
        "refused": refused,
        "thanked": thanked,
    }
    return render(request, "knowledge/answer.html", shown, status=status)


def _by_matter(today: Any) -> list[dict[str, Any]]:
    grouped: dict[str, list[Any]] = {}
    for entry in queries.quotable(today).order_by("code").only("code", "question", "matter"):
        grouped.setdefault(entry.matter, []).append(entry)
    return [{"words": MATTERS[code], "entries": grouped[code]} for code in MATTERS if code in grouped]
