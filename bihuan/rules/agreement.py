"""How far two readers agree: the share of equal answers, and Cohen's kappa, which takes chance away from it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bihuan.rules.words import Words


class Agreement(NamedTuple):
    """Of so many texts read twice.

    Attributes:
        observed: the share both called the same.
        kappa: agreement beyond chance: 1 always, 0 as by chance, None where nothing or only one answer was given.
    """

    texts: int
    observed: float
    kappa: float | None

    @property
    def words(self) -> Words:
        """How good it is, after Landis and Koch (1977)."""
        if self.kappa is None:
            return Words("尚不可知", "not known yet")
        return next(words for least, words in _SCALE if round(self.kappa, 9) >= least)


_SCALE = (
    (0.8, Words("几乎完全一致", "almost perfect")),
    (0.6, Words("高度一致", "substantial")),
    (0.4, Words("中等一致", "moderate")),
    (0.2, Words("一般", "fair")),
    (-1.0, Words("较差", "poor")),
)


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of first and second answers, text by text."""
    pairs = list(pairs)
    if not pairs:
        return Agreement(0, 0.0, None)
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / total**2
    kappa = None if chance == 1 else (observed - chance) / (1 - chance)
    return Agreement(total, observed, kappa)
