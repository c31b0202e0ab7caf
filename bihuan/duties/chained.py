"""Writing to the ledger chain of a duty list or a set of rules: one change, one event."""

from datetime import datetime
from typing import TypeVar

from bihuan.duties.models import DutyList, RuleSet
from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.actors import Actor, HeldPost

S = TypeVar("S", DutyList, RuleSet)


def by_whom(actor: Actor | None, held: HeldPost | None) -> By:
    """Who acts, and through which post; nobody is the system itself."""
    if actor is None:
        return By()
    return By(actor.person_id, held.unit_id if held else None, held.post.value if held else "")


def note_in_ledger(subject: S, act: str, *, at: datetime, by: By, **facts: object) -> None:
    """Append an event and keep the new head. The caller holds the lock on ``subject``, inside its transaction."""
    head = Head(subject.ledger_length, bytes(subject.ledger_digest))
    head = record(subject.pk, head, act, at=at, by=by, facts=facts)
    subject.ledger_length, subject.ledger_digest = head
    subject.save(update_fields=["ledger_length", "ledger_digest"])
