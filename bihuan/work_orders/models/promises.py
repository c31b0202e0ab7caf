"""Promises: an agreement to pay, between whom, in instalments, watched until it is kept, released or replaced."""

from django.db import models
from django.db.models import F, Q

from bihuan.privacy.fields import PersonalText
from bihuan.rules.promises import PromiseState
from bihuan.work_orders.models.handling import Attachment, Entry
from bihuan.work_orders.models.order import WorkOrder


class Promise(Entry):
    """A written agreement between the employer and the workers."""

    terms = models.TextField()
    employer = models.CharField(max_length=80)
    #: Who pays first where the employer does not (保障农民工工资支付条例 30).
    contractor = models.CharField(max_length=80, blank=True)
    #: The agreement as it was signed.
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    #: The older agreement this one took the place of; the older one is kept.
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(
        max_length=8, choices=[(state.value, state.value) for state in PromiseState], default=PromiseState.OPEN.value
    )  # fmt: skip
    settled_at = models.DateTimeField(null=True)
    #: Why the workers released the employer, and the paper on which they did.
    release = models.TextField(blank=True)
    release_evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

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


class Representative(models.Model):
    """Somebody who signed for the workers. Encrypted at rest, masked on every page, as a caller is."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="representatives")
    name = PersonalText()

    class Meta:
        ordering = ["id"]


class Instalment(models.Model):
    """One payment that was agreed. ``paid_fen`` is the sum of its receipts."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    #: When the last part arrived, once it is paid in full.
    paid_at = models.DateTimeField(null=True)

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


class Receipt(Entry):
    """Money that arrived for an instalment, and what shows that it did."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="receipts")
    amount_fen = models.BigIntegerField()
    received_on = models.DateField()
    evidence = models.TextField()
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    class Meta(Entry.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="receipt_is_money")]


class FollowUp(models.Model):
    """An instalment lapsed: the matter is followed up again until it is paid, released or replaced.

    The matter's own state is left alone; what was closed stays closed (decision 0121).
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="follow_ups")
    #: An instalment lapses once.
    instalment = models.OneToOneField(Instalment, models.PROTECT, related_name="follow_up")
    opened_at = models.DateTimeField()
    #: Until when the lead has put it off, with what it did written down; None until it did anything.
    next_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=F("opened_at")),
                name="settled_after_it_opened",
            )
        ]
        indexes = [
            models.Index(fields=["order"], condition=Q(settled_at=None), name="follow_up_open"),
        ]
