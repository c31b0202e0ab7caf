"""What the worker does here, turn by turn. Each turn is bounded, and says whether there is more to do at once."""

from threading import Event

from django.conf import settings
from django.utils import timezone

from bihuan.notifications.actions.mailing import ClaimLost, claim, hand_over, recover, release, try_later
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.mail.conversation import Conversation, Server, Unreachable
from bihuan.notifications.mail.workers import enlisted
from bihuan.notifications.queries import mail_is_waiting

EVENTS_IN_A_TURN = 100
MAILS_IN_A_TURN = 20


def tell(_stop: Event) -> bool:
    """Tell what is waiting in the ledger."""
    return tell_waiting(timezone.now(), EVENTS_IN_A_TURN) == EVENTS_IN_A_TURN


def send_mail(stop: Event) -> bool:
    """Hand waiting mails over in one conversation with the server, until a turn's worth is done or ``stop`` is set."""
    recover()
    if not settings.EMAIL_HOST or not mail_is_waiting(timezone.now()):
        return False
    with enlisted() as worker:
        mails = claim(worker, timezone.now(), MAILS_IN_A_TURN)
        full = len(mails) == MAILS_IN_A_TURN
        try:
            conversation = Conversation(Server.configured())
        except Unreachable as reason:
            for mail in mails:
                try_later(mail, worker, reason, timezone.now())
            return full
        try:
            while mails and not stop.is_set():
                hand_over(mails.pop(0), conversation, worker, timezone.now())
        except Unreachable:
            full = True
        except ClaimLost:
            full = False
        finally:
            conversation.end()
            release(mails, worker)
    return full
