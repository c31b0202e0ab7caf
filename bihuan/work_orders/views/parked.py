"""The list of parked orders."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.words import Words
from bihuan.work_orders.parked import After, parked_page
from bihuan.work_orders.views.orders import LIST


@require_safe
@signed_in
def parked(request: ActorRequest) -> HttpResponse:
    """Parked orders by review day: what they wait for, and what is left of their limit."""
    page = parked_page(request.actor, timezone.now(), After.of(request.GET.get("after", "")))
    shown = {
        "nav": "order-list",
        "crumbs": [(LIST, reverse("order-list")), (Words("挂账", "Parked"), None)],
        "page": page,
        "first_page": "after" not in request.GET,
    }
    return render(request, "work_orders/parked.html", shown)
