"""Import routing rules from a table: look first (``check``), then a draft nobody is bound by until it is activated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max

from bihuan.duties.chained import note_in_ledger
from bihuan.duties.columns import LATER_RULE_COLUMNS, RULE_COLUMNS
from bihuan.duties.models import RoutingRule, RuleSet
from bihuan.grids.locating import ended_grids, grids_coded
from bihuan.ledger.chain import EMPTY, By
from bihuan.organisations.actions.import_divisions import CODE
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.events import EVENT_MATTERS
from bihuan.rules.grids import GRID_KIND_WORDS, GridKind
from bihuan.rules.matters import (
    EMPLOYER_WORDS,
    MATTERS,
    NATURE_WORDS,
    URGENCY_WORDS,
    EmployerKind,
    Nature,
    Urgency,
)
from bihuan.rules.routing import Target

#: A rule may ask for what orders are about, and for kinds of events.
_MATTERS = MATTERS | EVENT_MATTERS
_WORDS: dict[str, dict[str, str]] = {
    "matters": {code: code for code in _MATTERS} | {words.zh: code for code, words in _MATTERS.items()},
    "levels": {each.value: each.value for each in Level} | {LEVEL_WORDS[each].zh: each.value for each in Level},
    "natures": {each.value: each.value for each in Nature} | {NATURE_WORDS[each].zh: each.value for each in Nature},
    "urgencies": {each.value: each.value for each in Urgency} | {URGENCY_WORDS[each].zh: each.value for each in Urgency},
    "grid_kinds": {each.value: each.value for each in GridKind} | {GRID_KIND_WORDS[each].zh: each.value for each in GridKind},
    "employer_kinds": {each.value: each.value for each in EmployerKind} | {EMPLOYER_WORDS[each].zh: each.value for each in EmployerKind},
}  # fmt: skip
SYSTEM = By()
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-—–至]\s*(\d{1,2}):(\d{2})")


@dataclass
class Checked:
    """What a table of rules says. ``errors`` empty means it may be drafted."""

    errors: list[RowError] = field(default_factory=list)
    rows: list[RoutingRule] = field(default_factory=list)


def check(rows: Rows, on: date) -> Checked:
    """Read the table, changing nothing. Raises: ``Refused`` table_header."""
    checked = Checked()
    table = by_column(rows, RULE_COLUMNS, LATER_RULE_COLUMNS)
    places = {code for _, cells in table for code in _split(cells["places"])}
    standing = dict(units_at(on).filter(kind=UnitKind.PLACE, code__in=places).values_list("code", "name"))
    standing |= {code: grid.name for code, grid in grids_coded(places - standing.keys(), on).items()}
    ended = dict(Unit.objects.filter(code__in=places - standing.keys()).values_list("code", "name"))
    ended |= {code: name for code, name in ended_grids(on).items() if code in places - standing.keys()}
    owners = {
        unit.name: unit for unit in units_at(on).filter(name__in={cells["owner"] for _, cells in table})
    }
    seen: dict[str, int] = {}
    for row, cells in table:
        reader = _Reader(row, cells, checked.errors)
        before = len(checked.errors)
        rule = reader.rule()
        for code in rule.places:
            if code in ended:
                reader.wrong("row_place_abolished", "places", name=ended[code], code=code)
            elif code not in standing:
                reader.wrong("row_place_unknown", "places", code=code)
        if cells["owner"] in owners:
            rule.owner = owners[cells["owner"]]
        else:
            reader.wrong("row_owner_unknown", "owner", name=cells["owner"])
        if seen.setdefault(rule.code, row) != row:
            reader.wrong("row_code_twice", "code", code=rule.code, first=seen[rule.code])
        if len(checked.errors) == before:
            checked.rows.append(rule)
    return checked


@transaction.atomic
def draft(rows: Rows, *, note: str, at: datetime, by: By = SYSTEM, person: int | None = None) -> RuleSet:
    """Keep the table as a draft, with the next number.

    Raises: ``Refused`` table_header, table_has_errors.
    """
    checked = check(rows, at.date())
    refuse_table(checked.errors)
    with connection.cursor() as cursor:  # two drafts at once would take one number
        cursor.execute("LOCK TABLE duties_ruleset IN SHARE ROW EXCLUSIVE MODE")
    number = (RuleSet.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = RuleSet.objects.create(
        id=uuid4(), number=number, note=note, made_at=at, made_by_id=person, ledger_digest=EMPTY.digest
    )
    for rule in checked.rows:
        rule.rules = made
    RoutingRule.objects.bulk_create(checked.rows)
    note_in_ledger(made, "draft_rules", at=at, by=by, number=number, rows=len(checked.rows))
    return made


class _Reader:
    """One row of the table, cell by cell; what cannot be read is an error at its column."""

    def __init__(self, row: int, cells: dict[str, str], errors: list[RowError]) -> None:
        self.row, self.cells, self.errors = row, cells, errors

    def wrong(self, refusal: str, column: str, /, **values: object) -> None:
        self.errors.append(RowError.because(refusal, self.row, column, **values))

    def rule(self) -> RoutingRule:
        code = self.cells["code"]
        if not CODE.fullmatch(code) or len(code) > 24:
            self.wrong("row_code_bad", "code", code=code)
        if not CODE.fullmatch(self.cells["item"]) or len(self.cells["item"]) > 24:
            self.wrong("row_code_bad", "item", code=self.cells["item"])
        starts, ends = self._hours()
        people = self._range("people_least", "people_most")
        yuan = self._range("yuan_least", "yuan_most")
        return RoutingRule(
            code=code, position=self._number("position") or 0, item=self.cells["item"],
            lead=self._target("lead", self.cells["lead"]),
            supporting=[self._target("supporting", each) for each in _split(self.cells["supporting"])],
            places=_split(self.cells["places"]), starts=starts, ends=ends,
            people_least=people[0], people_most=people[1],
            amount_least_fen=None if yuan[0] is None else yuan[0] * 100,
            amount_most_fen=None if yuan[1] is None else yuan[1] * 100,
            **{column: self._words(column, known) for column, known in _WORDS.items()},
        )  # fmt: skip

    def _target(self, column: str, text: str) -> str:
        target = Target.parse(text)
        if target is None or len(str(target)) > 48:
            self.wrong("row_target_bad", column, value=text)
        return str(target)

    def _words(self, column: str, known: Mapping[str, str]) -> list[str]:
        for word in _split(self.cells[column]):
            if word not in known:
                self.wrong("row_word_unknown", column, value=word, column=column)
        return [known[word] for word in _split(self.cells[column]) if word in known]

    def _number(self, column: str) -> int | None:
        text = self.cells[column].replace(",", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > 11:
            self.wrong("row_number_bad", column, value=text, column=column)
            return None
        return int(text)

    def _range(self, least: str, most: str) -> tuple[int | None, int | None]:
        low, high = self._number(least), self._number(most)
        if low is not None and high is not None and low > high:
            self.wrong("row_range_backwards", least, column=least)
        return low, high

    def _hours(self) -> tuple[time | None, time | None]:
        text = self.cells["hours"]
        if not text:
            return None, None
        found = _HOURS.fullmatch(text)
        try:
            if found:
                one, two, three, four = map(int, found.groups())
                return time(one, two), time(three, four)
        except ValueError:
            pass
        self.wrong("row_hours_bad", "hours", value=text)
        return None, None


def _split(cell: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;；、,，]", cell) if each.strip()]
