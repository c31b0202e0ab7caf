"""Import what the lanes of a centre are measured by: look first (``check``), then all of it or nothing (``define``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from bihuan.duties.actions.structure import too_long
from bihuan.duties.columns import INDICATOR_COLUMNS, OPTIONAL_OF_INDICATORS
from bihuan.duties.models import CentrePost, Indicator, Lane
from bihuan.duties.scopes import keeper_of, require
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table
from bihuan.rules.vitals import BETTER_WORDS, EVERY_WORDS, SOURCES, Better, Every, Source, narrows
from bihuan.rules.words import Words

_WHO = Words("本级指挥中心的值守人员或领导", "an officer or leader of its command centre")
_ACT = Words("导入指标定义", "Defining indicators")
_DUE_MOST = 92


def _spellings(table: Mapping[Any, Words]) -> dict[str, str]:
    return {each.value: each.value for each in table} | {
        words.zh: each.value for each, words in table.items()
    }


_WORDS: dict[str, tuple[dict[str, str], str]] = {
    "better": (_spellings(BETTER_WORDS), Better.NEITHER),
    "every": (_spellings(EVERY_WORDS), Every.MONTH),
    "source": (_spellings({source: row.words for source, row in SOURCES.items()}), ""),
}


@dataclass
class Checked:
    """What a table of indicators says. ``errors`` empty means it may be kept."""

    errors: list[RowError] = field(default_factory=list)
    rows: list[Indicator] = field(default_factory=list)
    added: int = 0
    amended: int = 0

    @property
    def unchanged(self) -> int:
        """How many stand as they stood."""
        return len(self.rows) - self.added - self.amended


def check(rows: Rows, centre: Unit) -> Checked:
    """Read the table, changing nothing; an indicator is known by its lane and name. Raises: ``Refused`` table_header."""
    checked = Checked()
    lanes = {lane.name: lane for lane in Lane.objects.filter(board__centre=centre)}
    posts = {post.name: post for post in CentrePost.objects.filter(lane__board__centre=centre)}
    standing = {
        (each.lane_id, each.name): each for each in Indicator.objects.filter(lane__board__centre=centre)
    }
    numbers: dict[int, int] = {}
    for lane_id, _ in standing:
        numbers[lane_id] = numbers.get(lane_id, 0) + 1
    seen: dict[tuple[int, str], int] = {}
    for row, cells in by_column(rows, INDICATOR_COLUMNS, OPTIONAL_OF_INDICATORS):
        wrong = _faults(row, cells, lanes, posts)
        lane = lanes.get(cells["lane"])
        if lane and seen.setdefault((lane.pk, cells["name"]), row) != row:
            first = seen[lane.pk, cells["name"]]
            wrong.append(RowError.because("row_key_twice", row, "name", code=cells["name"], first=first))
        checked.errors += wrong
        if wrong or lane is None:
            continue
        known = standing.get((lane.pk, cells["name"]))
        given = _values(cells, posts)
        if known is None:
            numbers[lane.pk] = numbers.get(lane.pk, 0) + 1
            code = f"{lane.code}-K{numbers[lane.pk]:02}"
            checked.rows.append(Indicator(lane=lane, name=cells["name"], code=code, **given))
            checked.added += 1
            continue
        checked.amended += any(getattr(known, name) != value for name, value in given.items())
        for name, value in given.items():
            setattr(known, name, value)
        checked.rows.append(known)
    return checked


@transaction.atomic
def define(centre: Unit, rows: Rows) -> Checked:
    """Keep the table as definitions; what it does not name stays as it is. For the house itself.

    Raises: ``Refused`` table_header, table_has_errors.
    """
    checked = check(rows, centre)
    refuse_table(checked.errors)
    Indicator.objects.bulk_create([each for each in checked.rows if each.pk is None])
    changed = [name for name in INDICATOR_COLUMNS if name not in ("lane", "name")]
    Indicator.objects.bulk_update([each for each in checked.rows if each.pk is not None], changed)
    return checked


def import_indicators(actor: Actor, centre: Unit, rows: Rows) -> Checked:
    """The same for who keeps the centre. Raises besides: duty_not_yours."""
    require(keeper_of(actor, place_of(centre)), _ACT, _WHO)
    return define(centre, rows)


def _faults(
    row: int, cells: dict[str, str], lanes: Mapping[str, Lane], posts: Mapping[str, CentrePost]
) -> list[RowError]:
    wrong = too_long(row, cells, name_en=120, measure=20, definition=200)
    if cells["lane"] not in lanes:
        wrong.append(RowError.because("row_lane_unknown", row, "lane", name=cells["lane"]))
    if not 0 < len(cells["name"]) <= 60:
        wrong.append(RowError.because("row_name_bad", row, "name", limit=60))
    if cells["owner"] and cells["owner"] not in posts:
        wrong.append(RowError.because("row_post_unknown", row, "owner", name=cells["owner"]))
    for column, (known, _) in _WORDS.items():
        if cells[column] and cells[column] not in known:
            wrong.append(
                RowError.because("row_indicator_word", row, column, value=cells[column], column=column, known=", ".join(known))
            )  # fmt: skip
    if cells["due_days"] and not (cells["due_days"].isascii() and cells["due_days"].isdigit()):
        wrong.append(
            RowError.because("row_number_bad", row, "due_days", value=cells["due_days"], column="due_days")
        )
    elif int(cells["due_days"] or 0) > _DUE_MOST:
        wrong.append(
            RowError.because("row_due_days", row, "due_days", value=cells["due_days"], most=_DUE_MOST)
        )
    source = _WORDS["source"][0].get(cells["source"], "")
    if cells["about"] and not (source and narrows(Source(source), cells["about"])):
        wrong.append(RowError.because("row_about_unknown", row, "about", value=cells["about"]))
    return wrong


def _values(cells: dict[str, str], posts: Mapping[str, CentrePost]) -> dict[str, object]:
    worded = {
        column: known[cells[column]] if cells[column] else usual for column, (known, usual) in _WORDS.items()
    }
    return {
        "name_en": cells["name_en"], "measure": cells["measure"], "definition": cells["definition"],
        "due_days": int(cells["due_days"] or 5), "owner": posts.get(cells["owner"]), "about": cells["about"], **worded,
    }  # fmt: skip
