"""Tables of what people are told: messages in the inbox, the mails made of them, and who wants mails."""

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull


class Message(models.Model):
    """One person is told of one event, once. The text is spoken from ``code`` and ``fields`` in the reader's language.

    The key is the event and the person: a new event about the same order tells again, the same event never does.
    """

    # Every inbox query begins with the person; the unique key begins with the event.
    event = models.ForeignKey("ledger.Event", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    #: Number of the order or event to look at; code of the rule where a rule is meant.
    number = models.CharField(max_length=24)
    code = models.CharField(max_length=32)
    fields = models.JSONField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="told_once_of_an_event")]
        indexes = [
            # The order of the inbox: unread first, newest first.
            models.Index("person", IsNull(F("read_at"), False), F("id").desc(), name="message_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="message_unread"),
        ]


class MailState(models.TextChoices):
    """How far a mail has come. See docs/decisions/0060."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # a worker speaks with the server; the server has not got the whole of it
    HANDING_OVER = "handing_over"  # the worker is about to send, or has sent, the last byte
    SENT = "sent"  # the server has taken charge of it
    UNCONFIRMED = (
        "unconfirmed"  # the worker died, or the line broke, between the last byte and the server's answer
    )
    FAILED = "failed"  # refused for good, or tried too often


#: What an administrator has to look at.
TROUBLED = (MailState.FAILED, MailState.UNCONFIRMED)
_ON_THE_WAY = (MailState.CLAIMED, MailState.HANDING_OVER)


class Mail(models.Model):
    """A message that also goes out by e-mail. Written in the transaction that writes the message."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="mail")
    state = models.CharField(max_length=16, choices=MailState, default=MailState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Number of the worker that has it; it holds the advisory lock of that number as long as it lives.
    worker = models.IntegerField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=_ON_THE_WAY, worker__isnull=False)
                | (~Q(state__in=_ON_THE_WAY) & Q(worker=None)),
                name="mail_on_the_way_has_its_worker",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False), name="mail_sent_with_its_date"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=MailState.WAITING), name="mail_waiting"),
            models.Index(fields=["worker"], condition=Q(state__in=_ON_THE_WAY), name="mail_on_the_way"),
            models.Index(fields=["-id"], condition=Q(state__in=TROUBLED), name="mail_troubled"),
        ]


class Resending(models.Model):
    """An administrator had a mail sent again: who, when, and what had become of it until then. Never changed."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="resendings")
    by = models.ForeignKey("organisations.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=MailState)
    error = models.TextField(blank=True)


class MailChoice(models.Model):
    """Whether a person wants mails. Who has not chosen gets them."""

    person = models.OneToOneField("organisations.Person", models.CASCADE, primary_key=True, related_name="+")
    wanted = models.BooleanField()
