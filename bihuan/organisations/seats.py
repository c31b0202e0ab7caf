"""Who sits where: everybody in post in some units, and what the units are called, for those who have to be told something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bihuan.organisations.models import Appointment, Unit
from bihuan.rules.actors import Post


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a post of a unit. ``stands_for`` is whose seat it is: the person's own, or that of the one deputised for."""

    unit_id: int
    post: Post
    person_id: int
    stands_for: int
    email: str
    language: str


def seats_in(unit_ids: Iterable[int], on: date) -> list[Seat]:
    """The seats of these units that day, deputies included, closed accounts left out; one statement."""
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on), since__lte=on, unit__in=sorted(set(unit_ids)), person__is_active=True
    ).order_by("pk")
    rows = held.values_list(
        "unit_id", "post", "person_id", "deputises_for__person_id", "person__email", "person__language"
    )
    return [
        Seat(unit, Post(post), person, stands_for or person, email, language)
        for unit, post, person, stands_for, email, language in rows
    ]


def unit_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """What these units are called; abolished ones keep the name they had."""
    return dict(Unit.objects.filter(pk__in=sorted(set(unit_ids))).values_list("pk", "name"))
