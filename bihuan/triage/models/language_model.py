"""What a language model was asked, and what a day may still ask."""

from django.db import models


class ModelCall(models.Model):
    """One asking, written down in full. What was sent had lost what leads to a person before it left."""

    at = models.DateTimeField()
    #: The token of the call at the desk; None for what was asked by a command.
    call = models.UUIDField(null=True)
    model = models.CharField(max_length=120)
    sent = models.TextField()
    answered = models.TextField(blank=True)
    #: A code of ``rules.asking_models.OUTCOMES``.
    outcome = models.CharField(max_length=16)
    milliseconds = models.PositiveIntegerField(null=True)
    tokens = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["at"], name="model_call_at")]


class ModelDay(models.Model):
    """What was spent on a day of the calendar: the budget is kept here, to the last call."""

    day = models.DateField(primary_key=True)
    calls = models.PositiveIntegerField()
    tokens = models.PositiveBigIntegerField()
