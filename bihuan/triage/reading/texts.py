"""A text made ready for reading: figures of normal width, who speaks where, sentences and clauses; offsets stay."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

#: What is read of a text; what a person typed is kept whole, wherever it is kept.
LONGEST = 20_000

_OPERATOR = "坐席|座席|客服|话务员|接线员|接听员|工作人员|受理员|操作员"
_CALLER = (
    "来电人|诉求人|市民|群众|职工|工人|用户|客户|求助人|投诉人|举报人|咨询人|当事人|来电者|网友|女士|先生"
)
_TURN = re.compile(
    rf"(?:^|(?<=[\n\s。！？!?”」]))(?:(?P<operator>{_OPERATOR})|(?P<caller>{_CALLER}))\s?[:：]\s*"
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n…]")


class Turn(NamedTuple):
    """What one of them says without being interrupted."""

    start: int
    end: int
    by_operator: bool


def plain(text: str) -> str:
    """The text in lower case, letters and figures of normal width; as many characters as before."""
    return "".join(_plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    normal = normalize("NFKC", sign).lower()
    return normal if len(normal) == 1 and normal.isascii() and (normal.isalnum() or normal in ".%¥") else sign


@dataclass(frozen=True)
class Text:
    """One text and its parts.

    Attributes:
        raw: as it was written, no more than :data:`LONGEST` characters.
        plain: the same with normal figures, for reading.
        said: the same with the operator's words blanked: what the caller said; offsets are those of ``raw``.
        turns: who speaks where; one turn of the caller where it is no dialogue.
    """

    raw: str
    plain: str
    said: str
    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        """Make a text ready."""
        raw = text[:LONGEST]
        even = plain(raw)
        turns = _turns(even)
        said = ["\n" if sign == "\n" else " " for sign in even]
        for turn in turns:
            if not turn.by_operator:
                said[turn.start : turn.end] = even[turn.start : turn.end]
        return cls(raw, even, "".join(said), turns)

    @cached_property
    def is_dialogue(self) -> bool:
        """Whether two speak."""
        return any(turn.by_operator for turn in self.turns)

    def asked_before(self, at: int) -> str:
        """The operator's words the caller answers at a position; "" where nobody asked."""
        which = bisect_right([turn.start for turn in self.turns], at) - 1
        before = self.turns[which - 1] if which > 0 else None
        return self.plain[before.start : before.end] if before and before.by_operator else ""

    def turn_at(self, at: int) -> Turn:
        """The turn a position lies in."""
        return self.turns[max(bisect_right([turn.start for turn in self.turns], at) - 1, 0)]

    def sentence(self, at: int) -> tuple[int, int]:
        """First and one past the last character of the sentence a position lies in."""
        return _between(self._sentence_ends, at, len(self.plain))

    def clause(self, at: int) -> tuple[int, int]:
        """The same of the clause between two commas."""
        return _between(self._clause_ends, at, len(self.plain))

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.end() for found in _SENTENCE_END.finditer(self.plain)]

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [found.end() for found in _CLAUSE_END.finditer(self.plain)]


def _between(ends: list[int], at: int, last: int) -> tuple[int, int]:
    which = bisect_right(ends, at)
    return ends[which - 1] if which else 0, ends[which] if which < len(ends) else last


def _turns(text: str) -> tuple[Turn, ...]:
    heads = list(_TURN.finditer(text))
    if not any(head["operator"] for head in heads):
        return (Turn(0, len(text), False),)
    turns = [Turn(0, heads[0].start(), False)] if heads[0].start() else []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        # The label itself belongs to nobody's words.
        turns.append(Turn(head.end(), following.start() if following else len(text), bool(head["operator"])))
    return tuple(turns)
