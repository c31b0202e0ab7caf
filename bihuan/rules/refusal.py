"""Refusals: one exception, and one sentence each that says what, why and what next, in both languages."""

from enum import StrEnum
from typing import NoReturn

from bihuan.rules.words import Words


class Kind(StrEnum):
    """What sort of refusal it is; pages and the API choose their status code by it."""

    INVALID = "invalid"  # what was entered cannot be right
    CONFLICT = "conflict"  # right in itself, but not now
    HIDDEN = "hidden"  # not there, or not for this actor: the two look the same
    THROTTLED = "throttled"  # too many tries


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


SENTENCES: dict[str, tuple[Kind, Words]] = {
    "order_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这张工单：编号不存在，或不在您的职责范围内。请核对编号，或请派单席查询。",
            "No such order: the number does not exist or lies outside your duties. Check the number, or ask the dispatching desk.",
        ),
    ),
}


def refuse(code: str, field: str = "", **values: object) -> NoReturn:
    """Raise the refusal named ``code`` with its sentence filled in.

    Parameters: ``field`` the form field at fault, if any; ``values`` the ``{name}`` fields of the sentence.
    Raises: :class:`Refused`, always. ``KeyError`` if the catalogue has no such sentence (a programming error).
    """
    kind, sentence = SENTENCES[code]
    raise Refused(code, kind, sentence.fill(**values), field)
