"""A classifier: a table of weights that turns the runs of characters of a text into classes, with probability and reasons.

It is linear on purpose. What it holds can be read, so that "why" has an answer that is true: the words whose weights
made the class. It cannot hold code: plain numbers and one JSON text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, NamedTuple

import numpy as np
import rjieba

from bihuan.triage.classifier.runs import LONGEST_RUN, Runs, Whole, codes

Numbers = np.ndarray[Any, np.dtype[np.float32]]

#: A word takes part in a reason only from this share of the strongest word's weight.
LEAST_SHARE = 0.25
#: Texts are looked up so many at a time: enough that Python has little to do, few enough to stay in the processor's cache.
_AT_ONCE = 64


class Reason(NamedTuple):
    """A word that spoke for the class: its place ``[start, end)`` in the text, itself, and how much it weighs."""

    span: tuple[int, int]
    words: str
    weight: float


class Sorted(NamedTuple):
    """A class with its calibrated probability, 0 to 1."""

    code: str
    probability: float


@dataclass(frozen=True)
class Classifier:
    """What was learned.

    Attributes:
        classes: the codes, in the order of the columns of ``weights``.
        vocabulary: the runs of characters it knows, in the order of the rows.
        rarity: how much a run counts for being rare, one number a row.
        weights: what a run says for each class, rows by columns.
        bias: what each class has beforehand.
        slope, shift: from a margin to a probability, one of each a class.
        card: where it comes from and how good it is, as plain values (see :mod:`bihuan.triage.classifier.cards`).
    """

    classes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    rarity: Numbers
    weights: Numbers
    bias: Numbers
    slope: Numbers
    shift: Numbers
    card: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _runs(self) -> Runs:
        return Runs(self.vocabulary)

    def _counted(self, texts: Sequence[str]) -> tuple[Whole, Numbers, Whole]:
        """The known runs of texts: rows, their values (log of the count, times rarity, of length one), where each text begins."""
        said = codes(texts)
        owners = np.cumsum(said == 0) - (said == 0)
        found = [self._runs.at(said, length) for length in range(1, LONGEST_RUN + 1)]
        known = [owners[: len(rows)][rows >= 0] * len(self.vocabulary) + rows[rows >= 0] for rows in found]
        pairs, counts = np.unique(np.concatenate(known), return_counts=True)
        owner, rows = np.divmod(pairs, max(len(self.vocabulary), 1))
        values = (1 + np.log(counts.astype(np.float32))) * self.rarity[rows]
        lengths = np.sqrt(np.bincount(owner, values * values, len(texts))).astype(np.float32)
        values /= np.where(lengths, lengths, 1)[owner]
        return rows, values, np.searchsorted(owner, np.arange(len(texts) + 1))

    def margins(self, texts: Iterable[str]) -> Numbers:
        """How far each text lies on the side of each class, one row a text."""
        found = [np.empty((0, len(self.classes)), dtype=np.float32)]
        told = iter(texts)
        while batch := list(islice(told, _AT_ONCE)):
            rows, values, begins = self._counted(batch)
            found.append(
                np.array(
                    [
                        values[first:last] @ self.weights[rows[first:last]] + self.bias
                        for first, last in pairwise(begins)
                    ],
                    dtype=np.float32,
                )
            )
        return np.concatenate(found)

    def probabilities(self, texts: Iterable[str]) -> Numbers:
        """The calibrated probability of each class, one row a text, each adding up to 1."""
        return calibrated(self.margins(texts), self.slope, self.shift)

    def codes(self, texts: Iterable[str]) -> list[str]:
        """The likeliest class of each text."""
        return [self.classes[column] for column in self.margins(texts).argmax(axis=1)]

    def unknown(self, text: str) -> float:
        """Which share of a text's pairs of characters it never met, 0 to 1: how far the text is from what was learned."""
        rows = self._runs.at(codes([text]), 2)[:-1]  # the last one is the text's end
        return float((rows < 0).mean()) if len(rows) else 0.0

    def ranked(self, text: str, most: int = 3) -> list[Sorted]:
        """The likeliest classes, the one that :meth:`codes` names first."""
        margins = self.margins([text])
        sure = calibrated(margins, self.slope, self.shift)[0]
        best = margins[0].argmax()
        order = [best, *(column for column in np.argsort(-sure) if column != best)]
        return [Sorted(self.classes[column], float(sure[column])) for column in order[:most]]

    def reasons(self, text: str, code: str, most: int = 3) -> list[Reason]:
        """The words of ``text`` that speak most for the class ``code``, strongest first.

        The weight of every run is laid upon the characters it covers; then characters are gathered to words, and
        words that stand side by side to one reason.
        """
        column = self.classes.index(code)
        rows, values, _ = self._counted([text])
        worth = np.zeros(len(self.vocabulary) + 1, dtype=np.float32)  # the last one for what is not known
        worth[rows] = values * self.weights[rows, column]
        said = codes([text])
        on = np.zeros(len(said))
        for length in range(1, LONGEST_RUN + 1):
            each = worth[self._runs.at(said, length)] / length
            for place in range(length):
                on[place : place + len(each)] += each
        return _strongest(text, _words(text[: len(said) - 1]), on, most)


def calibrated(margins: Numbers, slope: Numbers, shift: Numbers) -> Numbers:
    """Probabilities from margins: each class's own scale, then shared out to 1."""
    scaled = margins * slope + shift
    sure = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return sure / sure.sum(axis=1, keepdims=True)


def _words(text: str) -> list[tuple[int, int]]:
    """Where the words of two and more characters stand; names of places and numbers say nothing of a class."""
    places, start = [], 0
    for word in rjieba.cut(text, True):
        if len(word) > 1 and any("一" <= character <= "鿿" for character in word):
            places.append((start, start + len(word)))
        start += len(word)
    return places


def _strongest(
    text: str, words: Sequence[tuple[int, int]], on: np.ndarray[Any, Any], most: int
) -> list[Reason]:
    weighed = [Reason(place, text[slice(*place)], float(on[slice(*place)].sum())) for place in words]
    least = LEAST_SHARE * max((each.weight for each in weighed), default=0)
    strong = [each for each in weighed if each.weight > 0 and each.weight >= least]
    joined: list[Reason] = []
    for before, each in pairwise([None, *strong]):
        last = joined[-1] if joined else None
        if before and last and each and last.span[1] == each.span[0] and each.span[1] - last.span[0] <= 6:
            span = (last.span[0], each.span[1])
            joined[-1] = Reason(span, text[slice(*span)], last.weight + each.weight)
        elif each:
            joined.append(each)
    told: dict[str, Reason] = {}
    for each in sorted(joined, key=lambda reason: -reason.weight):
        told.setdefault(each.words, each)
    return list(told.values())[:most]
