"""Plans with their named roles, and the recorded switches between everyday and emergency."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.plans import Mode


def _codes() -> ArrayField:
    return ArrayField(models.CharField(max_length=24), default=list, blank=True)


class Plan(models.Model):
    """A version of a plan of a place: for which events it is meant, in the columns of :class:`bihuan.rules.plans.PlanRow`.

    A version is never changed: an event keeps the one that was started for it, and a change is a further one.
    """

    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    #: 1 for the first version under the code, then one more with every change.
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    basis = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=100)
    kinds = _codes()
    severities = _codes()
    urgencies = _codes()
    attribute = models.CharField(max_length=24, blank=True)
    least = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    below = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    #: Since when it holds and until when it held; who laid it down, None for the house itself.
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    laid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code", "number"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["place", "code"], condition=Q(active=True), name="one_version_of_a_plan_holds"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanStep(models.Model):
    """One named role of a plan: which unit fills it, who stands in, what is to be done, and how soon to answer."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=400)
    answer_within_minutes = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(substitute=F("unit")), name="substitute_is_somebody_else"),
        ]


class Emergency(models.Model):
    """A switch to emergency in a place: a decision with scope, reason, start, end and review."""

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=[(mode.value, mode.value) for mode in Mode])
    scope = models.CharField(max_length=200)
    reason = models.TextField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    review = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(ended_at=None), name="one_emergency_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="reviewed") | ~Q(review=""), name="reviewed_with_its_review"
            ),
        ]
        indexes = [models.Index(fields=["place", "-started_at"], name="emergency_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.started_at:%Y-%m-%d}"
