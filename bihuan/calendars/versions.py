"""Tables an office hands in whole: which version holds when, and which one whatever was made under it keeps."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from bihuan.calendars.models import VersionTable
from bihuan.organisations.models import Person
from bihuan.rules.words import Words

Rows = TypeVar("Rows")


class Table(NamedTuple, Generic[Rows]):
    """One version, in force from an instant until it is withdrawn; the product's own from the beginning."""

    version: str
    in_force_from: datetime | None
    rows: Rows
    withdrawn_at: datetime | None = None

    def may_hold(self, at: datetime) -> bool:
        """Whether it has come into force by an instant and has not been withdrawn by then."""
        begun = self.in_force_from is None or self.in_force_from <= at
        return begun and (self.withdrawn_at is None or at < self.withdrawn_at)


def in_force(tables: Iterable[Table[Rows]], own: Table[Rows], at: datetime) -> Table[Rows]:
    """The version in force at an instant: of those handed in, the newest first, or the product's own."""
    return next((table for table in tables if table.may_hold(at)), own)


def of_version(tables: Iterable[Table[Rows]], own: Table[Rows], version: str) -> Table[Rows]:
    """The version that is kept by its name; one of an older release goes on by the rows that come with this one."""
    return next((table for table in tables if table.version == version), own)


class State(StrEnum):
    """Where a version stands."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    BEFORE = "before"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Words:
        """As pages show it."""
        return _STATES[self][0]

    @property
    def tone(self) -> str:
        """The colour in which pages show it."""
        return _STATES[self][1]


_STATES = {
    State.IN_FORCE: (Words("现行", "In force"), "active"),
    State.TO_COME: (Words("待生效", "To come"), "blue"),
    State.BEFORE: (Words("已被替代", "Replaced"), "neutral"),
    State.WITHDRAWN: (Words("已撤回", "Withdrawn"), "orange"),
}


class Version(NamedTuple, Generic[Rows]):
    """One version with what is known of it; of the product's own nobody took it in."""

    table: Table[Rows]
    state: State
    reference: str = ""
    imported_at: datetime | None = None
    imported_by: Person | None = None

    @property
    def may_withdraw(self) -> bool:
        """Whether there is anything to withdraw."""
        return self.imported_at is not None and self.table.withdrawn_at is None


def versions_of(
    model: type[VersionTable], tables: Iterable[Table[Rows]], own: Table[Rows], at: datetime
) -> list[Version[Rows]]:
    """Every version, the newest first, the product's own last; ``tables`` are those handed in."""
    known = list(tables)
    present = in_force(known, own, at)
    rows = {
        row.version: row
        for row in model._default_manager.select_related("imported_by").defer("ledger_digest")
    }
    found = [
        Version(table, _state(table, present, at), row.reference, row.imported_at, row.imported_by)
        for table in known
        if (row := rows.get(table.version))
    ]
    return [*found, Version(own, _state(own, present, at))]


def _state(table: Table[Rows], present: Table[Rows], at: datetime) -> State:
    if table.version == present.version:
        return State.IN_FORCE
    if table.withdrawn_at is not None:
        return State.WITHDRAWN
    to_come = table.in_force_from is not None and table.in_force_from > at
    return State.TO_COME if to_come else State.BEFORE
