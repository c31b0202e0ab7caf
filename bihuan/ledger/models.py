"""Tables of the ledger: events nobody can change, and the announcements they queue."""

from django.db import models


class Event(models.Model):
    """One thing that happened to one subject. Rows can be added, never changed or removed (see the migration's trigger).

    ``digest`` covers the event and the digest before it, so a subject's events form a chain from ``bytes(32)`` on.
    ``facts`` never holds personal data; it holds whole numbers and text only, so that its canonical form is stable.
    """

    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=32)
    #: Ids without foreign keys: the ledger stands below the organisation and outlives it.
    person = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True)
    post = models.CharField(max_length=24, blank=True)
    facts = models.JSONField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="event_once_in_chain")]


class Announcement(models.Model):
    """An event that still has to be told. Queued in the event's own transaction, worked off by the worker."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="announcement")
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(told_at=None), name="announcement_waiting"),
        ]
