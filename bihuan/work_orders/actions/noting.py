"""Beside the steps: notes, files, urging, and looking at who the caller is."""

from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.words import Words
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import one_of, required
from bihuan.work_orders.files import File
from bihuan.work_orders.models import Note, WorkOrder
from bihuan.work_orders.models.handling import NoteKind


def note(
    actor: Actor,
    number: str,
    text: str,
    *,
    kind: str = NoteKind.NOTE,
    for_caller: bool = False,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Write a note. It moves no deadline."""
    text = required(text)
    one_of(
        kind, (NoteKind.NOTE, NoteKind.CONTACT, NoteKind.NEW_FACT), Words("类型", "the kind"), field="kind"
    )
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.NOTE)
        change.keep(Note, kind=kind, text=text, for_caller=for_caller,
        )  # fmt: skip
        change.tell(kind=kind)
    return change.order


def attach(
    actor: Actor,
    number: str,
    name: str,
    content: bytes,
    *,
    for_caller: bool = False,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Attach a file. Its kind is told by its content, not by its name; its digest goes into the ledger.

    Raises ``Refused`` besides the usual: ``attachment_empty``, ``attachment_too_large``, ``attachment_type``.
    """
    file = File.checked(name, content)
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.ATTACH)
        file.keep(change, for_caller=for_caller)
    return change.order


def urge(actor: Actor, number: str, text: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Urge the unit that holds the order. It is counted and told; it moves no deadline."""
    text = required(text, Words("催办内容", "what is urged"))
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.URGE)
        change.order.urge_count += 1
        change.keep(
            Note,
            kind="urge",
            text=text,
        )
    return change.order
