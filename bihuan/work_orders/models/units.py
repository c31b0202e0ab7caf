"""Units in an order: who held it, who works on it, who answers for it, who may see it."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.cohandling import Support
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.models.order import WorkOrder


class Holding(models.Model):
    """A period in which one unit held the order, through one post, and, once signed for, one person.

    Periods of an order never overlap (exclusion constraint) and leave no gap (each begins where the last ended).
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.CharField(max_length=24)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_holder_at_every_instant",
                expressions=[("order", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(period__isempty=False), name="holding_lasts"),
        ]

    @classmethod
    def end_last(cls, order_id: UUID, at: datetime) -> None:
        """End the present period of an order that nobody will hold any more."""
        present = cls.objects.filter(order=order_id, period__upper_inf=True)
        present.update(period=Func(Func("period", function="lower"), Value(at), function="tstzrange"))


class Role(models.TextChoices):
    """What a unit does in an order."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    INFORMED = "informed"


class Assignment(models.Model):
    """A unit works on an order: as its lead, as a supporting unit with a task and a clock of its own, or informed."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    #: State of a supporting task; empty for lead and informed units.
    state = models.CharField(max_length=16, blank=True, choices=[(s.value, s.value) for s in Support])
    task = models.TextField(blank=True)
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    #: When the unit stopped having this role: answered for, waived, reassigned, or the lead passed on.
    ended_at = models.DateTimeField(null=True)
    waiver = models.TextField(blank=True)
    #: A return (退单) by this unit has been refused, of this assignment or of an earlier one in the same order.
    return_refused = models.BooleanField(default=False)
    #: A conferral named the unit; it was heard, and does not return what was settled there.
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(role=Role.LEAD.value, ended_at=None), name="one_lead_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["order", "unit"], condition=Q(ended_at=None), name="one_role_of_a_unit_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SUPPORTING.value, state__gt="")
                | (~Q(role=Role.SUPPORTING.value) & Q(state="")),
                name="only_tasks_have_a_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=Support.WAIVED.value) | Q(waiver__gt=""), name="waiver_has_its_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at"], condition=Q(role="supporting", ended_at=None), name="task_waiting"
            ),
        ]


class Responsibility(models.Model):
    """A level answers for an order (loop 2). A level passed over by the dispatch answers too, marked as copied."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="responsibilities")
    level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    #: The index below begins with it.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=[(duty.value, duty.value) for duty in Duty])
    copied = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    discharged_at = models.DateTimeField(null=True)
    discharged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    #: The order was reassigned to another branch of the tree; this unit no longer answers for it.
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "level"], condition=Q(released_at=None), name="one_unit_answers_per_level"
            ),
            models.CheckConstraint(
                condition=Q(state=Duty.DISCHARGED.value, discharged_at__isnull=False)
                | (~Q(state=Duty.DISCHARGED.value) & Q(discharged_at=None)),
                name="discharged_with_its_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "state", "opened_at"],
                condition=Q(released_at=None, discharged_at=None),
                name="responsibility_waiting",
            ),
            # What a unit answers for, in the order of registration: figures read no row of the table itself.
            models.Index(fields=["unit", "order"], include=["released_at"], name="responsibility_answering"),
        ]


class Involvement(models.Model):
    """A unit may see an order, from the first day it had to do with it. The one source of row scope.

    A narrow table of its own, so that "the orders of my unit, newest first" is one index range at any volume.
    """

    # Both keys begin an index below; the foreign keys' own would only be written a second time.
    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="involvements", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    #: The order is not archived yet.
    living = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "unit"], name="involved_once")]
        indexes = [
            models.Index(fields=["unit", "-since", "-order"], name="involvement_newest"),
            models.Index(
                fields=["unit", "-since", "-order"],
                condition=Q(living=True),
                name="involvement_living_newest",
            ),
        ]
