"""Pages that belong to no feature: the living page of the design system, and how a reader wants pages to look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from bihuan.website import samples
from bihuan.website.preferences import KEPT_FOR, Size, Theme


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state, from invented data; needs no database and shows nobody's."""
    return render(request, "website/design.html", samples.shown(timezone.now(), request.GET))


@require_safe
def design_drawer(request: HttpRequest) -> HttpResponse:
    """What a row of the sample table opens."""
    return render(request, "website/design_drawer.html", samples.shown(timezone.now(), request.GET))


@require_safe
def design_options(request: HttpRequest) -> HttpResponse:
    """What the sample combobox is answered with."""
    return render(
        request, "website/components/options.html", {"options": samples.units(request.GET.get("q", ""))}
    )


@require_POST
def choose_preferences(request: HttpRequest) -> HttpResponse:
    """Keep the reader's theme or size in a cookie and go back. A value that does not exist is ignored."""
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = "/"
    response = redirect(onward)
    for name, allowed in (("theme", set(Theme)), ("size", set(Size))):
        if (value := request.POST.get(name, "")) in allowed:
            response.set_cookie(name, value, max_age=KEPT_FOR, samesite="Lax", secure=request.is_secure())
    return response
