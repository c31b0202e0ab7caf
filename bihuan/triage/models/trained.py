"""Models that were trained here, which of them is in force, and who put it there."""

from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Person


class ModelState(models.TextChoices):
    """Where a model stands."""

    CANDIDATE = "candidate"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class TrainedModel(models.Model):
    """A classifier of matters in a file of the data folder: what it learned from and how good it was on what it never saw.

    While none is in force, the one that ships is.
    """

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=ModelState, default=ModelState.CANDIDATE)
    trained_at = models.DateTimeField()
    #: What it learned from, in words; and how many texts of it.
    source = models.CharField(max_length=200)
    examples = models.PositiveIntegerField()
    #: SHA-256 of the file. A file that has become another is not read.
    digest = models.CharField(max_length=64)
    #: The form of the file, which another version of the program may not read.
    form = models.CharField(max_length=40)
    #: How it and the model in force then were on the fifth held back; see :mod:`bihuan.triage.actions.training`.
    report = models.JSONField()
    #: What is on its card, as the file says it.
    card = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="a_trained_model_once"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ModelState.IN_FORCE), name="one_model_in_force"
            ),
        ]

    @property
    def label(self) -> str:
        """By what suggestions name their maker: "matters/20261127-1a2b3c4d"."""
        return f"{self.name}/{self.version}"


class ModelAct(models.TextChoices):
    """How a model came into force."""

    PROMOTE = "promote"
    ROLL_BACK = "roll_back"


class ModelChange(models.Model):
    """Another model came into force. Rows are only added."""

    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=ModelAct)
    #: None is the one that ships.
    model = models.ForeignKey(TrainedModel, models.PROTECT, null=True, related_name="changes")
    instead_of = models.ForeignKey(TrainedModel, models.PROTECT, null=True, related_name="+")
    #: None where a command of the machine did it; then ``by_name`` says who gave it.
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200)
