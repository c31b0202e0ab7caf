"""The duty roster of a centre: who leads, who stands in, who sits at the desk, day and night without a gap."""

from datetime import datetime, timedelta
from itertools import cycle

from django.db import IntegrityError, transaction

from bihuan.duties.models import PostHolder, Shift
from bihuan.duties.models.structure import HolderRole
from bihuan.duties.scopes import keeper_of, require
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import STANDING_WORDS, Standing
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

#: Day shift and the night after it; together one day.
DAY, NIGHT = timedelta(hours=9), timedelta(hours=15)
MOST_DAYS = 92
PLANNING = Words("编排值班表", "Planning the roster")
_LEADING = (HolderRole.COMMANDER, HolderRole.DEPUTY_COMMANDER)


@transaction.atomic
def plan_roster(actor: Actor | None, centre: Unit, start: datetime, days: int) -> list[Shift]:
    """Plan day and night shifts in turn from ``start``: leaders by the day, officers by the shift.

    Whoever leads is stood in for by the next in turn. The officers are the people of the posts of the centre itself
    (指挥调度), or, where there is none, of all posts.
    Raises: ``Refused`` duty_not_yours, roster_needs_people, shift_overlaps, number_out_of_range.
    """
    if actor:
        require(keeper_of(actor, place_of(centre)), PLANNING, STANDING_WORDS[Standing.LIST_OWNER])
    if not 1 <= days <= MOST_DAYS:
        what = Words("天数", "the number of days")
        refuse("number_out_of_range", field="days", what=what, least=1, most=MOST_DAYS)
    holders = PostHolder.objects.filter(post__lane__board__centre=centre, until=None).order_by("pk")
    leaders = list(holders.filter(role__in=_LEADING))
    others = holders.exclude(role__in=_LEADING)
    officers = list(others.filter(post__lane__name__contains="指挥")) or list(others)
    if not leaders or not officers:
        refuse("roster_needs_people", centre=centre.name)
    if centre.shifts.filter(starts_at__lt=start + timedelta(days=days), ends_at__gt=start).exists():
        refuse("shift_overlaps", centre=centre.name, day=start.date())
    desk = cycle(officers)
    shifts = []
    for day in range(days):
        leader, deputy = leaders[day % len(leaders)], leaders[(day + 1) % len(leaders)]
        begins = start + timedelta(days=day)
        for lasts in (DAY, NIGHT):
            shifts.append(
                Shift(
                    centre=centre, starts_at=begins, ends_at=begins + lasts, leader=leader,
                    deputy=deputy if deputy != leader else None, officer=next(desk),
                )
            )  # fmt: skip
            begins += lasts
    try:
        return Shift.objects.bulk_create(shifts)
    except IntegrityError:  # somebody else planned the same days meanwhile
        refuse("shift_overlaps", centre=centre.name, day=start.date())
