"""What an actor is in one order: worked out from posts, holder, assignments and responsibilities, never stored."""

from collections.abc import Iterable

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import HANDLING_POSTS, Level, Post, Standing
from bihuan.rules.responsibility import is_below
from bihuan.work_orders.models import Assignment, Responsibility, Role, WorkOrder

#: Posts that give their standing in every order of the desk they belong to.
_DESK_POSTS = {
    Post.OPERATOR: Standing.OPERATOR,
    Post.DISPATCHER: Standing.DISPATCHER,
    Post.INSPECTOR: Standing.INSPECTOR,
}

Standings = dict[Standing, HeldPost]


def standings_in(
    order: WorkOrder,
    actor: Actor,
    assignments: Iterable[Assignment],
    responsibilities: Iterable[Responsibility],
) -> Standings:
    """The standings ``actor`` has in ``order``, each with the post that gives it.

    Parameters: ``assignments`` the present ones; ``responsibilities`` those not released.
    """
    found: Standings = {}
    roles = {assignment.unit_id: assignment.role for assignment in assignments}
    levels = {responsibility.unit_id: Level(responsibility.level) for responsibility in responsibilities}
    lead_level = levels.get(order.lead_id or 0) or _level_of_lead(order, assignments)
    for held in actor.posts:
        for standing in _through(held, order, roles, levels, lead_level):
            if standing not in found or (
                standing is Standing.SUPERVISOR and is_below(found[standing].unit_level, held.unit_level)
            ):
                found[standing] = held
    return found


def concerning(unit_id: int, own: Standing, standings: Standings, posts: Iterable[HeldPost]) -> Standings:
    """The standings that count in what concerns one unit alone: its task, or its responsibility.

    Parameters: ``own`` the standing only that unit's people have in it, through the post in which they handle orders
    there; the same standing through another unit counts for nothing, and neither does sitting there as a leader.
    """
    post = next((held for held in posts if held.unit_id == unit_id and held.post in HANDLING_POSTS), None)
    others = {standing: held for standing, held in standings.items() if standing is not own}
    return {**others, own: post} if post and own in standings else others


def answering_at(level: Level, unit_id: int, standings: Standings, posts: Iterable[HeldPost]) -> Standings:
    """The standings that count in the responsibility ``unit_id`` has at one level.

    Its own people's, and that of a supervisor of this level or one above: nobody supervises the level over them.
    """
    found = concerning(unit_id, Standing.ACCOUNTABLE, standings, posts)
    supervisor = found.get(Standing.SUPERVISOR)
    if supervisor and is_below(supervisor.unit_level, level):
        del found[Standing.SUPERVISOR]
    return found


def _through(
    held: HeldPost,
    order: WorkOrder,
    roles: dict[int, str],
    levels: dict[int, Level],
    lead_level: Level | None,
) -> Iterable[Standing]:
    unit = held.unit_id
    if unit == order.desk_id and held.post in _DESK_POSTS:
        yield _DESK_POSTS[held.post]
    above_lead = unit in levels and lead_level is not None and is_below(lead_level, levels[unit])
    if held.post in HANDLING_POSTS:
        if unit == order.holder_id:
            yield Standing.HOLDER
        if roles.get(unit) == Role.LEAD:
            yield Standing.LEAD
        if roles.get(unit) == Role.SUPPORTING:
            yield Standing.SUPPORTING
        if roles.get(unit) == Role.INFORMED:
            yield Standing.INFORMED
        if unit in levels:
            yield Standing.ACCOUNTABLE
        if above_lead:
            yield Standing.UPPER
    if held.post is Post.SUPERVISOR and (above_lead or unit == order.desk_id):
        yield Standing.SUPERVISOR
    if held.post is Post.LEADER and unit in levels:
        yield Standing.LEADER


def _level_of_lead(order: WorkOrder, assignments: Iterable[Assignment]) -> Level | None:
    lead = next((a for a in assignments if a.unit_id == order.lead_id), None)
    return Level(lead.unit.level) if lead else None
