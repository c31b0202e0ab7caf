"""The switch between everyday and emergency: what was decided, and deciding it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.command_centre.actions.emergency import begin_emergency, end_emergency, review_emergency
from bihuan.command_centre.forms import BeginForm, ReviewForm, spoken
from bihuan.command_centre.queries.afterwards import LISTED, afterwards_of
from bihuan.command_centre.queries.plans import emergencies_seen_by, emergency_seen_by, leading_post
from bihuan.command_centre.showing import emergency_history, row_of
from bihuan.command_centre.views.tabs import tabs_for
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.rules.plans import MODE_ACTS, MODES, Mode, ModeAct
from bihuan.rules.refusal import Kind, Refused

deciding = holding(Post.COMMAND_OFFICER, Post.LEADER, Post.SUPERVISOR)
_TONES = {Mode.IN_FORCE: "red", Mode.ENDED: "waiting", Mode.REVIEWED: "done"}
_MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@deciding
def emergencies(request: ActorRequest) -> HttpResponse:
    """What holds now and what held before; the leader of the centre decides here."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_emergency(request.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            return _page(request, form, refused, status=refused.kind.status)
        return _done(request, ModeAct.BEGIN)
    return _page(request, form, status=422 if request.method == "POST" else 200)


@require_safe
@deciding
def emergency(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """One emergency with what happened meanwhile, and its review."""
    return _one(request, emergency_id)


@require_POST
@deciding
def end(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """Switch back to everyday."""
    return _decide(
        request, ModeAct.END, lambda: end_emergency(request.actor, emergency_id, at=timezone.now())
    )


@require_POST
@deciding
def review(request: ActorRequest, emergency_id: UUID) -> HttpResponse:
    """Keep the review of an emergency that has ended."""
    text = request.POST.get("text", "")
    try:
        review_emergency(request.actor, emergency_id, text, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _one(request, emergency_id, ReviewForm(request.POST), refused)
    messages.success(request, gettext("%(act)s：已办理") % {"act": spoken(MODE_ACTS[ModeAct.REVIEW])})
    return redirect("emergency", emergency_id)


def _one(
    request: ActorRequest, emergency_id: UUID, form: ReviewForm | None = None, refused: Refused | None = None
) -> HttpResponse:
    try:
        found = emergency_seen_by(request.actor, emergency_id)
    except Refused as hidden:
        raise Http404 from hidden
    now, held = timezone.now(), leading_post(request.actor)
    look = afterwards_of(request.actor, found, now)
    shown = {
        "each": found, "words": MODES[Mode(found.state)], "tone": _TONES[Mode(found.state)], "look": look,
        "events": [row_of(event, now) for event in look.events[:LISTED]], "late": look.late[:LISTED],
        "reviews": bool(held and held.place_path == found.place.path) and found.state == Mode.ENDED, "refused": refused,
        "form": form or ReviewForm(initial={"text": gettext("原因：\n耽误在哪里：\n规则要改什么：\n")}),
        "review_words": MODE_ACTS[ModeAct.REVIEW], "history": emergency_history(found),
    }  # fmt: skip
    return render(
        request, "command_centre/emergency.html", shown, status=refused.kind.status if refused else 200
    )


def _decide(request: ActorRequest, act: ModeAct, decide: Callable[[], Any]) -> HttpResponse:
    try:
        decide()
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _page(request, BeginForm(), refused, status=refused.kind.status)
    return _done(request, act)


def _done(request: ActorRequest, act: ModeAct) -> HttpResponse:
    messages.success(request, gettext("%(act)s：已办理") % {"act": spoken(MODE_ACTS[act])})
    return redirect("emergencies")


def _page(
    request: ActorRequest, form: BeginForm, refused: Refused | None = None, *, status: int = 200
) -> HttpResponse:
    held = leading_post(request.actor)
    rows = [
        (
            each,
            MODES[Mode(each.state)],
            _TONES[Mode(each.state)],
            bool(held and held.place_path == each.place.path),
        )
        for each in emergencies_seen_by(request.actor)[:_MOST]
    ]
    own_in_force = any(own and each.state == Mode.IN_FORCE for each, _, _, own in rows)
    shown = {
        "rows": rows, "form": form, "refused": refused, "leads": held, "may_begin": held and not own_in_force,
        "end_words": MODE_ACTS[ModeAct.END], "begin_words": MODE_ACTS[ModeAct.BEGIN], "review_words": MODE_ACTS[ModeAct.REVIEW],
        "tabs": tabs_for("emergencies", None), "nav": "centre",
    }  # fmt: skip
    return render(request, "command_centre/emergencies.html", shown, status=status)
