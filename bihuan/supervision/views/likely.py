"""The orders likely to be late, why, and how far such a foretelling can be trusted."""

from math import ceil
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.foretelling import LENGTH, WAY_WORDS, Report, Way
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.matters import MATTERS, URGENCY_WORDS, Urgency
from bihuan.rules.survival import LISTED, Curve, Key, LifeTable, Tables, likelihood_of
from bihuan.rules.words import Words
from bihuan.supervision.queries import AfterLikely, kind_of, last_foretelling, likely_late, tables_of
from bihuan.supervision.scopes import OVERSEEING
from bihuan.supervision.views.wall import asked_scope
from bihuan.work_orders.showing import row_of

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: Working days the curve is drawn over, at most.
_DRAWN = 20


@require_safe
@holding(*OVERSEEING)
def likely(request: ActorRequest) -> HttpResponse:
    """What is likely to be late, the likeliest first; the curve is that of the order asked for, else of the first."""
    scope = asked_scope(request)
    page = likely_late(scope, AfterLikely.of(request.GET.get("after", "")))
    tables = tables_of({kind_of(order) for order in page.orders})
    foretelling = last_foretelling()
    chosen = next((o for o in page.orders if o.number == request.GET.get("curve")), None)
    drawn = chosen or next(iter(page.orders), None)
    shown = {
        "nav": "wall",
        "scope": scope,
        "rows": [row_of(order, scope.at) | _foretold(order, tables) for order in page.orders],
        "next": page.next,
        "first_page": "after" not in request.GET,
        "chart": _chart(drawn, tables) if drawn else None,
        "drawn": drawn,
        "listed": round(100 * LISTED),
        "length": LENGTH,
        "foretelling": foretelling,
        "proof": _proof(Report.of(foretelling.report)) if foretelling else None,
        "unofficial": UNOFFICIAL,
    }
    return render(request, "supervision/likely.html", shown)


def _foretold(order: "WorkOrder", tables: Tables) -> dict[str, Any]:
    forecast, kind = order.late_forecast, kind_of(order)
    curve = tables.curve(kind)
    said = likelihood_of(forecast.permille / 1000)
    return {
        "percent": round(forecast.permille / 10),
        "likelihood": said.words,
        "tone": said.tone,
        "unit": forecast.unit.name,
        "why": _why(forecast.used, forecast.left, curve) if curve else None,
        "evidence": _evidence(
            tables.tables.get(kind.tables[-1]), tables.tables.get(Key(kind.urgency, kind.matter))
        ),
    }


def _why(used: float, left: float, curve: Curve) -> Words:
    today = ceil(used) or 1
    return Words(
        "此类事项在本单位第 {today} 个工作日办结率 {by_today} %；已用 {used} 个工作日还没办结的，约 {still} % 能在时限内（还剩 {left} 个工作日）办完。",
        "Of such matters the unit resolves {by_today} % by working day {today}; of those still open after {used}, about {still} % "
        "make the limit ({left} working days left).",
    ).fill(
        today=today, by_today=round(100 * curve.done_by(today)), still=100 - round(100 * curve.undone(used, left)),
        used=f"{used:.1f}", left=f"{left:.1f}",
    )  # fmt: skip


def _evidence(own: LifeTable | None, all_units: LifeTable | None) -> Words:
    everywhere = all_units.orders if all_units else 0
    if own is None:
        return Words(
            "本单位还没有这类记录，按全市 {all} 件估计",
            "The unit has no such orders on record: estimated from {all} of the whole city",
        ).fill(all=everywhere)
    return Words(
        "据本单位同类 {own} 件，并参照全市 {all} 件",
        "From {own} such orders of the unit, leaning on {all} of the whole city",
    ).fill(own=own.orders, all=everywhere)


def _chart(order: "WorkOrder", tables: Tables) -> dict[str, Any] | None:
    """The share of such orders still in hand, day by day: in this unit, and in the whole city."""
    kind, forecast = kind_of(order), order.late_forecast
    own = tables.curve(kind)
    city = tables.city_curve(kind)
    if own is None or city is None:
        return None
    days = range(min(max(ceil(forecast.used + forecast.left) + 2, 6), _DRAWN) + 1)
    limit = ceil(forecast.used + forecast.left)
    matter = Words("{urgency} · {matter}", "{urgency} · {matter}").fill(
        urgency=URGENCY_WORDS[Urgency(order.urgency)],
        matter=MATTERS.get(order.matter, Words(order.matter, order.matter)),
    )
    return {
        "title": Words("还没办结的比例", "Share not yet resolved"),
        "reading": Words(
            "{matter}：到第 {limit} 个工作日，{unit}还有 {own} % 没办结，全市 {city} %。",
            "{matter}: by working day {limit}, {own} % are not yet resolved at {unit}, {city} % in the whole city.",
        ).fill(
            matter=matter, limit=limit, unit=forecast.unit.name,
            own=round(100 * own.in_hand(limit)), city=round(100 * city.in_hand(limit)),
        ),
        "unit": Words("%", "%"),
        "words": Words(forecast.unit.name, forecast.unit.name),
        "top": 100,
        "points": [
            {"words": Words(f"{day} 日", f"day {day}"), "value": round(100 * own.in_hand(day))} for day in days
        ],
        "second": {
            "words": Words("全市", "Whole city"),
            "values": [round(100 * city.in_hand(day)) for day in days],
        },
    }  # fmt: skip


def _proof(report: Report) -> dict[str, Any]:
    """How well it foretold the months held back, as the page prints it."""
    return {
        "report": report,
        "verdict": report.verdict,
        "ways": [
            (WAY_WORDS[way], f"{report.brier[way]:.3f}", f"{100 * report.precision[way]:.0f} %")
            for way in Way
        ],
        "calibration": [
            (
                f"{100 * row.least:.0f} % +",
                row.asked,
                f"{100 * row.said:.0f} %",
                f"{100 * row.late / row.asked:.0f} %",
            )
            for row in report.calibration
        ],
        "base": f"{100 * report.late / report.asked:.0f} %" if report.asked else "—",
    }
