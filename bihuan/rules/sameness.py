"""How much of a short account is found in another, in the same words; what an operator is told of it."""

import re

from bihuan.rules.limits import Grade
from bihuan.rules.words import Words

#: From this share on it counts as a reason; nobody published it.
LEAST, GRADE = 0.5, Grade.UNVERIFIED
#: Characters that are compared, and runs without which a text is too short to tell.
COMPARED, _LEAST_RUNS = 400, 8
SAME_WORDS = Words("{percent}% 字词相同", "{percent} % same words")
TODAY, DAYS_AGO = Words("今天登记", "registered today"), Words("{days}天前登记", "{days} days ago")
YESTERDAY = Words("昨天登记", "yesterday")
_CONTENT = re.compile(r"[^A-Za-z一-龥]")


def runs(text: str) -> frozenset[str]:
    """The runs of two characters of a text, without figures and signs."""
    plain = _CONTENT.sub("", text[:COMPARED]).lower()
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def sameness(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of the shorter text's runs that the longer has, 0 to 1; 0 where one is too short to tell."""
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter >= _LEAST_RUNS else 0.0


def ago(days: int) -> Words:
    """How long ago an order was registered, in days of the calendar."""
    if days <= 0:
        return TODAY
    return YESTERDAY if days == 1 else DAYS_AGO.fill(days=days)
