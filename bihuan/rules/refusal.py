"""Refusals: one exception, and one sentence each that says what, why and what next, in both languages."""

from typing import NoReturn

from bihuan.rules.refusal_kind import Kind as Kind
from bihuan.rules.sentences import (
    calendars,
    classifiers,
    duties,
    entries,
    events,
    grids,
    inspecting,
    knowledge,
    letters,
    lifecycles,
    notifications,
    people,
    programs,
    supervision,
    tables,
    vitals,
)
from bihuan.rules.words import Words


class Refused(Exception):
    """An act that was not done. Nothing of it has been saved.

    Attributes:
        code: the stable name of the refusal, for programs.
        kind: what sort of refusal.
        sentence: what, why and what next, for the person.
        field: the form field it belongs to, or ``""``.
    """

    def __init__(self, code: str, kind: Kind, sentence: Words, field: str = "") -> None:
        super().__init__(sentence.en)
        self.code = code
        self.kind = kind
        self.sentence = sentence
        self.field = field


#: Every refusal by its code. The sentences stand by part of the office in :mod:`bihuan.rules.sentences`; a test holds
#: that no two parts say different things under one code.
SENTENCES: dict[str, tuple[Kind, Words]] = {
    **duties.SENTENCES,
    **lifecycles.SENTENCES,
    **calendars.SENTENCES,
    **classifiers.SENTENCES,
    **entries.SENTENCES,
    **events.SENTENCES,
    **knowledge.SENTENCES,
    **letters.SENTENCES,
    **grids.SENTENCES,
    **inspecting.SENTENCES,
    **notifications.SENTENCES,
    **people.SENTENCES,
    **programs.SENTENCES,
    **supervision.SENTENCES,
    **tables.SENTENCES,
    **vitals.SENTENCES,
}


def refuse(code: str, field: str = "", **values: object) -> NoReturn:
    """Raise the refusal named ``code`` with its sentence filled in.

    Parameters: ``field`` the form field at fault, if any; ``values`` the ``{name}`` fields of the sentence.
    Raises: :class:`Refused`, always. ``KeyError`` if the catalogue has no such sentence (a programming error).
    """
    kind, sentence = SENTENCES[code]
    raise Refused(code, kind, sentence.fill(**values), field)
