"""Readings of indicators, and when a reading of an indicator or of a device becomes an event."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.events import EventUrgency, Severity
from bihuan.rules.vitals import Limit


class Channel(models.TextChoices):
    """How a reading came: computed by a query of our own data, sent by a program, or entered by hand."""

    QUERY = "query"
    PROGRAM = "program"
    HAND = "hand"


class Reading(models.Model):
    """What an indicator was over one period in one place. A corrected value is a further reading; the last one counts.

    The period is known by its first day; how long it is, the indicator says.
    """

    indicator = models.ForeignKey("duties.Indicator", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    first = models.DateField()
    #: 1 for what was read first, then one more with every correction.
    number = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=16, decimal_places=3)
    at = models.DateTimeField()
    #: It came after it was due.
    late = models.BooleanField()
    channel = models.CharField(max_length=8, choices=Channel)
    #: Why it was corrected.
    reason = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "first", "number"], name="reading_once_in_period"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(reason__gt=""), name="correction_with_its_reason"
            ),
        ]


class Threshold(models.Model):
    """A rule: a measure above or below a limit, so many readings in a row, becomes an event of a kind.

    What is read is a measure of devices, or an indicator. Within ``window_minutes`` of the last reading that tripped it,
    further ones add to the same event. A row that is replaced by another limit stays with the days it held.
    """

    code = models.CharField(max_length=40)
    #: 1 for the first limit laid down under the code, then one more with every change.
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    measure = models.CharField(max_length=40, blank=True)
    indicator = models.ForeignKey("duties.Indicator", models.PROTECT, null=True, related_name="+")
    above = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    below = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    in_a_row = models.PositiveSmallIntegerField(default=1)
    window_minutes = models.PositiveIntegerField(default=60)
    kind = models.CharField(max_length=24)
    severity = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Severity])
    urgency = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EventUrgency])
    handling_level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    #: The centre its events come to first.
    centre = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Who answers for the limit: shown with every event it makes.
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: On what the figure rests, and who laid it down when; nothing official sets it.
    basis = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    laid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="limit_once_under_its_number"),
            models.UniqueConstraint(fields=["code"], condition=Q(active=True), name="one_limit_holds"),
            models.CheckConstraint(
                condition=Q(measure="", indicator__isnull=False) | Q(measure__gt="", indicator=None),
                name="limit_of_a_measure_or_an_indicator",
            ),
            models.CheckConstraint(
                condition=Q(above__isnull=False) | Q(below__isnull=False), name="limit_has_a_bound"
            ),
            models.CheckConstraint(
                condition=Q(above=None) | Q(below=None) | Q(below__lte=F("above")), name="limit_leaves_room"
            ),
            # Readings of devices are not kept, so that nothing could say how many there were in a row.
            models.CheckConstraint(
                condition=Q(in_a_row=1) | Q(measure="", in_a_row__gt=1), name="only_kept_readings_are_counted"
            ),
        ]
        indexes = [
            models.Index(fields=["measure"], condition=Q(active=True), name="limit_of_measure"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limit(self) -> Limit:
        """As the rule book reads it."""
        return Limit(self.above, self.below, self.in_a_row)
