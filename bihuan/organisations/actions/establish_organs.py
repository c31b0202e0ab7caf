"""Give every place of a city the organs its level has: unions, command centres, departments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import transaction

from bihuan.organisations.actions.add_units import NewUnit, Progress, add_units, reserve_ids
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import units_at, within
from bihuan.organisations.spreadsheet import Rows, by_column
from bihuan.rules.actors import Level


@dataclass(frozen=True, slots=True)
class OrganPattern:
    """One organ of a level: its kind, a department's trade, the key of its code, its name with ``{place}`` in it."""

    kind: UnitKind
    trade: str
    key: str
    name: str


#: Which organs each level has.
Template = Mapping[Level, tuple[OrganPattern, ...]]


@cache
def usual_template() -> Template:
    """The organs of the packaged table."""
    return template_of(packaged("organs.csv"))


def template_of(rows: Rows) -> Template:
    """Read a table with the columns level, kind, trade, key and name.

    Raises: ``Refused`` table_header; ``ValueError`` for a level or kind that does not exist.
    """
    template: dict[Level, tuple[OrganPattern, ...]] = defaultdict(tuple)
    for _, cells in by_column(rows, dict.fromkeys(("level", "kind", "trade", "key", "name"), ())):
        pattern = OrganPattern(UnitKind(cells["kind"]), cells["trade"], cells["key"], cells["name"])
        template[Level(cells["level"])] += (pattern,)
    return template


@transaction.atomic
def establish_organs(
    root: Unit, on: date, template: Template | None = None, progress: Progress | None = None
) -> int:
    """Establish, from ``on``, every organ the template gives a place at or below ``root`` and that is not there yet.

    Returns how many were made; done twice, the second time makes none.
    """
    template = template or usual_template()
    there = units_at(on).filter(within(root.path))
    codes = set(there.exclude(kind=UnitKind.PLACE).values_list("code", flat=True))
    places = there.filter(kind=UnitKind.PLACE, level__in=template).only("id", "code", "name", "level", "path")
    missing = [
        (place, pattern)
        for place, pattern in _wanted(places, template)
        if organ_code(place.code, pattern.key) not in codes
    ]
    organs = [
        NewUnit(
            id_,
            organ_code(place.code, pattern.key),
            pattern.name.format(place=place.name),
            pattern.kind,
            Level(place.level),
            pattern.trade,
            place.pk,
            f"{place.path}{organ_code(place.code, pattern.key)}/",
            on,
        )
        for (place, pattern), id_ in zip(missing, reserve_ids(len(missing)), strict=True)
    ]
    add_units(organs, progress)
    return len(organs)


def organ_code(place_code: str, key: str) -> str:
    """The code of a place's organ."""
    return f"{place_code}:{key}"


def _wanted(places: Iterable[Unit], template: Template) -> Iterable[tuple[Unit, OrganPattern]]:
    for place in places:
        for pattern in template.get(Level(place.level), ()):
            yield place, pattern
