"""Runs of characters are found by arrays as they would be one by one in a dictionary."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bihuan.triage.classifier.classes import Classifier
from bihuan.triage.classifier.grams import MOST_CHARACTERS, even, grams
from bihuan.triage.classifier.runs import LONGEST_RUN, Runs, codes

SOME = st.text(alphabet="工资欠 的了aＡ1９😀\0\n", max_size=12)


def one_by_one(classifier, text):
    rows = {run: row for row, run in enumerate(classifier.vocabulary)}
    known = {rows[run]: 1 + np.log(count) for run, count in Counter(grams(text)).items() if run in rows}
    values = {row: value * classifier.rarity[row] for row, value in known.items()}
    length = np.sqrt(sum(value**2 for value in values.values())) or 1
    return sum((value / length * classifier.weights[row] for row, value in values.items()), classifier.bias)


@given(st.lists(SOME, max_size=6), SOME)
def test_margins_are_those_of_looking_up_every_run_by_itself(texts, learned):
    vocabulary = tuple(sorted(set(grams(learned)))) or ("工",)
    dice = np.random.default_rng(1)
    classifier = Classifier(
        classes=("a", "b"),
        vocabulary=vocabulary,
        rarity=dice.random(len(vocabulary), dtype=np.float32) + 1,
        weights=dice.random((len(vocabulary), 2), dtype=np.float32),
        bias=np.array([0.1, -0.2], dtype=np.float32),
        slope=np.ones(2, dtype=np.float32),
        shift=np.zeros(2, dtype=np.float32),
    )
    wanted = np.array([one_by_one(classifier, text) for text in texts]).reshape(len(texts), 2)
    assert np.allclose(classifier.margins(texts), wanted, atol=1e-5)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_texts_are_written_even_and_stay_apart(texts):
    said = codes(texts)
    assert (said == 0).sum() == len(texts)
    read = "".join(map(chr, said.tolist())).split("\0")[:-1]
    assert read == [even(text) for text in texts]


@given(SOME, SOME)
def test_what_is_unknown_of_a_text_are_the_pairs_nobody_learned(text, learned):
    vocabulary = tuple(sorted(set(grams(learned)))) or ("工",)
    nothing = np.zeros((len(vocabulary), 1), dtype=np.float32)
    classifier = Classifier(("a",), vocabulary, nothing[:, 0], nothing, nothing[0], nothing[0], nothing[0])
    said = even(text)
    pairs = [said[start : start + 2] for start in range(len(said) - 1)]
    wanted = sum(pair not in vocabulary for pair in pairs) / len(pairs) if pairs else 0.0
    assert abs(classifier.unknown(text) - wanted) < 1e-9


def test_no_run_reaches_from_one_text_into_the_next():
    runs = Runs(["工", "资", "工资", "工资欠"])
    said = codes(["工", "资欠", "工资欠"])
    found = [runs.at(said, length).tolist() for length in range(1, LONGEST_RUN + 1)]
    assert [rows.count(row) for row, rows in ((0, found[0]), (2, found[1]), (3, found[2]))] == [2, 1, 1]


def test_a_long_text_is_read_by_its_beginning():
    assert len(codes(["工" * 50_000])) == MOST_CHARACTERS + 1
