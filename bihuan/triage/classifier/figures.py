"""How good a sorting is: F1 for each class, their mean, and whether what is called 80 % sure is right four times in five."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

BINS = 10


class PerClass(NamedTuple):
    """One class: how often its name was right, how much of it was found, both as one figure, and its texts."""

    precision: float
    recall: float
    f1: float
    texts: int


class Bin(NamedTuple):
    """Answers of a like probability: how many, the mean probability, the share that was right."""

    texts: int
    said: float
    right: float


def per_class(wanted: Sequence[str], given: Sequence[str]) -> dict[str, PerClass]:
    """The figures of each class that is wanted or given."""
    found = {}
    for label in sorted({*wanted, *given}):
        both = sum(w == g == label for w, g in zip(wanted, given, strict=True))
        meant, named = list(wanted).count(label), list(given).count(label)
        precision, recall = both / (named or 1), both / (meant or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        found[label] = PerClass(round(precision, 4), round(recall, 4), round(f1, 4), meant)
    return found


def macro_f1(figures: dict[str, PerClass]) -> float:
    """The mean F1 of the classes, the small ones counting as much as the large."""
    return float(np.mean([each.f1 for each in figures.values()])) if figures else 0.0


def reliability(sure: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Answers gathered by probability into ten equal ranges; empty ranges are left out."""
    ranges = np.minimum((np.asarray(sure) * BINS).astype(int), BINS - 1)
    said, was = np.asarray(sure, dtype=float), np.asarray(right, dtype=float)
    return [
        Bin(int(inside.sum()), round(float(said[inside].mean()), 4), round(float(was[inside].mean()), 4))
        for each in range(BINS)
        if (inside := ranges == each).any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far the probability said is from the share that was right, by texts."""
    total = sum(each.texts for each in bins)
    return sum(each.texts * abs(each.said - each.right) for each in bins) / total if total else 0.0


def as_plain(figures: dict[str, PerClass]) -> dict[str, dict[str, Any]]:
    """The figures of classes as plain values."""
    return {label: each._asdict() for label, each in figures.items()}
