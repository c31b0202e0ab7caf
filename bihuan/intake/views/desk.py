"""The hotline desk: one form, what is known beside it, and what to read out at the end."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.intake import actions, queries
from bihuan.intake.forms import DeskForm
from bihuan.intake.forms.choices import said
from bihuan.intake.matter_search import find_matters
from bihuan.intake.models import Call, Ending
from bihuan.intake.suggestions import offered, suggestions_for
from bihuan.knowledge import actions as knowledge_actions
from bihuan.knowledge import queries as knowledge
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.privacy.ciphers import code_for
from bihuan.rules.actors import Post
from bihuan.rules.matters import MATTERS, STATUTORY_CHANNELS
from bihuan.rules.refusal import Refused
from bihuan.rules.risk import Risk
from bihuan.rules.suggesting import BAND_WORDS
from bihuan.triage.language_model import ask, is_on
from bihuan.triage.showing import row_of_cluster
from bihuan.work_orders.entries import LONG_TEXT

#: What nobody has typed: alone they make no draft.
_SILENT = frozenset({"token", "seconds", "quoted", "accepted", "nature", "urgency", "emergency"})
ACTS = ("register", "check", "attach", "answered", "broken_off")


@holding(Post.OPERATOR)
def desk(request: ActorRequest) -> HttpResponse:
    """The empty form, or a draft taken up again; POST ends the call in one of its ways."""
    if request.method == "POST":
        return _end(request)
    form = DeskForm(beneath=_beneath(request))
    token = _token(request.GET.get("draft", ""))
    if draft := token and queries.draft_of(request.actor, token):
        kept = queries.entries_of(draft)
        initial = {name: values if name == "risks" else values[-1] for name, values in kept.items() if values}
        form = DeskForm(initial=initial, beneath=_beneath(request))
    return _show(request, form, resumed=bool(draft))


@require_POST
@holding(Post.OPERATOR)
def hints(request: ActorRequest) -> HttpResponse:
    """What is known of what has been said so far. A POST, so that no phone number gets into an address or a log."""
    form = DeskForm(request.POST, beneath=_beneath(request))
    form.is_valid()
    return render(request, "intake/hints.html", {**_known(request, form), "echo": True})


@require_POST
@holding(Post.OPERATOR)
def suggested(request: ActorRequest) -> HttpResponse:
    """What the words of the call suggest for the fields that are still open."""
    form = DeskForm(request.POST, beneath=_beneath(request))
    form.is_valid()
    return render(request, "intake/suggested.html", _suggested(request, form))


@require_POST
@holding(Post.OPERATOR)
def opinion(request: ActorRequest) -> HttpResponse:
    """Ask the language model, where one is named, and show what there is to suggest then."""
    form = DeskForm(request.POST, beneath=_beneath(request))
    form.is_valid()
    token = form.cleaned_data.get("token")
    if settings.TRIAGE and token:
        name = form.data.get("caller_name", "")
        ask(form.data.get("content", "")[:LONG_TEXT], [name], call=token, now=timezone.now())
    return render(request, "intake/suggested.html", _suggested(request, form))


@require_GET
@holding(Post.OPERATOR)
def places(request: ActorRequest) -> HttpResponse:
    """Places for the combobox: by any name they have or had, within the desk's city."""
    found = queries.find_places(request.GET.get("q", ""), timezone.localdate(), _beneath(request))
    options = [{"value": each.id, "words": each.name, "hint": each.hint} for each in found]
    return render(request, "website/components/options.html", {"options": options})


@require_GET
@holding(Post.OPERATOR)
def matters(request: ActorRequest) -> HttpResponse:
    """Matters for the combobox."""
    options = [{"value": code, "words": MATTERS[code]} for code in find_matters(request.GET.get("q", ""))]
    return render(request, "website/components/options.html", {"options": options})


@require_POST
@holding(Post.OPERATOR)
def keep_draft(request: ActorRequest) -> HttpResponse:
    """Keep the form as it is. An empty one is not worth keeping."""
    token = _token(request.POST.get("token", ""))
    entries = {name: request.POST.getlist(name) for name in DeskForm.base_fields if name in request.POST}
    typed = any("".join(values).strip() for name, values in entries.items() if name not in _SILENT)
    if token and typed:
        actions.keep_draft(request.actor, token, entries, at=timezone.now())
    return HttpResponse(status=204)


@require_POST
@holding(Post.OPERATOR)
def discard_draft(request: ActorRequest, token: UUID) -> HttpResponse:
    """Throw a draft away and begin afresh."""
    actions.discard_draft(request.actor, token)
    return redirect("desk")


@require_GET
@holding(Post.OPERATOR)
def call(request: ActorRequest, token: UUID) -> HttpResponse:
    """What to read out: number, code and limit of the order, or how far the earlier order has come."""
    taken = queries.call_of(request.actor, token)
    if taken is None:
        raise Http404
    shown: dict[str, Any] = {
        "call": taken,
        "order": taken.order,
        "nav": "desk",
        "ending": Ending(taken.ending),
        "quoted": knowledge.uses_in(token),
    }
    if taken.order:
        shown["progress"] = queries.public_progress(taken.order, timezone.now())
        shown["code"] = _code_for_this_caller(taken)
        shown["page_url"] = request.build_absolute_uri(reverse("track"))
    return render(request, "intake/call.html", shown)


@require_POST
@holding(Post.OPERATOR)
def helped(request: ActorRequest, token: UUID) -> HttpResponse:
    """Whether the answer that was read out helped the caller."""
    if queries.call_of(request.actor, token) is None:
        raise Http404
    knowledge_actions.say_helped(token, request.POST.get("helped") == "yes")
    messages.success(request, _("已记下。"))
    return redirect("desk-call", token)


def _end(request: ActorRequest) -> HttpResponse:
    act, _, number = request.POST.get("act", "").partition(":")
    act = act if act in ACTS else "register"
    form = DeskForm(request.POST, act=act, beneath=_beneath(request))
    status = 422
    # A call that broke off is written down whatever is wrong with what was typed.
    if form.is_valid() or (act == "broken_off" and "token" in form.cleaned_data):
        try:
            return redirect("desk-call", _ended(request, form, number).token)
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.kind.status
    return _show(request, form, status)


def _ended(request: ActorRequest, form: DeskForm, number: str) -> Call:
    actor, now = request.actor, timezone.now()
    if form.act == "attach":
        return actions.attach_call(actor, form.taken, number, at=now)
    if form.act in ("answered", "broken_off"):
        return actions.end_call(actor, form.taken, broken_off=form.act == "broken_off", at=now)
    return actions.register_call(actor, form.taken, form.demand, to_check=form.act == "check", at=now)


def _known(request: ActorRequest, form: DeskForm) -> dict[str, Any]:
    """What is known of what a bound form says so far; at most eight statements."""
    now, heard, entered = timezone.now(), form.heard, form.cleaned_data
    history = queries.heard_before(request.actor, heard)
    return {
        "form": form,
        "heard": heard,
        "history": history,
        "likely": queries.likenesses(request.actor, heard, history, now),
        "clusters": [row_of_cluster(each) for each in queries.clusters_joined(request.actor, heard, now)],
        "flags": form.flags,
        "danger": Risk.DANGER_TO_LIFE.value in (entered.get("risks") or ()),
        "emergency": entered.get("emergency", ""),
        "police": STATUTORY_CHANNELS["police_110"],
        "fen": entered.get("amount"),
        **_answers(request, form),
    }


def _suggested(request: ActorRequest, form: DeskForm) -> dict[str, Any]:
    """Suggestions for what a bound form has open; at most two statements."""
    text = form.data.get("content", "")[:LONG_TEXT]
    found = suggestions_for(text, form.cleaned_data.get("token"), _beneath(request), timezone.now())
    return {"suggestions": offered(found, form.chosen, text), "bands": BAND_WORDS}


def _answers(request: ActorRequest, form: DeskForm) -> dict[str, Any]:
    """The best answers to what was typed, whatever else is wrong with it, and the calculator that fits; at most eight statements."""
    text, matter = form.data.get("content", ""), form.cleaned_data.get("matter", "")
    shown = knowledge.visibilities(request.actor)
    found = knowledge.answers(text, timezone.localdate(), shown)
    return {
        "answers": [
            (key, answer, MATTERS[answer.entry.matter]) for key, answer in zip("JKL", found, strict=False)
        ],
        "calculator": knowledge.calculator_for(text, matter, found) if text.strip() else None,
    }


def _show(request: ActorRequest, form: DeskForm, status: int = 200, *, resumed: bool = False) -> HttpResponse:
    today = timezone.localdate()
    place, matter = str(form["place"].value() or ""), form["matter"].value() or ""
    token = str(form["token"].value())
    drafts = [(draft, _gist(queries.entries_of(draft))) for draft in queries.open_drafts(request.actor)]
    shown = {
        "form": form,
        "resumed": resumed,
        "place_shown": queries.place_shown(int(place) if place.isascii() and place.isdigit() else None, today)
        or form["place_words"].value(),
        "matter_shown": said(MATTERS[matter]) if matter in MATTERS else form["matter_words"].value(),
        "drafts": [pair for pair in drafts if str(pair[0].token) != token],
        "triage": settings.TRIAGE,
        "asks_model": settings.TRIAGE and is_on(),
        **({**_known(request, form), **_suggested(request, form)} if form.is_bound else {}),
    }
    return render(request, "intake/desk.html", shown, status=status)


def _gist(entries: dict[str, list[str]]) -> str:
    """A few characters by which the operator knows a draft again."""
    for name in ("content", "employer", "caller_name", "caller_phone"):
        if text := "".join(entries.get(name, [])).strip():
            return text[:18]
    return ""


def _code_for_this_caller(taken: Call) -> str:
    """The query code, unless the order belongs to another caller than the one on the line."""
    order = taken.order
    assert order is not None
    same = taken.ending != Ending.ATTACHED or (
        taken.phone_index and taken.phone_index == order.caller_phone_index
    )
    return code_for("caller", order.pk) if same else ""


def _beneath(request: ActorRequest) -> str:
    return next(held.place_path for held in request.actor.posts if held.post is Post.OPERATOR)


def _token(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
