"""The supervisor's wall."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from bihuan.calendars.queries import calendars
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Level, Post
from bihuan.rules.alerts import VERSION
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.supervision.queries import (
    After,
    View,
    pressing_orders,
    rows_below,
    standing_of_line,
    whole_line,
)
from bihuan.supervision.scopes import OVERSEEING, Scope, scope_of
from bihuan.supervision.signals import SIGNALS
from bihuan.work_orders.queries import provisional_limits
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
        "supervised": _supervised(scope),
        "pressing": [row_of(order, scope.at) for order in pressing.orders],
        "next": pressing.next,
        "first_page": "after" not in request.GET,
        "answers_the_hotline": scope.above is None and scope.unit.level == Level.CITY,
        "rule_version": VERSION,
        "provisional": provisional_limits(),
        "covered_until": calendars().covered_until,
        "reads_the_calendar": request.actor.holds(Post.SUPERVISOR),
    }
    return render(request, "supervision/wall.html", shown)


def _supervised(scope: Scope) -> list[tuple[Words, int, Words, str, str]]:
    """Warnings, slips and talks of the line: label, figure, sentence, address, tone."""
    line = scope.asked.get("line", "")
    found = standing_of_line(scope.actor, int(line) if line else None)

    def where(view: View, **more: str) -> str:
        asked = {"view": view.value, **more, **({"line": line} if line else {})}
        return f"{reverse('warnings')}?{urlencode(asked)}"

    return [
        (Words("在途预警", "Warnings on their way"), found.living,
         Words("已发出、尚未销号的预警。", "Issued and not closed yet."), where(View.LIVING), ""),
        (Words("督办单未销号", "Slips not closed"), found.slips,
         Words("待答复或待核实的督办单。", "To be answered or verified."), where(View.SLIPS, open="1"), "orange" if found.slips else ""),
        (Words("待约谈", "Talks to hold"), found.talks,
         Words("督办单逾期未答复，约谈尚未进行。", "A slip was left unanswered."), where(View.SLIPS, open="1"), "red" if found.talks else ""),
    ]  # fmt: skip


def asked_scope(request: ActorRequest) -> Scope:
    """The scope a page was asked for by ``?unit=``. A unit outside the actor's line does not exist."""
    unit = request.GET.get("unit", "")
    try:
        return scope_of(
            request.actor, timezone.now(), int(unit) if unit.isascii() and unit.isdigit() else None
        )
    except Refused as refused:
        raise Http404 from refused
