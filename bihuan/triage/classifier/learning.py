"""Learning from labelled texts. Needs the optional packages of ``bihuan[training]``; reading with the result does not."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from bihuan.rules.refusal import refuse
from bihuan.triage.classifier import figures
from bihuan.triage.classifier.classes import Classifier, Numbers, calibrated
from bihuan.triage.classifier.grams import grams

FOLDS = 5
LEAST_PER_CLASS = 5
FIRMNESS = 1.0  # how little an example may lie on the wrong side; the usual one, chosen on no measured set
EVENNESS = 1e-3  # how much the scales of classes are drawn together: few examples say little of one


class Example(NamedTuple):
    """A text with its class; ``kin`` parts texts that are made of the same sentences, which are kept on one side."""

    text: str
    label: str
    kin: str = ""


def learn(
    examples: Sequence[Example], *, name: str, firmness: float = FIRMNESS, card: dict[str, Any] | None = None
) -> Classifier:
    """A classifier of ``examples``; the same examples in the same order always give the same one.

    Parameters: ``firmness`` less of it where examples are made rather than met, and prove less.

    A linear machine against each class's rest, on runs of one to three characters weighted by log count and rarity.
    From margins to probabilities leads a scale for each class, fitted on margins of examples that were not learned from.
    Raises: ``Refused`` training_missing without the extra packages; examples_too_few, classes_too_few.
    """
    _check(examples)
    texts, labels = [each.text for each in examples], [each.label for each in examples]
    classes = tuple(sorted(set(labels)))
    wanted = np.array([classes.index(label) for label in labels])
    margins, unknown = _held_out_margins(examples, classes, wanted, firmness)
    slope, shift = _scales(margins, wanted)
    held_out = _figures(calibrated(margins, slope, shift), labels, classes) | {"unknown": round(unknown, 4)}
    fitted = _fit(texts, wanted, classes, firmness)
    return replace(fitted, slope=slope, shift=shift, card=_card(name, examples, held_out) | (card or {}))


def _check(examples: Sequence[Example]) -> None:
    try:
        import sklearn  # noqa: F401
    except ImportError:
        refuse("training_missing")
    counted = Counter(each.label for each in examples)
    if len(counted) < 2:
        refuse("classes_too_few", count=len(counted))
    label, count = min(counted.items(), key=lambda item: (item[1], item[0]))
    if count < LEAST_PER_CLASS:
        refuse("examples_too_few", label=label, count=count, least=LEAST_PER_CLASS)


def _fit(texts: Sequence[str], wanted: Any, classes: tuple[str, ...], firmness: float) -> Classifier:
    """Uncalibrated: slope one, shift nought."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    counting = TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=2, dtype=np.float32)
    table = counting.fit_transform(texts)
    machine = LinearSVC(C=firmness, random_state=0).fit(table, wanted)
    weights, bias = machine.coef_.T, machine.intercept_
    if len(classes) == 2:  # the machine draws one line between two
        weights, bias = np.hstack([-weights, weights]), np.array([-bias[0], bias[0]])
    return Classifier(
        classes=classes,
        vocabulary=tuple(counting.get_feature_names_out()),
        rarity=counting.idf_.astype(np.float32),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        slope=np.ones(len(classes), dtype=np.float32),
        shift=np.zeros(len(classes), dtype=np.float32),
    )


def _held_out_margins(
    examples: Sequence[Example], classes: tuple[str, ...], wanted: Any, firmness: float
) -> tuple[Numbers, float]:
    """What each example's margins are to a machine that has seen neither it nor its kin, and how much is new to it."""
    from sklearn.model_selection import StratifiedGroupKFold

    kin = [each.kin or str(place) for place, each in enumerate(examples)]
    margins = np.zeros((len(examples), len(classes)), dtype=np.float32)
    unknown = 0.0
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(kin, wanted, kin)
    for seen, unseen in folds:
        if len(set(wanted[seen].tolist())) < len(classes):
            refuse("examples_too_few", label=classes[0], count=len(seen), least=LEAST_PER_CLASS)
        machine = _fit([examples[place].text for place in seen], wanted[seen], classes, firmness)
        texts = [examples[place].text for place in unseen]
        margins[unseen] = machine.margins(texts)
        unknown += sum(map(machine.unknown, texts))
    return margins, unknown / len(examples)


def _scales(margins: Numbers, wanted: Any) -> tuple[Numbers, Numbers]:
    """For each class a slope and a shift, by which the true classes of ``margins`` are likeliest."""
    from scipy.optimize import minimize

    places, count = np.arange(len(wanted)), margins.shape[1]
    truth = np.zeros(margins.shape)
    truth[places, wanted] = 1

    def unlikelihood(scales: Any) -> tuple[float, Any]:
        slope, shift = scales[:count], scales[count:]
        sure = calibrated(margins, slope, shift)
        off = (sure - truth) / len(wanted)
        slopes = (off * margins).sum(axis=0) + EVENNESS * (slope - slope.mean())
        loss = -np.log(np.maximum(sure[places, wanted], 1e-12)).mean()
        loss += EVENNESS * float(((slope - slope.mean()) ** 2).sum() + (shift**2).sum()) / 2
        return float(loss), np.concatenate([slopes, off.sum(axis=0) + EVENNESS * shift])

    start = np.concatenate([np.full(count, 3.0), np.zeros(count)])
    found = minimize(unlikelihood, start, jac=True, method="L-BFGS-B").x
    return found[:count].astype(np.float32), found[count:].astype(np.float32)


def _figures(sure: Numbers, labels: Sequence[str], classes: tuple[str, ...]) -> dict[str, Any]:
    """How good the calibrated answers were on examples that were not learned from."""
    given = [classes[column] for column in sure.argmax(axis=1)]
    bins = figures.reliability(
        sure.max(axis=1).tolist(), [a == b for a, b in zip(labels, given, strict=True)]
    )
    classes_found = figures.per_class(labels, given)
    return {
        "macro_f1": round(figures.macro_f1(classes_found), 4),
        "per_class": figures.as_plain(classes_found),
        "calibration_error": round(figures.calibration_error(bins), 4),
        "reliability": [each._asdict() for each in bins],
    }


def _card(name: str, examples: Sequence[Example], held_out: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "examples": len(examples),
        "examples_digest": digest_of(examples),
        "held_out": held_out,
        "per_class": dict(sorted(Counter(each.label for each in examples).items())),
    }


def digest_of(examples: Sequence[Example]) -> str:
    """What was learned from, in one short string."""
    digest = hashlib.sha256()
    for each in examples:
        digest.update(f"{each.label}\0{each.text}\0".encode())
    return digest.hexdigest()
