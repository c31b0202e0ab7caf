"""What goes back to the caller, and how it is checked."""

from django.db import models
from django.db.models import Q

from bihuan.work_orders.models.handling import Entry


class Reply(Entry):
    """A reply to the caller."""

    channel = models.CharField(max_length=16)
    text = models.TextField()
    #: What its reader was told before sending it, as pairs of codes (``rules.reply_check``).
    told = models.JSONField(default=list, db_default=[])

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["unit", "-at"], name="reply_of_unit")]


class Visit(Entry):
    """One attempt at a return visit; contacted, solved and satisfied are three facts."""

    contacted = models.BooleanField()
    solved = models.CharField(max_length=8, blank=True)
    satisfied = models.CharField(max_length=16, blank=True)
    remark = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(contacted=True, solved__gt="", satisfied__gt="")
                | Q(contacted=False, solved="", satisfied=""),
                name="answers_only_from_a_caller_reached",
            )
        ]
        indexes = [models.Index(fields=["at"], condition=Q(contacted=True), name="visit_reached")]


class Inspection(Entry):
    """A quality inspection."""

    passed = models.BooleanField()
    #: Which edition of the desk's checklist was answered; 0 the product's own.
    checklist = models.PositiveIntegerField(default=0, db_default=0)
    #: Item, verdict and reason of every answer, in the order of the checklist.
    answers = models.JSONField(default=list, db_default=[])
    reasons = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True) | Q(reasons__gt=""), name="failure_has_its_reasons"
            )
        ]
        # Few fail; which items do is counted from these alone.
        indexes = [models.Index(fields=["at"], condition=Q(passed=False), name="inspection_failed")]
