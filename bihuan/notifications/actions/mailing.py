"""Handing mails over, once. docs/decisions/0060 says why it goes this way.

waiting → claimed → handing_over → sent. A worker that dies leaves its mails in one of the middle states: claimed ones
wait again (the server never got the last byte), one in handing_over is unconfirmed and left to a person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from bihuan.notifications.mail.conversation import Conversation, TurnedDown, Unreachable
from bihuan.notifications.mail.letter import letter_for
from bihuan.notifications.mail.workers import living
from bihuan.notifications.models import Mail, MailState
from bihuan.notifications.patience import PATIENCE


class ClaimLost(Exception):
    """Our session broke and somebody else has the mail: they send it, we must not."""


def recover() -> int:
    """Take back what dead workers left in the middle, and return how many mails that were.

    The workers alive are asked after the mails are read: one that begins in between is not taken for dead.
    """
    middle = Mail.objects.filter(state__in=(MailState.CLAIMED, MailState.HANDING_OVER))
    numbers = set(middle.values_list("worker", flat=True))
    dead = numbers - set(living()) if numbers else set()
    if not dead:
        return 0
    return middle.filter(worker__in=dead).update(
        state=Case(
            When(state=MailState.CLAIMED, then=Value(MailState.WAITING)), default=Value(MailState.UNCONFIRMED)
        ),
        worker=None,
        last_error="",
    )


def claim(worker: int, at: datetime, most: int) -> list[Mail]:
    """Take up to ``most`` mails that are due, oldest first, passing over what another worker is taking."""
    with transaction.atomic():
        due = Mail.objects.filter(state=MailState.WAITING, due_at__lte=at).order_by("due_at", "pk")
        mails = list(
            due.select_related("message__person").select_for_update(of=("self",), skip_locked=True)[:most]
        )
        Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(state=MailState.CLAIMED, worker=worker)
    return mails


def hand_over(mail: Mail, conversation: Conversation, worker: int, at: datetime) -> None:
    """Hand one claimed mail to the server; what becomes of it is written to its row.

    Raises: ``Unreachable`` when the conversation has come to its end, ``ClaimLost``.
    """
    message, person = mail.message, mail.message.person
    try:
        letter = letter_for(
            message_id=message.pk, address=person.email if person.is_active else "", language=person.language,
            number=message.number, code=message.code, fields=message.fields, at=message.at,
        )  # fmt: skip
        conversation.offer(letter)
    except ValueError as reason:
        return _settle(mail, worker, state=MailState.FAILED, last_error=str(reason))
    except TurnedDown as answer:
        return _turned_down(mail, worker, answer, at)
    except Unreachable as reason:
        try_later(mail, worker, reason, at)
        raise
    ours = Mail.objects.filter(pk=mail.pk, state=MailState.CLAIMED, worker=worker)
    if not ours.update(state=MailState.HANDING_OVER, handed_over_at=at):
        raise ClaimLost
    # From here to the next line's answer is all the time in which nobody can know (see MailState.UNCONFIRMED).
    try:
        conversation.hand_over()
    except TurnedDown as answer:
        return _turned_down(mail, worker, answer, at)
    except Unreachable as reason:
        _settle(mail, worker, state=MailState.UNCONFIRMED, last_error=str(reason))
        raise
    _settle(mail, worker, state=MailState.SENT, sent_at=at, last_error="")


def try_later(mail: Mail, worker: int, reason: Exception, at: datetime) -> None:
    """Put a mail off, longer each time, or give it up for a person to look at."""
    attempts = mail.attempts + 1
    if PATIENCE.is_over(attempts):
        _settle(mail, worker, state=MailState.FAILED, last_error=str(reason))
    else:
        due_at = at + PATIENCE.pause_after(attempts)
        _settle(mail, worker, state=MailState.WAITING, due_at=due_at, last_error=str(reason))


def release(mails: list[Mail], worker: int) -> None:
    """Put claimed mails back that were not tried."""
    Mail.objects.filter(pk__in=[mail.pk for mail in mails], state=MailState.CLAIMED, worker=worker).update(
        state=MailState.WAITING, worker=None
    )


def _turned_down(mail: Mail, worker: int, answer: TurnedDown, at: datetime) -> None:
    if answer.for_good:
        _settle(mail, worker, state=MailState.FAILED, last_error=str(answer))
    else:
        try_later(mail, worker, answer, at)


def _settle(mail: Mail, worker: int, **fields: object) -> None:
    """Write what became of a try. Also where our session broke meanwhile and the mail counts as unconfirmed: now we know."""
    ours = Mail.objects.filter(pk=mail.pk)
    ours.filter(worker=worker).update(worker=None, attempts=F("attempts") + 1, **fields) or ours.filter(
        state=MailState.UNCONFIRMED
    ).update(attempts=F("attempts") + 1, **fields)
