"""How a letter is shown: its row, its page, its history. Pure; words speak both languages."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from bihuan.letters.models import LetterStep, UnionLetter
from bihuan.rules.letter_limits import answer_limit
from bihuan.rules.letters import (
    ACTS,
    LETTER_WORDS,
    SERVICE_WORDS,
    STATES,
    Letter,
    LetterAct,
    Service,
    Written,
)
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.showing import clock_of

_TONES = {
    Written.DRAFT: "waiting", Written.REVIEW: "waiting", Written.ISSUED: "active", Written.SERVED: "active",
    Written.REFUSED: "orange", Written.ANSWERED: "active", Written.CORRECTED: "done", Written.UNCORRECTED: "orange",
    Written.ESCALATED: "neutral", Written.CLOSED: "done", Written.WITHDRAWN: "neutral",
}  # fmt: skip
_NOT_GIVEN = frozenset({Written.DRAFT, Written.REVIEW, Written.ISSUED})
_STEP_TONES = {
    LetterAct.ISSUE: "done", LetterAct.FIND_CORRECTED: "done", LetterAct.CLOSE: "done",
    LetterAct.REFUSE_RECEIPT: "orange", LetterAct.FIND_UNCORRECTED: "orange", LetterAct.SEND_BACK: "orange",
}  # fmt: skip


def row_of_letter(letter: UnionLetter, now: datetime) -> dict[str, Any]:
    """What a list says of a letter."""
    state = Written(letter.state)
    return {
        "id": letter.pk,
        "kind": LETTER_WORDS[Letter(letter.kind)],
        "number": letter.number,
        "title": letter.title,
        "order": letter.order.number,
        "union": letter.union.name,
        "addressee": letter.addressee,
        "state": STATES[state],
        "tone": _TONES[state],
        "due": due_of(letter, now),
        "drafted_at": letter.drafted_at,
    }


def due_of(letter: UnionLetter, now: datetime) -> dict[str, Any] | None:
    """The clock of the answer while it is awaited, or of a notice until it is given, as the deadline chip takes it."""
    if letter.demanded_on and letter.due_at and letter.state in _NOT_GIVEN:
        begun = datetime.combine(letter.demanded_on, time(), SHANGHAI)
        return clock_of(begun, letter.due_at, now)
    if letter.state != Written.SERVED or letter.served_at is None or letter.due_at is None:
        return None
    return clock_of(letter.served_at, letter.due_at, now)


_ANSWER_LIMIT = Words(
    "送达后{days}内回复（{source}{grade}）", "Answer within {days} of service ({source}{grade})"
)
_NOTICE_LIMIT = Words(
    "收到请求后{days}内书面通知（{source}{grade}）",
    "To be given in writing within {days} of the demand ({source}{grade})",
)


def limit_words(letter: UnionLetter) -> Words:
    """Which limit the answer has, where it comes from, and whether the figure is official."""
    begun = (letter.served_at or letter.drafted_at).astimezone(SHANGHAI).date()
    limit = answer_limit(Letter(letter.kind), letter.demanded_on or begun)
    words = _NOTICE_LIMIT if letter.demanded_on else _ANSWER_LIMIT
    grade = Words("", "") if limit.official else Words(f"；{UNOFFICIAL.zh}", f"; {UNOFFICIAL.en}")
    return words.fill(days=limit.words, source=limit.source, grade=grade)


def history_of(steps: Iterable[LetterStep]) -> list[dict[str, Any]]:
    """What happened, the latest first, as the timeline takes it."""
    return [
        {
            "at": step.at,
            "words": ACTS[LetterAct(step.act)],
            "who": step.by.name,
            "note": _note(step),
            "tone": _STEP_TONES.get(LetterAct(step.act), ""),
        }
        for step in reversed(list(steps))
    ]


def _note(step: LetterStep) -> Words | str:
    if step.act == LetterAct.REVISE:
        return Words("修改前的文稿留存备查。", "The text before is kept.")
    if step.way:
        way = SERVICE_WORDS[Service(step.way)]
        return Words(f"{way.zh}。{step.text}", f"{way.en}. {step.text}".strip())
    return step.text
