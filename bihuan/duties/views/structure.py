"""A centre's structure, and its duty roster."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.duties.actions.roster import plan_roster
from bihuan.duties.forms import RosterForm
from bihuan.duties.models.structure import HolderRole
from bihuan.duties.queries.structure import ROLE_WORDS, shift_at, shifts_of, structure_of
from bihuan.duties.scopes import centres_seen_by, keeper_of
from bihuan.duties.views.shared import centre_asked, page
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.duties import LOAD_WORDS, Load
from bihuan.rules.refusal import Refused
from bihuan.rules.workdays import SHANGHAI

LOAD_TONES = {Load.VACANT: "red", Load.SHORT: "yellow", Load.OVERLOADED: "orange", Load.FINE: "done"}
_SHOWN_DAYS = 14
office = holding(*SEEING_POSTS)


@require_safe
@office
def centre(request: ActorRequest) -> HttpResponse:
    """Boards, lanes, posts and people of one centre."""
    asked = centre_asked(request)
    now = timezone.now()
    structure = structure_of(asked, timezone.localdate())
    manned = centres_seen_by(request.actor).filter(boards__isnull=False).distinct()
    duty_list = getattr(asked.parent, "duty_list", None)
    shown = page(
        request, "centre", centre=asked, structure=structure, keeps=keeper_of(request.actor, place_of(asked)) is not None, on_duty=shift_at(asked, now), demo=duty_list and duty_list.is_demo,
        others=[each for each in manned if each.pk != asked.pk][:40],
        boards=[(board, [(lane, [(post, LOAD_WORDS[post.load], LOAD_TONES[post.load], [(h, ROLE_WORDS[HolderRole(h.role)]) for h in post.holders]) for post in lane.posts]) for lane in board.lanes]) for board in structure.boards],
        vacant=len(structure.with_load(Load.VACANT)), short=len(structure.with_load(Load.SHORT)),
        overloaded=len(structure.with_load(Load.OVERLOADED)),
        vitals_url=f"{reverse('vitals')}?place={asked.parent_id}", alone=sum(bool(post.holders) and not post.has_substitute for post in structure.posts),
    )  # fmt: skip
    return render(request, "duties/centre.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def roster(request: ActorRequest) -> HttpResponse:
    """Who is on duty now and in the days to come; whoever keeps the centre plans on from there."""
    asked = centre_asked(request)
    now, today = timezone.now(), timezone.localdate()
    keeps = keeper_of(request.actor, place_of(asked)) is not None
    last = asked.shifts.order_by("-ends_at").first()
    begins = max(today, timezone.localdate(last.ends_at)) if last else today
    form = RosterForm(request.POST or None, initial={"since": begins})
    status = 200
    if request.method == "POST" and form.is_valid():
        start = datetime.combine(form.cleaned_data["since"], time(9), SHANGHAI)
        try:
            made = plan_roster(request.actor, asked, start, form.cleaned_data["days"])
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.kind.status
        else:
            messages.success(request, _("已编排 %(count)s 班次") % {"count": len(made)})
            return redirect(f"{reverse('roster')}?place={asked.parent_id}")
    elif request.method == "POST":
        status = 422
    since = datetime.combine(today, time(), SHANGHAI)
    shifts = shifts_of(asked, since, since + timedelta(days=_SHOWN_DAYS))
    shown = page(
        request, "roster", centre=asked, on_duty=shift_at(asked, now), keeps=keeps, form=form,
        days=_by_day(shifts), now=now,
    )  # fmt: skip
    return render(request, "duties/roster.html", shown, status=status)


def _by_day(shifts: list) -> list[tuple]:
    found: dict = {}
    for shift in shifts:
        found.setdefault(timezone.localdate(shift.starts_at), []).append(shift)
    return list(found.items())
