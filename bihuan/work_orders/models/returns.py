"""Whose matter it is, and whether it was done: returns, conferrals and what became of them, and sending back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Unit
from bihuan.rules.returns import RedoCause, ReturnCause
from bihuan.work_orders.models.handling import Attachment, Entry
from bihuan.work_orders.models.units import Assignment


class Return(Entry):
    """A unit says that the order, or its task in it, is not its own. Asked once for an assignment."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="return_asked")
    cause = models.CharField(max_length=24, choices=[(cause.value, cause.value) for cause in ReturnCause])
    basis = models.TextField()
    #: The item of the duty list the return cites, in the wording of that day.
    cites = models.ForeignKey("duties.Wording", models.PROTECT, null=True, related_name="+")
    proposes = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(basis__gt=""), name="return_has_its_basis"),
        ]
        indexes = [models.Index(fields=["at"], name="return_asked_at")]


class Adjudication(Entry):
    """The one decision on a return; there is no second."""

    about = models.OneToOneField(Return, models.PROTECT, related_name="adjudication")
    allowed = models.BooleanField()
    #: The unit it went to; None where the return was refused.
    to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed=True, to__isnull=False) | Q(allowed=False, to=None, reason__gt=""),
                name="allowed_to_a_unit_or_refused_with_a_reason",
            ),
        ]


class Conferral(Entry):
    """Several units are to confer on whose matter it is."""

    reason = models.TextField()
    #: Units asked to take part, beside those that take part in the order anyway.
    invited = ArrayField(models.BigIntegerField(), default=list)


class Minutes(Entry):
    """The end of a conferral: who took part, what was said, who leads from now on."""

    about = models.OneToOneField(Conferral, models.PROTECT, related_name="minutes")
    attended = ArrayField(models.BigIntegerField())
    #: The unit that leads from now on, whether it did before or not.
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(attended__len__gte=2), name="nobody_confers_alone"),
        ]


class Redo(Entry):
    """The matter went back to its lead to be done again."""

    cause = models.CharField(max_length=24, choices=[(cause.value, cause.value) for cause in RedoCause])
    #: Whose work was sent back.
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["at"], name="redone_at")]
