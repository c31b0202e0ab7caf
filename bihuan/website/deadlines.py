"""What a deadline chip says: how long is left in working time, until when, how serious, and why this limit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bihuan.calendars.queries import day_length
from bihuan.website.shapes import part
from bihuan.website.times import in_working_days, short_time, working_words

ICONS = {"": "clock", "blue": "info", "yellow": "hourglass", "orange": "alert", "red": "octagon"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: its words, its tone with the icon that says the same, and when its words run out."""

    words: str
    until: str = ""
    tone: str = ""
    icon: str = "clock"
    reason: object = ""
    #: Instant the limit ends, for the page to count on by itself; empty when working time and clock time differ.
    ticks_to: str = ""


def chip(due: Any) -> Chip:
    """Read a deadline from a mapping or object (shape: docs of the components) and put it into words.

    Without ``left`` the chip says only until when. ``None``, or one without ``due_at``, has no limit.
    """
    due_at: datetime | None = part(due, "due_at")
    reason = part(due, "reason", "")
    if due_at is None:
        return Chip(_("无时限"), reason=reason)
    now: datetime = part(due, "at") or timezone.now()
    until = _("%(time)s 到期") % {"time": short_time(due_at, now)}
    if part(due, "met"):
        return Chip(_("已办"), until, "done", "check", reason)
    if part(due, "paused"):
        return Chip(_("计时暂停"), tone="paused", icon="pause", reason=reason)
    left = part(due, "left")
    over = left < type(left)(0) if left is not None else due_at < now
    tone = "red" if over else _tone(part(due, "level"))
    if left is None:
        return Chip(_("已超期") if over else until, until if over else "", tone, ICONS[tone], reason)
    words = (_("已超 %(time)s") if over else _("还剩 %(time)s")) % {"time": working_words(left)}
    return Chip(
        words, until, tone, ICONS[tone], reason, due_at.isoformat() if _contiguous(left, due_at - now) else ""
    )


def _tone(level: object) -> str:
    """A warning level as a tone: "" or its colour, from text or from the lights of the alert ladder."""
    name = level.name.lower() if isinstance(level, IntEnum) else str(level or "")
    return name if name in ICONS else ""


def _contiguous(left: Any, clock: timedelta) -> bool:
    """Whether no night, weekend or holiday lies before the limit, so that a page may count minutes down by itself."""
    if clock <= timedelta(0):
        return False
    return abs(in_working_days(left) * day_length() - clock) < timedelta(minutes=2)
