"""The ladders in force: an imported version if there is one, else the rows that come with the product."""

from bihuan.calendars.models import LadderRow, LadderTable
from bihuan.calendars.versions import Table
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Level, Post
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.ladder import Cause, Ladder, Row, Rung, Step, Tread, Wants
from bihuan.rules.ladder_rows import SHIPPED, VERSION
from bihuan.rules.limits import Grade
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words

LaddersTable = Table[Ladder]
OWN: LaddersTable = Table(VERSION, None, SHIPPED)


def read_tables() -> tuple[LaddersTable, ...]:
    """Every imported version, the newest first."""
    rows: dict[int, list[Row]] = {}
    for row in LadderRow.objects.select_related("unit").order_by("pk"):
        rows.setdefault(row.table_id, []).append(value_of(row))
    return tuple(
        Table(table.version, table.in_force_from, Ladder.of(rows.get(table.pk, ())), table.withdrawn_at)
        for table in LadderTable.objects.order_by("-in_force_from", "-pk")
    )


def value_of(row: LadderRow) -> Row:
    """A stored row as the value the rule book speaks of."""
    grade, source = Grade(row.grade), Words(row.source, row.source_en or row.source)
    urgency = Urgency(row.urgency) if row.urgency else None
    keys = (urgency, Level(row.level) if row.level else None, row.matter, row.unit.path if row.unit else "")
    light = Light(row.light) if row.light else None
    if row.amount is not None:
        posts = tuple(map(Post, row.posts.split("/")))
        budget = Budget(row.amount, TimeType(row.time))
        return Tread(Step(row.what), budget, posts, source, light, grade, *keys)
    assert light is not None, "the database holds it"
    assert row.wants is not None, "it is one or the other"
    return Rung(
        Cause(row.what),
        light,
        Wants(row.wants),
        source,
        row.at,
        row.within,
        row.climbs,
        row.lapses,
        grade,
        *keys,
    )


def stored(row: Row, unit: Unit | None) -> LadderRow:
    """The same to be stored; the table is still to be set. Parameters: ``unit`` the one its path names."""
    kept = LadderRow(
        matter=row.matter, urgency=row.urgency or "", level=row.level or "", unit=unit, light=row.light,
        grade=row.grade, source=row.source.zh, source_en=row.source.en,
    )  # fmt: skip
    if isinstance(row, Rung):
        kept.what, kept.wants, kept.at, kept.within = row.cause, row.wants, row.at, row.within
        kept.climbs, kept.lapses = row.climbs, row.lapses
    else:
        kept.what, kept.amount, kept.time, kept.posts = (
            row.step,
            row.limit.amount,
            row.limit.time,
            "/".join(row.to),
        )
    return kept
