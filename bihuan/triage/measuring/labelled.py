"""Files of texts with a label: read, parted, learned from and measured, a plain method beside ours."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bihuan.organisations.spreadsheet import Rows
from bihuan.rules.refusal import refuse
from bihuan.triage.classifier import Classifier, figures
from bihuan.triage.classifier.grams import even
from bihuan.triage.classifier.learning import Example, learn

#: What columns are called that hold a text, or its label; the first of a list that the file has is read.
LABELS = ("label", "一级标签", "标签", "类别", "matter")
TITLES = ("title", "留言主题", "标题", "主题")
BODIES = ("detail", "body", "text", "留言详情", "内容", "正文", "content", "详情")

SEEDS = (1, 2, 3, 4, 5)
HELD_OUT = 0.2
#: From which share of its uncommon pairs a text counts as telling of the same message as another: of 2,364 messages with title and
#: body, 83 % of the pairs reach it (41 % would reach 0.6), and two strangers in five lose a text for nothing.
TWIN = 0.3
#: So many different texts a class needs, for four fifths of them to be enough to learn from.
LEAST_DIFFERENT = 10


def labelled_examples(rows: Rows) -> list[Example] | None:
    """The texts of a table with their labels, title and body as one; rows without either are passed over.

    Returns ``None`` where the table has no column of texts or none of labels.
    """
    header = [cell.strip().lower() for cell in rows[0]]

    def column(names: Sequence[str]) -> int | None:
        return next((header.index(name) for name in names if name in header), None)

    label, places = column(LABELS), [p for p in (column(TITLES), column(BODIES)) if p is not None]
    if label is None or not places:
        return None
    found = []
    for row in rows[1:]:
        text = "\n".join(row[place] for place in places if place < len(row) and row[place])
        if text and label < len(row) and row[label]:
            found.append(Example(text, row[label], even(text)))
    return found


def measure_held_out(
    examples: Sequence[Example], also: Sequence[Example] = (), seeds: Sequence[int] = SEEDS
) -> dict[str, Any]:
    """Hold out a fifth of each class, learn from the rest (and ``also``), measure; once for each seed.

    No text stands on both sides, and of ``also`` no text that tells of the same message as a measured one is learned.
    Raises: ``Refused`` classes_too_few, and examples_too_few where a class has too few different texts to part.
    """
    _check_enough(examples)
    rounds = []
    for seed in seeds:
        seen, unseen = _parted(examples, seed)
        rounds.append(measure_learned([examples[i] for i in seen], [examples[i] for i in unseen], also))
    last = rounds[-1]
    one_by_one = {
        f"{name}_each": [each[name] for each in rounds] for name in ("macro_f1", "baseline_macro_f1")
    }
    mean = {
        name: round(float(np.mean([each[name] for each in rounds])), 4)
        for name, value in last.items()
        if isinstance(value, float)
    }
    return {
        "split": f"a fifth held out, stratified, the same texts on one side; seeds {', '.join(map(str, seeds))}",
        **last,
        **mean,
        **one_by_one,
    }


def _check_enough(examples: Sequence[Example]) -> None:
    different: dict[str, set[str]] = {}
    for each in examples:
        different.setdefault(each.label, set()).add(even(each.text))
    if len(different) < 2:
        refuse("classes_too_few", count=len(different))
    label, texts = min(different.items(), key=lambda item: (len(item[1]), item[0]))
    if len(texts) < LEAST_DIFFERENT:
        refuse("examples_too_few", label=label, count=len(texts), least=LEAST_DIFFERENT)


def measure_learned(
    examples: Sequence[Example], measured: Sequence[Example], also: Sequence[Example] = ()
) -> dict[str, Any]:
    """Learn from ``examples`` and ``also`` less what is measured, then measure, the plain method beside it."""
    same = {even(each.text) for each in measured}
    own = [each for each in examples if even(each.text) not in same]
    more = without_twins([each for each in also if even(each.text) not in same], measured)
    began = time.perf_counter()
    classifier = learn([*own, *more], name="measured")
    taken = time.perf_counter() - began
    plain = figures.per_class([each.label for each in measured], _plain(own, measured))
    return {
        **measure(classifier, measured),
        "baseline_macro_f1": round(figures.macro_f1(plain), 4),
        "baseline": "character 1-2-gram TF-IDF, linear SVM, learned from the file's own kind alone",
        "learned_from": len(own) + len(more),
        "further_examples": len(more),
        "train_s": round(taken, 2),
    }


def measure(classifier: Classifier, measured: Sequence[Example]) -> dict[str, Any]:
    """The figures of a classifier on labelled texts."""
    texts, wanted = [each.text for each in measured], [each.label for each in measured]
    classifier.margins(texts[:1])  # a process makes its table ready once, not for each text
    began = time.process_time()
    margins = classifier.margins(texts)
    speed = len(texts) / max(time.process_time() - began, 1e-9)
    given = [classifier.classes[column] for column in margins.argmax(axis=1)]
    sure = classifier.probabilities(texts)
    right = [a == b for a, b in zip(wanted, given, strict=True)]
    bins = figures.reliability(sure.max(axis=1).tolist(), right)
    best = np.argsort(-margins, axis=1)[:, :3]
    among = [label in {classifier.classes[c] for c in row} for label, row in zip(wanted, best, strict=True)]
    surest = np.argsort(-sure.max(axis=1))[: max(1, len(texts) * 4 // 5)]
    classes = figures.per_class(wanted, given)
    return {
        "texts": len(texts),
        "macro_f1": round(figures.macro_f1(classes), 4),
        "accuracy": round(float(np.mean(right)), 4),
        "among_first_three": round(float(np.mean(among)), 4),
        "surest_four_fifths_accuracy": round(float(np.mean([right[place] for place in surest])), 4),
        "calibration_error": round(figures.calibration_error(bins), 4),
        "texts_per_s": round(speed, 1),
        "per_class": figures.as_plain(classes),
        "reliability": [each._asdict() for each in bins],
    }


def without_twins(more: Sequence[Example], measured: Sequence[Example]) -> list[Example]:
    """``more`` without texts that tell of the same message as a measured one: its title's body, say.

    Of two twins the shorter one's uncommon pairs of characters are held by the other to at least :data:`TWIN`, so that a
    title is left out for its body as a body is for its title.
    """
    if not more:
        return []
    from sklearn.feature_extraction.text import CountVectorizer

    pairs = CountVectorizer(analyzer="char", ngram_range=(2, 3), binary=True, max_df=0.02, dtype=np.float32)
    of_measured = pairs.fit_transform(each.text for each in measured)
    of_more = pairs.transform(each.text for each in more)
    lengths, of_others = (
        np.maximum(np.asarray(table.sum(axis=1)).ravel(), 1) for table in (of_measured, of_more)
    )
    twins = np.zeros(len(more), dtype=bool)
    for first in range(0, len(more), 500):
        shared = (of_more[first : first + 500] @ of_measured.T).toarray()
        shorter = np.minimum(lengths, of_others[first : first + 500, None])
        twins[first : first + 500] = (shared / shorter >= TWIN).any(axis=1)
    return [each for each, twin in zip(more, twins, strict=True) if not twin]


def _parted(examples: Sequence[Example], seed: int) -> tuple[list[int], list[int]]:
    """Places to learn from and places held out: a fifth of each class, the same text always on one side."""
    dice = np.random.default_rng(seed)
    together: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(examples):
        together.setdefault((each.label, even(each.text)), []).append(place)
    by_label: dict[str, list[list[int]]] = {}
    for (label, _), places in together.items():
        by_label.setdefault(label, []).append(places)
    seen: list[int] = []
    unseen: list[int] = []
    for groups in by_label.values():
        for turn, choice in enumerate(dice.permutation(len(groups))):
            (unseen if turn < HELD_OUT * len(groups) else seen).extend(groups[choice])
    return sorted(seen), sorted(unseen)


def _plain(examples: Sequence[Example], measured: Sequence[Example]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    counting = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    table = counting.fit_transform(each.text for each in examples)
    machine = LinearSVC(random_state=0).fit(table, [each.label for each in examples])
    return list(machine.predict(counting.transform(each.text for each in measured)))


def label_counts(examples: Sequence[Example]) -> Mapping[str, int]:
    """How many examples each label has."""
    counted: dict[str, int] = {}
    for each in examples:
        counted[each.label] = counted.get(each.label, 0) + 1
    return counted
