"""Acts on one order: the form of an act, the one call it makes, and the panel as it is afterwards."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.organisations.queries import place_names
from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.forms import FORMS, ActForm
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.forms.units import found_for
from bihuan.work_orders.history import since
from bihuan.work_orders.offering import why_not, words_of
from bihuan.work_orders.queries import locked
from bihuan.work_orders.views.orders import crumbs_to, opened, whole_page
from bihuan.work_orders.views.panels import brief_of

#: Acts that leave the order's version as it is, so that the version cannot tell a second click from a second note.
_BESIDE = frozenset({Act.NOTE, Act.ATTACH, Act.URGE})


@require_safe
@signed_in
def act_form(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """The form of an act, or the sentence why it cannot be done."""
    dossier, kind = opened(request, number), _form_of(act)
    about = request.GET.get("about", "")
    refused = why_not(dossier, act, about)
    if refused and refused.kind is Kind.HIDDEN:
        raise Http404 from refused
    return _form(
        request, dossier, act, kind(dossier, about), refused, status=refused.kind.status if refused else 200
    )


@require_POST
@signed_in
def act(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Do an act. Refused: the same form with the sentence, nothing of what was entered lost."""
    dossier, kind = opened(request, number), _form_of(act)
    form = kind(dossier, request.GET.get("about", ""), request.POST, request.FILES)
    if getattr(form, "wants_another_row", False):
        return _form(request, dossier, act, _unjudged(form), None, status=200)
    if not form.is_valid():
        form.keep_choices()
        return _form(request, dossier, act, form, None, status=422)
    try:
        _perform(request, act, form)
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _refused(request, act, form, refused)
    return _done(request, number, act)


@require_POST
@signed_in
def reply_check(request: ActorRequest, number: str) -> HttpResponse:
    """What there is to say of a reply as it is being written. A POST: no word of it gets into an address or a log."""
    dossier = opened(request, number)
    if why_not(dossier, Act.REPLY, ""):
        raise Http404
    form = FORMS[Act.REPLY](dossier, "", request.POST)
    return render(request, form.panel, {"form": form, "order": dossier.order})


@require_safe
@signed_in
def units(request: ActorRequest, number: str) -> HttpResponse:
    """Units an act may lead to, for its combobox."""
    dossier = opened(request, number)
    found = found_for(dossier, request.GET.get("act", ""), request.GET.get("q", ""))
    above = place_names([each.unit for each in found])
    options = [
        {
            "value": each.unit.pk,
            "words": each.unit.name,
            "hint": _hint(each.unit.name, each.matched, above[each.unit.pk]),
        }
        for each in found
    ]
    return render(request, "website/components/options.html", {"options": options})


def _perform(request: ActorRequest, act: str, form: ActForm) -> None:
    with transaction.atomic():
        if act in _BESIDE:
            locked(request.actor, form.number)
            if _said_already(request, act, form):
                return
        form.perform(timezone.now())


def _said_already(request: ActorRequest, act: str, form: ActForm) -> bool:
    """Whether this very form was sent before: its sender has done the same act since it was opened."""
    seen = form.cleaned_data.get("seen")
    return seen is not None and any(
        event.seq > seen and event.act == act and event.person == request.actor.person_id
        for event in form.dossier.events
    )


def _refused(request: ActorRequest, act: str, form: ActForm, refused: Refused) -> HttpResponse:
    """Show the refusal at its field or above the form; a stale page also shows what happened meanwhile."""
    dossier = opened(request, form.number)
    status = refused.kind.status
    missed: list[dict[str, Any]] = []
    at_field = form.add_refusal(refused)
    if refused.code == "stale_page":
        missed = since(dossier.events, form.cleaned_data.get("seen") or 0, dossier.names)
        form.renew(dossier)
    form.keep_choices()
    now_refused = why_not(dossier, act, form.about)
    shown = {
        "missed": missed,
        "no_longer": now_refused if now_refused and now_refused.code != refused.code else None,
    }
    return _form(request, dossier, act, form, None if at_field else refused, status=status, **shown)


def _done(request: ActorRequest, number: str, act: str) -> HttpResponse:
    words = gettext("%(act)s：已办理") % {"act": spoken(words_of(act))}
    if not request.htmx:
        messages.success(request, words)
        return redirect("order", number)
    dossier = opened(request, number)
    here = urlsplit(request.htmx.current_url_abs_path or "").path
    if here == reverse("order", args=[number]):
        answer = render(request, "work_orders/order_body.html", whole_page(dossier))
        answer = reswap(retarget(answer, "#order"), "outerHTML")
        # Not before the swap: closing empties the drawer, and htmx looks for the target from the form within it.
        answer = trigger_client_event(answer, "closeDrawer", after="swap")
    else:
        answer = render(request, "work_orders/drawer.html", brief_of(dossier))
        answer = reswap(retarget(answer, "#drawer-body"), "innerHTML")
    answer = trigger_client_event(answer, "orderChanged")
    return trigger_client_event(answer, "toast", {"words": words, "tone": "done"})


def _form(
    request: ActorRequest,
    dossier: Dossier,
    act: str,
    form: ActForm,
    refused: Refused | None,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    shown = {
        "nav": "order-list",
        "crumbs": crumbs_to(dossier.order.number, words_of(act)),
        "order": dossier.order,
        "act": act,
        "about": form.about,
        "words": words_of(act),
        "form": form,
        "refused": refused,
        "cannot": not form.is_bound and refused is not None,
        **more,
    }
    template = "act_form" if request.htmx else "act"
    answer = render(request, f"work_orders/{template}.html", shown, status=status)
    return reswap(retarget(answer, "#drawer-body"), "innerHTML") if request.htmx else answer


def _form_of(act: str) -> type[ActForm]:
    if act not in FORMS:
        raise Http404
    return FORMS[act]


def _unjudged(form: ActForm) -> ActForm:
    """The form with what was entered, but without a word about what is still missing."""
    form.errors.clear()
    form.keep_choices()
    return form


def _hint(name: str, matched: str, above: str) -> Words | str:
    return above if matched == name else Words(f"{above}（原{matched}）", f"{above} (formerly {matched})")
