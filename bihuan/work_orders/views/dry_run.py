"""The dry run of a changed set of routing rules over past orders: what would move, before anything does."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.duties.queries.office import office_on
from bihuan.duties.queries.routing import active_set, may_keep_rules, routes_in_force, routes_of, set_numbered
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Refused
from bihuan.rules.replay import Replay
from bihuan.rules.words import Words
from bihuan.work_orders.past_questions import past_questions

#: Newest orders replayed while somebody waits for a page; the command line replays all of them.
MOST = 20_000


@require_safe
@holding(*SEEING_POSTS)
def dry_run(request: ActorRequest, number: int) -> HttpResponse:
    """Replay the newest orders under this version and the one in force. Whoever keeps the rules may then activate it."""
    if not may_keep_rules(request.actor):
        raise Http404
    try:
        rules = set_numbered(number)
    except Refused as missing:
        raise Http404 from missing
    replay = Replay(routes_in_force(), routes_of(rules.pk), office_on(timezone.localdate()))
    for asked in past_questions(timezone.localdate(), MOST):
        replay.ask(asked)
    crumbs = [
        (Words("分派规则", "Routing rules"), reverse("routing-rules")),
        (Words("试运行", "Dry run"), None),
    ]
    shown = {
        "nav": "centre", "crumbs": crumbs, "rules": rules, "active": active_set(), "replay": replay,
        "moves": replay.moves()[:60], "items": replay.items()[:60], "most": MOST,
    }  # fmt: skip
    return render(request, "work_orders/dry_run.html", shown)
