"""Calls of the hotline: how many were answered, and how many of them ended with an answer and no order."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from bihuan.intake.models import Ending
from bihuan.intake.queries import calls_between
from bihuan.rules.actors import Level
from bihuan.rules.words import Words
from bihuan.statistics.figures import FEWER, HIGHER, LOWER, MORE, POINTS, Figure, Part, how_it_moved
from bihuan.statistics.periods import Period
from bihuan.statistics.queries import Span
from bihuan.supervision.scopes import Scope

_CALLS = Words("通", "calls")
_ELSEWHERE = Words(
    "热线由市总工会统一接听，本级不单独计数。", "The city union answers the hotline; not counted here."
)


class Taken(NamedTuple):
    """Calls taken in a period, and those of them answered at once."""

    calls: int
    at_once: int

    @property
    def rate(self) -> Decimal | None:
        """Answered at once, in per cent of all calls; None where there were none."""
        return Decimal(100 * self.at_once) / self.calls if self.calls else None


def calls_taken(scope: Scope, span: Span) -> tuple[Taken, Taken] | None:
    """Calls in both periods; None where the unit has no hotline of its own. One statement."""
    if scope.unit.level != Level.CITY:
        return None
    hull = calls_between(
        scope.actor, min(span.now.begins, span.before.begins), max(span.now.ends, span.before.ends)
    )
    periods = {"now": span.now.holds("at"), "before": span.before.holds("at")}
    at_once = Q(ending=Ending.ANSWERED)
    counts = {name: Count("pk", filter=held) for name, held in periods.items()}
    counts |= {f"{name}_at_once": Count("pk", filter=held & at_once) for name, held in periods.items()}
    found = hull.filter(desk=scope.unit).aggregate(**counts)
    return Taken(found["now"], found["now_at_once"]), Taken(found["before"], found["before_at_once"])


def calls_figure(taken: tuple[Taken, Taken] | None, period: Period) -> Figure:
    """Calls taken at the hotline; the level that has one."""
    now, before = [Decimal(each.calls) for each in taken] if taken else (None, None)
    return Figure(
        "calls",
        Words("接听来电", "Calls answered"),
        _CALLS,
        now,
        before,
        Words("期内热线台登记的来电数", "Calls written down at the hotline desk in the period"),
        how_it_moved(now, before, MORE, FEWER, _CALLS, 0) if taken else _ELSEWHERE,
        (_all(taken, period),) if taken else (),
        Words("6 万余通", "more than 60,000"),
    )


def answered_figure(taken: tuple[Taken, Taken] | None, period: Period) -> Figure:
    """Calls that ended with an answer, without an order (facts 2.1: most do)."""
    now, before = [each.rate for each in taken] if taken else (None, None)
    at_once = Words("当场解答", "Answered at once")
    parts = (
        (Part(at_once, taken[0].at_once, _url(period, ending=Ending.ANSWERED)), _all(taken, period))
        if taken
        else ()
    )
    return Figure(
        "answered",
        at_once,
        Words("%", "%"),
        now,
        before,
        Words(
            "当场解答、未转工单的来电 ÷ 期内全部来电",
            "Calls that ended with an answer and no order ÷ all calls of the period",
        ),
        how_it_moved(now, before, HIGHER, LOWER, POINTS, 1) if taken else _ELSEWHERE,
        parts,
        Words("—", "—"),
        places=1,
    )


def _all(taken: tuple[Taken, Taken], period: Period) -> Part:
    return Part(Words("来电", "Calls"), taken[0].calls, _url(period))


def _url(period: Period, **more: str) -> str:
    days = {"since": period.first.isoformat(), "until": period.last.isoformat()}
    return f"{reverse('calls')}?{urlencode(days | more)}"
