"""The house as the routing needs it: which organs serve which place, the duty items, and the posts that claimed them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
from bihuan.rules.routing_rows import LEVELS, Target


class Organ(NamedTuple):
    """A unit as the routing knows it."""

    id: int
    code: str
    name: str
    level: Level
    path: str


class PostOnDuty(NamedTuple):
    """A post that claimed an item: where it stands in its centre, and how many people hold it."""

    id: int
    name: str
    board: str
    lane: str
    centre: str
    people: int
    #: Id of the centre.
    centre_id: int = 0


class Item(NamedTuple):
    """An item of a duty list, and the post that claimed to lead it (None while nobody did)."""

    id: int
    code: str
    name: str
    kind: DutyKind
    post: PostOnDuty | None = None


@dataclass(frozen=True)
class Office:
    """The house as it stands: which organs serve which place, what was abolished, the items and their posts.

    Attributes:
        organs: by path of the place and role.
        by_code: every standing unit, places too.
        abolished: code → last name of units that no longer exist.
        items: by path of the place whose list it is, and code of the item.
    """

    organs: dict[tuple[str, str], Organ] = field(default_factory=dict)
    by_code: dict[str, Organ] = field(default_factory=dict)
    abolished: dict[str, str] = field(default_factory=dict)
    items: Mapping[tuple[str, str], Item] = field(default_factory=dict)

    def organ(self, target: Target, path: str) -> Organ | None:
        """The organ a target means in that place, or None: then the row cannot be carried out."""
        if target.code:
            return self.by_code.get(target.code)
        deepest = LEVELS.index(target.level) + 1
        above = (place for place in _upwards(path) if place.count("/") - 1 <= deepest)
        return next((self.organs[at] for place in above if (at := (place, target.role)) in self.organs), None)

    def item(self, code: str, path: str) -> Item | None:
        """The item of that code in the nearest list from the place upwards: the street's, the district's, the city's."""
        return next((self.items[at] for place in _upwards(path) if (at := (place, code)) in self.items), None)

    def duty_desk(self, path: str) -> Organ | None:
        """Who takes what nobody else does: the nearest command centre."""
        return self.organ(Target("command_centre", Level.GRID), path)


def _upwards(path: str) -> Iterator[str]:
    """The path and those above it, nearest first."""
    while len(path) > 1:
        yield path
        path = path[: path.rindex("/", 0, -1) + 1]
