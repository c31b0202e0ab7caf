"""The duty lists: browser, item, editions, what is open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.duties.queries.citing import search_items
from bihuan.organisations.guards import ActorRequest, signed_in


@require_safe
@signed_in
def item_options(request: ActorRequest) -> HttpResponse:
    """Items for a combobox, by code or name, each with the place whose list it is."""
    options = [
        {
            "value": found.item_id,
            "words": f"{found.item.code} {found.name}",
            "hint": found.item.list.place.name,
        }
        for found in search_items(request.actor, request.GET.get("q", ""))
    ]
    return render(request, "website/components/options.html", {"options": options})
