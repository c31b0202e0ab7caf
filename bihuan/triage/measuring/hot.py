"""Messages that tell of one issue, found by the likeness of their titles, against a list of known issues."""

from typing import Any

import numpy as np

from bihuan.organisations.spreadsheet import Rows
from bihuan.rules.refusal import refuse
from bihuan.triage.likeness import LEAST_ALIKE, gathered

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


def _column(rows: Rows, name: str) -> list[str]:
    header = [cell.strip() for cell in rows[0]]
    if name not in header:
        refuse("measured_form_unknown", field="file", name=name, seen="、".join(header)[:80])
    place = header.index(name)
    return [row[place].strip() if place < len(row) else "" for row in rows[1:] if any(row)]


def _f1(found: set[str], wanted: set[str]) -> float:
    both = len(found & wanted)
    return 2 * both / (len(found) + len(wanted)) if both else 0.0
