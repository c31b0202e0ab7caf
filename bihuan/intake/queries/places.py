"""Places as the desk looks for them: by any name they have or had."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bihuan.organisations.models import UnitKind
from bihuan.organisations.place_texts import read_place
from bihuan.organisations.queries import Found, search_units, units_at
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.organisations.models import Unit


class PlaceFound(NamedTuple):
    """A place, the places it lies in from the city down, and the name that matched where that is an old one."""

    id: int
    name: str
    within: str
    formerly: str

    @property
    def hint(self) -> Words:
        """Where it lies, and what it was called."""
        before = Words(f"原{self.formerly}", f"formerly {self.formerly}") if self.formerly else Words("", "")
        return Words(
            *(
                " · ".join(filter(None, parts))
                for parts in zip((self.within, self.within), before, strict=True)
            )
        )


def find_places(text: str, on: date, beneath: str) -> list[PlaceFound]:
    """Places in the subtree at ``beneath`` that are or were called so; else those a whole address speaks of."""
    found = search_units(text, on, kind=UnitKind.PLACE, under=beneath, limit=12)
    found = found or _in_address(text, on, beneath)
    names = _names_above([each.unit for each in found], on)
    return [
        PlaceFound(
            each.unit.pk,
            each.unit.name,
            " › ".join(names[path] for path in _above(each.unit.path)[1:] if path in names),
            # A short form is no former name.
            each.matched if each.matched not in each.unit.name else "",
        )
        for each in found
    ]


def place_shown(place_id: int | None, on: date) -> str:
    """The name of a chosen place with the places it lies in; "" for none."""
    place = units_at(on).filter(pk=place_id).first() if place_id else None
    if place is None:
        return ""
    names = _names_above([place], on)
    return " › ".join([*(names[path] for path in _above(place.path)[1:] if path in names), place.name])


def _in_address(text: str, on: date, beneath: str) -> list[Found]:
    """What an address pasted whole speaks of: one place, or each of those it may mean."""
    reading = read_place(text, on)
    meant = [reading.place] if reading.place else reading.candidates
    units = units_at(on).in_bulk([place.id for place in meant if place.path.startswith(beneath)])
    return [Found(units[place.id], reading.named) for place in meant if place.id in units]


def _above(path: str) -> list[str]:
    codes = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def _names_above(places: "list[Unit]", on: date) -> dict[str, str]:
    paths = {path for place in places for path in _above(place.path)}
    return dict(units_at(on).filter(path__in=paths).values_list("path", "name")) if paths else {}
