"""The calendar in force, as the values of ``rules.workdays``; kept in memory and looked up again every so often.

A process that has not looked for a moment reckons by the calendar before: whatever it wrote is worked out again with all
other limits a new notice touches, so nothing depends on the moment.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from time import monotonic

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from bihuan.calendars import ladders, limits
from bihuan.calendars.ladders import LaddersTable
from bihuan.calendars.limits import LimitsTable, limit_in, row_in
from bihuan.calendars.models import Day, Hours, Notice, Timetable, UnitDay
from bihuan.calendars.versions import in_force, of_version
from bihuan.rules.alerts import PERCENTS
from bihuan.rules.limits import Limit, Question
from bihuan.rules.office_hours import DayType, Period, Season
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED, Layer, WorkCalendar, layered

#: Tells whether anything was imported since, or a timetable came into force: tables only grow, but versions may be withdrawn.
_STAMP = """
    SELECT (SELECT coalesce(max(id), 0) FROM calendars_notice), (SELECT coalesce(max(id), 0) FROM calendars_unitday),
        (SELECT coalesce(max(id), 0) FROM calendars_hours), (SELECT count(*) FROM calendars_hours),
        coalesce((
            SELECT id FROM calendars_timetable WHERE in_force_from <= now() AND withdrawn_at IS NULL
            ORDER BY in_force_from DESC, id DESC LIMIT 1
        ), 0),
        (SELECT coalesce(max(id), 0) FROM calendars_limittable), (SELECT count(withdrawn_at) FROM calendars_limittable),
        (SELECT coalesce(max(id), 0) FROM calendars_laddertable), (SELECT count(withdrawn_at) FROM calendars_laddertable)
"""
#: Where in the stamp the timetable in force stands.
_IN_FORCE = 4
_PERIOD = re.compile(r"(\d\d):(\d\d)\s*[-–—至]\s*(\d\d):(\d\d)")


@dataclass(frozen=True)
class Calendars:
    """All calendars in force: the nation's, and what units say differently, by their path."""

    stamp: tuple[int, ...]
    national: WorkCalendar
    layers: tuple[tuple[str, Layer], ...] = ()
    #: Imported versions of the limits, the newest first.
    tables: tuple[LimitsTable, ...] = ()
    #: Imported versions of the ladder, the newest first.
    ladders: tuple[LaddersTable, ...] = ()

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


def day_length() -> timedelta:
    """How long a working day is, by the calendar this process last looked at: to show a length costs no statement."""
    known = _Memory.calendars
    return (known.national if known else PUBLISHED).day_length


def calendar_of(path: str) -> WorkCalendar:
    """The calendar of the unit at ``path``."""
    return calendars().of(path)


def limits_at(at: datetime) -> LimitsTable:
    """The version of the limits in force at an instant."""
    return in_force(calendars().tables, limits.OWN, at)


def limit_of_version(version: str, question: Question) -> Limit:
    """The one row that answers in the version an order keeps."""
    return limit_in(_limits_of(version), question)


def rule_of(version: str, code: str) -> Limit | None:
    """The row by which a clock runs that keeps this version and the row's name; None where it is no longer known."""
    return row_in(_limits_of(version), code)


def percents_of(version: str, code: str) -> tuple[int, ...]:
    """The shares of its limit at which such a clock changes its light."""
    row = rule_of(version, code)
    return row.percents if row else PERCENTS


def ladder_at(at: datetime) -> LaddersTable:
    """The version of the ladder in force at an instant."""
    return in_force(calendars().ladders, ladders.OWN, at)


def ladder_of_version(version: str) -> LaddersTable:
    """The version of the ladder a warning keeps."""
    return of_version(calendars().ladders, ladders.OWN, version)


def _limits_of(version: str) -> LimitsTable:
    return of_version(calendars().tables, limits.OWN, version)


def calendars_before(change: Notice | Timetable) -> Calendars:
    """The calendars as they were before a change and all of its kind that came after it; everything else as it is now."""
    now = calendars()
    if isinstance(change, Timetable):
        earlier = timetable_at(change.in_force_from, before=change)
        return _assembled(now.stamp, Notice.objects.all(), earlier, now)
    earlier_notices = Notice.objects.filter(pk__lt=change.pk)
    return _assembled(now.stamp, earlier_notices, _timetable_of(now.stamp), now)


def calendars_at(at: datetime) -> Calendars:
    """The calendars as they were at an instant, with the days of units as they are now."""
    now = calendars()
    return _assembled(now.stamp, Notice.objects.filter(imported_at__lte=at), timetable_at(at), now)


def timetable_at(at: datetime, before: Timetable | None = None) -> Timetable | None:
    """The timetable in force at an instant, or of those up to it the one before another; None before any was handed in."""
    there = Timetable.objects.filter(in_force_from__lte=at, withdrawn_at=None)
    for one in there.order_by("-in_force_from", "-pk"):
        if before is None or (one.in_force_from, one.pk) < (before.in_force_from, before.pk):
            return one
    return None


def timetables() -> list[Timetable]:
    """Every timetable handed in, the newest first, with who did it."""
    return list(Timetable.objects.select_related("imported_by").order_by("-in_force_from", "-pk"))


def unfinished_change(at: datetime) -> Notice | Timetable | None:
    """The oldest notice or timetable in force after which not all running clocks have been worked out again."""
    notice = Notice.objects.filter(reprojected_at=None).order_by("pk").first()
    begun = Timetable.objects.filter(reprojected_at=None, withdrawn_at=None, in_force_from__lte=at)
    timetable = begun.order_by("in_force_from", "pk").first()
    there = [change for change in (notice, timetable) if change]
    return min(there, key=lambda change: change.takes_hold_at, default=None)


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
    versions = Calendars(stamp, PUBLISHED, (), limits.read_tables(), ladders.read_tables())
    return _assembled(stamp, Notice.objects.all(), _timetable_of(stamp), versions)


def _timetable_of(stamp: tuple[int, ...]) -> Timetable | None:
    """The timetable the stamp says is in force."""
    return Timetable.objects.filter(pk=stamp[_IN_FORCE]).first()


def _assembled(
    stamp: tuple[int, ...], notices: QuerySet[Notice], timetable: Timetable | None, versions: Calendars
) -> Calendars:
    """The calendars as notices and a timetable make them, with the tables of ``versions``."""
    base = _national(notices.values_list("pk", "year"))
    layers = dict[str, Layer]()
    hours = hours_of(timetable)
    if None in hours:
        base = layered(base, [hours.pop(None)])
    for path, layer in [*hours.items(), *_unit_days()]:
        assert path is not None, "those of everybody are in the base"
        layers[path] = _both(layers[path], layer) if path in layers else layer
    # The farthest first: a path is longer the nearer its unit.
    nearest_last = tuple(sorted(layers.items(), key=lambda each: len(each[0])))
    return Calendars(stamp, base, nearest_last, versions.tables, versions.ladders)


def _national(notices: Iterable[tuple[int, int]]) -> WorkCalendar:
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
        names={**PUBLISHED.names, **{day: Words(row.name, row.name_en or row.name) for day, row in said.items() if row.name}},
    )  # fmt: skip


def hours_of(timetable: Timetable | None) -> dict[str | None, Layer]:
    """What a timetable says, by the path of the unit; None is everybody."""
    rows: dict[str | None, list[Hours]] = {}
    for row in Hours.objects.filter(timetable=timetable).select_related("unit").order_by("first"):
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
