"""Reading the inbox."""

from datetime import datetime

from bihuan.notifications.models import MailChoice, Message
from bihuan.notifications.queries import forget_count
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import refuse


def read(actor: Actor, message_id: int, *, at: datetime) -> Message:
    """Open one message, which marks it as read. Raises ``Refused`` ``message_not_found``, also for somebody else's."""
    message = Message.objects.filter(pk=message_id, person=actor.person_id).first()
    if message is None:
        refuse("message_not_found")
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=["read_at"])
        forget_count(actor)
    return message


def read_all(actor: Actor, until: int, *, at: datetime) -> int:
    """Mark every message up to the one with id ``until`` as read, and return how many were not.

    What came after the page was opened has not been seen, and stays unread.
    """
    unseen = Message.objects.filter(person=actor.person_id, read_at=None, pk__lte=until)
    count = unseen.update(read_at=at)
    forget_count(actor)
    return count


def choose_mail(actor: Actor, wanted: bool) -> None:
    """Switch e-mail on or off for oneself. The inbox is told in any case."""
    MailChoice.objects.update_or_create(person_id=actor.person_id, defaults={"wanted": wanted})
