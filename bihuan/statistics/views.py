"""The leader's figures."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_path
from bihuan.rules.actors import Post
from bihuan.statistics import charts, comparison, queries, returns
from bihuan.statistics.figures import YARDSTICK_SOURCE, compared_period
from bihuan.statistics.forms import FiguresForm
from bihuan.statistics.memory import room_to_count
from bihuan.statistics.periods import CHOICE_WORDS, Choice, Period
from bihuan.statistics.queries import Span
from bihuan.statistics.summary import closing_of, span_of, summary_of
from bihuan.supervision.scopes import OVERSEEING, Scope, scope_of, unions_below
from bihuan.supervision.views.wall import asked_scope


@holding(Post.LEADER)
def figures(request: ActorRequest) -> HttpResponse:
    """The five figures for a period and a unit, how they moved, how they spread, and the units below."""
    asked = _asked(request)
    scope, below, span = asked.scope, asked.below, asked.span
    period = span.now
    with room_to_count():
        summary = summary_of(scope, span)
        closing = closing_of(scope, span)
        resolved = queries.outcomes_of(scope, below, period)
        answers = queries.answers_of(scope, below, period)
    shown = {
        **asked.shown,
        "compared": compared_period(span),
        "summary": summary,
        "closing": closing,
        "counted": (*summary.five, summary.answered, closing),
        "yardsticks": YARDSTICK_SOURCE,
        "coming": _drawn(
            charts.by_source(scope, period, summary.registered),
            charts.by_matter(scope, period, summary.registered),
        ),
        "weekly": charts.registered_by_week(scope, period, summary.registered),
        "weekly_handling": charts.handling_by_week(scope, period, summary.handling.by_week),
        "spread": charts.handling_days(scope, period, summary.handling),
        "bands": comparison.bands(below, period, resolved, answers),
    }
    return render(request, "statistics/figures.html", shown)


@holding(*OVERSEEING)
def given_back(request: ActorRequest) -> HttpResponse:
    """Returns, redos and endings for a period and a unit: by cause and by unit, each number opening its orders."""
    asked = _asked(request)
    scope, period = asked.scope, asked.span.now
    with room_to_count():
        shown = {
            **asked.shown,
            "nav": "figures" if request.actor.holds(Post.LEADER) else "wall",
            "states": returns.STATE_WORDS.values(),
            "by_cause": returns.returns_by_cause(scope, period),
            "by_unit": returns.returns_by_unit(scope, period),
            "redone_by_cause": returns.redos_by_cause(scope, period),
            "redone_by_unit": returns.redos_by_unit(scope, period),
            "outcomes": returns.resolved_by_outcome(scope, period),
        }
    return render(request, "statistics/given_back.html", shown)


class _Asked(NamedTuple):
    """What a page of figures is asked for."""

    scope: Scope
    below: list[Unit]
    span: Span
    shown: dict[str, Any]


def _asked(request: ActorRequest) -> _Asked:
    scope = asked_scope(request)
    below = unions_below(scope)
    form = FiguresForm(request.GET, _units_to_choose(scope, below))
    chosen = form.cleaned_data if form.is_valid() else {}
    choice = Choice(chosen.get("period") or Choice.THIS_MONTH)
    days = Period(chosen["since"], chosen["until"]) if choice is Choice.CUSTOM else None
    span = span_of(choice, timezone.localdate(scope.at), days)
    shown = {
        "form": form,
        "scope": scope,
        "period": span.now,
        "choice": CHOICE_WORDS[choice],
        "custom": choice is Choice.CUSTOM or request.GET.get("period") == Choice.CUSTOM,
    }
    return _Asked(scope, below, span, shown)


def _units_to_choose(scope: Scope, below: list[Unit]) -> list[Unit]:
    """The own unit, the one looked at, and those around it: one's own choices do not vanish on the way down."""
    if scope.above is None:
        return [scope.unit, *below]
    own = scope_of(scope.actor, scope.at)
    units = {unit.pk: unit for unit in (own.unit, *unions_below(own), scope.unit, *below)}
    return sorted(units.values(), key=lambda unit: place_path(unit.path, unit.kind))


def _drawn(*found: charts.Chart | None) -> list[charts.Chart]:
    return [chart for chart in found if chart]
