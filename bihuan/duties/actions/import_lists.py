"""Import the lists of a place from a table: look first (``check``), then a new edition, all of it or nothing (``apply``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from bihuan.duties.actions.editions import begin_edition, list_of
from bihuan.duties.chained import note_in_ledger
from bihuan.duties.columns import LIST_COLUMNS
from bihuan.duties.models import CentrePost, Claim, DutyItem, DutyList, Lane, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.ledger.chain import By
from bihuan.organisations.actions.import_divisions import CODE
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import ancestors, units_at
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table
from bihuan.rules.duties import DUTY_KIND_WORDS, MIRRORED, DutyKind

KIND_NAMES = (
    {kind.value: kind for kind in DutyKind}
    | {DUTY_KIND_WORDS[kind].zh: kind for kind in DutyKind}
    | {f"{DUTY_KIND_WORDS[kind].zh}事项": kind for kind in DutyKind}
    | {"收回": DutyKind.RECALLED}
)
#: Columns that make up a wording; a change in one of them makes a new one.
WORDED = ("business", "name", "superior_duty", "own_duty", "way", "legal_basis")
SYSTEM = By()
_LIMITS = {
    "business": 60,
    "name": 120,
    "superior_duty": 2000,
    "own_duty": 2000,
    "way": 1000,
    "legal_basis": 300,
}


@dataclass(slots=True)
class Line:
    """One row, read."""

    row: int
    cells: dict[str, str]
    kind: DutyKind
    counterpart: Unit | None = None
    lane: Lane | None = None
    posts: list[tuple[CentrePost, ClaimRole]] = field(default_factory=list)


@dataclass
class Checked:
    """What an import would do, or has done. ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0
    edition: int = 0

    @property
    def changes(self) -> int:
        """How many items differ from the edition in force."""
        return len(self.added) + len(self.amended) + len(self.withdrawn)


def check(rows: Rows, place: Unit, on: date) -> Checked:
    """Read the table as the whole list of ``place`` and say what importing it would do, changing nothing.

    Raises: ``Refused`` table_header; every fault of a single row is in ``Checked.errors`` instead.
    """
    checked, lines = _examine(rows, place, on)
    return _compared(checked, lines, _in_force(place))


@transaction.atomic
def apply(
    rows: Rows, place: Unit, *, basis: str, at: datetime, by: By = SYSTEM, person: int | None = None, demo: bool = False
) -> Checked:  # fmt: skip
    """Make the table the next edition of the place's list. Items it does not name are withdrawn; claims stay.

    Parameters: ``basis`` on what document the edition was adopted; ``demo`` marks invented content.
    Raises: ``Refused`` table_header, table_has_errors, change_empty when it says what the list says already.
    """
    duty_list = list_of(place, demo=demo)
    checked, lines = _examine(rows, place, at.date())
    refuse_table(checked.errors)
    standing = _in_force(place)
    _compared(checked, lines, standing)
    edition = begin_edition(duty_list, basis=basis, at=at, person=person, changes=checked.changes)
    checked.edition = edition
    _write(duty_list, edition, lines, standing, at)
    note_in_ledger(
        duty_list, "adopt_edition", at=at, by=by, edition=edition, added=len(checked.added),
        amended=len(checked.amended), withdrawn=len(checked.withdrawn),
    )  # fmt: skip
    return checked


def _examine(rows: Rows, place: Unit, on: date) -> tuple[Checked, dict[str, Line]]:
    checked, lines = Checked(), dict[str, Line]()
    table = by_column(rows, LIST_COLUMNS)
    departments = _departments(place, {cells["counterpart"] for _, cells in table}, on)
    lanes = {lane.name: lane for lane in Lane.objects.filter(board__centre__parent=place)}
    posts = {post.name: post for post in CentrePost.objects.filter(lane__board__centre__parent=place)}
    for row, cells in table:
        wrong, kind = [], KIND_NAMES.get(cells["kind"])
        if not CODE.fullmatch(cells["code"]) or len(cells["code"]) > 24:
            wrong.append(RowError.because("row_code_bad", row, "code", code=cells["code"]))
        elif cells["code"] in lines:
            first = lines[cells["code"]].row
            wrong.append(RowError.because("row_code_twice", row, "code", code=cells["code"], first=first))
        if kind is None:
            wrong.append(RowError.because("row_list_unknown", row, "kind", kind=cells["kind"]))
        if not cells["name"]:
            wrong.append(RowError.because("row_name_bad", row, "name", limit=_LIMITS["name"]))
        wrong += [
            RowError.because("row_text_too_long", row, column, column=column, length=len(cells[column]), most=most)
            for column, most in _LIMITS.items()
            if len(cells[column]) > most
        ]  # fmt: skip
        named = cells["counterpart"]
        if named and named not in departments:
            wrong.append(RowError.because("row_counterpart_unknown", row, "counterpart", name=named))
        elif not named and kind in MIRRORED:
            wrong.append(RowError.because("row_counterpart_missing", row, "counterpart"))
        wrong += _unknown(row, "lane", cells["lane"], lanes) + _unknown(row, "post", cells["post"], posts)
        assisting = [name.strip() for name in cells["assist"].replace("；", ";").split(";") if name.strip()]
        for name in assisting:
            wrong += _unknown(row, "assist", name, posts)
        checked.errors += wrong
        if not wrong and kind:
            claims = [(posts[cells["post"]], ClaimRole.LEAD)] if cells["post"] else []
            claims += [
                (posts[name], ClaimRole.ASSIST) for name in dict.fromkeys(assisting) if name != cells["post"]
            ]
            line = Line(row, cells, kind, departments.get(named), lanes.get(cells["lane"]), claims)
            lines[cells["code"]] = line
    return checked, lines


def _unknown(row: int, column: str, name: str, known: Mapping[str, object]) -> list[RowError]:
    if not name or name in known:
        return []
    sentence = "row_lane_unknown" if column == "lane" else "row_post_unknown"
    return [RowError.because(sentence, row, column, name=name)]


def _departments(place: Unit, names: set[str], on: date) -> dict[str, Unit]:
    """Departments by the name the table gives, or by trade: then that of the nearest place above."""
    found = {unit.name: unit for unit in units_at(on).filter(kind=UnitKind.DEPARTMENT, name__in=names)}
    trades = names - found.keys()
    above = [*ancestors(place), place]
    for unit in (
        units_at(on).filter(kind=UnitKind.DEPARTMENT, parent__in=above, trade__in=trades).order_by("path")
    ):
        found[unit.trade] = unit  # the lower places come last and win
    return found


def _in_force(place: Unit) -> dict[str, Wording]:
    wordings = Wording.objects.filter(item__list__place=place, until=None).select_related(
        "item", "counterpart"
    )
    return {wording.item.code: wording for wording in wordings}


def _same(line: Line, wording: Wording) -> bool:
    return (
        wording.kind == line.kind
        and wording.counterpart_id == (line.counterpart.pk if line.counterpart else None)
        and all(getattr(wording, column) == line.cells[column] for column in WORDED)
    )


def _compared(checked: Checked, lines: dict[str, Line], standing: dict[str, Wording]) -> Checked:
    checked.added = [code for code in lines if code not in standing]
    checked.amended = [
        code for code, line in lines.items() if code in standing and not _same(line, standing[code])
    ]
    checked.withdrawn = [code for code in standing if code not in lines]
    checked.unchanged = len(lines) - len(checked.added) - len(checked.amended)
    return checked


def _write(
    duty_list: DutyList, edition: int, lines: dict[str, Line], standing: dict[str, Wording], at: datetime
) -> None:
    ending = [
        wording.pk
        for code, wording in standing.items()
        if code not in lines or not _same(lines[code], wording)
    ]
    Wording.objects.filter(pk__in=ending).update(until=edition)
    DutyItem.objects.bulk_create(
        [DutyItem(list=duty_list, code=code, lane=line.lane) for code, line in lines.items()],
        update_conflicts=True, unique_fields=["list", "code"], update_fields=["lane"],
    )  # fmt: skip
    items = {item.code: item for item in DutyItem.objects.filter(list=duty_list, code__in=lines)}
    Wording.objects.bulk_create(
        [
            Wording(
                item=items[code], since=edition, kind=line.kind, sequence=sequence, counterpart=line.counterpart,
                **{column: line.cells[column] for column in WORDED},
            )
            for sequence, (code, line) in enumerate(lines.items(), 1)
            if code not in standing or standing[code].pk in ending
        ]
    )  # fmt: skip
    # A post that leads already keeps its claim: the table says who claims what nobody claimed so far.
    claimed = set(
        Claim.objects.filter(item__list=duty_list, until=None, role=ClaimRole.LEAD).values_list(
            "item_id", flat=True
        )
    )
    there = set(Claim.objects.filter(item__list=duty_list, until=None).values_list("item_id", "post_id"))
    Claim.objects.bulk_create(
        [
            Claim(item=items[code], post=post, role=role, since=at)
            for code, line in lines.items()
            for post, role in line.posts
            if (items[code].pk, post.pk) not in there
            and not (role == ClaimRole.LEAD and items[code].pk in claimed)
        ]
    )  # fmt: skip
