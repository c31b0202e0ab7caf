"""What the API remembers."""

from django.db import models

from bihuan.organisations.models import Person


class KeptAnswer(models.Model):
    """The answer given to a write, kept under the caller's idempotency key in the transaction of the write itself."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=100)
    #: SHA-256 of method, address and body: the same key with another body is a mistake, not a repetition.
    asked = models.BinaryField()
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="answer_once_per_key")]
        indexes = [models.Index(fields=["at"], name="answer_age")]
