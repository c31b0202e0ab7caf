"""The supervisor's wall."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Level
from bihuan.rules.alerts import VERSION
from bihuan.rules.refusal import Refused
from bihuan.supervision.queries import After, pressing_orders, rows_below, whole_line
from bihuan.supervision.scopes import OVERSEEING, Scope, scope_of
from bihuan.supervision.signals import SIGNALS
from bihuan.work_orders.showing import row_of


@holding(*OVERSEEING)
def wall(request: ActorRequest) -> HttpResponse:
    """What is late or nearly so: by signal and unit, then order by order. Refreshed by itself every minute."""
    scope = asked_scope(request)
    pressing = pressing_orders(scope, After.of(request.GET.get("after", "")))
    rows = rows_below(scope)
    shown = {
        "scope": scope,
        "signals": SIGNALS,
        "whole": whole_line(scope),
        "rows": [row for row in rows if not row.calm],
        "calm": [row for row in rows if row.calm],
        "pressing": [row_of(order, scope.at) for order in pressing.orders],
        "next": pressing.next,
        "first_page": "after" not in request.GET,
        "answers_the_hotline": scope.above is None and scope.unit.level == Level.CITY,
        "rule_version": VERSION,
    }
    return render(request, "supervision/wall.html", shown)


def asked_scope(request: ActorRequest) -> Scope:
    """The scope a page was asked for by ``?unit=``. A unit outside the actor's line does not exist."""
    unit = request.GET.get("unit", "")
    try:
        return scope_of(
            request.actor, timezone.now(), int(unit) if unit.isascii() and unit.isdigit() else None
        )
    except Refused as refused:
        raise Http404 from refused
