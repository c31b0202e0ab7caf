"""A payment agreement as shown: its instalments, and how much of the whole has been paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bihuan.rules.words import Words
from bihuan.website.shapes import part

#: State of an instalment: its words, and the tone of its status.
STATES = {
    "waiting": (Words("未到期", "Not yet due"), "neutral"),
    "soon": (Words("即将到期", "Due soon"), "yellow"),
    "due": (Words("今日到期", "Due today"), "yellow"),
    "kept": (Words("已兑现", "Kept"), "done"),
    "late": (Words("逾期未付", "Overdue"), "red"),
    "released": (Words("已免除", "Released"), "paused"),
    "moved": (Words("转入新协议", "Moved to the new one"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Instalments with their words and tones, the whole and what has been paid of it in fen, and that share in hundredths."""

    rows: list[tuple[Any, Words, str]]
    whole: int
    kept: int
    share: float


def agreement(instalments: Iterable[Any]) -> Agreement:
    """Read the instalments; ``paid`` is what arrived of one, where it is not all or nothing.

    Raises ``KeyError`` for a state that is none of :data:`STATES`.
    """
    rows = [(it, *STATES[part(it, "state")]) for it in instalments]
    whole = sum(part(it, "fen") for it, _words, _tone in rows)
    kept = sum(_paid(it) for it, _words, _tone in rows)
    return Agreement(rows, whole, kept, round(kept / whole * 100, 2) if whole else 0.0)


def _paid(instalment: Any) -> int:
    paid = part(instalment, "paid")
    if paid is not None:
        return int(paid)
    return int(part(instalment, "fen")) if part(instalment, "state") == "kept" else 0
