"""The thresholds with their owners, their history, and who may own one."""

from datetime import date, datetime
from typing import NamedTuple

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person
from bihuan.organisations.seats import seats_in
from bihuan.rules.actors import Level, Post
from bihuan.triage.models import AccuracyAlarm, ThresholdRow

#: Who may see how suggestions do, and in the city's own units also set their thresholds and own them.
MINDING = (Post.SUPERVISOR, Post.LEADER, Post.ADMINISTRATOR)


class Keeper(NamedTuple):
    """Somebody who may own thresholds."""

    person_id: int
    unit_id: int
    name: str


def setting_units(actor: Actor) -> list[int]:
    """The city's units through which the actor may set thresholds; they hold for every desk of the city."""
    return sorted(
        {held.unit_id for held in actor.posts if held.post in MINDING and held.unit_level is Level.CITY}
    )


def possible_keepers(actor: Actor, on: date) -> list[Keeper]:
    """Who may own a threshold that the actor sets: whoever minds suggestions in the actor's own units."""
    units = setting_units(actor)
    seats = {seat.person_id: seat for seat in seats_in(units, on) if seat.post in MINDING} if units else {}
    names = Person.objects.filter(pk__in=seats).order_by("name", "pk").values_list("pk", "name")
    return [Keeper(pk, seats[pk].unit_id, name) for pk, name in names]


def threshold_rows() -> list[ThresholdRow]:
    """Every row there ever was, the newest first."""
    return list(
        ThresholdRow.objects.select_related("keeper", "keeper_unit", "set_by").order_by(
            "-in_force_from", "-pk"
        )
    )


def row_in_force(rows: list[ThresholdRow], matter: str, at: datetime) -> ThresholdRow | None:
    """The row that holds for a matter: its own newest, else the newest for all; None where nobody wrote one."""
    begun = [row for row in rows if row.in_force_from <= at]
    own = next((row for row in begun if row.matter == matter), None)
    return own or next((row for row in begun if not row.matter), None)


def alarms_since(week: date) -> list[AccuracyAlarm]:
    """The alarms of a week and those after, the newest first."""
    alarms = AccuracyAlarm.objects.filter(week__gte=week).select_related("keeper")
    return list(alarms.order_by("-week", "matter"))
