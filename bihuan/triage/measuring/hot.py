"""Messages that tell of one issue, found by the likeness of their titles, against a list of known issues."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bihuan.organisations.spreadsheet import Rows
from bihuan.rules.refusal import refuse

#: Average linking stops where groups are less alike than this (cosine of the title's runs of two and three characters);
LEAST_ALIKE = 0.1
BASELINE_F1 = (
    0.85  # the mean over five issues with the threshold tuned on them, of the data's own description
)
#: Every pair of titles is compared: of more messages the pairs would not fit into memory.
MOST_MESSAGES = 15_000
NUMBER, TITLE, ISSUE = "留言编号", "留言主题", "issue"


def measure_hot(messages: Rows, reference: Rows) -> dict[str, Any]:
    """How well each known issue is found as one group: the F1 of the group that fits it best, and their mean.

    Raises: ``Refused`` measured_form_unknown where a column is missing, reference_unlike where the two files have no number in
    common, file_too_large.
    """
    numbers = _column(messages, NUMBER)
    known = _column(reference, NUMBER)
    if not set(numbers) & set(known):
        refuse("reference_unlike", field="file", example="、".join(known[:1]))
    if len(numbers) > MOST_MESSAGES:
        refuse("file_too_large", field="file", filename=NUMBER, limit=MOST_MESSAGES)
    groups = gathered(_column(messages, TITLE))
    issues: dict[str, set[str]] = {}
    for issue, number in zip(_column(reference, ISSUE), known, strict=True):
        issues.setdefault(issue, set()).add(number)
    held = [{numbers[place] for place in group} for group in groups]
    each = {issue: round(max(_f1(group, wanted) for group in held), 4) for issue, wanted in issues.items()}
    return {
        "texts": len(numbers),
        "groups": sum(len(group) > 1 for group in groups),
        "hot_f1": round(float(np.mean(list(each.values()))), 4),
        "baseline_hot_f1": BASELINE_F1,
        "per_issue": each,
        "least_alike": LEAST_ALIKE,
    }


def gathered(titles: Sequence[str], least_alike: float = LEAST_ALIKE) -> list[list[int]]:
    """Places of titles that belong together, by average linking; each title in exactly one group."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(titles) < 2:
        return [[place] for place in range(len(titles))]
    counting = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, dtype=np.float32)
    table = counting.fit_transform(titles)
    apart = 1 - (table @ table.T).toarray()
    pairs = np.clip(apart[np.triu_indices(len(titles), 1)], 0, 1)
    groups: dict[int, list[int]] = {}
    for place, group in enumerate(fcluster(linkage(pairs, "average"), 1 - least_alike, "distance")):
        groups.setdefault(int(group), []).append(place)
    return list(groups.values())


def _column(rows: Rows, name: str) -> list[str]:
    header = [cell.strip() for cell in rows[0]]
    if name not in header:
        refuse("measured_form_unknown", field="file", name=name, seen="、".join(header)[:80])
    place = header.index(name)
    return [row[place].strip() if place < len(row) else "" for row in rows[1:] if any(row)]


def _f1(found: set[str], wanted: set[str]) -> float:
    both = len(found & wanted)
    return 2 * both / (len(found) + len(wanted)) if both else 0.0
