"""Tables of grids: what is drawn, in versions by day, and who is in the team of each."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.grids import GridKind


def _during(begin: str, end: str) -> Func:
    return Func(begin, end, function="daterange", output_field=DateRangeField())


def _box() -> Func:
    """The box round an outline as PostgreSQL's own type, which its GiST index understands."""
    corners = (Func(x, y, function="point") for x, y in (("west", "south"), ("east", "north")))
    return Func(*corners, function="box")


class Drawing(models.Model):
    """One import of outlines: when, by whom, from which file. What it began refers to it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    #: The file's name; its SHA-256 tells which file it was.
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()


class Grid(models.Model):
    """A grid as such. It keeps its code while its name, outline and place change; see :class:`GridVersion`."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in GridKind])

    def __str__(self) -> str:
        return self.code


class Drawn(models.Model):
    """An outline that holds for a time. Without an outline a grid is known by name only and no place is found in it."""

    #: GeoJSON geometry, longitude first, as it was checked when it was taken in; empty where none was drawn.
    outline = models.TextField(blank=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    valid_from = models.DateField()
    #: First day on which it no longer holds; empty while it does.
    valid_to = models.DateField(null=True, blank=True)
    drawing = models.ForeignKey(Drawing, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class GridVersion(Drawn):
    """A grid's name, place and outline from one day to another."""

    # The exclusion constraint's index serves the foreign key too.
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=80)
    #: What people call what lies in it: an estate, a site, a home for the elderly. Addresses are read by them.
    aliases = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    #: The community or street it belongs to; of a micro-grid, that of the general grid around it.
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Of a micro-grid, the general grid it is part of.
    parent = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="grid_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="grid_one_version_at_a_time",
                expressions=[("grid", "="), (_during("valid_from", "valid_to"), "&&")],
            ),
            models.CheckConstraint(
                condition=Q(outline="")
                | Q(west__isnull=False, south__isnull=False, east__isnull=False, north__isnull=False),
                name="grid_outline_has_its_box",
            ),
        ]
        indexes = [GistIndex(_box(), name="grid_version_box")]


class PlaceOutline(Drawn):
    """The outline of a place of the organisation: a district, street or community."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="place_one_outline_at_a_time",
                expressions=[("unit", "="), (_during("valid_from", "valid_to"), "&&")],
            ),
        ]
        indexes = [GistIndex(_box(), name="place_outline_box")]


class Pattern(models.Model):
    """What the teams of a place and everything in it consist of; the nearest place above that has one decides."""

    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    #: As :func:`bihuan.rules.grids.pattern_of` reads it.
    roles = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="pattern_one_at_a_time",
                expressions=[("place", "="), (_during("valid_from", "valid_to"), "&&")],
            ),
        ]


class Member(models.Model):
    """Somebody in the team of a grid. Volunteers and the like have no account; then only the name is known."""

    grid = models.ForeignKey(Grid, models.PROTECT, related_name="members")
    #: A role of the pattern that held when the member joined.
    role = models.CharField(max_length=24)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="grid_memberships")
    name = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="member_ends_after_joining"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="member_is_somebody"
            ),
            ExclusionConstraint(
                name="member_once_at_a_time",
                expressions=[
                    ("grid", "="),
                    ("role", "="),
                    ("person", "="),
                    (_during("since", "until"), "&&"),
                ],
                condition=Q(person__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["grid", "since"], name="grid_member_grid")]
