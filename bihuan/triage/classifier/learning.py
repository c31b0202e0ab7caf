"""Learning from labelled texts. Needs the optional packages of ``bihuan[training]``; reading with the result does not."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from bihuan.rules.refusal import refuse
from bihuan.triage.classifier import figures
from bihuan.triage.classifier.classes import Classifier, Numbers, calibrated
from bihuan.triage.classifier.grams import even, grams

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

    Two linear machines against each class's rest, on runs of one to three characters weighted by log count and rarity; the
    second weighs each run also by how much oftener it is met in the class (decision 0186). The mean of both is one table
    of weights. From margins to probabilities leads a scale for each class, fitted on margins of examples that were not
    learned from.
    Raises: ``Refused`` training_missing without the extra packages; examples_too_few, classes_too_few.
    """
    _check(examples)
    labels = [each.label for each in examples]
    classes = tuple(sorted(set(labels)))
    wanted = np.array([classes.index(label) for label in labels])
    counts, runs = _counted([each.text for each in examples])
    margins, known = _held_out(counts, examples, wanted, classes, firmness)
    slope, shift = _scales(margins, wanted)
    unknown = _unknown(counts, runs, known, examples)
    held_out = _figures(calibrated(margins, slope, shift), labels, classes) | {"unknown": round(unknown, 4)}
    table = _fit(counts, wanted, len(classes), firmness)
    return Classifier(
        classes=classes,
        vocabulary=tuple(runs[table.kept]),
        rarity=table.rarity,
        weights=table.weights,
        bias=table.bias,
        slope=slope,
        shift=shift,
        card=_card(name, examples, held_out) | (card or {}),
    )


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


class _Table(NamedTuple):
    """What a machine learned: which columns of the counts it kept, what each counts for being rare and for each class."""

    kept: Any
    rarity: Numbers
    weights: Numbers
    bias: Numbers

    def weighed(self, counts: Any) -> Any:
        """Counts as the machine sees them: log of the count, times rarity, of length one."""
        from sklearn.preprocessing import normalize

        table = counts[:, self.kept].astype(np.float32)
        table.data = (1 + np.log(table.data)) * self.rarity[table.indices]
        return normalize(table, copy=False)

    def margins(self, counts: Any) -> Numbers:
        return np.asarray(self.weighed(counts) @ self.weights + self.bias, dtype=np.float32)


def _counted(texts: Sequence[str]) -> tuple[Any, Any]:
    """How often each run is in each text, and the runs; counted once for all folds."""
    from sklearn.feature_extraction.text import CountVectorizer

    counting = CountVectorizer(analyzer=grams, min_df=2, dtype=np.int32)
    try:
        counts = counting.fit_transform(texts)
    except ValueError:  # no run is in two texts: there is nothing to learn from
        refuse("examples_unlike")
    return counts, counting.get_feature_names_out()


def _fit(counts: Any, wanted: Any, classes: int, firmness: float) -> _Table:
    from sklearn.svm import LinearSVC

    met = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(met >= 2)
    rarity = (np.log((1 + counts.shape[0]) / (1 + met[kept])) + 1).astype(np.float32)
    empty = np.empty(0, dtype=np.float32)
    table = _Table(kept, rarity, empty, empty).weighed(counts)
    weights, bias = [], []
    for each in range(classes):
        inside = wanted == each
        oftener = _oftener(table, inside)
        plain = LinearSVC(C=firmness, random_state=0).fit(table, inside)
        pointed = table.copy()
        pointed.data *= oftener[pointed.indices]
        leaning = LinearSVC(C=firmness, random_state=0).fit(pointed, inside)
        weights.append((plain.coef_[0] + leaning.coef_[0] * oftener) / 2)
        bias.append((plain.intercept_[0] + leaning.intercept_[0]) / 2)
    return _Table(
        kept, rarity, np.array(weights, dtype=np.float32).T.copy(), np.array(bias, dtype=np.float32)
    )


def _oftener(table: Any, inside: Any) -> Numbers:
    """The log of how much oftener each run is met in texts of a class than in the others, a meeting added to each."""
    shares = []
    for texts in (table[inside], table[~inside]):
        met = 1.0 + np.bincount(texts.indices, minlength=table.shape[1])
        shares.append(met / met.sum())
    return np.log(shares[0] / shares[1]).astype(np.float32)


def _held_out(
    counts: Any, examples: Sequence[Example], wanted: Any, classes: tuple[str, ...], firmness: float
) -> tuple[Numbers, list[tuple[Any, Any]]]:
    """What each example's margins are to a machine that has seen neither it nor its kin; and of each fold the texts unseen
    and the columns known."""
    from sklearn.model_selection import StratifiedGroupKFold

    kin = [each.kin or str(place) for place, each in enumerate(examples)]
    margins = np.zeros((len(examples), len(classes)), dtype=np.float32)
    known = []
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(kin, wanted, kin)
    for seen, unseen in folds:
        for place, label in enumerate(classes):
            if not (wanted[seen] == place).any():
                refuse("examples_too_few", label=label, count=0, least=LEAST_PER_CLASS)
        machine = _fit(counts[seen], wanted[seen], len(classes), firmness)
        margins[unseen] = machine.margins(counts[unseen])
        known.append((unseen, machine.kept))
    return margins, known


def _unknown(counts: Any, runs: Any, known: Sequence[tuple[Any, Any]], examples: Sequence[Example]) -> float:
    """The mean share of a text's pairs of characters that the machine of its fold never met."""
    pairs = np.array([len(run) == 2 for run in runs])
    said = np.array([max(len(even(each.text)) - 1, 0) for each in examples])
    met = np.zeros(len(examples))
    for unseen, kept in known:
        met[unseen] = counts[unseen][:, kept[pairs[kept]]].sum(axis=1).A1
    return float(np.mean(np.where(said, 1 - met / np.maximum(said, 1), 0.0)))


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
