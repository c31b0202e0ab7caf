"""What goes back to the caller, and how it is checked."""

from django.db import models
from django.db.models import Q

from bihuan.work_orders.models.handling import Entry


class Reply(Entry):
    """A reply to the caller."""

    channel = models.CharField(max_length=16)
    text = models.TextField()


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
    reasons = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True) | Q(reasons__gt=""), name="failure_has_its_reasons"
            )
        ]
