"""Speaking SMTP in phases, so that the row can be committed between the last byte but one and the last.

``smtplib.SMTP.send_message`` hands a letter over and waits for the answer in one call; whoever dies inside it does not
know whether the letter arrived. Here the letter is offered whole but for the final dot. Until the dot a server has to
forget what it got (RFC 5321, 4.1.1.4), so a letter that was only offered may be offered again; after the dot it may not.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as ON_THE_WIRE

from django.conf import settings

TIMEOUT = 30  # seconds, for each answer of the server
_DOT = b".\r\n"


class Unreachable(Exception):
    """There is no talking with the server at all, or not any more: not the letter's fault."""


class TurnedDown(Exception):
    """The server answered that it does not take this letter. ``for_good``: it will not take it later either."""

    def __init__(self, code: int, answer: bytes) -> None:
        super().__init__(f"{code} {answer.decode(errors='replace')}")
        self.for_good = code >= 500


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over. ``name`` is what we call ourselves there."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    sender: str = "bihuan@localhost"

    @classmethod
    def configured(cls) -> "Server":
        """The one of the settings."""
        return cls(
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD,
            settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL,
        )  # fmt: skip


class Conversation:
    """One connection with the server, over which several letters are handed over one after the other."""

    def __init__(self, server: Server) -> None:
        """Connect and sign in. Raises :class:`Unreachable`."""
        self._sender = server.sender
        self._in_a_letter = False
        try:
            self._smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
            self._smtp.ehlo_or_helo_if_needed()
            if server.tls:
                self._smtp.starttls(context=ssl.create_default_context())
                self._smtp.ehlo_or_helo_if_needed()
            if server.user:
                self._smtp.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(str(fault)) from fault

    def offer(self, letter: EmailMessage) -> None:
        """Give the server everything but the final dot. Raises :class:`TurnedDown`, :class:`Unreachable`."""
        try:
            self._begin()
            self._expect(self._smtp.rcpt(letter["To"].addresses[0].addr_spec), 250, 251)
            self._expect(self._smtp.docmd("DATA"), 354)
            self._in_a_letter = True
            text = letter.as_bytes(policy=ON_THE_WIRE)
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", text))
            if not text.endswith(b"\r\n"):
                self._smtp.send(b"\r\n")
        except TurnedDown:
            self._begin_anew()
            raise
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(str(fault)) from fault

    def hand_over(self) -> None:
        """Send the dot and wait for the server to take charge. Raises :class:`TurnedDown`.

        Raises :class:`Unreachable` when no answer came: then nobody here knows whether the letter was taken.
        """
        try:
            self._smtp.send(_DOT)
            answer = self._smtp.getreply()
            self._in_a_letter = False
            self._expect(answer, 250)
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(str(fault)) from fault

    def end(self) -> None:
        """Take leave. In the middle of a letter hang up: without the dot the server drops it."""
        try:
            if not self._in_a_letter:
                self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self._smtp.close()

    def _begin(self) -> None:
        code, answer = self._smtp.mail(self._sender)
        if code != 250:  # it takes nothing from us: not the letter's fault
            self._smtp.close()
            raise Unreachable(f"{code} {answer.decode(errors='replace')}")

    def _begin_anew(self) -> None:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    @staticmethod
    def _expect(answer: tuple[int, bytes], *codes: int) -> None:
        code, text = answer
        if code not in codes:
            raise TurnedDown(code, text)
