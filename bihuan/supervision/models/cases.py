"""A warning, its supervision slip and its talk: one case, each part at most once."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Unit
from bihuan.rules.actors import Post
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import Cause, Wants
from bihuan.rules.warnings import LIVING, Outcome, Slip, Talk, Warned

_LIVING = sorted(state.value for state in LIVING)


def _choices(values: object) -> list[tuple[object, str]]:
    return [(value.value, str(value.value)) for value in values]  # type: ignore[attr-defined]


class EarlyWarning(models.Model):
    """One rung of one cause of one order, issued once.

    The key says what "once" means: a clock that is set anew has another generation and may warn again; one that is only
    looked at again, by however many workers, finds its warning there.
    """

    order = models.ForeignKey(
        "work_orders.WorkOrder", models.PROTECT, related_name="warnings", db_index=False
    )
    cause = models.CharField(max_length=16, choices=_choices(Cause))
    #: Which of several: the clock of a supporting unit, an instalment; 0 where an order has only one.
    about = models.BigIntegerField(default=0)
    generation = models.PositiveIntegerField(default=1)
    light = models.PositiveSmallIntegerField(choices=_choices(Light))
    #: ``rules.ladder.Rung.code`` of the row it was issued by, the version it stood in, and what it says of the rest.
    rule = models.CharField(max_length=300)
    rules_version = models.CharField(max_length=24)
    climbs = models.BooleanField(default=False)
    lapses = models.BooleanField(default=True)

    # Who is asked, and who watches over the answer
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Along the reporting line the first seat in which somebody sat; another unit's where the unit warned is vacant.
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_post = models.CharField(max_length=24, choices=_choices(Post))
    overseer = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    # How far it has come
    wants = models.PositiveSmallIntegerField(choices=_choices(Wants))
    state = models.CharField(max_length=12, choices=_choices(Warned))
    issued_at = models.DateTimeField()
    #: Limit of the present step of the whole case, slip and talk included; empty where nothing is asked of anybody.
    due_at = models.DateTimeField(null=True)
    #: When the sweep makes a slip of it; empty where it does not climb, or no longer.
    climbs_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    measures = models.TextField(blank=True)
    evidence = models.ForeignKey("work_orders.Attachment", models.PROTECT, null=True, related_name="+")
    sent_back = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True, choices=_choices(Outcome))
    verdict = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "cause", "about", "generation", "light"], name="each_rung_warns_once"
            ),
            models.CheckConstraint(
                condition=Q(state=Warned.CLOSED.value, closed_at__isnull=False, outcome__gt="")
                | (~Q(state=Warned.CLOSED.value) & Q(closed_at=None, outcome="")),
                name="warning_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state=Warned.DISPOSED.value) | Q(disposed_at__isnull=False, measures__gt=""),
                name="warning_disposed_with_its_measures",
            ),
            models.CheckConstraint(
                condition=Q(climbs_at=None) | ~Q(state=Warned.CLOSED.value),
                name="closed_warning_climbs_no_more",
            ),
        ]
        indexes = [
            models.Index(fields=["climbs_at"], condition=Q(climbs_at__isnull=False), name="warning_climbing"),
            models.Index(
                fields=["overseer", "due_at", "id"], condition=Q(state__in=_LIVING), name="warning_watched"
            ),
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(state__in=_LIVING), name="warning_of_unit"
            ),
            models.Index(fields=["cause", "id"], condition=Q(state__in=_LIVING), name="warning_living"),
            models.Index(fields=["issued_at", "id"], name="warning_issued"),
        ]


class SupervisionSlip(models.Model):
    """A supervision slip (督办单): what is required, what was answered, and the verdict. Numbered by issuing unit and year."""

    #: One slip to a warning, so that its rung fires once.
    warning = models.OneToOneField(EarlyWarning, models.PROTECT, related_name="slip")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    overseer = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_post = models.CharField(max_length=24, choices=_choices(Post))
    requirement = models.TextField()
    state = models.CharField(max_length=12, choices=_choices(Slip))
    issued_at = models.DateTimeField()
    #: Empty when the ladder issued it by its rules.
    issued_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    climbs_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey("work_orders.Attachment", models.PROTECT, null=True, related_name="+")
    refused = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True, choices=_choices(Outcome))
    verdict = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["overseer", "year", "serial"], name="slip_numbered_once"),
            models.CheckConstraint(
                condition=Q(state=Slip.CLOSED.value, closed_at__isnull=False, outcome__gt="", verdict__gt="")
                | (~Q(state=Slip.CLOSED.value) & Q(closed_at=None, outcome="")),
                name="slip_closed_with_its_verdict",
            ),
            models.CheckConstraint(
                condition=~Q(state=Slip.ANSWERED.value) | Q(answered_at__isnull=False, answer__gt=""),
                name="slip_answered_with_its_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["climbs_at"], condition=Q(climbs_at__isnull=False), name="slip_climbing"),
            models.Index(fields=["issued_at", "id"], name="slip_issued"),
        ]


class SlipSerial(models.Model):
    """The last number a unit has given to a slip in a year. Taken in the slip's transaction, so numbers have no gap."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_serial_a_year")]


class TalkRecord(models.Model):
    """A talk (约谈) with the head of a unit: due, then held with what was agreed, or cancelled with the reason."""

    slip = models.OneToOneField(SupervisionSlip, models.PROTECT, related_name="talk")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_post = models.CharField(max_length=24, choices=_choices(Post))
    state = models.CharField(max_length=12, choices=_choices(Talk))
    called_at = models.DateTimeField()
    called_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    #: What was said and agreed, or why it was cancelled.
    record = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Talk.DUE.value, ended_at=None)
                | (~Q(state=Talk.DUE.value) & Q(ended_at__isnull=False, record__gt="")),
                name="talk_ended_with_its_record",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("called_at")), name="talk_due_after_its_call"),
        ]
