"""Which post may exist in which kind of unit and at which levels."""

from bihuan.rules.actors import Level, Post

_CITY = frozenset({Level.CITY})
_CITY_DISTRICT = _CITY | {Level.DISTRICT}
_ALL_THREE = _CITY_DISTRICT | {Level.STREET}

#: Post → kind of unit → levels. What is not here does not fit.
FITS: dict[Post, dict[str, frozenset[Level]]] = {
    Post.OPERATOR: {"union": _CITY},
    Post.DISPATCHER: {"union": _CITY},
    Post.ORDER_CLERK: {"union": _ALL_THREE},
    Post.INFORMANT: {"union": frozenset({Level.STREET})},
    Post.DEPARTMENT_OFFICER: {"department": _ALL_THREE},
    Post.COMMAND_OFFICER: {"command_centre": _ALL_THREE},
    Post.GRID_WORKER: {"command_centre": frozenset({Level.STREET})},
    Post.SUPERVISOR: {"union": _ALL_THREE, "command_centre": _ALL_THREE},
    Post.INSPECTOR: {"union": _CITY_DISTRICT},
    Post.LEADER: {"union": _ALL_THREE, "command_centre": _ALL_THREE, "department": _ALL_THREE},
    Post.CHAIR: {"union": _ALL_THREE},
    Post.VICE_CHAIR: {"union": _ALL_THREE},
    Post.ADMINISTRATOR: {"union": _CITY_DISTRICT},
}


def fits(post: Post, unit_kind: str, level: Level) -> bool:
    """Whether a unit of this kind and level may appoint somebody to ``post``."""
    return level in FITS[post].get(unit_kind, frozenset())


def posts_fitting(unit_kind: str, level: Level) -> list[Post]:
    """The posts such a unit may fill, in the order of :class:`Post`."""
    return [post for post in Post if fits(post, unit_kind, level)]
