"""What is told in like words: orders of one district about one matter, with those of the weeks before."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from bihuan.rules.surges import WINDOW
from bihuan.triage.likeness import gathered
from bihuan.work_orders.unasked import orders_of

#: Within one matter all texts share words; of sixty calls about one matter no three are this alike by chance (union_calls).
LEAST_ALIKE = 0.2
#: Characters of a text that are compared, texts of the window at most (the newest), and of the weeks before. Of a block
#: with more, those left out are not counted: a group is then told too small, never too large.
_COMPARED, _MOST, _MOST_PAST = 160, 400, 400


class Told(NamedTuple):
    """A group of like words: its orders in the window, and how many there were in each week before."""

    orders: list[UUID]
    before: list[int]


def told_alike(orders: Sequence[UUID], past: Sequence[UUID], at: datetime, weeks: int = 0) -> list[Told]:
    """Groups of orders told in like words, the largest first; one statement.

    Parameters: ``past`` orders of the weeks before, newest first; where they are more than can be compared, only the
    weeks that are known whole count as weeks before.
    """
    orders, compared = orders[-_MOST:], list(past[:_MOST_PAST])
    found = orders_of([*orders, *compared])
    texts = {
        pk: (f"{title}\n{content}"[:_COMPARED], registered_at)
        for pk, title, content, registered_at in found.values_list("pk", "title", "content", "registered_at")
    }
    known = [pk for pk in [*orders, *compared] if pk in texts]
    start = at - WINDOW
    if len(past) > len(compared):
        weeks = min(weeks, (start - texts[compared[-1]][1]).days // 7)
    groups = []
    window = set(orders)
    for group in gathered([texts[pk][0] for pk in known], LEAST_ALIKE):
        before = [0] * weeks
        for place in group:
            week = (start - texts[known[place]][1]).days // 7
            if known[place] not in window and week < weeks:
                before[week] += 1
        groups.append(Told([known[place] for place in group if known[place] in window], before))
    return sorted(groups, key=lambda one: -len(one.orders))
