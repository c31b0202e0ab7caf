"""Tables of intake: calls, what is half written, what callers answered, and tries with a wrong code.

The key of a call is made with its form, before anything is sent. Draft, call and second click meet in it.
"""

import uuid

from django.db import models
from django.db.models import Q

from bihuan.privacy.fields import PersonalText


class Ending(models.TextChoices):
    """How a call ended."""

    ANSWERED = "answered"
    ORDER = "order"
    ATTACHED = "attached"
    TRANSFERRED_110 = "transferred_110"
    ABANDONED = "abandoned"


class Call(models.Model):
    """One call that was taken. The number that called is kept as a blind index alone."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    #: When the call was written down, which is when it ended.
    at = models.DateTimeField()
    #: How long it lasted, as the desk's page counted it; None where it could not.
    seconds = models.PositiveIntegerField(null=True)
    operator = models.ForeignKey("organisations.Person", models.PROTECT, related_name="+")
    # The index on desk and time serves the foreign key too.
    desk = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", db_index=False)
    phone_index = models.CharField(max_length=32, blank=True)
    ending = models.CharField(max_length=16, choices=Ending)
    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, null=True, related_name="calls")
    #: What it was about: a code of ``rules.matters.MATTERS``; empty where the call broke off.
    matter = models.CharField(max_length=32, blank=True)
    #: What was answered, in a line; people's names get into such lines.
    about = PersonalText(default=b"")
    #: The emergency service it was put through to.
    emergency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ending__in=["order", "attached"], order__isnull=False)
                | Q(ending="transferred_110")
                | Q(ending__in=["answered", "abandoned"], order=None),
                name="call_has_its_order",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "-at", "-token"], name="call_newest"),
            models.Index(fields=["phone_index", "-at"], condition=~Q(phone_index=""), name="call_phone"),
        ]


class Draft(models.Model):
    """A form of the desk as far as it was filled in. All of it is encrypted: it is about people."""

    token = models.UUIDField(primary_key=True)
    # The index on person and time serves the foreign key too.
    person = models.ForeignKey("organisations.Person", models.CASCADE, related_name="+", db_index=False)
    desk = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    form = PersonalText()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-updated_at"], name="draft_newest")]


class Evaluation(models.Model):
    """What a caller answered on the caller's page. The return visit stays the office's own question."""

    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="evaluations")
    at = models.DateTimeField()
    contacted = models.BooleanField()
    solved = models.CharField(max_length=8)
    satisfied = models.CharField(max_length=16)


class WrongCode(models.Model):
    """One try to open an order with a wrong number or code. Keyed digests only: an address is personal."""

    number_index = models.CharField(max_length=32)
    address_index = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["number_index", "at"], name="wrong_code_number"),
            models.Index(fields=["address_index", "at"], name="wrong_code_address"),
            models.Index(fields=["at"], name="wrong_code_old"),
        ]
