"""What callers add themselves, without the desk: new facts, evidence, an evaluation.

A caller has no account and no standing, so the lifecycles do not ask one. The event names no person and says that it
came from the caller (decision 0040); what is written belongs to the account ``CALLER``, which nobody can sign in to.
"""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile

from bihuan.organisations.models import Person
from bihuan.rules.lifecycle import DONE, OPEN, Act, Matter
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.files import check_file
from bihuan.work_orders.models import Attachment, Note, WorkOrder
from bihuan.work_orders.models.handling import NoteKind

#: User name of the account that stands for whoever called; made by a migration of intake.
CALLER = "caller"


def hear(number: str, text: str, *, kind: str = NoteKind.NEW_FACT, at: datetime) -> WorkOrder:
    """Write down what the caller adds. New facts while the matter is open; anything else until it is archived.

    Raises ``Refused``: ``order_not_found``, ``caller_too_late``, ``text_missing``, ``text_too_long``.
    """
    text = required(text)
    with changing(None, number, at=at) as change:
        _still(change.order, OPEN if kind == NoteKind.NEW_FACT else OPEN | DONE)
        change.look(Act.NOTE)
        Note.objects.create(
            order=change.order,
            at=change.at,
            by=_caller(),
            unit=change.order.desk,
            kind=kind,
            text=text,
            for_caller=True,
        )
        change.tell(kind=str(kind), source=CALLER)
    return change.order


def take_evidence(number: str, name: str, content: bytes, *, at: datetime) -> WorkOrder:
    """Take a file from the caller while the matter is open.

    Raises ``Refused``: ``order_not_found``, ``caller_too_late``, ``attachment_empty``, ``attachment_too_large``,
    ``attachment_type``.
    """
    name = required(
        name.replace("/", " ").replace("\\", " "), Words("文件名", "the file name"), field="file", most=120
    )
    media_type = check_file(name, content)
    digest = hashlib.sha256(content).hexdigest()
    with changing(None, number, at=at) as change:
        _still(change.order, OPEN)
        change.look(Act.ATTACH)
        Attachment.objects.create(
            order=change.order, at=change.at, by=_caller(), unit=change.order.desk, name=name, media_type=media_type,
            size=len(content), sha256=digest, for_caller=True, file=ContentFile(content, name=digest[:32]),
        )  # fmt: skip
        change.tell(sha256=digest, size=len(content), media_type=media_type, source=CALLER)
    return change.order


def _still(order: WorkOrder, states: frozenset[Matter]) -> None:
    if order.state not in states:
        refuse("caller_too_late")


def _caller() -> Person:
    return Person.objects.get(username=CALLER)
