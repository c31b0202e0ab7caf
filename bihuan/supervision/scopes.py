"""Which part of the line a supervisor or leader looks at: the own unit, or a union below it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import place_path, units_at, within
from bihuan.rules.actors import Level, Post
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

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
        at: the instant as of which it is looked at.
    """

    actor: Actor
    unit: Unit
    above: HeldPost | None
    at: datetime

    @property
    def asked(self) -> dict[str, str]:
        """The scope as a filter of the order list: the orders for which the unit answers.

        Only unions answer for orders; another organ looks at the orders it takes part in, which is all it sees.
        """
        return {"line": str(self.unit.pk)} if self.unit.kind == UnitKind.UNION else {}


def scope_of(actor: Actor, at: datetime, unit_id: int | None = None) -> Scope:
    """The scope of an overseer: the highest unit overseen, or the union ``unit_id`` below it, at one statement more.

    Raises ``Refused`` ``unit_unknown`` for a unit that is not below, whether or not it exists.
    """
    own = _highest(actor)
    if unit_id is None or unit_id == own.unit_id:
        return Scope(actor, _unit_of(own), None, at)
    unit = _unions(own.place_path, at).filter(pk=unit_id).first()
    return Scope(actor, unit or refuse("unit_unknown", field="unit", name=str(unit_id)), own, at)


def unions_below(scope: Scope) -> list[Unit]:
    """The unions one level down, by place; one statement, none at the lowest level."""
    level = _BELOW.get(Level(scope.unit.level))
    if level is None:
        return []
    beneath = place_path(scope.unit.path, scope.unit.kind)
    return list(_unions(beneath, scope.at).filter(level=level).order_by("path"))


def _unions(path: str, at: datetime) -> QuerySet[Unit]:
    return units_at(at.astimezone(SHANGHAI).date()).filter(within(path), kind=UnitKind.UNION)


def _unit_of(held: HeldPost) -> Unit:
    """The unit as the post knows it, which is all that is needed of it."""
    return Unit(
        pk=held.unit_id, name=held.unit_name, kind=held.unit_kind, level=held.unit_level, path=held.unit_path
    )


def _highest(actor: Actor) -> HeldPost:
    held = [held for held in actor.posts if held.post in OVERSEEING]
    return min(held, key=lambda post: _HIGHEST_FIRST.index(post.unit_level))
