"""Promises: an agreement to pay, in instalments, watched until it is kept or released."""

from django.db import models
from django.db.models import F, Q

from bihuan.work_orders.models.handling import Entry


class PromiseState(models.TextChoices):
    """What became of an agreement."""

    OPEN = "open"
    KEPT = "kept"
    RELEASED = "released"


class Promise(Entry):
    """A written agreement between the employer and the workers."""

    terms = models.TextField()
    state = models.CharField(max_length=8, choices=PromiseState, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(null=True)
    #: Why the workers released the employer, on their written word.
    release = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="released") | Q(release__gt=""), name="release_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="promise_settled_with_its_date",
            ),
        ]


class Instalment(models.Model):
    """One payment that was agreed. Confirmed in one or several parts."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    paid_at = models.DateTimeField(null=True)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="instalment_is_money"),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0) & Q(paid_fen__lte=F("amount_fen")), name="never_overpaid"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(paid_fen__lt=F("amount_fen")), name="instalment_unpaid"
            )
        ]
