"""Sending a mail again that did not go out, or of which nobody knows."""

from datetime import datetime

from django.db import transaction

from bihuan.notifications.models import TROUBLED, Mail, MailState, Resending
from bihuan.notifications.queries import mails_administered
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import refuse


@transaction.atomic
def resend(actor: Actor, mail_id: int, *, at: datetime) -> Mail:
    """Have a mail sent again, from its first try; recorded with who did it and what had become of it.

    It keeps its Message-ID: should an unconfirmed one have arrived after all, most mailboxes show it once.
    Raises ``Refused``: ``mail_not_found`` for one outside what the actor administers, ``mail_not_in_trouble``.
    """
    mail = mails_administered(actor).select_for_update(of=("self",)).filter(pk=mail_id).first()
    if mail is None:
        refuse("mail_not_found")
    if mail.state not in TROUBLED:
        refuse("mail_not_in_trouble")
    Resending.objects.create(mail=mail, by_id=actor.person_id, at=at, state=mail.state, error=mail.last_error)
    mail.state, mail.due_at, mail.attempts = MailState.WAITING, at, 0
    mail.save(update_fields=["state", "due_at", "attempts"])
    return mail
