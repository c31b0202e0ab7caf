"""Writing to the ledger chain of something taken in: one event when it comes, one for whatever becomes of it."""

from datetime import datetime

from bihuan.calendars.models import Imported
from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post
from bihuan.rules.refusal import refuse


def keeper(actor: Actor | None, refusal: str) -> By:
    """The administrator who acts; nobody is the system itself. Raises ``Refused``, as named, for anybody else."""
    if actor is None:
        return By()
    held = next((held for held in actor.posts if held.post is Post.ADMINISTRATOR), None)
    if held is None:
        refuse(refusal)
    return By(actor.person_id, held.unit_id, held.post.value)


def note_in_ledger(subject: Imported, act: str, *, at: datetime, by: By, **facts: object) -> None:
    """Append an event; the new head is on ``subject``, which the caller has locked or not saved yet, and saves."""
    head = Head(subject.ledger_length, bytes(subject.ledger_digest))
    subject.ledger_length, subject.ledger_digest = record(
        subject.subject, head, act, at=at, by=by, facts=facts
    )
