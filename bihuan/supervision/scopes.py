"""Which part of the line a supervisor or leader looks at: the own unit, or a union below it."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import units_at, within
from bihuan.rules.actors import Level, Post
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import PUBLISHED

#: Posts that look after others' work.
OVERSEEING = (Post.SUPERVISOR, Post.LEADER)
_BELOW = {Level.CITY: Level.DISTRICT, Level.DISTRICT: Level.STREET}
_HIGHEST_FIRST = list(Level)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at.

    Attributes:
        unit: the unit whose orders are counted.
        above: the actor's own unit where ``unit`` lies below it, else None.
        below: the unions one level down, each a row of its own, by place.
        at: the instant as of which it is looked at.
    """

    actor: Actor
    unit: Unit
    above: HeldPost | None
    below: tuple[Unit, ...]
    at: datetime

    @property
    def asked(self) -> dict[str, str]:
        """The scope as a filter of the order list: the orders for which the unit answers.

        Only unions answer for orders; another organ looks at the orders it takes part in, which is all it sees.
        """
        return {"line": str(self.unit.pk)} if self.unit.kind == UnitKind.UNION else {}


def scope_of(actor: Actor, at: datetime, unit_id: int | None = None) -> Scope:
    """The scope of an overseer: the highest unit overseen, or the union ``unit_id`` below it; two statements.

    Raises ``Refused`` ``unit_unknown`` for a unit that is not below, whether or not it exists.
    """
    own = _highest(actor)
    unions = units_at(at.astimezone(PUBLISHED.zone).date()).filter(
        within(own.place_path), kind=UnitKind.UNION
    )
    if unit_id is None or unit_id == own.unit_id:
        unit, above = Unit.objects.get(pk=own.unit_id), None
    else:
        unit = unions.filter(pk=unit_id).first() or refuse("unit_unknown", field="unit", name=str(unit_id))
        above = own
    level = _BELOW.get(Level(unit.level))
    place = own.place_path if above is None else unit.path[: unit.path.rindex("/", 0, -1) + 1]
    below = unions.filter(within(place), level=level).order_by("path") if level else ()
    return Scope(actor, unit, above, tuple(below), at)


def _highest(actor: Actor) -> HeldPost:
    held = [held for held in actor.posts if held.post in OVERSEEING]
    return min(held, key=lambda post: _HIGHEST_FIRST.index(post.unit_level))
