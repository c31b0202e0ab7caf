"""What a desk sets about quality inspection: which orders are drawn, and what is looked at. Editions are only added."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.inspecting import Measure


class Edition(models.Model):
    """One version of something a desk sets: the highest is in force. Who answers for it, and why it was set."""

    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    #: The office or person that answers for it.
    owner = models.CharField(max_length=60)
    note = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["-version"]


class InspectionPlan(Edition):
    """Which closed orders are drawn for inspection."""

    #: What is drawn whatever the lot: codes of ``rules.inspecting.ALWAYS``.
    always = ArrayField(models.CharField(max_length=12))

    class Meta(Edition.Meta):
        constraints = [models.UniqueConstraint(fields=["desk", "version"], name="one_plan_a_version")]


class InspectionPlanRow(models.Model):
    """One row of a plan; an empty key holds for all."""

    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="rows", db_index=False)
    place = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=8, choices=[(measure.value, measure.value) for measure in Measure])
    amount = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=32, blank=True)
    level = models.CharField(
        max_length=12, blank=True, choices=[(level.value, level.value) for level in Level]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="one_plan_row_a_place"),
            models.UniqueConstraint(
                fields=["plan", "matter", "level", "unit"], name="one_plan_row_a_key", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(measure=Measure.ALL, amount=0)
                | Q(measure=Measure.SHARE, amount__lte=100)
                | Q(measure=Measure.ONE_IN, amount__gte=2),
                name="plan_row_has_its_amount",
            ),
        ]


class InspectionChecklist(Edition):
    """What an inspector looks at."""

    class Meta(Edition.Meta):
        constraints = [models.UniqueConstraint(fields=["desk", "version"], name="one_checklist_a_version")]


class InspectionItem(models.Model):
    """One item of a checklist; ``code`` is the same through all editions."""

    checklist = models.ForeignKey(InspectionChecklist, models.PROTECT, related_name="items", db_index=False)
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=160, blank=True)
    required = models.BooleanField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="one_item_a_code"),
            models.UniqueConstraint(fields=["checklist", "place"], name="one_item_a_place"),
        ]
