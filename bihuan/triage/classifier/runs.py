"""Finding the runs of a text among those a classifier knows, thousands at a time.

A run of one to three characters is one number of 64 bits (21 for each character), so that a whole batch of texts is looked
up by a handful of operations on arrays instead of one look into a dictionary for each of a body's thousand runs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bihuan.triage.classifier.grams import EVEN, MOST_CHARACTERS

Whole = np.ndarray[Any, np.dtype[np.int64]]

LONGEST_RUN = 3
_BITS = 21  # of a code point
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
#: Of so many places in the table one is taken: most runs of a text are unknown, and an empty place says so at once.
_ROOM = 4


class Runs:
    """A vocabulary of runs, each with its row."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Parameters: ``vocabulary`` runs of one to three characters, in the order of their rows; longer ones are never found."""
        joined = "\0".join(vocabulary) + "\0" * (LONGEST_RUN + 1)
        signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
        lengths = np.fromiter(map(len, vocabulary), dtype=np.int64, count=len(vocabulary))
        starts = np.cumsum(lengths + 1) - lengths - 1
        known = np.flatnonzero((lengths > 0) & (lengths <= LONGEST_RUN))
        keys = np.zeros(len(known), dtype=np.uint64)
        for place in range(LONGEST_RUN):
            column = np.where(lengths[known] > place, signs[starts[known] + place], np.uint64(0))
            keys |= column << np.uint64(_BITS * place)
        bits = max(4, (_ROOM * len(known)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._last = 2**bits - 1
        self._keys = np.zeros(2**bits, dtype=np.uint64)
        self._rows = np.zeros(2**bits, dtype=np.int64)
        waiting, places = np.arange(len(known)), self._home(keys)
        while len(waiting):
            free = self._keys[places] == 0
            _, first = np.unique(places[free], return_index=True)  # of those who want one place, one has it
            taken = np.flatnonzero(free)[first]
            self._keys[places[taken]] = keys[waiting[taken]]
            self._rows[places[taken]] = known[waiting[taken]]
            left = np.ones(len(waiting), dtype=bool)
            left[taken] = False
            waiting, places = waiting[left], (places[left] + 1) & self._last

    def at(self, codes: Whole, length: int) -> Whole:
        """The row of the run of ``length`` characters that begins at each place, or -1; ``codes`` as of :func:`codes`."""
        if len(codes) < length:
            return np.empty(0, dtype=np.int64)
        ends = len(codes) - length + 1
        keys = np.zeros(ends, dtype=np.uint64)
        whole = np.ones(ends, dtype=bool)
        for place in range(length):
            part = codes[place : place + ends]
            keys |= part << np.uint64(_BITS * place)
            whole &= part != 0  # no run reaches from one text into the next
        keys[~whole] = 0
        return self._found(keys)

    def _found(self, keys: Any) -> Whole:
        rows = np.full(len(keys), -1, dtype=np.int64)
        asked = np.flatnonzero(keys)
        places = self._home(keys[asked])
        while len(asked):
            held = self._keys[places]
            same = held == keys[asked]
            rows[asked[same]] = self._rows[places[same]]
            on = ~same & (held != 0)
            asked, places = asked[on], (places[on] + 1) & self._last
        return rows

    def _home(self, keys: Any) -> Whole:
        return ((keys * _SPREAD) >> self._shift).astype(np.int64)


def codes(texts: Sequence[str]) -> Any:
    """The characters of texts as :func:`bihuan.triage.classifier.grams.even` writes them, one after the other as numbers, a nought behind each text."""
    joined = "\0".join(text[:MOST_CHARACTERS].replace("\0", " ") for text in texts) + "\0"
    plain = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(plain < len(EVEN), EVEN[np.minimum(plain, len(EVEN) - 1)], plain).astype(np.uint64)
