"""A payment agreement as shown: its instalments, and how much of the whole has been paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bihuan.rules.words import Words
from bihuan.website.shapes import part

#: State of an instalment: its words, and the tone of its status.
STATES = {
    "waiting": (Words("未到期", "Not yet due"), "neutral"),
    "due": (Words("今日到期", "Due today"), "yellow"),
    "kept": (Words("已兑现", "Kept"), "done"),
    "late": (Words("逾期未付", "Overdue"), "red"),
    "released": (Words("已免除", "Released"), "paused"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Instalments with their words and tones, the whole and what has been paid of it in fen, and that share in hundredths."""

    rows: list[tuple[Any, Words, str]]
    whole: int
    kept: int
    share: float


def agreement(instalments: Iterable[Any]) -> Agreement:
    """Read the instalments. Raises ``KeyError`` for a state that is none of :data:`STATES`."""
    rows = [(it, *STATES[part(it, "state")]) for it in instalments]
    whole = sum(part(it, "fen") for it, _words, _tone in rows)
    kept = sum(part(it, "fen") for it, _words, _tone in rows if part(it, "state") == "kept")
    return Agreement(rows, whole, kept, round(kept / whole * 100, 2) if whole else 0.0)
