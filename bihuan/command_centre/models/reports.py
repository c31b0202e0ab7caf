"""What a grid worker's phone sent: each report once, by the id the phone gave it; and its photos, piece by piece."""

from django.db import models
from django.db.models import F, Q

from bihuan.command_centre.models.events import Event
from bihuan.organisations.models import Person


class Report(models.Model):
    """One report as it was received. The same id again is the same report; other words under it are a conflict."""

    #: Made by the phone when the report was begun.
    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    #: SHA-256 of what was sent, so that the same and another can be told apart.
    digest = models.BinaryField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="report")
    at = models.DateTimeField()


class Photo(models.Model):
    """A photo on its way or arrived. ``reason`` is why the kind of event needs it, as it stood when it was sent."""

    #: Made by the phone.
    id = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="photos")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField()
    #: How many bytes have arrived, one after the other.
    received = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=120)
    content = models.BinaryField(default=b"")
    file = models.FileField(upload_to="events/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="photo_no_more_than_its_size")
        ]
