"""A ladder out of a file, CSV or XLSX, and back into one: what each row says, as the rule book speaks of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from bihuan.calendars.keyed_rows import KEYS, ORIGIN, KeyedCells, key_cells, keyed_table, named, origin_cells
from bihuan.organisations.models import Unit
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import (
    CAUSE_WORDS,
    COLOURS,
    STEP_WORDS,
    WANTS_WORDS,
    Cause,
    Row,
    Rung,
    Step,
    Tread,
    Wants,
)
from bihuan.rules.words import Words

COLUMNS: dict[str, tuple[str, ...]] = {"what": ("情形或步骤",), "light": ("颜色",)}
MAY_HAVE: dict[str, tuple[str, ...]] = {
    "at": ("达到",), "within": ("日内",), "wants": ("要求",), "climbs": ("转督办单",), "lapses": ("自行解除",),
    "limit": ("时限",), "posts": ("送达",), **KEYS, **ORIGIN,
}  # fmt: skip
#: What only a row of a cause says, and what only one of a step.
_OF_A_RUNG, _OF_A_STEP = ("at", "within", "wants", "climbs", "lapses"), ("limit", "posts")
#: Days, times and orders beyond which no office counts.
_MOST = 999

_WORDS: dict[str, Words] = {code.value: words for code, words in (*CAUSE_WORDS.items(), *STEP_WORDS.items())}
WHAT = named(_WORDS)
LIGHTS = named({light.name.lower(): words for light, words in COLOURS.items()})
_WANTS = named({want.name.lower(): words for want, words in WANTS_WORDS.items()})
_POSTS = named(POST_WORDS)
_YES_NO = named({"yes": Words("是", "true"), "no": Words("否", "false")})


def read_ladder(
    filename: str, content: bytes, on: date
) -> tuple[list[tuple[int, Row]], list[RowError], dict[str, Unit]]:
    """Every row of a ladder with its number, what is wrong with the others, and the units named, by path.

    Parameters: ``on`` the day whose units may be named.
    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    table, units = keyed_table(filename, content, COLUMNS, MAY_HAVE, on)
    found, errors = list[tuple[int, Row]](), list[RowError]()
    for number, cells in table:
        if (row := _Row(number, cells, units, errors).value()) is not None:
            found.append((number, row))
    return found, errors, {unit.path: unit for unit in units.values()}


class _Row(KeyedCells):
    """One row of a ladder, cell by cell."""

    def value(self) -> Row | None:
        """The rung or the step's limit the row says; None where it has errors."""
        before = len(self.errors)
        what = self.known("what", WHAT, needed=True)
        step = what in set(Step)
        for column in (_OF_A_RUNG if step else _OF_A_STEP) if what else ():
            if self.cells[column]:
                self.wrong("row_cell_idle", column, column=column, what=_WORDS[what])
        said = self.known("light", LIGHTS, needed=bool(what) and not step)
        light = Light[said.upper()] if said else None
        row = self._tread(what, light) if step else self._rung(what, light)
        return row if len(self.errors) == before else None

    def _rung(self, what: str, light: Light | None) -> Rung | None:
        wants = self.known("wants", _WANTS, needed=bool(what))
        at, within = self._number("at", -_MOST), self._number("within", 0)
        climbs, lapses = self._yes("climbs"), self._yes("lapses")
        case, (grade, source) = self.case(), self.origin()
        if not (what and light and wants):
            return None
        return Rung(
            Cause(what), light, Wants[wants.upper()], source, at, within, climbs, lapses, grade,
            case.urgency, case.level, case.matter, case.unit,
        )  # fmt: skip

    def _tread(self, what: str, light: Light | None) -> Tread:
        before = len(self.errors)
        budget = self.budget("limit")
        if not budget.amount and len(self.errors) == before:
            self.wrong("row_step_no_time", "limit")
        posts, case, (grade, source) = self._posts(), self.case(), self.origin()
        return Tread(Step(what), budget, posts, source, light, grade, *case)

    def _number(self, column: str, least: int) -> int:
        text = self.cells[column] or "0"
        sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
        value = sign * int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None
        if value is None or not least <= value <= _MOST:
            self.wrong("row_count_bad", column, value=text, column=column, least=least, most=_MOST)
            return 0
        return value

    def _yes(self, column: str) -> bool:
        return self.known(column, _YES_NO) == "yes"

    def _posts(self) -> tuple[Post, ...]:
        names = [name.strip() for name in self.cells["posts"].replace("→", "/").split("/") if name.strip()]
        unknown = [name for name in names if name.lower() not in _POSTS]
        if unknown or not names:
            self.wrong("row_posts_bad", "posts", value="、".join(unknown))
        return tuple(dict.fromkeys(Post(_POSTS[name.lower()]) for name in names if name not in unknown))


def as_table(rows: Iterable[Row], codes: Mapping[str, str]) -> list[list[str]]:
    """The rows as a table that :func:`read_ladder` reads back, its header first; ``codes`` of units by path."""
    return [
        [*COLUMNS, *MAY_HAVE],
        *([*_cells(row), *key_cells(row, codes), *origin_cells(row)] for row in rows),
    ]


def _cells(row: Row) -> list[str]:
    light = row.light.name.lower() if row.light else ""
    if isinstance(row, Rung):
        flags = ["yes" if flag else "no" for flag in (row.climbs, row.lapses)]
        counted = [str(number) if number else "" for number in (row.at, row.within)]
        return [row.cause.value, light, *counted, row.wants.name.lower(), *flags, "", ""]
    return [row.step.value, light, "", "", "", "", "", row.limit.words.zh, "/".join(row.to)]
