"""The holder bar: who held an order, one after the other, each as wide as the working time it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bihuan.website.language import say
from bihuan.website.shapes import part
from bihuan.website.times import Working, in_working_days, working_words

#: Narrowest a holder is drawn, in hundredths of the bar, so that even a minute can be seen and pressed.
NARROWEST = 2.5


@dataclass(frozen=True, slots=True)
class Segment:
    """One holder as drawn: place and width in hundredths, and the row it opens."""

    holder: Any
    place: int
    x: float
    width: float
    time: str
    title: str
    now: bool
    over: bool


def segments(holders: Sequence[Any]) -> list[Segment]:
    """Lay the holders out, oldest first, so that their widths add up to the whole bar."""
    working: list[Working] = [part(holder, "working", 0) for holder in holders]
    days = [max(in_working_days(amount), 0.0) for amount in working]
    whole = sum(days) or 1.0
    drawn = [max(share / whole * 100, NARROWEST) for share in days]
    scale = 100 / sum(drawn) if drawn else 1.0
    laid, x = [], 0.0
    for place, (holder, amount, width) in enumerate(zip(holders, working, drawn, strict=True), start=1):
        time, now, over = working_words(amount), part(holder, "until") is None, bool(part(holder, "over"))
        title = " · ".join(
            filter(
                None,
                [say(part(holder, "unit")), say(part(holder, "post")), say(part(holder, "person")), time],
            )
        )
        if over:
            title += " · " + _("超期")
        laid.append(Segment(holder, place, round(x, 3), round(width * scale, 3), time, title, now, over))
        x += width * scale
    return laid
