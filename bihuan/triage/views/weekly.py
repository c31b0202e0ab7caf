"""Week by week: what was suggested, what people chose instead, how sure it was, and how far what comes in has moved."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.accuracy import Counted, MatterFigures, figures_of, share
from bihuan.rules.matters import MATTERS
from bihuan.rules.suggesting import BAND_WORDS, Band
from bihuan.rules.thresholds import UNOFFICIAL
from bihuan.rules.words import Words
from bihuan.triage.in_force import in_force, threshold
from bihuan.triage.queries import (
    MINDING,
    alarms_since,
    asked_of,
    cases_behind,
    counts_by_week,
    counts_of_week,
    last_weeks,
)
from bihuan.triage.views import tabs
from bihuan.triage.views.charts import accuracy_chart, drift_charts, reliability_chart

WEEKS = 12
_MOST_CASES = 100
_CHANGED = 3


@require_safe
@holding(*MINDING)
def weekly(request: ActorRequest) -> HttpResponse:
    """The figures of one week by matter, and the run of the last twelve."""
    now, today = timezone.now(), timezone.localdate()
    weeks = list(last_weeks(today, WEEKS))
    by_week = counts_by_week(weeks[0], WEEKS)
    week = _asked(request, weeks) or next((each for each in reversed(weeks) if by_week[each]), weeks[-1])
    figures, card = figures_of(counts_of_week(week)), _card()
    learned = card.get("per_class", {})
    alarms = alarms_since(weeks[0])
    shown = {
        "nav": "triage",
        "tabs": tabs("triage"),
        "weeks": [(each, f"?week={each}", each == week) for each in reversed(weeks) if by_week[each]],
        "week": week,
        "whole": _whole(week, by_week[week]),
        "rows": [_row(each, week, figures, learned, now) for each in figures],
        "accuracy": accuracy_chart(by_week, threshold("", now).alarm_below),
        "reliability": reliability_chart(weeks[0], WEEKS),
        "drift": drift_charts(by_week, learned, card.get("held_out", {}).get("unknown")),
        "alarms": [(each, MATTERS.get(each.matter, each.matter), share(each.right, each.cases), cases_url(each.week, suggested=each.matter)) for each in alarms],
        "unofficial": UNOFFICIAL,
    }  # fmt: skip
    return render(request, "triage/weekly.html", shown)


@require_safe
@holding(*MINDING)
def cases(request: ActorRequest) -> HttpResponse:
    """The suggestions behind a number, the newest first; an order is named to whoever may see it."""
    weeks = list(last_weeks(timezone.localdate(), WEEKS))
    week = _asked(request, weeks)
    asked = asked_of(week, 1, request.GET.dict()) if week else asked_of(weeks[0], WEEKS, request.GET.dict())
    found, count = cases_behind(request.actor, asked, _MOST_CASES)
    shown = {
        "nav": "triage",
        "week": week,
        "count": count,
        "most": _MOST_CASES,
        "rows": [
            {
                "at": each.suggestion.at,
                "number": each.number,
                "has_order": each.suggestion.order_id is not None,
                "suggested": MATTERS.get(each.suggestion.suggested, each.suggestion.suggested),
                "chosen": MATTERS.get(each.suggestion.chosen, each.suggestion.chosen),
                "right": each.suggestion.suggested == each.suggestion.chosen,
                "band": BAND_WORDS[Band(each.suggestion.band)],
                "sure": round(100 * (each.suggestion.confidence or 0)),
                "maker": each.suggestion.maker,
            }
            for each in found
        ],
    }
    return render(request, "triage/cases.html", shown)


def cases_url(week: date | None, **filters: object) -> str:
    """The address of the suggestions behind a number; without a week, of all the weeks shown."""
    asked = {"week": week, **filters} if week else filters
    return f"{reverse('triage-cases')}?{urlencode(asked)}"


def _asked(request: ActorRequest, weeks: list[date]) -> date | None:
    return next((each for each in weeks if each.isoformat() == request.GET.get("week")), None)


def _card() -> dict[str, Any]:
    model = in_force().model
    return dict(model.classifier.card) if model else {}


def _whole(week: date, counts: list[Counted]) -> list[dict[str, Any]]:
    """The week in four numbers."""
    cases = sum(row.cases for row in counts)
    right = sum(row.cases for row in counts if row.suggested == row.chosen)
    found: list[dict[str, Any]] = [
        {
            "label": Words("有建议的来电", "Calls with a suggestion"), "figure": cases, "unit": "",
            "reading": Words("由人选定了事项的", "of which a person chose the matter"), "href": cases_url(week),
        },
        {
            "label": Words("准确率", "Accuracy"), "figure": _percent(right, cases), "unit": "%" if cases else "",
            "reading": Words("{n} 件选了所建议的", "{n} chose what was suggested").fill(n=right),
            "href": cases_url(week, right="yes"),
        },
    ]  # fmt: skip
    for band in (Band.FILL, Band.PROPOSE, Band.ASK):
        own = [row for row in counts if row.band == band]
        of_band, hits = (
            sum(row.cases for row in own),
            sum(r.cases for r in own if r.suggested == r.chosen),
        )
        found.append(
            {
                "label": BAND_WORDS[band], "figure": _percent(of_band, cases), "unit": "%" if cases else "",
                "reading": (
                    Words("{n} 件，其中 {right}% 准", "calls: {n}, {right}% of them right").fill(n=of_band, right=_percent(hits, of_band))
                    if of_band
                    else Words("没有", "None")
                ),
                "href": cases_url(week, band=band.value),
            }
        )  # fmt: skip
    return found


def _percent(part: int, whole: int) -> str:
    found = share(part, whole)
    return "—" if found is None else f"{found:g}"


def _row(
    each: MatterFigures, week: date, figures: list[MatterFigures], learned: dict[str, int], now: datetime
) -> dict[str, Any]:
    line = threshold(each.matter, now)
    return {
        "words": MATTERS.get(each.matter, Words(each.matter, each.matter)),
        "proposed": (each.proposed, cases_url(week, suggested=each.matter)),
        "right": (each.right, cases_url(week, suggested=each.matter, right="yes")),
        "accepted": (each.accepted, cases_url(week, suggested=each.matter, right="yes", accepted=1)),
        "accuracy": each.accuracy,
        "falls": line.alarms(each.proposed, each.right),
        "few": each.proposed < line.least_cases,
        "line": line.alarm_below,
        "changed": [
            (MATTERS.get(code, Words(code, code)), count, cases_url(week, suggested=each.matter, chosen=code))
            for code, count in each.changed[:_CHANGED]
        ],
        "bands": [
            (BAND_WORDS[band], each.bands.get(band, 0), cases_url(week, suggested=each.matter, band=band.value))
            for band in (Band.FILL, Band.PROPOSE, Band.ASK)
        ],
        "chosen": (each.chosen, cases_url(week, chosen=each.matter)),
        "share": _percent(each.chosen, sum(one.chosen for one in figures)),
        "learned": _percent(learned.get(each.matter, 0), sum(learned.values())),
    }  # fmt: skip
