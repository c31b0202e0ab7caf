"""The hash chain: what a digest covers, and how a chain is proved."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

START = bytes(32)


class Head(NamedTuple):
    """The end of a chain: how many events it has and the digest of the last."""

    length: int
    digest: bytes


EMPTY = Head(0, START)


@dataclass(frozen=True, slots=True)
class By:
    """Who did it: person, and the unit and post through which. All empty for the system."""

    person: int | None = None
    unit: int | None = None
    post: str = ""


class ChainedEvent(Protocol):
    """What of an event the chain speaks about."""

    seq: int
    at: datetime
    act: str
    person: int | None
    unit: int | None
    post: str
    facts: dict
    previous: bytes | memoryview
    digest: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why."""

    subject: UUID
    seq: int
    reason: str


def digest_of(previous: bytes, subject: UUID, seq: int, at: datetime, act: str, by: By, facts: dict) -> bytes:
    """SHA-256 over the previous digest and the canonical JSON of the event (keys sorted, no spaces, UTF-8).

    Raises ``TypeError`` for facts that have no stable canonical form (floats, dates, bytes).
    """
    _refuse_unstable(facts)
    body = [
        str(subject),
        seq,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        act,
        by.person,
        by.unit,
        by.post,
        facts,
    ]
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + text.encode()).digest()


def first_break(subject: UUID, events: Iterable[ChainedEvent], head: Head) -> Break | None:
    """Walk the events of ``subject``, in order, and return the first broken link, or None if the chain holds.

    Parameters: ``head`` what the subject itself says its chain ends with; catches what was cut off, added or written
    anew from some event on, each of which makes a chain that holds by itself.
    """
    length, digest = EMPTY
    for event in events:
        if length == head.length:
            return Break(subject, event.seq, "the subject knows nothing of this event")
        if event.seq != length + 1:
            return Break(subject, length + 1, "an event is missing")
        if bytes(event.previous) != digest:
            return Break(subject, event.seq, "the event does not follow from the one before it")
        by = By(event.person, event.unit, event.post)
        digest = digest_of(digest, subject, event.seq, event.at, event.act, by, event.facts)
        if bytes(event.digest) != digest:
            return Break(subject, event.seq, "the event was changed after it was written")
        length = event.seq
    if length < head.length:
        return Break(subject, length + 1, "the chain ends before the subject says it does")
    if digest != bytes(head.digest):
        return Break(
            subject, length, "the chain was written anew: it ends in another digest than the subject says"
        )
    return None


def _refuse_unstable(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            # JSON would turn a number into text, and sort it as another key.
            if not isinstance(key, str):
                raise TypeError(f"the ledger takes text as keys, not {key!r}")
            _refuse_unstable(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unstable(item)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"the ledger takes text, whole numbers and truth values, not {value!r}")
