"""Vital signs: a centre's indicators at a glance, and one over time with its owner, its limits and what they led to."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.command_centre.actions.vitals import report_reading
from bihuan.command_centre.limit_forms import ReadingForm, VitalFilter
from bihuan.command_centre.models import Channel, Threshold
from bihuan.command_centre.queries.vitals import (
    Point,
    Vital,
    events_of_limits,
    limits_of,
    open_alarms,
    places_read,
    trend_of,
    vitals_of,
)
from bihuan.command_centre.showing import row_of
from bihuan.command_centre.trends import bounds_of, chart_of, moved, plain, reading_of
from bihuan.command_centre.views.tabs import tabs_for
from bihuan.duties.queries.indicators import Indicator, indicator_seen_by
from bihuan.duties.scopes import centre_shown, keeper_of, number_in
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Refused
from bihuan.rules.vitals import (
    BETTER_WORDS,
    EVERY_WORDS,
    SOURCES,
    Better,
    Every,
    Source,
    last_ended,
    stretch_written,
)
from bihuan.rules.words import NO_WORDS, Words

office = holding(*SEEING_POSTS)
CHANNEL_WORDS = {
    Channel.QUERY: Words("自动统计", "Computed"), Channel.PROGRAM: Words("接口报送", "Sent by a program"),
    Channel.HAND: Words("人工录入", "Entered by hand"),
}  # fmt: skip


@require_safe
@office
def vitals(request: ActorRequest) -> HttpResponse:
    """Every indicator of one centre: what it was last, how it moved, and what lies beyond its limit or has no reading."""
    centre = centre_shown(request.actor, request.GET.get("place", ""))
    if centre is None:
        raise Http404
    found = vitals_of(centre, timezone.localdate())
    alarms = open_alarms(vital.indicator.pk for vital in found)
    lanes = {vital.indicator.lane_id: vital.indicator.lane.name for vital in found}
    form = VitalFilter(lanes, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    counts = Counter(tag for vital in found for tag in _tags(vital))
    shown = [
        (_row(vital), vital.indicator.pk in alarms)
        for vital in found
        if asked.get("lane", "") in ("", str(vital.indicator.lane_id))
        and (not asked.get("show") or asked["show"] in _tags(vital))
    ]
    boards = groupby(shown, key=lambda row: row[0].vital.indicator.lane.board)
    context = {
        "nav": "centre", "tabs": tabs_for("vitals", centre), "centre": centre, "filter": form, "total": len(found),
        "passed": counts["passed"], "none": counts["none"], "alarms": len(alarms),
        "boards": [(board, list(rows)) for board, rows in boards],
        "keeps": keeper_of(request.actor, place_of(centre)) is not None,
    }  # fmt: skip
    return render(request, "command_centre/vitals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def vital(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """One indicator over time; who keeps its centre may enter a reading by hand."""
    indicator = _found(request, indicator_id)
    centre, today = indicator.lane.board.centre, timezone.localdate()
    may_report = not indicator.source and keeper_of(request.actor, place_of(centre)) is not None
    form = ReadingForm(request.POST or None, initial={"period": last_ended(Every(indicator.every), today)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            taken = report_reading(
                request.actor, indicator, stretch_written(Every(indicator.every), given["period"], today),
                given["value"], at=timezone.now(), reason=given["reason"], channel=Channel.HAND,
            )  # fmt: skip
        except Refused as refused:
            add_refusal(form, refused)
        else:
            said = _("读数已保存") if taken.new else _("这一期已有相同的读数")
            messages.success(request, said)
            return redirect("vital", indicator.pk)
    return _vital(request, indicator, form, may_report)


def _vital(request: ActorRequest, indicator: Indicator, form: ReadingForm, may_report: bool) -> HttpResponse:
    centre, today, now = indicator.lane.board.centre, timezone.localdate(), timezone.now()
    places = places_read(indicator)
    asked = number_in(request.GET.get("of", ""))
    place = asked if asked in dict(places) else place_of(centre).pk
    points = trend_of(indicator, place, today)
    limits = limits_of([indicator]).get(indicator.pk, [])
    context = {
        "nav": "centre", "indicator": indicator, "centre": centre, "points": [_point(each, limits) for each in reversed(points)],
        "chart": chart_of(indicator, points, limits), "reading": reading_of(points, indicator.measure),
        "every": EVERY_WORDS[Every(indicator.every)], "better": BETTER_WORDS[Better(indicator.better)],
        "source": SOURCES[Source(indicator.source)].words if indicator.source else None,
        "limits": [(each, bounds_of(each)) for each in limits], "keeps": keeper_of(request.actor, place_of(centre)) is not None,
        "events": [row_of(event, now) for event in events_of_limits(indicator)], "form": form, "may_report": may_report,
        "places": places if len(places) > 1 else [], "place": place,
    }  # fmt: skip
    return render(request, "command_centre/vital.html", context, status=422 if form.errors else 200)


def _found(request: ActorRequest, indicator_id: int) -> Indicator:
    try:
        return indicator_seen_by(request.actor, indicator_id)
    except Refused as refused:
        raise Http404 from refused


def _tags(vital: Vital) -> list[str]:
    tags = ["computed"] if vital.indicator.source else []
    return [*tags, *(["passed"] if vital.passed else []), *(["none"] if vital.reading is None else [])]


class Row(NamedTuple):
    """An indicator in the list."""

    vital: Vital
    value: str
    period: str
    moved: Words
    limits: list[Words]


def _row(vital: Vital) -> Row:
    now, before = vital.reading, vital.earlier
    how = moved(now.value, before.value) if now and before else NO_WORDS
    return Row(
        vital,
        plain(now.value) if now else "",
        str(vital.stretch),
        how,
        [bounds_of(each) for each in vital.limits],
    )


def _point(point: Point, limits: list[Threshold]) -> dict[str, object]:
    reading = point.reading
    return {
        "period": str(point.stretch), "reading": reading, "value": plain(reading.value) if reading else "",
        "passed": reading is not None and any(each.limit.passed(reading.value) for each in limits),
        "channel": CHANNEL_WORDS[Channel(reading.channel)] if reading else "",
        "corrected": [plain(each.value) for each in point.corrected],
    }  # fmt: skip
