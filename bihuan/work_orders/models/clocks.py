"""Clocks: what is due from whom and when, and when clocks stood still."""

from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Unit
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import Clock
from bihuan.work_orders.models.order import WorkOrder
from bihuan.work_orders.models.units import Assignment

#: Neither met nor stopped; a clock that stands still (``paused_at``) is running in this sense.
RUNNING = Q(met_at=None, stopped_at=None)


class OrderClock(models.Model):
    """One limit of one order: who has to have done what by when, and the rule that says so.

    ``due_at`` is worked out by ``rules.deadlines.deadline`` and only ever moves by a pause, an extension or a new
    notice of holidays, each told in the ledger. "Overdue" is not kept: it is ``due_at`` against the present, or against
    the instant the clock ended.
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Clock])
    #: Who has to act; passes to the successor after a reform. The index below begins with it.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    #: The role in which the unit got this clock; none for the order's own.
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="clocks")
    started_at = models.DateTimeField()

    # The budget and where it comes from
    amount = models.PositiveSmallIntegerField()
    time = models.CharField(max_length=16, choices=[(time.value, time.value) for time in TimeType])
    #: How long the limit is in its own time, extensions included and pauses not.
    whole = models.DurationField()
    #: ``rules.limits.Limit.code`` of the row that won, and the version of the table it stood in.
    rule = models.CharField(max_length=300)
    rule_version = models.CharField(max_length=24)

    # When it runs out
    due_at = models.DateTimeField()
    #: The limit reaches past the published calendar and will be worked out again when the next notice is imported.
    provisional = models.BooleanField(default=False)
    #: Since when it stands still; what is then left is the time from here to ``due_at``.
    paused_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    #: Ended without being met: the order took another way, or another unit.
    stopped_at = models.DateTimeField(null=True)

    # What warns of it
    #: When the next rung of the ladder is reached; claimed by a conditional update. None while it stands still, once
    #: it has ended, and once the ladder is climbed.
    next_alert_at = models.DateTimeField(null=True)
    #: The number of that rung, from 1; kept while the clock stands still.
    next_rung = models.PositiveSmallIntegerField(default=1)
    #: Goes up whenever the clock is armed anew (extension, redo, new calendar): what was claimed for an older one is void.
    generation = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(met_at=None) | Q(stopped_at=None), name="clock_is_met_or_stopped"
            ),
            models.CheckConstraint(
                condition=Q(next_alert_at=None) | (RUNNING & Q(paused_at=None)),
                name="only_a_running_clock_warns",
            ),
            models.UniqueConstraint(
                fields=["order", "kind", "unit"],
                condition=RUNNING,
                name="one_clock_of_a_kind_runs_for_a_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at"], name="clock_of_unit"),
            # Few but for the weeks before a notice; a limit enters it only by reaching past the calendar.
            models.Index(fields=["id"], condition=RUNNING & Q(provisional=True), name="clock_provisional"),
            models.Index(
                fields=["next_alert_at"], condition=Q(next_alert_at__isnull=False), name="clock_next_alert"
            ),
        ]


class Suspension(models.Model):
    """A time in which every running clock of an order stood still, supporting units' included."""

    class Cause(models.TextChoices):
        """Why the clocks stand still."""

        PARKED = "parked"
        POLICE = "police"

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="suspensions")
    cause = models.CharField(max_length=12, choices=Cause)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    #: The day on which somebody looks whether the reason still holds; a parked order always has one.
    review_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(until=None), name="suspended_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("since")), name="suspension_lasts"
            ),
            models.CheckConstraint(
                condition=~Q(cause="parked") | Q(review_on__isnull=False), name="parked_until_a_review"
            ),
        ]
