"""The reporting line of an order: whom the steps of the ladder are addressed to, and who watches over the answer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bihuan.rules.actors import Level, Post
from bihuan.rules.ladder import Step, Tread
from bihuan.rules.responsibility import is_below


class Chair(NamedTuple):
    """A unit of the reporting line, and the posts in which somebody sits there today, deputies included."""

    unit: int
    posts: frozenset[Post]


class Addressee(NamedTuple):
    """Whom a step is addressed to."""

    unit: int
    post: Post


def line_up(warned: int, accountable: Mapping[Level, int], desk: int) -> list[int]:
    """The reporting line of an order from the unit warned upwards, which every step of the ladder goes along.

    Parameters: ``accountable`` the unions that answer for the order, by level; ``desk`` the union whose hotline took it.
    """
    level = next((level for level, unit in accountable.items() if unit == warned), None)
    above = [unit for at, unit in _bottom_up(accountable) if level is None or is_below(level, at)]
    return list(dict.fromkeys([warned, *above, desk]))


def addressed(tread: Tread, line: Sequence[Chair], first: Post | None = None) -> Addressee | None:
    """Whom a step is addressed to: the first occupied seat along the line. None where nobody sits anywhere.

    A vacancy is passed over upwards, never skipped silently: who is asked in place of the unit warned is on record.
    Parameters: ``first`` the post that has the order in hand, asked before the others of its unit.
    """
    wanted = tread.to
    if first in wanted and tread.step is not Step.SLIP:
        wanted = (first, *(post for post in wanted if post is not first))
    for chair in line:
        for post in wanted:
            if post in chair.posts:
                return Addressee(chair.unit, post)
    return None


def overseer(line: Sequence[Chair]) -> int:
    """The unit that watches over the answer: the nearest one above the unit warned that has a supervisor in post.

    Where none has, and above the highest, it is the top of the line itself.
    """
    return next((chair.unit for chair in line[1:] if Post.SUPERVISOR in chair.posts), line[-1].unit)


def _bottom_up(accountable: Mapping[Level, int]) -> list[tuple[Level, int]]:
    return sorted(accountable.items(), key=lambda pair: -list(Level).index(pair[0]))
