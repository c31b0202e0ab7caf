"""How well names in sentences are found, on files of the format of CLUENER: learned from one part, measured on another.

A measuring tool: what the desk reads of a call, its employer and place, is read by rules (:mod:`bihuan.triage.reading`)
and not by this. It learns by a chain of characters (CRF), whose file is plain numbers.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bihuan.rules.refusal import refuse
from bihuan.triage.measuring.entity_signs import LONGEST_NAME, Known, known_names, signs

#: How strongly weights are held down (the sum of them, the sum of their squares), and how long they are sought; chosen on the last 1,300 sentences of a training file, learning from those before.
HELD_DOWN = {"c1": 0.05, "c2": 0.02, "max_iterations": 60}
LEAST_SENTENCES = 50
PUBLISHED_F1 = 0.716  # a CRF on characters and words, learned from CLUENER's train, on its test: of the data's own description
SEEDS = (1, 2, 3, 4, 5)
HELD_OUT = 0.2
_NOTHING = "O"

Span = tuple[int, int, str]


class Sentence(NamedTuple):
    """A sentence with its names as ``(first, one past the last, sort)``."""

    text: str
    names: frozenset[Span]


class Names:
    """What was learned."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Learn from sentences.

        Raises: ``Refused`` training_missing without the extra packages, sentences_too_few.
        """
        try:
            from pycrfsuite import Tagger, Trainer
        except ImportError:
            refuse("training_missing")
        if len(sentences) < LEAST_SENTENCES:
            refuse("sentences_too_few", count=len(sentences), least=LEAST_SENTENCES)
        self.known: Known = known_names(sentences)
        learning = Trainer(algorithm="lbfgs", verbose=False)
        for each in sentences:
            learning.append(signs(each.text, self.known, each.names), _tags(each))
        learning.set_params(HELD_DOWN)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "names.crfsuite"
            learning.train(str(file))
            self.content = file.read_bytes()
        self._tagger = Tagger()
        self._tagger.open_inmemory(self.content)

    def find(self, text: str) -> frozenset[Span]:
        """The names of a sentence."""
        return _spans(self._tagger.tag(signs(text, self.known))) if text else frozenset()


def sentences_of(records: Sequence[Mapping[str, Any]]) -> list[Sentence]:
    """Sentences from records that were checked when the file was opened; CLUENER counts the last character in."""
    return [
        Sentence(
            each["text"],
            frozenset(
                (start, last + 1, sort)
                for sort, names in each["label"].items()
                for spans in names.values()
                for start, last in spans
            ),
        )
        for each in records
    ]


def measure_names(sentences: Sequence[Sentence], measured: Sequence[Sentence]) -> dict[str, Any]:
    """Learn from ``sentences`` less those that are measured, then measure: a name counts where both ends and the sort are right."""
    same = {each.text for each in measured}
    seen = [each for each in sentences if each.text not in same]
    began = time.process_time()
    names = Names(seen)
    taken = time.process_time() - began
    began = time.process_time()
    found = [names.find(each.text) for each in measured]
    speed = len(measured) / max(time.process_time() - began, 1e-9)
    wanted = [each.names for each in measured]
    total, by_sort = _figures(wanted, found)
    plain, _ = _figures(wanted, [_known_in(each.text, names.known) for each in measured])
    return {
        "texts": len(measured),
        "micro_f1": total["f1"],
        "precision": total["precision"],
        "recall": total["recall"],
        "baseline_micro_f1": plain["f1"],
        "baseline": "the longest names that were learned, wherever they stand, as the sort they most often were",
        "published_micro_f1_on_cluener_test": PUBLISHED_F1,
        "learned_from": len(seen),
        "train_s": round(taken, 1),
        "texts_per_s": round(speed, 1),
        "model_mb": round(len(names.content) / 1e6, 1),
        "per_class": by_sort,
    }


def measure_names_held_out(sentences: Sequence[Sentence], seeds: Sequence[int] = SEEDS) -> dict[str, Any]:
    """Hold out a fifth, learn from the rest, measure; once for each seed."""
    rounds = []
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(sentences)).tolist()
        held = int(HELD_OUT * len(sentences))
        rounds.append(
            measure_names([sentences[i] for i in order[held:]], [sentences[i] for i in order[:held]])
        )
    each = [one["micro_f1"] for one in rounds]
    return {
        "split": f"a fifth held out, the same sentence on one side; seeds {', '.join(map(str, seeds))}",
        **rounds[-1],
        "micro_f1": round(float(np.mean(each)), 4),
        "micro_f1_each": each,
    }


def _tags(sentence: Sentence) -> list[str]:
    tags = [_NOTHING] * len(sentence.text)
    for start, end, sort in sorted(sentence.names):
        tags[start:end] = [f"B-{sort}", *[f"I-{sort}"] * (end - start - 1)]
    return tags


def _spans(tags: Sequence[str]) -> frozenset[Span]:
    found, start = [], None
    for place, tag in enumerate([*tags, _NOTHING]):
        if start is not None and tag != f"I-{tags[start][2:]}":
            found.append((start, place, tags[start][2:]))
            start = None
        if start is None and tag != _NOTHING:
            start = place
    return frozenset(found)


def _known_in(text: str, known: Known) -> frozenset[Span]:
    """The longest known names from left to right."""
    found, start = [], 0
    while start < len(text):
        ends = range(min(start + LONGEST_NAME, len(text)), start, -1)
        end = next((end for end in ends if text[start:end] in known), start + 1)
        sorts = known.get(text[start:end], {})
        if sorts:
            found.append((start, end, max(sorted(sorts), key=lambda sort: sorts[sort])))
        start = end
    return frozenset(found)


def _figures(
    wanted: Sequence[frozenset[Span]], found: Sequence[frozenset[Span]]
) -> tuple[dict[str, float], dict[str, Any]]:
    meant, named, both = Counter[str](), Counter[str](), Counter[str]()
    for right, read in zip(wanted, found, strict=True):
        meant.update(sort for _, _, sort in right)
        named.update(sort for _, _, sort in read)
        both.update(sort for _, _, sort in right & read)

    def shares(right: int, read: int, hit: int) -> dict[str, float]:
        precision, recall = hit / (read or 1), hit / (right or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}

    by_sort = {
        sort: {**shares(meant[sort], named[sort], both[sort]), "texts": meant[sort]}
        for sort in sorted(meant | named)
    }
    return shares(meant.total(), named.total(), both.total()), by_sort
