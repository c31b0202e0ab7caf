"""What is found and noted while an order is in hand."""

from django.db import models

from bihuan.organisations.models import Person, Unit
from bihuan.work_orders.models.order import WorkOrder


class Entry(models.Model):
    """What every record of an order says: of which order, when, by whom, and for which unit."""

    order = models.ForeignKey(WorkOrder, models.PROTECT)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "id"]
        default_related_name = "%(class)ss"


class Truth(models.TextChoices):
    """How far what the caller said was found true."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"


class Mood(models.TextChoices):
    """The mood found on the spot."""

    CALM = "calm"
    TENSE = "tense"
    HEATED = "heated"


class Finding(Entry):
    """The structured finding of a verification on the spot."""

    truth = models.CharField(max_length=8, choices=Truth)
    people = models.PositiveIntegerField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    mood = models.CharField(max_length=8, choices=Mood)
    gathering_risk = models.BooleanField()
    text = models.TextField()


class NoteKind(models.TextChoices):
    """What a note is about."""

    NOTE = "note"
    CONTACT = "contact"
    SESSION = "session"
    NEW_FACT = "new_fact"
    URGE = "urge"
    SUPERVISION = "supervision"
    RISK = "risk"
    FOLLOW_UP = "follow_up"
    ROUTE = "route"


class Note(Entry):
    """Something worth keeping; shown to the caller only where it says so."""

    kind = models.CharField(max_length=12, choices=NoteKind)
    text = models.TextField()
    for_caller = models.BooleanField(default=False)


class Attachment(Entry):
    """A file of the order. The name is what the person called it; the stored name tells nothing."""

    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="orders/%Y/%m/", max_length=200)
    for_caller = models.BooleanField(default=False)


class Extension(Entry):
    """A request for more time, and what was decided."""

    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(decided_at=None), name="one_open_extension"
            )
        ]
