"""The limits in force: an imported version if there is one, else the rows that come with the product."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from bihuan.calendars.models import LimitRow, LimitTable
from bihuan.rules.actors import Level
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import LIMITS, VERSION, Clock, Grade, Limit, Question, winner
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words


class Table(NamedTuple):
    """One version of all limits, in force from an instant until it is withdrawn; the product's own from the beginning."""

    version: str
    in_force_from: datetime | None
    rows: tuple[Limit, ...]
    withdrawn_at: datetime | None = None

    def may_hold(self, at: datetime) -> bool:
        """Whether it has come into force by an instant and has not been withdrawn by then."""
        begun = self.in_force_from is None or self.in_force_from <= at
        return begun and (self.withdrawn_at is None or at < self.withdrawn_at)


OWN = Table(VERSION, None, LIMITS)


def read_tables() -> tuple[Table, ...]:
    """Every imported version, the newest first."""
    rows: dict[int, list[Limit]] = {}
    for row in LimitRow.objects.select_related("unit").order_by("pk"):
        rows.setdefault(row.table_id, []).append(limit_of(row))
    return tuple(
        Table(table.version, table.in_force_from, tuple(rows.get(table.pk, ())), table.withdrawn_at)
        for table in LimitTable.objects.order_by("-in_force_from", "-pk")
    )


def limit_of(row: LimitRow) -> Limit:
    """A row as the value the rule book speaks of."""
    return Limit(
        Clock(row.clock), row.amount, Grade(row.grade), Words(row.source, row.source_en or row.source),
        Urgency(row.urgency) if row.urgency else None, Level(row.level) if row.level else None,
        TimeType(row.time), matter=row.matter, unit=row.unit.path if row.unit else "", shares=read_shares(row.shares),
    )  # fmt: skip


def in_force(tables: Iterable[Table], at: datetime) -> Table:
    """The version in force at an instant."""
    return next((table for table in tables if table.may_hold(at)), OWN)


def of_version(tables: Iterable[Table], version: str) -> Table:
    """The version an order keeps; one of an older release goes on by the rows that come with this one."""
    return next((table for table in tables if table.version == version), OWN)


def read_shares(text: str) -> tuple[int, ...]:
    """The shares at which a light turns blue, yellow and orange, as written: "50/70/90"; empty for the default.

    Raises: ``ValueError`` unless there are three, rising, between 1 and 99.
    """
    shares = tuple(int(each) for each in text.split("/")) if text else ()
    if shares and not (len(shares) == 3 and 0 < shares[0] < shares[1] < shares[2] < 100):
        raise ValueError(f"not the shares of a light: {text}")
    return shares


@lru_cache(maxsize=4096)
def row_in(table: Table, code: str) -> Limit | None:
    """The row a clock remembers by its name; None where the table has none, as one of an older release may."""
    return next((row for row in table.rows if row.code == code), None)


@lru_cache(maxsize=4096)
def limit_in(table: Table, question: Question) -> Limit:
    """The one row that wins."""
    return winner(table.rows, question)
