"""What stands beside the desk's form while a caller speaks: the best answers, ready to insert, and the fitting calculator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.knowledge.models import Entry, Use
from bihuan.knowledge.queries.entries import CheckedBasis, checked_basis
from bihuan.knowledge.queries.search import LEAST, search_entries
from bihuan.rules.calculators import CALCULATORS, Calculator, fitting
from bihuan.rules.publishing import Visibility
from bihuan.rules.words import Words

#: Of a long paste the beginning says what it is about.
_READ = 2_000
_SHORTEST = 2
#: Begins the line an answer was inserted on.
_MARK = "【答复】"
#: By so many characters at its beginning an inserted answer is known again.
_KNOWN_BY = 16


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry as it is read out, with its basis in the versions that were read."""

    entry: Entry
    basis: tuple[CheckedBasis, ...]

    @property
    def cited(self) -> Words:
        """The articles, one after the other."""
        words = [row.words for row in self.basis]
        return Words("；".join(w.zh for w in words), "; ".join(w.en for w in words))

    @property
    def inserted(self) -> str:
        """What one key writes into the form: the answer with its basis, in the language of the office."""
        return f"{_MARK}{self.entry.answer}（依据：{self.cited.zh}）"


def still_in(said: str, entry: Entry) -> bool:
    """Whether an inserted answer was left in the text: it may have been shortened at its end, and lines broken anew."""
    return "".join(f"{_MARK}{entry.answer}".split())[:_KNOWN_BY] in "".join(said.split())


def callers_words(text: str) -> str:
    """What the caller said, without the answers inserted among it."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(_MARK)).strip()[:_READ]


def answers(text: str, on: date, shown: Iterable[Visibility], most: int = 3) -> list[Answer]:
    """The best answers to what was said so far, none for what is too short to mean anything; at most seven statements."""
    said = callers_words(text)
    if len(said) < _SHORTEST:
        return []
    return with_basis([hit.entry for hit in search_entries(said, on, shown, most) if hit.score >= LEAST], on)


def with_basis(entries: Iterable[Entry], on: date) -> list[Answer]:
    """Entries with their bases looked up, all at once."""
    entries = list(entries)
    rows = checked_basis([row for entry in entries for row in entry.basis.all()], on)
    return [Answer(entry, tuple(row for row in rows if row.basis.entry_id == entry.pk)) for entry in entries]


def calculator_for(text: str, matter: str, found: Iterable[Answer]) -> Calculator | None:
    """The calculator that fits: by what was said, by the best answer, by the matter."""
    said = callers_words(text)
    by_words = fitting(said)
    by_answer = next((CALCULATORS[a.entry.calculator] for a in found if a.entry.calculator), None)
    return by_words or by_answer or fitting("", matter)


def uses_in(call: UUID) -> list[Use]:
    """What a call was answered with."""
    return list(Use.objects.filter(call=call).select_related("entry").defer("entry__search").order_by("pk"))
