"""The three lists of a place, edition by edition: items, their wordings, who claimed them, and what is to change."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from bihuan.duties.models.structure import CentrePost, Lane
from bihuan.organisations.models import Person, Unit
from bihuan.rules.duties import DutyKind
from bihuan.rules.duty_changes import Change, ChangeKind, Initiator


class DutyList(models.Model):
    """The lists of one place. Its ledger chain says when each edition came to hold, and every claim and change."""

    id = models.UUIDField(primary_key=True)
    place = models.OneToOneField(Unit, models.PROTECT, related_name="duty_list")
    #: Number of the edition in force; 0 before the first.
    edition = models.PositiveIntegerField(default=0)
    #: Invented, for demonstration; every page of it says so.
    is_demo = models.BooleanField(default=False)
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()


class Edition(models.Model):
    """One edition of a list: from when it holds, and on what basis it was adopted."""

    list = models.ForeignKey(DutyList, models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveIntegerField()
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="edition_once_in_list")]


class DutyItem(models.Model):
    """An item of a list, the same through all editions: what posts claim and rules name."""

    list = models.ForeignKey(DutyList, models.PROTECT, related_name="items", db_index=False)
    code = models.CharField(max_length=24)
    lane = models.ForeignKey(Lane, models.PROTECT, null=True, blank=True, related_name="items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="item_code_once_in_list")]

    def __str__(self) -> str:
        return self.code


class Wording(models.Model):
    """How an item stands in the editions from ``since`` on, and before ``until``; an item without an open one is withdrawn."""

    item = models.ForeignKey(DutyItem, models.PROTECT, related_name="wordings")
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in DutyKind])
    sequence = models.PositiveIntegerField()
    #: Core business (核心业务) the item belongs to.
    business = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120)
    #: The department above whose matter it is; empty for basic duties.
    counterpart = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    superior_duty = models.TextField(blank=True)
    own_duty = models.TextField(blank=True)
    way = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="wording_name_trigrams")]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until=None), name="item_has_one_wording_in_force"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="wording_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(kind=DutyKind.BASIC.value) | Q(counterpart__isnull=False),
                name="mirrored_wording_names_its_counterpart",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClaimRole(models.TextChoices):
    """What a post does in an item: leads it (牵头) or assists (协同)."""

    LEAD = "lead"
    ASSIST = "assist"


class Claim(models.Model):
    """A post claims an item (到岗位). An item has one leading post at a time, and any number that assist."""

    item = models.ForeignKey(DutyItem, models.PROTECT, related_name="claims")
    post = models.ForeignKey(CentrePost, models.PROTECT, related_name="claims")
    role = models.CharField(max_length=8, choices=ClaimRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(role="lead", until=None), name="item_has_one_leading_post"
            ),
            models.UniqueConstraint(
                fields=["item", "post"], condition=Q(until=None), name="item_claimed_once_by_a_post"
            ),
        ]


class CounterpartAnswer(models.Model):
    """What the department above says of a wording that names it: accepted, or disputed with its reason."""

    wording = models.OneToOneField(Wording, models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True) | Q(text__gt=""), name="dispute_has_its_reason")
        ]


class ChangeRequest(models.Model):
    """Somebody asks to add, amend or withdraw an item; an admission review decides before any edition changes."""

    list = models.ForeignKey(DutyList, models.PROTECT, related_name="change_requests")
    item = models.ForeignKey(DutyItem, models.PROTECT, null=True, blank=True, related_name="change_requests")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ChangeKind])
    initiator = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Initiator])
    asked_by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: The wording that is asked for, as the columns of the import.
    proposed = models.JSONField(default=dict)
    reason = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in Change])
    opinion = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    #: The edition that took it over.
    edition = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["list", "state", "-asked_at"], name="change_request_state")]


class Tally(models.Model):
    """What of a list was still open on a day: items nobody claimed, posts nobody holds, items the departments dispute."""

    list = models.ForeignKey(DutyList, models.PROTECT, related_name="tallies", db_index=False)
    day = models.DateField()
    unclaimed = models.PositiveIntegerField()
    vacant = models.PositiveIntegerField()
    disputed = models.PositiveIntegerField()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["list", "day"], name="tallied_once_a_day")]
