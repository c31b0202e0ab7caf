"""What was suggested beside what was chosen, week by week. Figures name nobody, so they are of all calls."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Floor, TruncWeek

from bihuan.organisations.actors import Actor
from bihuan.rules.accuracy import Counted
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.models import Suggestion
from bihuan.work_orders.queries import visible_to

_BINS = 10


class Bin(NamedTuple):
    """Suggestions of a like confidence: from which per cent, how many, the mean confidence and the share chosen."""

    least: int
    cases: int
    said: float
    right: float


class Case(NamedTuple):
    """One suggestion with its order, where the actor may see that."""

    suggestion: Suggestion
    number: str


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(day.weekday())


def _judged() -> QuerySet[Suggestion]:
    """Matters that a trained model suggested and a person answered for."""
    return Suggestion.objects.filter(field="matter", confidence__isnull=False).exclude(chosen="").order_by()


def _in_weeks(first: date, weeks: int = 1) -> Q:
    begins = datetime.combine(first, time(), SHANGHAI)
    return Q(at__gte=begins, at__lt=begins + timedelta(7 * weeks))


def counts_of_week(week: date) -> list[Counted]:
    """The counts of one week."""
    rows = (
        _judged()
        .filter(_in_weeks(week))
        .values("suggested", "chosen", "band")
        .annotate(cases=Count("pk"), taken=Count("pk", filter=Q(accepted=True, chosen=F("suggested"))))
    )
    return [Counted(row["suggested"], row["chosen"], row["band"], row["cases"], row["taken"]) for row in rows]


def counts_by_week(first: date, weeks: int) -> dict[date, list[Counted]]:
    """The counts of some weeks on end, by Monday; weeks without any are empty."""
    found: dict[date, list[Counted]] = {first + timedelta(7 * each): [] for each in range(weeks)}
    rows = (
        _judged()
        .filter(_in_weeks(first, weeks))
        .annotate(week=TruncWeek("at", tzinfo=SHANGHAI))
        .values("week", "suggested", "chosen", "band")
        .annotate(cases=Count("pk"))
    )
    for row in rows:
        monday = row["week"].astimezone(SHANGHAI).date()
        found[monday].append(Counted(row["suggested"], row["chosen"], row["band"], row["cases"]))
    return found


def unknown_by_week(first: date, weeks: int) -> dict[date, float]:
    """The mean share of pairs of characters the model never met, in per cent, by Monday."""
    rows = (
        _judged()
        .filter(_in_weeks(first, weeks), unknown__isnull=False)
        .annotate(week=TruncWeek("at", tzinfo=SHANGHAI))
        .values("week")
        .annotate(mean=Avg("unknown"))
    )
    return {row["week"].astimezone(SHANGHAI).date(): round(row["mean"] / 10, 1) for row in rows}


def reliability_of(first: date, weeks: int) -> list[Bin]:
    """Suggestions of some weeks gathered by confidence into ten equal ranges; empty ranges are left out."""
    rows = (
        _judged()
        .filter(_in_weeks(first, weeks))
        .annotate(range=Floor(F("confidence") * _BINS))
        .values("range")
        .annotate(
            cases=Count("pk"), said=Avg("confidence"), right=Count("pk", filter=Q(chosen=F("suggested")))
        )
    )
    merged: dict[int, tuple[int, float, int]] = {}
    for row in rows:
        place = min(int(row["range"]), _BINS - 1)  # quite sure stands in the last range
        cases, said, right = merged.get(place, (0, 0.0, 0))
        merged[place] = cases + row["cases"], said + row["said"] * row["cases"], right + row["right"]
    return [
        Bin(10 * place, cases, round(100 * said / cases, 1), round(100 * right / cases, 1))
        for place, (cases, said, right) in sorted(merged.items())
    ]


def cases_behind(actor: Actor, asked: Q, most: int) -> tuple[list[Case], int]:
    """The newest suggestions behind a number, and how many there are; an order is named where the actor may see it."""
    found = _judged().filter(asked)
    seen = Exists(visible_to(actor).filter(pk=OuterRef("order")))
    rows = found.annotate(seen=seen).select_related("order").order_by("-at", "-pk")[:most]
    shown = [Case(each, each.order.number if each.order and each.seen else "") for each in rows]
    return shown, found.count()


def asked_of(week: date, weeks: int, filters: dict[str, str]) -> Q:
    """The suggestions a number counted: of some weeks, by what was suggested, chosen, the band, right or wrong."""
    asked = _in_weeks(week, weeks)
    for name in ("suggested", "chosen", "band"):
        if filters.get(name):
            asked &= Q(**{name: filters[name]})
    if filters.get("right"):
        same = Q(chosen=F("suggested"))
        asked &= same if filters["right"] == "yes" else ~same
    if filters.get("accepted"):
        asked &= Q(accepted=True)
    if (least := filters.get("least", "")).isdigit():
        asked &= Q(confidence__gte=int(least) / 100)
        if int(least) < 100 - _BINS:
            asked &= Q(confidence__lt=(int(least) + _BINS) / 100)
    return asked


def last_weeks(until: date, weeks: int) -> Iterator[date]:
    """The Mondays of some weeks, the last one that of ``until``."""
    last = week_of(until)
    return (last - timedelta(7 * each) for each in reversed(range(weeks)))
