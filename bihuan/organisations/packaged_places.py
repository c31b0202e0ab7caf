"""The names of the city that ships with the product, before and after its reform, without a database."""

from datetime import date
from functools import cache

from bihuan.organisations.packaged import packaged
from bihuan.rules.actors import Level
from bihuan.rules.place_names import Gazetteer, Place

#: The list is of the end of 2023; the reform came into force on this day.
SINCE, REFORMED = date(2023, 12, 31), date(2025, 11, 1)


@cache
def packaged_gazetteer() -> Gazetteer:
    """Every place of the packaged city by any name it has or had; places beneath a renamed one moved with it.

    A place has the number of its code; what a place became in the reform has the negative one.
    """
    _, *rows = packaged("chongqing_2023.csv")
    _, *reform = packaged("chongqing_2025_reform.csv")
    became = {int(old): (new, name, parent) for old, _, new, name, parent in reform if old}
    places: dict[int, Place] = {}
    #: By the code of a place, the path of what it is after the reform; "" where it was merged away.
    paths_after: dict[str, str] = {}
    for code, name, level, parent in rows:
        old = int(code)
        path = f"{places[int(parent)].path if parent else '/'}{code}/"
        above_after = paths_after.get(parent, "/" if not parent else "")
        new_code, new_name, new_parent = became.get(old, (code, name, ""))
        if new_parent:
            above_after = paths_after.get(new_parent, f"{paths_after.get('500000', '/500000/')}{new_parent}/")
        path_after = f"{above_after}{new_code}/" if new_code and above_after else ""
        paths_after[code] = path_after
        if path_after:
            paths_after.setdefault(new_code, path_after)
        if path_after == path and new_name == name:
            places[old] = Place(old, name, Level(level), path, SINCE)
            continue
        heir = -int(new_code) if path_after else None
        places[old] = Place(old, name, Level(level), path, SINCE, REFORMED, heir)
        if heir is not None:
            places.setdefault(heir, Place(heir, new_name, Level(level), path_after, REFORMED))
    for _, _, code, name, parent in (row for row in reform if not row[0]):
        above = paths_after[parent]
        places[-int(code)] = Place(-int(code), name, Level.STREET, f"{above}{code}/", REFORMED)
    aliases: dict[str, list[int]] = {}
    for name, code in packaged("chongqing_aliases.csv")[1:]:
        aliases.setdefault(name, []).append(int(code))
    return Gazetteer(places.values(), aliases)
