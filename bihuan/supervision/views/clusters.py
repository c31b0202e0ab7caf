"""Pages of clusters: the list with the share of false alarms, one cluster with its orders and weeks, its acts."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.ledger.queries import events_of
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding, signed_in
from bihuan.organisations.seats import unit_names
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.clusters import ACTS, LIVING, ClusterAct
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.surges import LEAST_CALLERS, LEAST_ORDERS, WEEKS, WINDOW
from bihuan.rules.words import Words
from bihuan.supervision.forms.clusters import ClusterForm
from bihuan.triage.actions import standings_in_cluster
from bihuan.triage.queries import (
    cluster_seen_by,
    clusters_visible_to,
    orders_of_cluster,
    page_of_clusters,
    verdicts_on,
)
from bihuan.triage.showing import buttons_of_cluster, chart_of_cluster, row_of_cluster
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.showing import for_rows, row_of

if TYPE_CHECKING:
    from bihuan.triage.models import Cluster

LIST = Words("聚集预警", "Clusters")
#: Clusters of one page, and orders shown of one cluster.
_PAGE, _ORDERS = 50, 100
_ENTERED = {
    ClusterAct.ACKNOWLEDGE, ClusterAct.DISPOSE, ClusterAct.SEND_BACK, ClusterAct.CLOSE, ClusterAct.FALSE_ALARM,
}  # fmt: skip


@require_safe
@holding(*SEEING_POSTS)
def clusters(request: ActorRequest) -> HttpResponse:
    """The clusters the actor may see, living or closed, newest first."""
    closed = request.GET.get("view") == "closed"
    seen = clusters_visible_to(request.actor)
    shown = seen.exclude(state__in=LIVING) if closed else seen.filter(state__in=LIVING)
    page, after = page_of_clusters(shown, request.GET.get("after", ""), _PAGE)
    return render(
        request,
        "supervision/clusters.html",
        {
            "nav": "warnings",
            "crumbs": [(Words("预警督办", "Warnings"), reverse("warnings")), (LIST, None)],
            "closed": closed,
            "rows": [row_of_cluster(each) for each in page],
            "after": after,
            "first_page": "after" not in request.GET,
            "verdicts": verdicts_on(seen, timezone.now()),
            "days": WINDOW.days, "least": LEAST_ORDERS, "callers": LEAST_CALLERS, "weeks": WEEKS, "unofficial": UNOFFICIAL,
        },
    )  # fmt: skip


@require_safe
@signed_in
def cluster(request: ActorRequest, cluster_id: UUID) -> HttpResponse:
    """One cluster: why it is one, its orders, its weeks, what became of it."""
    opened, now = _opened(request, cluster_id), timezone.now()
    orders = list(for_rows(orders_of_cluster(request.actor, opened))[:_ORDERS])
    buttons = buttons_of_cluster(opened, standings_in_cluster(opened, request.actor))
    shown = {
        "nav": "warnings",
        "crumbs": _crumbs(opened),
        "cluster": opened,
        "row": row_of_cluster(opened),
        "orders": [row_of(order, now) for order in orders],
        "hidden": opened.orders - len(orders),
        "chart": chart_of_cluster(opened, opened.members.values_list("order__registered_at", flat=True)),
        "acts": [button for button in buttons if not button["aside"]],
        "aside": [button for button in buttons if button["aside"]],
        "steps": _steps(opened),
        "unofficial": UNOFFICIAL,
    }
    return render(request, "supervision/cluster.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in
def cluster_act(request: ActorRequest, cluster_id: UUID, act: str) -> HttpResponse:
    """Do an act; asked for, or refused, its form with the sentence and nothing lost of what was entered."""
    opened = _opened(request, cluster_id)
    step = next((known for known in _ENTERED if known == act), None)
    if step is None:
        raise Http404
    form, status = ClusterForm(step), 200
    if request.method == "POST":
        form, status = ClusterForm(step, request.POST), 422
        if form.is_valid():
            try:
                form.perform(request.actor, cluster_id, timezone.now())
            except Refused as refused:
                if refused.kind is Kind.HIDDEN:
                    raise Http404 from refused
                add_refusal(form, refused)
                status = refused.kind.status
            else:
                messages.success(request, gettext("%(act)s：已办理") % {"act": spoken(ACTS[step])})
                return redirect("cluster", cluster_id)
    shown = {
        "nav": "warnings",
        "crumbs": _crumbs(opened, ACTS[step]),
        "cluster": opened,
        "row": row_of_cluster(opened),
        "form": form,
        "words": ACTS[step],
        "act": act,
    }
    return render(request, "supervision/cluster_act.html", shown, status=status)


def _opened(request: ActorRequest, cluster_id: UUID) -> "Cluster":
    try:
        return cluster_seen_by(request.actor, cluster_id)
    except Refused as refused:
        raise Http404 from refused


def _crumbs(opened: "Cluster", *further: Words) -> list[tuple[object, str | None]]:
    way: list[tuple[object, str | None]] = [
        (LIST, reverse("clusters")),
        (row_of_cluster(opened)["about"], reverse("cluster", args=[opened.pk])),
        *((words, None) for words in further),
    ]
    return [*way[:-1], (way[-1][0], None)]


def _steps(opened: "Cluster") -> list[dict[str, Any]]:
    """What happened to it, newest first, as a timeline."""
    events = list(events_of(opened.pk))
    names = unit_names({event.unit for event in events if event.unit})
    return [
        {
            "at": event.at,
            "words": ACTS[ClusterAct(event.act)],
            "unit": names.get(event.unit or 0, Words("系统", "the system")),
            "who": "",
            "loop": "",
            "tone": "",
            "note": _joined(event.facts),
        }
        for event in reversed(events)
    ]


def _joined(facts: dict[str, Any]) -> Words | str:
    if "joined" not in facts:
        return ""
    return Words(
        f"新归入{facts['joined']}件，共{facts['orders']}件",
        f"{facts['joined']} joined, {facts['orders']} in all",
    )
