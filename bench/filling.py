"""Filling the database: whole lives are acted out once in each district, then copied by the hundred thousand.

A copy has every row the real one has, under a number of its own and in its own time. Only its ledger digests are those
of the original, so the chains of copies do not prove; nothing here reads them.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import psycopg

from bench.demands import demand
from bench.house import Line

BATCH = 20_000
#: Of ten orders nine are archived, as in a city after some years.
_ARCHIVED_OF_TEN = 9
_YEARS, _LIVING_DAYS = 3, 30


def act_out(lines: Sequence[Line], now: datetime) -> None:
    """In each district: one life to its end, and orders left waiting, dispatched, in hand and resolved."""
    from bihuan.organisations.queries import actor_for_token
    from bihuan.work_orders import actions as office

    for line in lines:
        tokens = {"operator": line.operator, "dispatcher": line.dispatcher, "clerk": line.clerk}
        actors = {post: actor_for_token(token, now) for post, token in tokens.items()}
        actors["inspector"] = _inspector(now)
        life = _life(line)
        for steps in (0, 1, 3, 4, len(life)):
            clock = _clock(now - timedelta(days=20))
            new = office.register(actors["operator"], office.Demand(**demand(line.place)), at=next(clock))
            for post, act, sent in life[:steps]:
                getattr(office, act)(actors[post], new.number, **sent, at=next(clock))


def _life(line: Line) -> list[tuple[str, str, dict[str, Any]]]:
    """Through which post which act is taken, and what is said with it."""
    from bihuan.rules.actors import Level
    from bihuan.rules.checklist import passing

    district, city = {"level": Level.DISTRICT}, {"level": Level.CITY}
    return [
        ("dispatcher", "dispatch", {"unit_id": line.union}),
        ("clerk", "sign", {}),
        ("clerk", "start", {"contact": "已电话联系来电人，核实情况。"}),
        ("clerk", "resolve", {"closure": "paid_in_full", "result": "已督促单位付清。"}),
        ("clerk", "reply", {"text": "款项已付清，请查收。"}),
        ("operator", "begin_visit", {}),
        ("operator", "visit", {"contacted": True, "solved": "yes", "satisfied": "very"}),
        ("inspector", "inspect", {"answers": passing()}),
        ("clerk", "report_back", district | {"text": "材料齐全。"}),
        ("dispatcher", "report_back", city | {"text": "材料齐全。"}),
        ("clerk", "discharge", district),
        ("dispatcher", "discharge", city),
        ("dispatcher", "archive", {}),
    ]


def fill(url: str, wanted: int, progress: Callable[[int], None]) -> None:
    """Copy the acted-out orders until there are ``wanted``; then let the database tidy up and take its statistics."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_SOURCES)
        (there,) = connection.execute("SELECT count(*) FROM work_orders_workorder").fetchone() or (0,)
    batches = [(first, min(BATCH, wanted - first)) for first in range(there, wanted, BATCH)]
    with ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(lambda batch: _copy(url, *batch, wanted), batches), start=1):
            progress(min(wanted, there + done * BATCH))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _copy(url: str, first: int, count: int, wanted: int) -> None:
    """One batch, in one transaction. Rows are right by construction, so foreign keys are not looked up row by row."""
    with psycopg.connect(url) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL work_mem = '256MB'")
        # A few originals are looked up by their keys; anything else would read the whole table for every batch.
        connection.execute("SET LOCAL enable_hashjoin = off")
        connection.execute("SET LOCAL enable_mergejoin = off")
        connection.execute(_COPIES, {"first": first, "count": count, "wanted": wanted, "archived": _ARCHIVED_OF_TEN,
                                     "years": _YEARS * 365, "living": _LIVING_DAYS})  # fmt: skip
        for statement in _statements():
            connection.execute(statement)


#: The acted-out orders, numbered apart as archived and living; listed once, before anything was copied or measured.
_SOURCES = """
    CREATE TABLE IF NOT EXISTS bench_source AS
    SELECT id, registered_at, archived_at IS NOT NULL AS archived,
        row_number() OVER (PARTITION BY archived_at IS NOT NULL ORDER BY number) - 1 AS place,
        count(*) OVER (PARTITION BY archived_at IS NOT NULL) AS places
    FROM work_orders_workorder
"""
#: For each copy of the batch: which order it copies, its own id (time first, as all are), and how far it lies in time.
_COPIES = """
    CREATE TEMP TABLE copy ON COMMIT DROP AS
    WITH numbered AS (
        SELECT n, n %% 10 < %(archived)s AS archived FROM generate_series(%(first)s::int, %(first)s::int + %(count)s - 1) AS n
    ), timed AS (
        SELECT n, archived, now() - CASE WHEN archived THEN %(years)s ELSE %(living)s END
            * interval '1 day' * (1 - n::float / %(wanted)s) - interval '20 days' AS at
        FROM numbered
    )
    SELECT s.id AS source, t.n, t.at, t.at - s.registered_at AS shift,
        (lpad(to_hex((extract(epoch FROM t.at) * 1000)::bigint), 12, '0') || '7000' || lpad(to_hex(t.n), 16, '8'))::uuid AS id
    FROM timed t JOIN bench_source s ON s.archived = t.archived AND s.place = t.n / 10 %% s.places
"""


def _statements() -> Iterator[str]:
    """One INSERT … SELECT for every table an order has rows in."""
    from bihuan.ledger.models import Event
    from bihuan.work_orders import models as core

    yield cloned(
        core.WorkOrder, "id", id="copy.id", number="to_char(copy.at, 'YYYYMMDD') || '-' || lpad((900000000 + copy.n)::text, 9, '0')",
        employer="'用人单位' || copy.n % 50000", caller_phone_index="md5(copy.n::text)",
        search="s.search || to_tsvector('simple', '用人单位' || copy.n % 50000)",
    )  # fmt: skip
    for model in (
        core.Holding, core.Responsibility, core.Involvement, core.Assignment, core.OrderClock, core.Note,
        core.Finding, core.Reply, core.Visit, core.Inspection,
    ):  # fmt: skip
        yield cloned(model, "order_id", order_id="copy.id")
    yield (
        f"WITH event AS ({cloned(Event, 'subject', subject='copy.id')} RETURNING id, at) "
        "INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error, told_at) "
        "SELECT id, at, 0, '', at FROM event"
    )


def cloned(model: type, by: str, **own: str) -> str:
    """Copies of the rows of ``model`` that belong to the sources; instants are shifted, ``own`` columns replaced."""
    columns = {}
    for field in model._meta.concrete_fields:  # type: ignore[attr-defined]
        name, kind = field.column, field.get_internal_type()
        if name in own or kind == "BigAutoField":
            continue
        shifted = {
            "DateTimeField": f"s.{name} + copy.shift",
            "DateTimeRangeField": f"tstzrange(lower(s.{name}) + copy.shift, upper(s.{name}) + copy.shift)",
        }
        columns[name] = shifted.get(kind, f"s.{name}")
    columns |= own
    table = model._meta.db_table  # type: ignore[attr-defined]
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "
        f"FROM copy JOIN {table} s ON s.{by} = copy.source ORDER BY copy.n"
    )


def _inspector(now: datetime) -> Any:
    from bihuan.organisations.models import Appointment
    from bihuan.organisations.queries import actor_for

    return actor_for(Appointment.objects.filter(post="inspector").select_related("person")[0].person, now)


def _clock(at: datetime) -> Iterator[datetime]:
    """Half an hour passes between any two acts."""
    while True:
        at += timedelta(minutes=30)
        yield at
