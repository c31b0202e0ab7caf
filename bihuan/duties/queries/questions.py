"""From a text to the question the rules are asked: which place it speaks of, as far as that can be said."""

from dataclasses import replace
from datetime import date
from os.path import commonpath
from typing import NamedTuple

from bihuan.duties.queries.routing import decide, place_names_of, routes_in_force
from bihuan.grids.locating import grids_of
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.place_texts import read_place
from bihuan.rules.place_names import Reading
from bihuan.rules.routing import Decision, Question
from bihuan.rules.routing_words import why
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words


class Explained(NamedTuple):
    """A decision about a text, the place it was read to speak of, and every reason in words."""

    place: Unit
    decision: Decision
    why: list[Words]


def explain(text: str, asked: Question, on: date, position: tuple[float, float] | None = None) -> Explained:
    """What the rules in force say of a text.

    Parameters: ``asked`` what else is known; its path is replaced by the place the text speaks of, its grids by those
    the ``position`` (longitude, latitude) lies in, or else the text names. Where several places
    fit, the nearest place that holds all of them is asked for; where none is named, the city.
    Raises: ``Unit.DoesNotExist`` in a database without a city.
    """
    reading = read_place(text, on)
    cities = Unit.objects.filter(kind=UnitKind.PLACE, parent=None, valid_to=None)
    place = None
    if reading.place:
        place = Unit.objects.get(pk=reading.place.id)
    elif reading.candidates:
        shared = f"{commonpath([each.path for each in reading.candidates])}/"
        place = cities.model.objects.filter(kind=UnitKind.PLACE, path=shared, valid_to=None).first()
    place = place or cities.order_by("path")[:1].get()
    grids = tuple(grids_of(place, on, position, text))
    decision = decide(replace(asked, path=place.path, grids=grids), on)
    return Explained(
        place,
        decision,
        [_place_words(reading, place), *why(decision, place_names_of(routes_in_force()))],
    )


def _place_words(reading: Reading, place: Unit) -> Words:
    here = Words(place.name, place.name)
    if reading.ambiguous:
        return Words(
            "“{named}”可能指{which}，未能确定，按{place}处理。",
            "“{named}” may mean {which}; undecided, so {place} is taken.",
        ).fill(
            named=reading.named, place=here, which=listed(Words(c.name, c.name) for c in reading.candidates)
        )
    if reading.place is None:
        return Words("文中没有说明地点，按{place}处理。", "No place is named; {place} is taken.").fill(
            place=here
        )
    was = f"（原文“{reading.named}”）" if reading.named != place.name else ""
    also = f" (it says “{reading.named}”)" if was else ""
    sure = (
        Words("", "") if reading.sure else Words("，只写了简称，请核对", "; only a short name, please check")
    )
    return Words(f"地点：{place.name}{was}{sure.zh}。", f"Place: {place.name}{also}{sure.en}.")
