"""A real SMTP server (aiosmtpd) in a thread of this process, which keeps what it took charge of."""

import email
import email.policy
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[[str, list[str]], str | None]


class PostOffice:
    """Takes letters. ``at_recipient`` and ``at_end`` may answer otherwise than "250": they get the address and all before."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.conversations = 0
        self.at_recipient: Callable[[str], str | None] = lambda _address: None
        self.at_end: Callable[[EmailMessage], str | None] = lambda _letter: None

    async def handle_EHLO(
        self, server: SMTP, session: Session, _envelope: Envelope, host: str, answers: list
    ) -> list:
        self.conversations += 1
        session.host_name = host
        return answers

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        if refusal := self.at_recipient(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        letter = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        if refusal := self.at_end(letter):
            return refusal
        self.taken.append(letter)
        return "250 OK"

    @property
    def by_id(self) -> Counter[int]:
        """How often each mail arrived, by the id of its message."""
        ids = (re.match(r"<(\d+)\.", letter["Message-ID"]) for letter in self.taken)
        return Counter(int(match[1]) for match in ids if match)


@contextmanager
def open_post_office(port: int = 0) -> Iterator[tuple[PostOffice, int]]:
    """A post office that is open while the block runs, and its port."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.ready_timeout = 20
    if not port:
        controller.port = free_port()
    controller.start()
    try:
        yield office, controller.port
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
