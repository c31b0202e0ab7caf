"""The limits in force: an imported version if there is one, else the rows that come with the product."""

from functools import lru_cache

from bihuan.calendars.models import LimitRow, LimitTable
from bihuan.calendars.versions import Table
from bihuan.rules.actors import Level
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import LIMITS, VERSION, Clock, Grade, Limit, Question, winner
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words

LimitsTable = Table[tuple[Limit, ...]]
OWN: LimitsTable = Table(VERSION, None, LIMITS)


def read_tables() -> tuple[LimitsTable, ...]:
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


def read_shares(text: str) -> tuple[int, ...]:
    """The shares at which a light turns blue, yellow and orange, as written: "50/70/90"; empty for the default.

    Raises: ``ValueError`` unless there are three, rising, between 1 and 99.
    """
    shares = tuple(int(each) for each in text.split("/")) if text else ()
    if shares and not (len(shares) == 3 and 0 < shares[0] < shares[1] < shares[2] < 100):
        raise ValueError(f"not the shares of a light: {text}")
    return shares


@lru_cache(maxsize=4096)
def row_in(table: LimitsTable, code: str) -> Limit | None:
    """The row a clock remembers by its name; None where the table has none, as one of an older release may."""
    return next((row for row in table.rows if row.code == code), None)


@lru_cache(maxsize=4096)
def limit_in(table: LimitsTable, question: Question) -> Limit:
    """The one row that wins."""
    return winner(table.rows, question)
