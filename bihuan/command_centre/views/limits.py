"""The limits at which a reading becomes an event: what holds, what held, and laying one down in place of another."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.command_centre.actions.limits import Laid, end_limit, lay_limit
from bihuan.command_centre.forms import spoken
from bihuan.command_centre.limit_forms import DeviceLimitForm, LimitForm
from bihuan.command_centre.models import Threshold
from bihuan.command_centre.queries.vitals import limits_kept_by, limits_of
from bihuan.command_centre.trends import bounds_of, window_of
from bihuan.command_centre.views.tabs import tabs_for
from bihuan.duties.queries.indicators import Indicator, indicator_seen_by
from bihuan.duties.scopes import centre_shown, keeper_of
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.events import KINDS, URGENCY_WORDS, EventUrgency
from bihuan.rules.refusal import Kind, Refused

office = holding(*SEEING_POSTS)


@require_safe
@office
def limits(request: ActorRequest) -> HttpResponse:
    """What holds at a centre, of devices and of indicators, and what held before."""
    centre = _centre(request)
    found = list(limits_kept_by(centre))
    context = {
        "nav": "centre", "tabs": tabs_for("limits", centre), "centre": centre, "keeps": _keeps(request, centre),
        "holding": [_row(each) for each in found if each.active],
        "ended": [_row(each) for each in found if not each.active],
    }  # fmt: skip
    return render(request, "command_centre/limits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def device_limit(request: ActorRequest) -> HttpResponse:
    """Lay down the limit of a measure of devices; with ``?code=`` the one that holds is at hand to be changed."""
    centre = _centre(request)
    if not _keeps(request, centre):
        raise Http404
    standing = limits_kept_by(centre).filter(code=request.GET.get("code", ""), active=True).first()
    form = DeviceLimitForm(request.POST or None, initial=_initial(standing))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if _laid(request, centre, given.pop("code"), Laid(**given), form):
            return redirect(f"{reverse('limits')}?place={centre.parent_id}")
    context = {
        "nav": "centre",
        "centre": centre,
        "form": form,
        "back": f"{reverse('limits')}?place={centre.parent_id}",
    }
    return render(request, "command_centre/limit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def indicator_limit(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """Lay down the limit of an indicator, in place of the one it has."""
    indicator = _indicator(request, indicator_id)
    centre = indicator.lane.board.centre
    if not _keeps(request, centre):
        raise Http404
    standing = next(iter(limits_of([indicator]).get(indicator.pk, [])), None)
    initial = _initial(standing) or {"name": spoken(indicator.words), "window_minutes": 60 * 24 * 31}
    form = LimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        code = standing.code if standing else f"{place_of(centre).code}-{indicator.code}"
        if _laid(request, centre, code, Laid(indicator=indicator, **form.cleaned_data), form):
            return redirect("vital", indicator.pk)
    context = {
        "nav": "centre", "centre": centre, "form": form, "indicator": indicator,
        "back": reverse("vital", args=[indicator.pk]),
    }  # fmt: skip
    return render(request, "command_centre/limit.html", context, status=422 if form.errors else 200)


@require_POST
@office
def end(request: ActorRequest, code: str) -> HttpResponse:
    """Let a limit hold no longer."""
    centre = _centre(request)
    try:
        end_limit(request.actor, centre, code, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        messages.error(request, spoken(refused.sentence))
    else:
        messages.success(request, _("阈值已停用"))
    return redirect(f"{reverse('limits')}?place={centre.parent_id}")


def _laid(request: ActorRequest, centre: Unit, code: str, laid: Laid, form: LimitForm) -> bool:
    try:
        limit = lay_limit(request.actor, centre, code, laid, at=timezone.now())
    except Refused as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, _("阈值已启用（第 %(number)s 版）") % {"number": limit.number})
    return True


def _centre(request: ActorRequest) -> Unit:
    centre = centre_shown(request.actor, request.GET.get("place", ""))
    if centre is None:
        raise Http404
    return centre


def _keeps(request: ActorRequest, centre: Unit) -> bool:
    return keeper_of(request.actor, place_of(centre)) is not None


def _indicator(request: ActorRequest, indicator_id: int) -> Indicator:
    try:
        return indicator_seen_by(request.actor, indicator_id)
    except Refused as refused:
        raise Http404 from refused


def _initial(limit: Threshold | None) -> dict[str, object]:
    if limit is None:
        return {}
    named = (
        "code", "name", "measure", "in_a_row", "window_minutes", "kind", "severity", "urgency", "handling_level",
        "basis",
    )  # fmt: skip
    bounds = {"above": limit.above, "below": limit.below}
    return {name: getattr(limit, name) for name in named} | {
        name: Decimal(f"{bound.normalize():f}") for name, bound in bounds.items() if bound is not None
    }


def _row(limit: Threshold) -> dict[str, object]:
    return {
        "limit": limit, "bounds": bounds_of(limit), "window": window_of(limit), "kind": KINDS[limit.kind].words,
        "urgency": URGENCY_WORDS[EventUrgency(limit.urgency)],
    }  # fmt: skip
