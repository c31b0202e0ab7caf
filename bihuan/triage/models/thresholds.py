"""The thresholds of each matter with their owner, and the alarms that were raised by them."""

from uuid import uuid4

from django.db import models

from bihuan.organisations.models import Person, Unit


class ThresholdRow(models.Model):
    """What holds for a matter from an instant on. Rows are only added, so that they are their own history."""

    #: "" for all matters that have no row of their own.
    matter = models.CharField(max_length=32, blank=True)
    # Per cent.
    fill_in = models.PositiveSmallIntegerField()
    propose = models.PositiveSmallIntegerField()
    alarm_below = models.PositiveSmallIntegerField()
    least_cases = models.PositiveSmallIntegerField()
    #: Who answers for it and is alarmed, in which unit.
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+")
    keeper_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    in_force_from = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["matter", "-in_force_from"], name="threshold_in_force")]


class AccuracyAlarm(models.Model):
    """A matter was told wrongly too often in a week; its owner is told once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter = models.CharField(max_length=32)
    #: Its Monday.
    week = models.DateField()
    cases = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    #: The line it fell below, in per cent.
    line = models.PositiveSmallIntegerField()
    raised_at = models.DateTimeField()
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "week"], name="one_alarm_for_a_matter_and_week")
        ]
