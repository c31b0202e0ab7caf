"""What a text is about: matters with their probability, how forward to be with each, and the words that speak for it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bihuan.rules.suggesting import Band
from bihuan.rules.thresholds import DEFAULT, Threshold
from bihuan.triage.classifier import Classifier, Reason, from_bytes

#: The classifier that ships; learned by ``bihuan triage train --own``.
SHIPPED = Path(__file__).parent / "data" / "matters.npz"


class Proposal(NamedTuple):
    """A matter a text may be about.

    Attributes:
        code: of :data:`bihuan.rules.matters.MATTERS`.
        probability: calibrated, 0 to 1.
        band: how forward to be with it.
        reasons: the words that speak for it, strongest first, with their places.
    """

    code: str
    probability: float
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def because(self) -> str:
        """The reasons as a person reads them: "农民工 · 班组 · 未结清"."""
        return " · ".join(each.words for each in self.reasons)


@cache
def shipped() -> Classifier:
    """The classifier of matters that comes along, opened once."""
    return from_bytes(SHIPPED.read_bytes(), SHIPPED.name)


def matter_of(text: str, classifier: Classifier | None = None) -> str:
    """The code of the likeliest matter of a text. Without ``classifier``, the one that ships."""
    return (classifier or shipped()).codes([text])[0]


def proposals(
    text: str,
    *,
    most: int = 3,
    classifier: Classifier | None = None,
    threshold: Callable[[str], Threshold] = lambda _matter: DEFAULT,
) -> list[Proposal]:
    """The likeliest matters of a text, likeliest first, with band and reasons; of no text there is nothing to say.

    Parameters: ``most`` how many; ``classifier`` the one in force, or the one that ships; ``threshold`` of a matter.
    """
    if not text.strip():
        return []
    known = classifier or shipped()
    return [
        Proposal(code, sure, threshold(code).band(sure), tuple(known.reasons(text, code)))
        for code, sure in known.ranked(text, most)
    ]
