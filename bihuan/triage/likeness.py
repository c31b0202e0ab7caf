"""How alike texts are, and which belong together: runs of two and three characters, weighed by how rare they are."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

#: Average linking stops where groups are less alike than this (cosine); found on titles of one issue.
LEAST_ALIKE = 0.1
_SPACES = re.compile(r"\s\s+")


def gathered(texts: Sequence[str], least_alike: float = LEAST_ALIKE) -> list[list[int]]:
    """Places of texts that belong together, by average linking; each text in exactly one group."""
    if not texts:
        return []
    alike = likenesses(texts)
    groups: dict[int, list[int]] = {at: [at] for at in range(len(texts))}
    np.fill_diagonal(alike, -1.0)
    nearest = alike.argmax(axis=1)
    best = alike[np.arange(len(texts)), nearest]
    while len(groups) > 1:
        one = int(best.argmax())
        if best[one] < least_alike:
            break
        other = int(nearest[one])
        mine, theirs = len(groups[one]), len(groups[other])
        row = (mine * alike[one] + theirs * alike[other]) / (mine + theirs)
        row[[one, other]] = -1.0
        row[alike[one] < 0] = -1.0  # merged away before, or itself
        groups[one] += groups.pop(other)
        alike[one], alike[:, one] = row, row
        alike[other], alike[:, other] = -1.0, -1.0
        nearest[one], best[one], best[other] = row.argmax(), row.max(), -1.0
        # Whoever was nearest to one of the two looks again; nobody else comes nearer by an average.
        for again in np.flatnonzero((nearest == one) | (nearest == other)):
            if best[again] >= 0 and again != one:
                nearest[again] = alike[again].argmax()
                best[again] = alike[again, nearest[again]]
    return [sorted(group) for group in groups.values()]


def likenesses(texts: Sequence[str]) -> NDArray[np.float32]:
    """The cosine of every two texts, 0 to 1; a text is 1 with itself unless it is too short to have a run."""
    counted = [grams(text) for text in texts]
    among = Counter(gram for counts in counted for gram in counts)
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, counts in enumerate(counted):
        weights = {
            gram: (1 + log(n)) * (1 + log((1 + len(texts)) / (1 + among[gram]))) for gram, n in counts.items()
        }
        length = sum(weight * weight for weight in weights.values()) ** 0.5
        for gram, weight in weights.items():
            found[gram].append((at, weight / length))
    alike = np.zeros((len(texts), len(texts)), dtype=np.float32)
    for each in found.values():
        places = np.array([at for at, _ in each])
        weighed = np.array([weight for _, weight in each], dtype=np.float32)
        alike[np.ix_(places, places)] += np.outer(weighed, weighed)
    return alike


def grams(text: str) -> Counter[str]:
    """The runs of two and three characters of a text, counted."""
    text = _SPACES.sub(" ", text.lower())
    return Counter(text[at : at + long] for long in (2, 3) for at in range(len(text) - long + 1))
