"""The page of the ladder's rows: what warns, in which colour, how long each step may take, and where that comes from."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import POST_WORDS, SEEING_POSTS
from bihuan.rules.alerts import RUNGS as LIGHTS
from bihuan.rules.ladder import (
    CAUSE_WORDS,
    COLOURS,
    EVENTS,
    LADDER,
    RUNGS,
    VERSION,
    WANTS_WORDS,
    Cause,
    Rung,
    Tread,
)
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words
from bihuan.supervision.views.cases import LIST

_SHARES = {rung.light: rung.percent for rung in LIGHTS}


@require_safe
@holding(*SEEING_POSTS)
def rules(request: ActorRequest) -> HttpResponse:
    """The rows in force."""
    shown = {
        "nav": "warnings",
        "crumbs": [(LIST, reverse("warnings")), (Words("预警规则", "Warning rules"), None)],
        "version": VERSION,
        "unofficial": UNOFFICIAL,
        "rungs": [_rung(rung) for rung in RUNGS],
        "treads": [_tread(tread) for tread in LADDER.values()],
    }
    return render(request, "supervision/rules.html", shown)


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "cause": CAUSE_WORDS[rung.cause], "colour": COLOURS[rung.light], "tone": rung.light.name.lower(),
        "at": _reached(rung), "wants": WANTS_WORDS[rung.wants], "climbs": rung.climbs, "lapses": rung.lapses,
        "source": rung.source,
    }  # fmt: skip


def _reached(rung: Rung) -> Words:
    if rung.cause not in EVENTS:
        return Words(f"时限的 {_SHARES[rung.light]}%", f"{_SHARES[rung.light]} % of the limit")
    if rung.cause is Cause.PROMISE:
        days = abs(rung.at)
        return (
            Words(f"约定日前 {days} 日", f"{days} days before the day")
            if rung.at < 0
            else Words(f"约定日后 {days} 日", f"{days} day after the day")
        )
    if rung.within:
        return Words(f"{rung.within} 日内 {rung.at} 件", f"{rung.at} orders within {rung.within} days")
    return Words(f"{rung.at} 次", f"{rung.at} time{'s' * (rung.at > 1)}")


def _tread(tread: Tread) -> dict[str, Any]:
    spans: dict[Words, list[Words]] = {}
    for light, span in tread.limits.items():
        spans.setdefault(span.words, []).append(COLOURS[light])
    told = [(words, listed(colours) if len(spans) > 1 else None) for words, colours in spans.items()]
    return {
        "words": tread.words, "spans": told, "posts": [POST_WORDS[post] for post in tread.to], "source": tread.source,
    }  # fmt: skip
