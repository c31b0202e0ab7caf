"""Reading places out of texts with the names of this city, kept ready in memory until a name changes."""

from datetime import date
from threading import Lock

from django.db import connection

from bihuan.organisations.models import PlaceAlias, Unit, UnitKind
from bihuan.rules.actors import Level
from bihuan.rules.place_names import Gazetteer, Place, Reading

#: Changes with every place that is added, ended or respelt, and with their other names; some milliseconds for a whole city.
_STAMP = """
    SELECT count(*), max(id), count(valid_to), sum(hashtext(name)::bigint),
        (SELECT (count(*), sum(hashtext(name)::bigint), sum(place_id))::text FROM organisations_placealias)
    FROM organisations_unit WHERE kind = 'place'
"""
_reading = Lock()
_kept: tuple[object, Gazetteer] | None = None


def read_place(text: str, on: date) -> Reading:
    """The place a text speaks of, as it is on a day; says so where none is named or several fit (one statement)."""
    return gazetteer().read(text, on)


def gazetteer() -> Gazetteer:
    """The names of all places there are and were; made anew only when one of them changed."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = (connection.settings_dict["NAME"], *cursor.fetchone())
    with _reading:
        if _kept is None or _kept[0] != stamp:
            _kept = stamp, _made()
        return _kept[1]


def _made() -> Gazetteer:
    rows = Unit.objects.filter(kind=UnitKind.PLACE).values_list(
        "pk", "name", "level", "path", "valid_from", "valid_to", "successor_id"
    )
    aliases: dict[str, list[int]] = {}
    for name, place in PlaceAlias.objects.values_list("name", "place"):
        aliases.setdefault(name, []).append(place)
    return Gazetteer(
        (
            Place(pk, name, Level(level), path, since, until, heir)
            for pk, name, level, path, since, until, heir in rows.iterator()
        ),
        aliases,
    )
