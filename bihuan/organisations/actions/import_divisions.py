"""Import administrative divisions from a table: look first (``check``), then all or nothing (``apply``)."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from bihuan.organisations.actions.add_units import (
    NAME_LIMIT,
    NewUnit,
    Progress,
    add_units,
    reserve_ids,
)
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.words import Words

#: Columns of the table and the other headings each is known by.
COLUMNS = {
    "code": ("代码", "区划代码"),
    "name": ("名称",),
    "level": ("级别",),
    "parent_code": ("上级代码",),
}
#: How tables name the levels, besides our own names for them and the words the pages show.
OTHER_LEVEL_NAMES = {
    "市": Level.CITY,
    "county": Level.DISTRICT,
    "区": Level.DISTRICT,
    "县": Level.DISTRICT,
    "town": Level.STREET,
    "街道": Level.STREET,
    "village": Level.COMMUNITY,
    "社区": Level.COMMUNITY,
}
LEVEL_NAMES = (
    {level.value: level for level in Level}
    | {LEVEL_WORDS[level].zh: level for level in Level}
    | OTHER_LEVEL_NAMES
)
#: ":" is kept for the codes of organs, "/" for paths; short enough that no path of all levels is ever too long.
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,29}")
_DOWNWARDS = list(Level)


@dataclass(slots=True)
class _Place:
    """One row: a place to be, or one that is already there (then ``id`` is set)."""

    row: int
    code: str
    name: str
    level: Level
    parent_code: str
    path: str = ""
    id: int | None = None


@dataclass
class Checked:
    """What an import would do, or has done. ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    #: New places by level.
    counts: Counter[Level] = field(default_factory=Counter)
    unchanged: int = 0
    #: Spelling corrected: (code, name now, name in the table).
    renamed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many places the table adds."""
        return self.counts.total()


def check(rows: Rows) -> Checked:
    """Read the table and say what importing it would do, changing nothing.

    Raises: ``Refused`` table_header; every fault of a single row is in ``Checked.errors`` instead.
    """
    return _examine(rows)[0]


def apply(rows: Rows, on: date, progress: Progress | None = None) -> Checked:
    """Import the table: new places exist from ``on``; a known code with another name is respelt, its organs with it.

    Importing the same table again changes nothing. Places the table does not mention stay as they are: only a reform
    ends or moves a place. Raises: ``Refused`` table_header, table_has_errors.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # two imports at once would both find the same codes free
            cursor.execute("LOCK TABLE organisations_unit IN SHARE ROW EXCLUSIVE MODE")
        checked, places = _examine(rows)
        refuse_table(checked.errors)
        _add(places, on, progress)
        for code, now, corrected in checked.renamed:
            _respell(code, now, corrected)
    return checked


def _examine(rows: Rows) -> tuple[Checked, dict[str, _Place]]:
    checked = Checked()
    places = _parse(rows, checked)
    known = {
        place.code: place
        for place in Unit.objects.filter(kind=UnitKind.PLACE, valid_to=None).only(
            "code", "name", "level", "path"
        )
    }
    # Parents first, wherever they stand in the table: a child needs its parent's path.
    for place in sorted(places.values(), key=lambda place: _DOWNWARDS.index(place.level)):
        if error := _place_it(place, places, known):
            checked.errors.append(error)
        elif place.code not in known:
            checked.counts[place.level] += 1
        elif known[place.code].name != place.name:
            checked.renamed.append((place.code, known[place.code].name, place.name))
        else:
            checked.unchanged += 1
    checked.errors.sort(key=lambda error: error.row)
    return checked, places


def _parse(rows: Rows, checked: Checked) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    for row, cells in by_column(rows, COLUMNS):
        code, level = cells["code"], LEVEL_NAMES.get(cells["level"].lower())
        wrong = []
        if not CODE.fullmatch(code):
            wrong.append(RowError.because("row_code_bad", row, "code", code=code))
        elif code in places:
            wrong.append(RowError.because("row_code_twice", row, "code", code=code, first=places[code].row))
        if not 0 < len(cells["name"]) <= NAME_LIMIT:
            wrong.append(RowError.because("row_name_bad", row, "name", limit=NAME_LIMIT))
        if level is None:
            names = ", ".join(LEVEL_NAMES)
            wrong.append(
                RowError.because("row_level_unknown", row, "level", level=cells["level"], levels=names)
            )
        if level and not wrong:
            places[code] = _Place(row, code, cells["name"], level, cells["parent_code"])
        checked.errors.extend(wrong)
    return places


def _place_it(place: _Place, places: dict[str, _Place], known: dict[str, Unit]) -> RowError | None:
    """Give the place its path, or say why it has none."""
    above = ""
    if not place.parent_code:
        if place.level is not Level.CITY:
            return RowError.because(
                "row_root_not_city", place.row, "parent_code", level=LEVEL_WORDS[place.level]
            )
    else:
        parent = places.get(place.parent_code) or known.get(place.parent_code)
        if parent is None:
            return RowError.because("row_parent_missing", place.row, "parent_code", parent=place.parent_code)
        if error := _level_below(place, parent.name, Level(parent.level)):
            return error
        # A parent without a path has an error of its own; its children need not repeat it.
        above = parent.path
    place.path = f"{above or '/'}{place.code}/"
    there = known.get(place.code)
    if there is not None:
        if there.path != place.path or there.level != place.level:
            holder = there.path.strip("/").split("/")[-2:-1]
            parent_name = known[holder[0]].name if holder else there.name
            return RowError.because(
                "row_moved", place.row, "parent_code", code=place.code, parent=parent_name
            )
        place.id = there.pk
    return None


def _level_below(place: _Place, parent_name: str, parent_level: Level) -> RowError | None:
    depth = _DOWNWARDS.index(place.level)
    expected: Level | None = _DOWNWARDS[depth - 1] if depth else None
    if parent_level is expected:
        return None
    return RowError.because(
        "row_level_skips",
        place.row,
        "level",
        level=LEVEL_WORDS[place.level],
        expected=LEVEL_WORDS[expected] if expected else Words("（无）", "(none)"),
        parent=parent_name,
        found=LEVEL_WORDS[parent_level],
    )


def _add(places: dict[str, _Place], on: date, progress: Progress | None) -> None:
    fresh = [place for place in places.values() if place.id is None]
    for place, id_ in zip(fresh, reserve_ids(len(fresh)), strict=True):
        place.id = id_
    outside = {place.parent_code for place in fresh} - places.keys()
    ids = dict(
        Unit.objects.filter(code__in=outside, kind=UnitKind.PLACE, valid_to=None).values_list("code", "id")
    ) | {place.code: place.id for place in places.values()}
    add_units(
        [
            NewUnit(
                place.id or 0, place.code, place.name, UnitKind.PLACE, place.level, "",
                ids.get(place.parent_code), place.path, on,
            )
            for place in fresh
        ],
        progress,
    )  # fmt: skip


def _respell(code: str, now: str, corrected: str) -> None:
    place = Unit.objects.get(code=code, valid_to=None)
    place.name = corrected
    place.save(update_fields=["name"])
    for organ in place.children.filter(valid_to=None).exclude(kind=UnitKind.PLACE):
        organ.name = organ.name.replace(now, corrected)
        organ.save(update_fields=["name"])
