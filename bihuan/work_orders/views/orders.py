"""One order: its page, its drawer, its paper, its files, and its caller in the clear."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import Dossier, dossier_of
from bihuan.work_orders.history import timeline_of
from bihuan.work_orders.models import Attachment
from bihuan.work_orders.queries import order_seen_by
from bihuan.work_orders.showing import holders_of
from bihuan.work_orders.timing import explanations_of
from bihuan.work_orders.views.panels import brief_of, page_of

LIST = Words("工单", "Orders")


def opened(request: ActorRequest, number: str) -> Dossier:
    """The dossier of an order. An unknown number and another district's order are the same 404."""
    try:
        return dossier_of(request.actor, number, timezone.now())
    except Refused as refused:
        raise Http404 from refused


def whole_page(dossier: Dossier) -> dict[str, Any]:
    """Everything the order's page shows."""
    page = page_of(dossier, holders_of(dossier.order, dossier.now), timeline_of(dossier))
    return {"nav": "order-list", "crumbs": crumbs_to(dossier.order.number), **page}


def crumbs_to(number: str, *further: object) -> list[tuple[object, str | None]]:
    """The way to an order, and to what lies further."""
    way: list[tuple[object, str | None]] = [
        (LIST, reverse("order-list")),
        (number, reverse("order", args=[number])),
        *((words, None) for words in further),
    ]
    return [*way[:-1], (way[-1][0], None)]


@require_safe
@signed_in
def order(request: ActorRequest, number: str) -> HttpResponse:
    """The page of an order."""
    return render(request, "work_orders/order.html", whole_page(opened(request, number)))


@require_safe
@signed_in
def drawer(request: ActorRequest, number: str) -> HttpResponse:
    """The order in brief, beside the list."""
    return render(request, "work_orders/drawer.html", brief_of(opened(request, number)))


@require_safe
@signed_in
def clocks(request: ActorRequest, number: str) -> HttpResponse:
    """Why each limit of the order runs out when it does, step by step: a fold-out of its page, or a page of its own."""
    dossier = opened(request, number)
    shown = {"order": dossier.order, "clocks": explanations_of(dossier.clocks, dossier.now)}
    if request.htmx:
        return render(request, "work_orders/clock_steps.html", shown)
    crumbs = crumbs_to(number, Words("时限说明", "Its limits, step by step"))
    return render(request, "work_orders/clocks_page.html", {"nav": "order-list", "crumbs": crumbs, **shown})


@require_safe
@signed_in
def paper(request: ActorRequest, number: str) -> HttpResponse:
    """The order as it is filed, on A4."""
    dossier = opened(request, number)
    return render(request, "work_orders/paper.html", {**whole_page(dossier), "printed_at": dossier.now})


@require_POST
@signed_in
def reveal(request: ActorRequest, number: str) -> HttpResponse:
    """Name and telephone of the caller in the clear; recorded in the order's history."""
    try:
        caller = office.reveal_caller(request.actor, number, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _caller(request, number, {"refused": refused}, status=refused.kind.status)
    return _caller(request, number, {"caller": caller})


@require_safe
@signed_in
def attachment(request: ActorRequest, number: str, attachment_id: int) -> FileResponse:
    """Download a file of an order the actor may see. It is never shown in the browser, whatever it claims to be."""
    try:
        seen = order_seen_by(request.actor, number)
    except Refused as refused:
        raise Http404 from refused
    kept = Attachment.objects.filter(order=seen, pk=attachment_id).first()
    if kept is None:
        raise Http404
    answer = FileResponse(
        kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _caller(request: ActorRequest, number: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    dossier = opened(request, number)
    if request.htmx:
        return render(request, "work_orders/caller.html", {**brief_of(dossier), **shown}, status=status)
    return render(request, "work_orders/order.html", {**whole_page(dossier), **shown}, status=status)
