"""When a reading of a device becomes an event."""

from django.db import models

from bihuan.organisations.models import Unit
from bihuan.rules.actors import Level
from bihuan.rules.events import EventUrgency, Severity


class Threshold(models.Model):
    """A rule: a measure above or below a limit, so many readings in a row, becomes an event of a kind.

    Within ``window_minutes`` of the last reading that tripped it, further ones add to the same event.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    measure = models.CharField(max_length=40)
    above = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    below = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    window_minutes = models.PositiveIntegerField(default=60)
    kind = models.CharField(max_length=24)
    severity = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Severity])
    urgency = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EventUrgency])
    handling_level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    #: The centre its events come to first.
    centre = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Who answers for the limit: shown with every event it makes.
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
