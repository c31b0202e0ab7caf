"""Plans (预案): what holds, which one an event would choose and why, and laying down a further version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.command_centre.actions.defining import end_plan, lay_plan
from bihuan.command_centre.forms import spoken
from bihuan.command_centre.models import Plan
from bihuan.command_centre.plan_forms import PlanConditions, StepForms, TryForm, initial_of
from bihuan.command_centre.queries.events import reachable_from
from bihuan.command_centre.queries.plans import (
    conditions_of,
    plan_seen_by,
    plans_explained,
    plans_over,
    versions_of,
)
from bihuan.command_centre.views.tabs import tabs_for
from bihuan.duties.scopes import centre_shown, keeper_of
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import organ_of, place_of
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Kind, Refused

office = holding(*SEEING_POSTS)


@require_safe
@office
def plans(request: ActorRequest) -> HttpResponse:
    """The plans over a place; with an event that might be, in the order it would choose them, each with its reason."""
    centre = centre_shown(request.actor, request.GET.get("place", ""))
    if centre is None:
        raise Http404
    place = place_of(centre)
    tried = TryForm(request.GET if "kind" in request.GET else None)
    explained = plans_explained(place, tried.happening) if tried.is_valid() else []
    context = {
        "nav": "centre", "tabs": tabs_for("plans", centre), "centre": centre, "keeps": keeper_of(request.actor, place) is not None,
        "plans": [(plan, conditions_of(plan)) for plan in plans_over(place).prefetch_related("steps")],
        "try_form": tried, "explained": explained, "tried": tried.is_bound,
    }  # fmt: skip
    return render(request, "command_centre/plans.html", context)


@require_safe
@office
def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """One version: its conditions, its roles, and the other versions."""
    found = _found(request, plan_id)
    context = {
        "nav": "centre", "plan": found, "conditions": conditions_of(found), "steps": found.steps.select_related("unit", "substitute"),
        "versions": versions_of(found), "keeps": keeper_of(request.actor, found.place) is not None,
    }  # fmt: skip
    return render(request, "command_centre/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def new(request: ActorRequest) -> HttpResponse:
    """Lay down a plan of the place."""
    centre = centre_shown(request.actor, request.GET.get("place", ""))
    if centre is None:
        raise Http404
    return _lay(request, centre, None)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def change(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Lay down a further version of a plan."""
    found = _found(request, plan_id)
    centre = organ_of(found.place, UnitKind.COMMAND_CENTRE, on=timezone.localdate())
    if centre is None:
        raise Http404
    return _lay(request, centre, found)


@require_POST
@office
def end(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Let a plan hold no longer."""
    found = _found(request, plan_id)
    try:
        end_plan(request.actor, found.pk, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        messages.error(request, spoken(refused.sentence))
    else:
        messages.success(request, _("预案已停用"))
    return redirect("plan", found.pk)


def _lay(request: ActorRequest, centre: Unit, standing: Plan | None) -> HttpResponse:
    place, today = place_of(centre), timezone.localdate()
    if keeper_of(request.actor, place) is None:
        raise Http404
    units = {centre.pk: centre, **{unit.pk: unit for unit in reachable_from(centre, today)[:400]}}
    initial, rows = initial_of(standing) if standing else ({}, [])
    form = PlanConditions(request.POST or None, initial=initial)
    steps: Any = StepForms(request.POST or None, initial=rows, prefix="steps", form_kwargs={"units": units})
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        given = form.cleaned_data
        code = standing.code if standing else given["code"]
        try:
            laid = lay_plan(
                request.actor, place, code, given["name"], form.fits, [row.step for row in steps if row.step],
                basis=given["basis"], at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("预案已启用（第 %(number)s 版）") % {"number": laid.number})
            return redirect("plan", laid.pk)
    wrong = request.method == "POST"
    back = reverse("plan", args=[standing.pk]) if standing else f"{reverse('plans')}?place={place.pk}"
    context = {"nav": "centre", "form": form, "steps": steps, "plan": standing, "place": place, "back": back}
    return render(request, "command_centre/plan_form.html", context, status=422 if wrong else 200)


def _found(request: ActorRequest, plan_id: int) -> Plan:
    try:
        return plan_seen_by(request.actor, plan_id)
    except Refused as refused:
        raise Http404 from refused
