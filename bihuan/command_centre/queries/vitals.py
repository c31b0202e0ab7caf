"""Indicators with their readings: a whole centre's at a glance, and one over time."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from bihuan.command_centre.models import Event, Reading, Threshold
from bihuan.duties.queries.indicators import Indicator, indicators_of
from bihuan.organisations.models import Unit
from bihuan.rules.events import OPEN
from bihuan.rules.vitals import Every, Stretch, last_ended

#: So many periods a trend shows.
SHOWN = 12


class Vital(NamedTuple):
    """An indicator as it stands: the latest reading that is due, the limits that hold, and whether one is passed."""

    indicator: Indicator
    stretch: Stretch
    reading: Reading | None
    #: The last reading before it, however long ago.
    earlier: Reading | None
    limits: list[Threshold]

    @property
    def passed(self) -> bool:
        """Whether the reading lies beyond a limit."""
        return self.reading is not None and any(each.limit.passed(self.reading.value) for each in self.limits)


class Point(NamedTuple):
    """One period of a trend: the reading that counts, None where there is none, and those it corrected."""

    stretch: Stretch
    reading: Reading | None
    corrected: list[Reading]


def counting(readings: "QuerySet[Reading]") -> "QuerySet[Reading]":
    """Of each period the last reading: the one that counts; the latest period first."""
    order = ("indicator_id", "place_id", "-first", "-number")
    return readings.order_by(*order).distinct("indicator_id", "place_id", "first")


def vitals_of(centre: Unit, today: date) -> list[Vital]:
    """Every indicator of a centre with what was read of its place; three statements, however many there are."""
    indicators = list(indicators_of(centre.pk))
    latest: dict[int, list[Reading]] = {}
    since = min((_due(each, today).before(1).first for each in indicators), default=today)
    near = Reading.objects.filter(
        indicator__in=[each.pk for each in indicators], place=centre.parent_id, first__gte=since
    )
    for reading in counting(near):
        latest.setdefault(reading.indicator_id, []).append(reading)
    limits = limits_of(indicators)
    found = []
    for each in indicators:
        stretch = _due(each, today)
        readings = latest.get(each.pk, [])
        now = next((reading for reading in readings if reading.first == stretch.first), None)
        earlier = next((reading for reading in readings if reading.first < stretch.first), None)
        found.append(Vital(each, stretch, now, earlier, limits.get(each.pk, [])))
    return found


def limits_of(indicators: Iterable[Indicator]) -> dict[int, list[Threshold]]:
    """The limits that hold for these indicators; one statement."""
    found: dict[int, list[Threshold]] = {}
    active = Threshold.objects.filter(active=True, indicator__in=[each.pk for each in indicators])
    for each in active.select_related("centre__parent").order_by("code"):
        assert each.indicator_id is not None, "it was asked for"
        found.setdefault(each.indicator_id, []).append(each)
    return found


def limits_kept_by(centre: Unit) -> "QuerySet[Threshold]":
    """Every limit of a centre, those that hold first, then what held, the latest first."""
    limits = Threshold.objects.filter(centre=centre).select_related("indicator", "owner", "laid_by")
    return limits.order_by("-active", "code", "-number")


def trend_of(indicator: Indicator, place_id: int, today: date, most: int = SHOWN) -> list[Point]:
    """The last so many periods that are over, oldest first, each with its reading or none; one statement."""
    stretch = _due(indicator, today)
    stretches = [stretch.before(steps) for steps in reversed(range(most))]
    readings: dict[date, list[Reading]] = {}
    kept = Reading.objects.filter(indicator=indicator, place=place_id, first__gte=stretches[0].first)
    for reading in kept.select_related("person").order_by("first", "-number"):
        readings.setdefault(reading.first, []).append(reading)
    return [
        Point(each, next(iter(readings.get(each.first, [])), None), readings.get(each.first, [])[1:])
        for each in stretches
    ]


def places_read(indicator: Indicator) -> list[tuple[int, str]]:
    """The places of which the indicator was ever read: id and name."""
    places = Unit.objects.filter(pk__in=Reading.objects.filter(indicator=indicator).values("place"))
    return list(places.order_by("path").values_list("pk", "name"))


def events_of_limits(indicator: Indicator, most: int = 10) -> list[Event]:
    """The latest events the limits of an indicator made, open ones and others."""
    events = Event.objects.filter(threshold__indicator=indicator).select_related("place")
    return list(events.order_by("-registered_at")[:most])


def open_alarms(indicators: Iterable[int]) -> frozenset[int]:
    """Of these indicators, those that have an open event."""
    events = Event.objects.filter(threshold__indicator__in=list(indicators), state__in=OPEN)
    return frozenset(pk for pk in events.values_list("threshold__indicator", flat=True) if pk)


def _due(indicator: Indicator, today: date) -> Stretch:
    return last_ended(Every(indicator.every), today)
