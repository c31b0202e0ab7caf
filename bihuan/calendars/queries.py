"""The calendar in force, as the values of ``rules.workdays``; kept in memory and looked up again every so often.

A process that has not looked for a moment reckons by the calendar before: whatever it wrote is worked out again with all
other limits a new notice touches, so nothing depends on the moment.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from time import monotonic

from django.conf import settings
from django.db import connection

from bihuan.calendars.limits import Table, in_force, limit_in, of_version, read_tables
from bihuan.calendars.models import Day, Hours, Notice, UnitDay
from bihuan.rules.limits import Limit, Question
from bihuan.rules.office_hours import DayType, Period, Season
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED, Layer, WorkCalendar, layered

#: Tells whether anything was imported since: tables only grow, but for hours, which are replaced whole.
_STAMP = """
    SELECT (SELECT coalesce(max(id), 0) FROM calendars_notice), (SELECT coalesce(max(id), 0) FROM calendars_unitday),
        (SELECT coalesce(max(id), 0) FROM calendars_hours), (SELECT count(*) FROM calendars_hours),
        (SELECT coalesce(max(id), 0) FROM calendars_limittable)
"""
_PERIOD = re.compile(r"(\d\d):(\d\d)\s*[-–—至]\s*(\d\d):(\d\d)")


@dataclass(frozen=True)
class Calendars:
    """All calendars in force: the nation's, and what units say differently, by their path."""

    stamp: tuple[int, ...]
    national: WorkCalendar
    layers: tuple[tuple[str, Layer], ...] = ()
    #: Imported versions of the limits, the newest first.
    tables: tuple[Table, ...] = ()

    def of(self, path: str) -> WorkCalendar:
        """The calendar of the unit at ``path``: its own layer over those of the units above it over the nation's."""
        own = tuple(layer for above, layer in self.layers if path.startswith(above))
        return _layered(self.national, own) if own else self.national

    @cached_property
    def covered_until(self) -> date:
        """The last day for which days off are published."""
        return self.national.covered_until


@lru_cache(maxsize=256)
def _layered(national: WorkCalendar, layers: tuple[Layer, ...]) -> WorkCalendar:
    return layered(national, layers)


class _Memory:
    """What this process knows, and since when."""

    calendars: Calendars | None = None
    looked_at = 0.0


def calendars() -> Calendars:
    """The calendars in force, as of at most ``settings.CALENDAR_LOOK_AGAIN`` seconds ago; None there means for good."""
    again = settings.CALENDAR_LOOK_AGAIN
    known = _Memory.calendars
    if known is None or (again is not None and monotonic() - _Memory.looked_at > again):
        known = _Memory.calendars = _read(known)
        _Memory.looked_at = monotonic()
    return known


def forget() -> None:
    """Look again at once: something was imported."""
    _Memory.calendars = None


def national() -> WorkCalendar:
    """The nation's calendar with the default hours."""
    return calendars().national


def calendar_of(path: str) -> WorkCalendar:
    """The calendar of the unit at ``path``."""
    return calendars().of(path)


def limits_at(at: datetime) -> Table:
    """The version of the limits in force at an instant."""
    return in_force(calendars().tables, at)


def limit_of_version(version: str, question: Question) -> Limit:
    """The one row that answers in the version an order keeps."""
    return limit_in(of_version(calendars().tables, version), question)


def calendars_before(notice: int) -> Calendars:
    """The calendars as they were before a notice and all that came after it, with the hours and overrides of now."""
    now = calendars()
    before = _national(Notice.objects.filter(pk__lt=notice).values_list("pk", "year"), now.national)
    return Calendars(now.stamp, before, now.layers, now.tables)


def calendars_at(at: datetime) -> Calendars:
    """The calendars as they were at an instant, with the hours and overrides of now."""
    now = calendars()
    then = _national(Notice.objects.filter(imported_at__lte=at).values_list("pk", "year"), now.national)
    return Calendars(now.stamp, then, now.layers, now.tables)


def unfinished_notice() -> Notice | None:
    """The oldest notice after which not all running clocks have been worked out again."""
    return Notice.objects.filter(reprojected_at=None).order_by("pk").first()


def notices() -> list[Notice]:
    """Every notice taken in, the newest first, with who did it."""
    return list(Notice.objects.select_related("imported_by").order_by("-pk"))


def _read(known: Calendars | None) -> Calendars:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = cursor.fetchone()
    if known is not None and known.stamp == stamp:
        return known
    if not any(stamp):
        return Calendars(stamp, PUBLISHED)
    base = _national(Notice.objects.values_list("pk", "year"), PUBLISHED)
    layers = dict[str, Layer]()
    hours = _hours()
    if None in hours:
        base = layered(base, [hours.pop(None)])
    for path, layer in [*hours.items(), *_unit_days()]:
        assert path is not None, "those of everybody are in the base"
        layers[path] = _both(layers[path], layer) if path in layers else layer
    # The farthest first: a path is longer the nearer its unit.
    nearest_last = tuple(sorted(layers.items(), key=lambda each: len(each[0])))
    return Calendars(stamp, base, nearest_last, read_tables())


def _national(notices: Iterable[tuple[int, int]], hours: WorkCalendar) -> WorkCalendar:
    found = list(notices)
    said = {
        day.day: day for day in Day.objects.filter(notice__in=[pk for pk, _ in found]).order_by("notice_id")
    }
    off = {day for day, row in said.items() if row.kind == DayType.OFF}
    made_up = {day for day, row in said.items() if row.kind == DayType.MAKEUP}
    return WorkCalendar(
        days_off=frozenset(PUBLISHED.days_off - said.keys() | off),
        makeup_days=frozenset(PUBLISHED.makeup_days - said.keys() | made_up),
        covered_from=PUBLISHED.covered_from,
        covered_until=max([PUBLISHED.covered_until, *(date(year, 12, 31) for _, year in found)]),
        periods=hours.periods, makeup_periods=hours.makeup_periods, seasons=hours.seasons,
        names={**PUBLISHED.names, **{day: Words(row.name, row.name_en or row.name) for day, row in said.items() if row.name}},
    )  # fmt: skip


def _hours() -> dict[str | None, Layer]:
    rows: dict[str | None, list[Hours]] = {}
    for row in Hours.objects.select_related("unit").order_by("first"):
        rows.setdefault(row.unit.path if row.unit else None, []).append(row)
    return {path: layer_of_hours(of_unit) for path, of_unit in rows.items()}


def layer_of_hours(rows: Iterable[Hours]) -> Layer:
    """The timetable rows of one unit as a layer. Raises ``ValueError`` where they contradict each other."""
    rows = list(rows)
    whole_year = next((r for r in rows if r.kind == DayType.ORDINARY and not r.first), None)
    makeup = next((r for r in rows if r.kind == DayType.MAKEUP), None)
    seasons = tuple(
        Season(_month_day(r.first), _month_day(r.last), read_periods(r.periods)) for r in rows if r.first
    )
    return Layer(
        periods=read_periods(whole_year.periods) if whole_year else None,
        makeup_periods=read_periods(makeup.periods) if makeup else None,
        seasons=seasons or None,
    )


def _unit_days() -> Iterable[tuple[str, Layer]]:
    rows: dict[str, list[UnitDay]] = {}
    for row in UnitDay.objects.select_related("unit"):
        rows.setdefault(row.unit.path, []).append(row)
    for path, of_unit in rows.items():
        yield (
            path,
            Layer(
                days_off=frozenset(r.day for r in of_unit if r.kind == DayType.OFF),
                working_days=frozenset(r.day for r in of_unit if r.kind == DayType.MAKEUP),
                names={r.day: Words(r.name, r.name_en or r.name) for r in of_unit if r.name},
            ),
        )


def _both(hours: Layer, days: Layer) -> Layer:
    return Layer(
        days.days_off, days.working_days, hours.periods, hours.makeup_periods, hours.seasons, days.names
    )


def read_periods(text: str) -> tuple[Period, ...]:
    """Working periods as written: "09:00-12:00 13:30-17:30". Raises ``ValueError`` for anything else."""
    found = _PERIOD.findall(text)
    if not found or _PERIOD.sub("", text).strip(" ,，、;；"):
        raise ValueError(f"not working periods: {text}")
    return tuple((time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
