"""Tables of the organisation: units in one tree, people, the posts people hold, and how they sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from bihuan.rules.actors import Level, Post


class UnitKind(models.TextChoices):
    """What a node of the tree is: a place, or an organ that acts in that place."""

    PLACE = "place"
    UNION = "union"
    COMMAND_CENTRE = "command_centre"
    DEPARTMENT = "department"


class Unit(models.Model):
    """A place (city, district, street, community) or an organ of it (union, command centre, department).

    Organs are children of their place, so "everything in 渝中区" is one range of ``path``. A unit is never deleted:
    a reform ends it (``valid_to``) and names its ``successor``; history keeps pointing at the old row and its old name.
    """

    #: Of a place: its division code. Of an organ: the place's code, ":" and a key: 500103:union.
    code = models.CharField(max_length=40)
    #: Compared bytewise (collation C), so "begins with" is one index range.
    name = models.CharField(max_length=80, db_collation="C")
    kind = models.CharField(max_length=16, choices=UnitKind)
    level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    #: Line of business of a department ("labour", "housing", "petitions" …); empty for everything else.
    trade = models.CharField(max_length=24, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    #: Codes from the root down, each closed by "/": /500000/500103/500103007/. The closing stroke is what keeps
    #: ward 3 from matching ward 30. Compared bytewise (collation C), so a subtree is one index range.
    path = models.CharField(max_length=200, db_collation="C")
    valid_from = models.DateField()
    #: First day on which the unit no longer exists; empty while it does.
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="unit_code_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="unit_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(path__endswith="/"), name="unit_path_closed"),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False), name="unit_successor_only_when_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="unit_path"),
            models.Index(fields=["kind", "level", "path"], name="unit_kind_level_path"),
            models.Index(fields=["name"], name="unit_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="unit_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAlias(models.Model):
    """Another name people use for a place: 解放碑 for the street, a business district, a name from before a merger.

    One name may stand for several places; then a text that says no more is undecided. An abolished place keeps its
    other names, which lead to what succeeded it.
    """

    name = models.CharField(max_length=40)
    place = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "place"], name="alias_once_for_a_place")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people with a hashed password."""

    def create_person(
        self, username: str, name: str, password: str | None = None, **fields: object
    ) -> "Person":
        """Create a person; without a password the account exists but cannot be signed in to."""
        person = self.model(username=username, name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What a person may do comes from appointments alone; nobody is a superuser."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    #: Member of the demo cast: only these can be switched between, and only in demo mode.
    is_demo_cast = models.BooleanField(default=False)

    objects: PersonManager = PersonManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person holds a post in a unit for a time; a deputy holds it in place of another's appointment."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    # The index on unit and post serves the foreign key too.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", db_index=False)
    post = models.CharField(max_length=24, choices=[(post.value, post.value) for post in Post])
    since = models.DateField()
    #: First day on which the appointment no longer holds; empty while it does.
    until = models.DateField(null=True, blank=True)
    deputises_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(deputises_for=None) | Q(until__isnull=False), name="deputy_has_an_end"
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    ("person", "="),
                    ("unit", "="),
                    ("post", "="),
                    (Coalesce("deputises_for", 0), "="),
                    (Func("since", "until", function="daterange", output_field=DateRangeField()), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["unit", "post"], name="appointment_unit_post")]


class ApiToken(models.Model):
    """A token a program signs in with. Only its SHA-256 is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    digest = models.BinaryField(unique=True)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class FailedSignIn(models.Model):
    """One failed attempt. Keyed digests only: people type passwords into the name field, and addresses are personal."""

    name_digest = models.BinaryField()
    address_digest = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "at"], name="failed_sign_in_name"),
            models.Index(fields=["address_digest", "at"], name="failed_sign_in_address"),
        ]
