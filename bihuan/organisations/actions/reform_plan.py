"""Work out a reform before any of it is written: what ends, what begins, and who succeeds whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bihuan.organisations.actions.add_units import NAME_LIMIT, NewUnit, reserve_ids
from bihuan.organisations.actions.establish_organs import organ_code
from bihuan.organisations.actions.import_divisions import CODE
from bihuan.organisations.actions.reform_table import Line
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.actors import Level

#: A unit that goes on or one that begins; both have id, code, name, level, path and parent_id.
AnyUnit = Unit | NewUnit

_DOWNWARDS = list(Level)


@dataclass
class Plan:
    """The reform to be. ``successors`` has every ended unit, by id; ``None`` where nobody answers for it."""

    successors: dict[int, int | None] = field(default_factory=dict)
    new: list[NewUnit] = field(default_factory=list)
    #: Ids of new places that succeed no other.
    from_nothing: list[int] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def plan_reform(lines: list[Line], on: date) -> Plan:
    """Plan the reform of ``lines``. With ``errors`` in it, the plan is not to be carried out."""
    return _Planner(lines, on).plan


class _Planner:
    """The tree as it is, and what each line makes of it."""

    def __init__(self, lines: list[Line], on: date) -> None:
        self.on = on
        self.plan = Plan()
        self.lines = lines
        self.line_of_old = {line.old_code: line for line in lines if line.old_code}
        # In order of path, so that every unit comes after its parent.
        standing = list(Unit.objects.filter(valid_to=None).order_by("path"))
        self.unit: dict[int, AnyUnit] = {unit.pk: unit for unit in standing}
        self.by_code = {unit.code: unit for unit in standing}
        new_codes = [line.new_code for line in lines if line.new_code]
        self.codes_of_the_past = set(
            Unit.objects.filter(code__in=new_codes, valid_to__isnull=False).values_list("code", flat=True)
        )
        self.ending = self._ending(standing)
        self.ids: Iterator[int] = iter(reserve_ids(len(self.ending) + len(lines)))
        #: New place by the code its line gives it (which is not always the code it gets).
        self.targets: dict[str, AnyUnit | None] = {}
        self._check_old_names()
        for line in lines:
            if line.new_code:
                self._target(line)
        if not self.plan.errors:
            self._follow_places()
            self._follow_organs()

    def _ending(self, standing: list[Unit]) -> list[Unit]:
        """Places the lines name as old, and all that hangs below them."""
        ending: dict[int, int] = {}  # id → the row that ends it
        for unit in standing:
            line = self.line_of_old.get(unit.code)
            row = line.row if line else ending.get(unit.parent_id or 0)
            if row is None:
                continue
            ending[unit.pk] = row
            if unit.valid_from >= self.on:
                self._wrong(
                    "row_too_early", row, "old_code", unit=unit.name, since=unit.valid_from, on=self.on
                )
        return [unit for unit in standing if unit.pk in ending]

    def _check_old_names(self) -> None:
        for code, line in self.line_of_old.items():
            old = self.by_code.get(code)
            if old is None or old.kind != UnitKind.PLACE:
                self._wrong("row_old_unknown", line.row, "old_code", code=code)
            elif old.name != line.old_name:
                self._wrong(
                    "row_old_name_differs",
                    line.row,
                    "old_name",
                    code=code,
                    found=old.name,
                    name=line.old_name,
                )

    def _target(self, line: Line) -> AnyUnit | None:
        """The place a line leads to: planned once, however many old places merge into it. ``None`` after an error."""
        if line.new_code in self.targets:
            return self.targets[line.new_code]
        self.targets[line.new_code] = None  # a parent that leads back here finds no parent
        absorbing = self.by_code.get(line.new_code)
        if absorbing and absorbing.name == line.new_name and absorbing not in self.ending:
            self.targets[line.new_code] = absorbing
            return absorbing
        code = self._free_code(line)
        parent = self._new_parent(line)
        if not 0 < len(line.new_name) <= NAME_LIMIT:
            self._wrong("row_name_bad", line.row, "new_name", limit=NAME_LIMIT)
        if code is None or (parent is None and line.new_parent_code):
            return None
        target = self._begin(code, line.new_name, UnitKind.PLACE, _level_below(parent), "", parent)
        self.targets[line.new_code] = target
        if not any(other.old_code for other in self.lines if other.new_code == line.new_code):
            self.plan.from_nothing.append(target.id)
        return target

    def _free_code(self, line: Line) -> str | None:
        """The line's new code, or where it has another bearer, now or in the past, the old one.

        Statistics and civil affairs number the same streets differently, so a new list's code may already stand for
        somebody else in ours. One code must never mean two lines of succession: paths are made of codes.
        """
        if not CODE.fullmatch(line.new_code):
            self._wrong("row_code_bad", line.row, "new_code", code=line.new_code)
            return None
        bearer = self.by_code.get(line.new_code)
        own = bearer and (bears := self.line_of_old.get(bearer.code)) and bears.new_code == line.new_code
        if own or (bearer is None and line.new_code not in self.codes_of_the_past):
            return line.new_code
        if line.old_code:
            return line.old_code
        self._wrong(
            "row_code_held",
            line.row,
            "new_code",
            code=line.new_code,
            unit=bearer.name if bearer else line.new_code,
        )
        return None

    def _new_parent(self, line: Line) -> AnyUnit | None:
        code = line.new_parent_code
        if not code:
            return None
        above = next((other for other in self.lines if other.new_code == code), None)
        parent = self._target(above) if above else self.by_code.get(code)
        if parent is None or parent.kind != UnitKind.PLACE or parent in self.ending:
            self._wrong("row_parent_missing", line.row, "new_parent_code", parent=code)
            return None
        return parent

    def _follow_places(self) -> None:
        for old in self.ending:
            if old.kind != UnitKind.PLACE:
                continue
            line = self.line_of_old.get(old.code)
            above = self._standing_for(old.parent_id)
            if line and line.new_code:
                successor = self.targets[line.new_code]
            elif line or not self._is_carried(old.parent_id):
                successor = above
            else:
                successor = self._begin(old.code, old.name, UnitKind.PLACE, Level(old.level), "", above)
            self.plan.successors[old.pk] = successor.id if successor else None

    def _follow_organs(self) -> None:
        ending = {unit.pk for unit in self.ending}
        organs = {
            (unit.parent_id, unit.kind, unit.trade): unit
            for unit in self.unit.values()
            if unit.kind != UnitKind.PLACE and unit.id not in ending
        }
        for old in self.ending:
            if old.kind == UnitKind.PLACE:
                continue
            place = self._standing_for(old.parent_id)
            if place and self._is_carried(old.parent_id) and (place.id, old.kind, old.trade) not in organs:
                code = organ_code(place.code, old.code.rpartition(":")[2])
                name = old.name.replace(self.unit[old.parent_id or 0].name, place.name)
                organs[place.id, old.kind, old.trade] = self._begin(
                    code, name, UnitKind(old.kind), Level(place.level), old.trade, place
                )
            while place and (place.id, old.kind, old.trade) not in organs:
                place = self.unit.get(place.parent_id or 0)
            self.plan.successors[old.pk] = organs[place.id, old.kind, old.trade].id if place else None

    def _standing_for(self, place_id: int | None) -> AnyUnit | None:
        """The place itself if it goes on, else its successor."""
        if place_id is None:
            return None
        return self.unit.get(self.plan.successors.get(place_id, place_id) or 0)

    def _is_carried(self, place_id: int | None) -> bool:
        """Whether an ended place lives on in one of its own level, so that what hung below can hang there."""
        successor = self._standing_for(place_id)
        return successor is not None and successor.level == self.unit[place_id or 0].level

    def _begin(
        self, code: str, name: str, kind: UnitKind, level: Level, trade: str, parent: AnyUnit | None
    ) -> NewUnit:
        above = parent.path if parent else "/"
        unit = NewUnit(
            next(self.ids),
            code,
            name,
            kind,
            level,
            trade,
            parent.id if parent else None,
            f"{above}{code}/",
            self.on,
        )
        self.unit[unit.id] = unit
        self.plan.new.append(unit)
        return unit

    def _wrong(self, refusal: str, row: int, column: str, /, **values: object) -> None:
        self.plan.errors.append(RowError.because(refusal, row, column, **values))


def _level_below(parent: AnyUnit | None) -> Level:
    return _DOWNWARDS[_DOWNWARDS.index(Level(parent.level)) + 1] if parent else Level.CITY
