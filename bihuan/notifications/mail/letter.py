"""The mail itself: number, what happened, what comes next, and the way to the order. Nothing about the caller."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from bihuan.rules.notices import about_event, speak

#: Written out, so that the worker need not load every page of the product; a test compares them with the addresses.
ORDER_PAGE, EVENT_PAGE, INBOX_PAGE = "/orders/{number}/", "/events/{number}/", "/inbox/"


def letter_for(
    *, message_id: int, address: str, language: str, number: str, code: str, fields: dict, at: datetime
) -> EmailMessage:
    """The mail of one message, in the language of its reader.

    Parameters: ``message_id`` of the row, from which the Message-ID is made: sent again, the mail has the same, and a
    mailbox that knows it shows it once. ``at`` the instant of the event. Raises ``ValueError`` for an address that is none.
    """
    notice = speak(code, fields)
    spoken = {"what": notice.what.in_language(language), "next": notice.next.in_language(language)}
    page = EVENT_PAGE if about_event(code) else ORDER_PAGE
    spoken |= {"number": number, "url": settings.PUBLIC_URL + page.format(number=number)}
    spoken |= {"inbox": settings.PUBLIC_URL + INBOX_PAGE}
    letter = EmailMessage()
    letter["Subject"] = f"[{number}] {spoken['what']}"
    letter["From"] = settings.DEFAULT_FROM_EMAIL
    letter["To"] = address.encode("ascii").decode()
    if len(letter["To"].addresses) != 1 or not letter["To"].addresses[0].domain:
        raise ValueError(f"not an address: {address!r}")
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = message_id_of(message_id)
    letter["Auto-Submitted"] = "auto-generated"  # asks out-of-office answers not to answer
    with translation.override(language):
        letter.set_content(render_to_string("notifications/letter.txt", spoken), cte="base64")
        page = render_to_string("notifications/letter.html", spoken | {"language": language})
        letter.add_alternative(page, subtype="html", cte="base64")
    return letter


def message_id_of(message_id: int) -> str:
    """The same for the same row of the same house, and for no other."""
    house = hashlib.sha256(f"{settings.PUBLIC_URL} {settings.SECRET_KEY}".encode()).hexdigest()[:12]
    return f"<{message_id}.{house}@{urlsplit(settings.PUBLIC_URL).hostname}>"
