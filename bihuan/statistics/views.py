"""The leader's figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.statistics import charts, comparison, queries
from bihuan.statistics.figures import YARDSTICK_SOURCE, compared_period
from bihuan.statistics.forms import FiguresForm
from bihuan.statistics.periods import CHOICE_WORDS, Choice, Period
from bihuan.statistics.summary import span_of, summary_of
from bihuan.supervision.scopes import scope_of
from bihuan.supervision.views import asked_scope


@holding(Post.LEADER)
def figures(request: ActorRequest) -> HttpResponse:
    """The five figures for a period and a unit, how they moved, how they spread, and the units below."""
    scope = asked_scope(request)
    own = scope_of(request.actor, scope.at) if scope.above else scope
    form = FiguresForm(request.GET, {unit.pk: unit for unit in (own.unit, *own.below, scope.unit)}.values())
    chosen = form.cleaned_data if form.is_valid() else {}
    choice = Choice(chosen.get("period") or Choice.THIS_MONTH)
    days = Period(chosen["since"], chosen["until"]) if choice is Choice.CUSTOM else None
    span = span_of(choice, timezone.localdate(scope.at), days)
    summary = summary_of(scope, span)
    period = span.now
    shown = {
        "form": form,
        "scope": scope,
        "period": period,
        "choice": CHOICE_WORDS[choice],
        "custom": choice is Choice.CUSTOM or request.GET.get("period") == Choice.CUSTOM,
        "compared": compared_period(span),
        "summary": summary,
        "yardsticks": YARDSTICK_SOURCE,
        "trends": _drawn(
            charts.registered_by_week(scope, period, summary.registered),
            charts.handling_by_week(scope, period, summary.handling.by_week),
        ),
        "spreads": _drawn(
            charts.handling_days(scope, period, summary.handling, queries.spread_of(scope, span))
        ),
        "flows": _drawn(
            charts.by_source(scope, period, summary.registered),
            charts.by_matter(scope, period, summary.registered),
        ),
        "bands": comparison.bands(
            scope, period, queries.outcomes_below(scope, period), queries.answers_below(scope, period)
        ),
    }
    return render(request, "statistics/figures.html", shown)


def _drawn(*found: charts.Chart | None) -> list[charts.Chart]:
    return [chart for chart in found if chart]
