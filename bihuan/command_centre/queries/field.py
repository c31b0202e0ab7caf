"""What a grid worker's phone shows: the places to choose from, and what became of the own reports."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from bihuan.command_centre.models import Event
from bihuan.grids.queries import grids_in_paths, grids_of_person
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import units_at, within
from bihuan.rules.actors import Level, Post
from bihuan.rules.grids import GridKind
from bihuan.rules.words import Words

_MOST = 30
#: A street has some dozens of grids; more in one list nobody finds anything in.
_MOST_GRIDS = 400
_OWN, _COMMUNITIES, _GRIDS = (
    Words("我的网格", "My grids"), Words("村社区", "Communities"), Words("本镇街其他网格", "Other grids of the street"),
)  # fmt: skip


class Group(NamedTuple):
    """Places under one heading: code and name."""

    words: Words
    places: list[tuple[str, str]]


def places_for(actor: Actor, on: date) -> list[Group]:
    """Own grids, then communities, then the other grids of the street in which the actor works."""
    paths = sorted(actor.places_of(Post.GRID_WORKER))
    own = set(grids_of_person(actor.person_id, on))
    scope = Q(pk__in=())
    for path in paths:
        scope |= within(path)
    communities = (
        units_at(on)
        .filter(scope, kind=UnitKind.PLACE, level__in=(Level.STREET, Level.COMMUNITY))
        .order_by("path")
    )
    grids = [
        (grid.grid.code, grid.name)
        for grid in grids_in_paths(paths, on).exclude(grid__kind=GridKind.MICRO)[:_MOST_GRIDS]
    ]
    groups = [
        Group(_OWN, [each for each in grids if each[0] in own]),
        Group(_COMMUNITIES, list(communities.values_list("code", "name"))),
        Group(_GRIDS, [each for each in grids if each[0] not in own]),
    ]
    return [group for group in groups if group.places]


def reported_by(actor: Actor) -> QuerySet[Event]:
    """The actor's own reports, newest first."""
    return Event.objects.filter(reporter=actor.person_id).order_by("-registered_at")[:_MOST]
