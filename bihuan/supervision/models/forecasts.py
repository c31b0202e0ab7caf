"""What is foretold: how long orders of each kind stay in hand, which of those in hand are likely to be late, how well."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Unit


class HandlingTable(models.Model):
    """A life table (``rules.survival``) of orders of one kind; without unit, of a level or the whole city."""

    urgency = models.CharField(max_length=12)
    matter = models.CharField(max_length=32, blank=True)
    level = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    done = ArrayField(models.PositiveIntegerField())
    unseen = ArrayField(models.PositiveIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["urgency", "matter", "level", "unit"],
                name="one_table_of_a_kind",
                nulls_distinct=False,
            )
        ]


class LateForecast(models.Model):
    """How likely an order in hand was to be late when last looked at. Made anew every hour; nothing else reads it."""

    order = models.OneToOneField(
        "work_orders.WorkOrder", models.PROTECT, primary_key=True, related_name="late_forecast"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: How likely, in thousandths.
    permille = models.PositiveSmallIntegerField()
    #: Working days in hand, and left until the limit of the whole order.
    used = models.FloatField()
    left = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(permille__lte=1000), name="forecast_is_a_probability"),
            models.CheckConstraint(
                condition=Q(used__gte=0, left__gte=0), name="forecast_of_an_order_in_hand"
            ),
        ]
        indexes = [models.Index(F("permille").desc(), "order", name="forecast_likeliest")]


class Foretelling(models.Model):
    """When lateness was last foretold, by which rules, and how well it was on the months held back."""

    made_at = models.DateTimeField()
    rules_version = models.CharField(max_length=24)
    orders = models.PositiveIntegerField()
    #: ``rules.foretelling.Report`` as it tells itself.
    report = models.JSONField()
