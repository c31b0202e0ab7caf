"""After a letter has left the house: served or refused, answered, checked, closed."""

from datetime import datetime

from bihuan.letters.actions.writing import Writing, writing
from bihuan.letters.letters import answer_due
from bihuan.letters.models import UnionLetter
from bihuan.organisations.actors import Actor
from bihuan.rules.letter_limits import VERSION
from bihuan.rules.letters import Letter, LetterAct, Service
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.entries import one_of, optional, required
from bihuan.work_orders.files import File

_RECEIVER = Words("签收人", "who received it")
_REMARK = Words("情况说明", "the remark")


def serve(
    actor: Actor,
    letter_id: int,
    way: str,
    receiver: str = "",
    *,
    served_at: datetime,
    remark: str = "",
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record that a letter was served; the time for its answer begins with that day. A notice is over with it.

    Parameters: ``way`` a :class:`Service`; ``receiver`` who took it, kept encrypted; ``file`` the proof of service.
    Raises ``Refused`` besides the usual ``served_too_early`` for an instant before the signing or after ``at``.
    """
    way = one_of(way, Service, Words("送达方式", "the way of service"), field="way")
    receiver = optional(receiver, _RECEIVER, field="receiver", most=40)
    remark = optional(remark, _REMARK, field="text")
    with writing(actor, letter_id, at, version=version) as it:
        _check_instant(it, served_at)
        it.step(LetterAct.SERVE, remark, way=way, receiver=receiver, file=file)
        if it.letter.kind == Letter.NOTICE:
            it.letter.served_at = served_at
        else:
            _begin_answer(it, served_at)
    return it.letter


def refuse_receipt(
    actor: Actor,
    letter_id: int,
    text: str,
    *,
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record that receipt was refused, with what happened; the letter may go on to the next at once (Zhejiang art 23)."""
    text = required(text, Words("拒收情况", "how it was refused"), field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.REFUSE_RECEIPT, text, file=file)
    return it.letter


def answer(
    actor: Actor,
    letter_id: int,
    text: str,
    *,
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record the addressee's written answer, in time or late."""
    text = required(text, Words("回复内容", "the answer"), field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.ANSWER, text, file=file)
        it.letter.answered_at = it.at
    return it.letter


def find_corrected(
    actor: Actor,
    letter_id: int,
    text: str,
    *,
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record a check that found it put right, with the evidence."""
    return _found(actor, letter_id, LetterAct.FIND_CORRECTED, text, file, at, version)


def find_uncorrected(
    actor: Actor,
    letter_id: int,
    text: str,
    *,
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record a check that found it not put right; the letter may go on to the next."""
    return _found(actor, letter_id, LetterAct.FIND_UNCORRECTED, text, file, at, version)


def close(
    actor: Actor, letter_id: int, text: str, *, at: datetime, version: int | None = None
) -> UnionLetter:
    """Close a letter that was heeded, or the last one there is, with what came of it."""
    text = required(text, Words("办结情况", "what came of it"), field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.CLOSE, text)
    return it.letter


def _found(
    actor: Actor,
    letter_id: int,
    act: LetterAct,
    text: str,
    file: File | None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    text = required(text, Words("核查情况", "what the check found"), field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(act, text, file=file)
    return it.letter


def _check_instant(it: Writing, served_at: datetime) -> None:
    issued = it.letter.issued_at
    if issued is not None and not issued <= served_at <= it.at:
        refuse("served_too_early", field="served_at")


def _begin_answer(it: Writing, served_at: datetime) -> None:
    due = answer_due(Letter(it.letter.kind), served_at)
    it.letter.served_at, it.letter.due_at, it.letter.due_provisional = served_at, due.at, due.provisional
    it.letter.limits_version = VERSION
    it.change.tell(due=due.at.isoformat())
