"""What the grid teams of a place consist of: 1+3+N, or what the place has laid down from a table of roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.command_centre.grid_forms import PatternForm
from bihuan.command_centre.views.grids import place_asked
from bihuan.command_centre.views.ground import seeing
from bihuan.grids.actions.teams import pattern_roles, pattern_table, set_pattern
from bihuan.grids.queries import pattern_for, pattern_kept, places_drawn_by
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest
from bihuan.organisations.models import Unit
from bihuan.organisations.spreadsheet import read
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.grids import PART_WORDS
from bihuan.rules.refusal import Refused

_MOST_BYTES = 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@seeing
def teams(request: ActorRequest) -> HttpResponse:
    """The pattern that holds in a place; whoever draws its grids lays down another from a day on."""
    today = timezone.localdate()
    place, above = place_asked(request, today)
    form = PatternForm(request.POST or None, request.FILES or None, initial={"since": today})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if _lay_down(request, form, place):
                    messages.success(request, _("队伍模式已保存"))
                    return redirect(f"{reverse('grid-teams')}?place={place.pk}")
            except Refused as refused:
                add_refusal(form, refused)
                status = refused.kind.status
    pattern = pattern_for(place.path, today)
    shown = {
        "nav": "grids", "place": place, "above": above, "pattern": pattern, "form": form,
        "roles": [(role, PART_WORDS[role.part]) for role in pattern.roles], "kept": pattern_kept(place, today),
        "draws": place.path.startswith(tuple(places_drawn_by(request.actor)) or ("-",)),
    }  # fmt: skip
    return render(request, "command_centre/grid_teams.html", shown, status=status)


@require_safe
@seeing
def pattern_export(request: ActorRequest) -> HttpResponse:
    """The pattern as a table to change and hand in again."""
    today = timezone.localdate()
    place, _above = place_asked(request, today)
    return spreadsheet(pattern_table(pattern_for(place.path, today)), f"{place.name}-team.xlsx")


def _lay_down(request: ActorRequest, form: PatternForm, place: Unit) -> bool:
    given, file = form.cleaned_data, form.cleaned_data["file"]
    if file.size > _MOST_BYTES:
        form.add_error("file", _("文件超过 1 MB。角色表只需几行，请核对文件。"))
        return False
    roles = pattern_roles(read(file.name, file.read()))
    set_pattern(request.actor, place, given["code"], roles, given["since"])
    return True
