"""Tables of the calendar: notices with their days, overrides and hours of units; limits and the ladder in versions."""

from datetime import date, datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.deadlines import TimeType
from bihuan.rules.ladder import Cause, Step
from bihuan.rules.limits import Clock, Grade
from bihuan.rules.matters import Urgency
from bihuan.rules.office_hours import DayType
from bihuan.rules.workdays import SHANGHAI


def _choices(values: object) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


class WorkedOutAgain(models.Model):
    """Something after which running limits are worked out again: how far that has come."""

    #: Clocks up to this id have been; empty ``reprojected_at`` while there may be more.
    reprojected_to = models.BigIntegerField(default=0)
    reprojected_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Imported(models.Model):
    """Something taken in from a file: when, by whom, and which file it was."""

    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    #: SHA-256 of what it says, row by row: the same may not be taken in twice, however the file is called.
    digest = models.CharField(max_length=64)
    #: Its chain in the ledger.
    subject = models.UUIDField(default=uuid4)
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        abstract = True


class Notice(Imported, WorkedOutAgain):
    """One yearly notice of holidays, or one that amends it. On every day the newest notice has the last word."""

    year = models.PositiveSmallIntegerField()
    #: Document number or address.
    reference = models.CharField(max_length=200)
    # Which days now differ from what was known before, for the limits that have to be worked out again.
    changed_from = models.DateField()
    changed_until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="a_notice_is_taken_in_once")]

    @property
    def takes_hold_at(self) -> datetime:
        """From when limits are reckoned by it."""
        return self.imported_at


class Day(models.Model):
    """What a notice says of one day."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=_choices(DayType))
    name = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="a_notice_speaks_once_of_a_day")
        ]


class UnitDay(models.Model):
    """A day on which a unit and all beneath it differ from the calendar above them."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=_choices(DayType))
    name = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="a_unit_speaks_once_of_a_day"),
            models.CheckConstraint(
                condition=~Q(kind=DayType.ORDINARY.value), name="a_unit_takes_or_gives_a_day"
            ),
        ]


class Timetable(Imported, WorkedOutAgain):
    """One version of the office's hours, everybody's and the units', in force from its day until the next begins."""

    in_force_from = models.DateTimeField()
    #: Only before it has come into force; to go back after that, the earlier one is handed in again.
    withdrawn_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200)

    @property
    def takes_hold_at(self) -> datetime:
        """From when limits are reckoned by it."""
        return self.in_force_from

    @property
    def changed_from(self) -> date:
        """The first day from which limits may differ."""
        return self.in_force_from.astimezone(SHANGHAI).date()


class Hours(models.Model):
    """The working periods of a unit and all beneath it; without a unit, of everybody. In a season if it has one."""

    #: None for hours that hold before any timetable was handed in.
    timetable = models.ForeignKey(Timetable, models.PROTECT, null=True, related_name="rows", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=_choices(DayType))
    #: Month and day, "05-01"; both empty for the whole year.
    first = models.CharField(max_length=5, blank=True)
    last = models.CharField(max_length=5, blank=True)
    #: "09:00-12:00 13:30-17:30"
    periods = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "unit", "kind", "first"],
                name="one_timetable_for_a_season",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(kind=DayType.OFF.value), name="no_hours_on_a_day_off"),
        ]


class VersionTable(Imported):
    """One version of a table that is handed in whole. What was made while it held keeps it, also once it is withdrawn."""

    version = models.CharField(max_length=24, unique=True)
    in_force_from = models.DateTimeField()
    #: From then on nothing is made under it, and the version before holds again.
    withdrawn_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200)

    class Meta:
        abstract = True


class KeyedRow(models.Model):
    """One row of a version; an empty key holds for all. ``rules.keyed`` says which one wins."""

    matter = models.CharField(max_length=32, blank=True)
    urgency = models.CharField(max_length=12, blank=True, choices=_choices(Urgency))
    level = models.CharField(max_length=12, blank=True, choices=_choices(Level))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=1, choices=_choices(Grade))
    source = models.CharField(max_length=120, blank=True)
    source_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class LimitTable(VersionTable):
    """One version of all limits. Orders made while it is in force keep it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(withdrawn_at=None), name="limits_are_taken_in_once"
            )
        ]
        indexes = [models.Index(fields=["in_force_from"], name="limits_in_force")]


class LimitRow(KeyedRow):
    """One limit. ``rules.limits.winner`` says which one answers."""

    table = models.ForeignKey(LimitTable, models.PROTECT, related_name="rows", db_index=False)
    clock = models.CharField(max_length=16, choices=_choices(Clock))
    amount = models.PositiveSmallIntegerField()
    time = models.CharField(max_length=16, choices=_choices(TimeType))
    #: Per cent of the limit used at which its light changes, "50/70/90"; empty for the default.
    shares = models.CharField(max_length=11, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "clock", "matter", "urgency", "level", "unit"],
                name="one_limit_for_a_key", nulls_distinct=False,
            ),
        ]  # fmt: skip


class LadderTable(VersionTable):
    """One version of the ladder of supervision. Warnings issued while it is in force keep it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(withdrawn_at=None), name="ladder_is_taken_in_once"
            )
        ]
        indexes = [models.Index(fields=["in_force_from"], name="ladder_in_force")]


class LadderRow(KeyedRow):
    """One row of the ladder: a rung where it has ``wants``, a step's limit where it has ``amount``."""

    table = models.ForeignKey(LadderTable, models.PROTECT, related_name="rows", db_index=False)
    #: A cause or a step.
    what = models.CharField(max_length=16, choices=[*_choices(Cause), *_choices(Step)])
    light = models.PositiveSmallIntegerField(null=True)
    wants = models.PositiveSmallIntegerField(null=True)
    at = models.SmallIntegerField(default=0)
    within = models.PositiveSmallIntegerField(default=0)
    climbs = models.BooleanField(default=False)
    lapses = models.BooleanField(default=False)
    amount = models.PositiveSmallIntegerField(null=True)
    time = models.CharField(max_length=16, blank=True, choices=_choices(TimeType))
    #: Of a step, the posts asked, in their order: "order_clerk/leader".
    posts = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "what", "light", "matter", "urgency", "level", "unit"],
                name="one_rung_for_a_key", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(wants__isnull=False, light__isnull=False, amount=None, posts="")
                | Q(wants=None, amount__isnull=False, time__gt="", posts__gt=""),
                name="ladder_row_is_a_rung_or_a_step",
            ),
        ]  # fmt: skip
