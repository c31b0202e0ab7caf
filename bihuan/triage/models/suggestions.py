"""What was suggested for a call and what the person chose: the data triage is measured and trained on."""

from django.db import models


class Suggestion(models.Model):
    """One field of one call. Values are codes, ids and numbers; free text has lost what leads to a person."""

    #: The token of the call at the desk.
    call = models.UUIDField()
    order = models.ForeignKey("work_orders.WorkOrder", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    field = models.CharField(max_length=16)
    suggested = models.CharField(max_length=120, blank=True)
    chosen = models.CharField(max_length=120, blank=True)
    #: The band it was shown in: fill, propose, ask.
    band = models.CharField(max_length=8)
    #: Which rules or which model, with its version.
    maker = models.CharField(max_length=120)
    confidence = models.FloatField(null=True)
    #: Thousandths of the text's pairs of characters that its maker never met; None where it has no such notion.
    unknown = models.PositiveSmallIntegerField(null=True)
    #: Taken over by key or press, not typed alike by hand.
    accepted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["field", "at"], name="suggestion_field")]
        constraints = [models.UniqueConstraint(fields=["call", "field", "maker"], name="suggestion_once")]
