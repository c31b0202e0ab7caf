"""Bulletins: what was issued stays as it was issued, whatever becomes of the orders."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Unit


class Bulletin(models.Model):
    """The weekly bulletin of one union: its rows and formulas as they were when it was issued."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    #: The last day it counts, itself included.
    last_day = models.DateField()
    serial = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("organisations.Person", models.PROTECT, related_name="+")
    rules_version = models.CharField(max_length=24)
    #: One object a unit: its id and name then, and its figures by code.
    rows = models.JSONField()
    #: What the office adds in words; may be empty.
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_day"], name="one_bulletin_a_week"),
            models.UniqueConstraint(fields=["unit", "serial"], name="bulletin_numbered_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="bulletin_ends_after_it_begins"
            ),
        ]
