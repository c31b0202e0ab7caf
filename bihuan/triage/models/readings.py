"""Second readings: a drawn text, what was chosen for it first, and what another person called it unseen."""

from django.db import models
from django.db.models import Q


class SecondReading(models.Model):
    """One text of a sample; without a reader it still waits for one."""

    order = models.OneToOneField("work_orders.WorkOrder", models.CASCADE, related_name="+")
    drawn_at = models.DateTimeField()
    #: The matter as it stood when it was drawn; the reader is not shown it.
    first = models.CharField(max_length=32)
    #: What the second reader called it: a code of ``rules.matters.MATTERS``.
    label = models.CharField(max_length=32, blank=True)
    reader = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reader=None, read_at=None, label="")
                | Q(reader__isnull=False, read_at__isnull=False, label__gt=""),
                name="reading_whole",
            )
        ]
        indexes = [models.Index(fields=["id"], condition=Q(reader=None), name="reading_waiting")]
