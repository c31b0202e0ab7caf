"""How a row of the ladder is shown. Pure; words speak both languages."""

from typing import Any

from bihuan.calendars.handing_in import keys_shown
from bihuan.rules.actors import POST_WORDS
from bihuan.rules.alerts import RUNGS as LIGHTS
from bihuan.rules.ladder import CAUSE_WORDS, COLOURS, EVENTS, STEP_WORDS, WANTS_WORDS, Cause, Row, Rung
from bihuan.rules.words import Words

_SHARES = {rung.light: rung.percent for rung in LIGHTS}


def row_shown(row: Row, units: dict[str, str]) -> dict[str, Any]:
    """What a page shows of a row; ``units`` the names of those its keys may name, by path."""
    shown = {
        "code": row.code, "words": row.words, "colour": COLOURS[row.light] if row.light else None,
        "tone": row.light.name.lower() if row.light else "", **keys_shown(row, units),
    }  # fmt: skip
    if isinstance(row, Rung):
        return shown | {
            "about": CAUSE_WORDS[row.cause], "at": _reached(row), "wants": WANTS_WORDS[row.wants],
            "climbs": row.climbs, "lapses": row.lapses,
        }  # fmt: skip
    return shown | {
        "about": STEP_WORDS[row.step], "limit": row.limit.words, "posts": [POST_WORDS[post] for post in row.to],
    }  # fmt: skip


def _reached(rung: Rung) -> Words:
    if rung.cause not in EVENTS:
        return Words(f"时限的 {_SHARES[rung.light]}%", f"{_SHARES[rung.light]} % of the limit")
    if rung.cause is Cause.PROMISE:
        days, plural = abs(rung.at), "s" * (abs(rung.at) != 1)
        return (
            Words(f"约定日前 {days} 日", f"{days} day{plural} before the day")
            if rung.at < 0
            else Words(f"约定日后 {days} 日", f"{days} day{plural} after the day")
        )
    if rung.within:
        return Words(f"{rung.within} 日内 {rung.at} 件", f"{rung.at} orders within {rung.within} days")
    return Words(f"{rung.at} 次", f"{rung.at} time{'s' * (rung.at > 1)}")
