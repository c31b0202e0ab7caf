"""Finding a unit while filling a form."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import Found, place_names, search_units
from bihuan.rules.actors import Level
from bihuan.rules.words import Words


@require_GET
@signed_in
def unit_options(request: ActorRequest) -> HttpResponse:
    """Units for a combobox, each with where it is; an old name says so. ``kind``, ``level`` and ``trade`` narrow it."""
    return _options(request)


@require_GET
@signed_in
def organ_options(request: ActorRequest) -> HttpResponse:
    """The same without places: nobody is appointed to a place."""
    return _options(request, organs_only=True)


def _options(request: ActorRequest, *, organs_only: bool = False) -> HttpResponse:
    kind, level = request.GET.get("kind", ""), request.GET.get("level", "")
    found = search_units(
        request.GET.get("q", ""),
        timezone.localdate(),
        kind=UnitKind(kind) if kind in UnitKind else None,
        organs_only=organs_only,
        level=Level(level) if level in set(Level) else None,
        trade=request.GET.get("trade", ""),
    )
    above = place_names([each.unit for each in found])
    options = [
        {"value": each.unit.pk, "words": each.unit.name, "hint": _hint(each, above[each.unit.pk])}
        for each in found
    ]
    return render(request, "website/components/options.html", {"options": options})


def _hint(found: Found, above: str) -> Words | str:
    if found.matched == found.unit.name:
        return above
    return Words(f"{above}（原{found.matched}）", f"{above} (formerly {found.matched})")
