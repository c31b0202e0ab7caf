"""Routing rules in versioned sets, what went wrong with them, and what they proposed beside what was chosen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bihuan.duties.models.lists import DutyItem
from bihuan.duties.models.structure import CentrePost
from bihuan.organisations.models import Person, Unit
from bihuan.rules.routing import Landing, Trouble


class SetState(models.TextChoices):
    """A set is drafted, then holds, then was in force once; what held may be taken up again."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class RuleSet(models.Model):
    """A version of the routing rules. Exactly one holds at a time; its rows are never changed, only succeeded."""

    id = models.UUIDField(primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=SetState, default=SetState.DRAFT)
    note = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="one_set_of_rules_holds"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(activated_at__isnull=False), name="set_in_force_with_its_date"
            ),
        ]


def _codes(size: int = 32) -> ArrayField:
    return ArrayField(models.CharField(max_length=size), default=list, blank=True)


class RoutingRule(models.Model):
    """One row of a set, in the columns of its spreadsheet; what they mean is in :mod:`bihuan.rules.routing`."""

    rules = models.ForeignKey(RuleSet, models.CASCADE, related_name="rows", db_index=False)
    code = models.CharField(max_length=24)
    position = models.PositiveIntegerField()
    #: Code of the duty item; the list nearest to the place says what stands behind it.
    item = models.CharField(max_length=24)
    lead = models.CharField(max_length=48)
    supporting = _codes(48)
    matters = _codes()
    places = _codes()
    levels = _codes()
    natures = _codes()
    urgencies = _codes()
    employer_kinds = _codes()
    grid_kinds = _codes()
    people_least = models.PositiveIntegerField(null=True)
    people_most = models.PositiveIntegerField(null=True)
    amount_least_fen = models.BigIntegerField(null=True)
    amount_most_fen = models.BigIntegerField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    #: Who keeps the row, and is warned when it fails.
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["rules", "code"], name="rule_code_once_in_set"),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(starts__isnull=False, ends__isnull=False),
                name="rule_hours_have_both_ends",
            ),
        ]


class RuleIncident(models.Model):
    """Something is wrong with a rule: reported once, counted as often as it happens, open until somebody settles it."""

    rule = models.ForeignKey(RoutingRule, models.CASCADE, related_name="incidents")
    trouble = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Trouble])
    about = models.CharField(max_length=120)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settlement = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "trouble", "about"],
                condition=Q(settled_at=None),
                name="incident_open_once",
            )
        ]
        indexes = [models.Index(fields=["-last_at"], condition=Q(settled_at=None), name="incident_open")]


class Proposal(models.Model):
    """What the rules proposed for an order at one step, and what the dispatcher chose: it assists, it never decides."""

    #: Id of the order; this table lies beneath the orders and does not know theirs.
    order = models.UUIDField()
    at = models.DateTimeField()
    rule = models.ForeignKey(RoutingRule, models.PROTECT, null=True, related_name="+")
    landing = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Landing])
    item = models.ForeignKey(DutyItem, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(CentrePost, models.PROTECT, null=True, related_name="+")
    runner_up = models.ForeignKey(RoutingRule, models.PROTECT, null=True, related_name="+")
    proposed = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    chosen = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["order", "-at"], name="proposal_of_order")]
