"""``./dev bench clock``: a million open clocks, ten thousand due at once; one worker, four workers, and nothing due.

./dev bench clock                       1,000,000 clocks, 10,000 due; some minutes and 3 GB for a while
./dev bench clock --clocks 40000 --due 2000
./dev bench clock --json                one object and nothing else on standard output

The ceiling is a bare PostgreSQL in the same minute: the very rows the sweep has written (warning, event, announcement)
and the same updates (order, clock), in portions of the same size, made by the server itself without any Python between.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from bench.clock_ceiling import per_second
from bench.demands import demand
from bench.filling import BATCH, cloned
from bench.house import Line, found_city, throw_away_database, without_durability

WORKERS = 4
IDLE_SWEEPS = 30
#: Acts of the office measured without any sweep beside them.
ACTS = 200
#: Of each order copied: signing, first contact, the lead's own limit, the whole.
CLOCKS_OF_AN_ORDER = 4


def main() -> int:
    """Measure and print; progress goes to standard error."""
    parser = argparse.ArgumentParser(
        prog="./dev bench clock", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--clocks", type=int, default=1_000_000, help="open clocks in the database")
    parser.add_argument("--due", type=int, default=10_000, help="clocks that are due at once")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--work", metavar="INSTANT", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        return work(datetime.fromisoformat(asked.work))
    found = measure(asked.clocks, asked.due)
    print(json.dumps(found) if asked.json else _told(found))
    return 0


def measure(clocks: int, due: int) -> dict[str, Any]:
    """Fill a database of its own and sweep it."""
    with throw_away_database() as cluster:
        from bihuan.rules.workdays import PUBLISHED

        url, now = cluster.url("bihuan"), datetime.now(PUBLISHED.zone)
        _say("founding the city")
        with without_durability(cluster):
            lines = found_city(now)
            _dispatch_one_each(lines, now)
            _fill(url, clocks // CLOCKS_OF_AN_ORDER)
        open_clocks = _one(url, "SELECT count(*) FROM work_orders_orderclock WHERE next_alert_at IS NOT NULL")
        found: dict[str, Any] = {"clocks": open_clocks, "due": due}
        _say("nothing is due")
        found["idle"] = _idle(IDLE_SWEEPS)
        found["acts_alone"] = _acts_of_the_office(url, lines[0], lambda done: done < ACTS)
        for workers in (1, WORKERS):
            _let_be_due(url, due)
            _say(f"{due} due, {workers} at work")
            found[f"workers_{workers}"] = swept = _swept(url, workers, due, lines[0])
            swept["ceiling_per_second"] = per_second(url, workers, due)
            swept["share"] = round(swept["per_second"] / swept["ceiling_per_second"], 3)
    return found


def work(at: datetime) -> int:
    """Be a worker: get ready, wait for the word, sweep once, and say how it went."""
    import django

    django.setup()
    from django.db import connection

    from bihuan.supervision.actions import sweep

    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    began, cpu = time.perf_counter(), time.process_time()
    done = sweep(at)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "cpu": time.process_time() - cpu,
                "warnings": done.warnings,
            }
        )
    )
    return 0


def _dispatch_one_each(lines: list[Line], now: datetime) -> None:
    """In each district one order, registered and just dispatched, by the acts of the office."""
    from bihuan.organisations.queries import actor_for_token
    from bihuan.work_orders import actions as office

    for line in lines:
        operator, dispatcher = (actor_for_token(token, now) for token in (line.operator, line.dispatcher))
        asked = office.Demand(**{**demand(line.place), "urgency": "ordinary"})
        number = office.register(operator, asked, at=now - timedelta(minutes=2)).number
        office.dispatch(dispatcher, number, line.union, at=now - timedelta(minutes=1))


def _fill(url: str, orders: int) -> None:
    """Copy them until there are ``orders``, their clocks ending over the next month."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_SOURCES)
    batches = [(first, min(BATCH, orders - first)) for first in range(0, orders, BATCH)]
    with ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(lambda batch: _copy(url, *batch), batches), start=1):
            _say(f"{min(orders, done * BATCH):,} orders")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _copy(url: str, first: int, count: int) -> None:
    from bihuan.work_orders import models as core

    with psycopg.connect(url) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL enable_hashjoin = off")
        connection.execute("SET LOCAL enable_mergejoin = off")
        connection.execute(_COPIES, {"first": first, "count": count})
        connection.execute(
            cloned(core.WorkOrder, "id", id="copy.id", number="to_char(copy.at, 'YYYYMMDD') || '-' || (900000000 + copy.n)",
                   caller_phone_index="md5(copy.n::text)")
        )  # fmt: skip
        for model in (core.Holding, core.Responsibility, core.Involvement, core.Assignment):
            connection.execute(cloned(model, "order_id", order_id="copy.id"))
        ends = "now() + interval '1 day' + (copy.n % 40000) * interval '1 minute'"
        connection.execute(cloned(core.OrderClock, "order_id", order_id="copy.id", next_alert_at=ends))


_SOURCES = """
    CREATE TABLE bench_source AS SELECT id, registered_at, row_number() OVER (ORDER BY number) - 1 AS place,
        count(*) OVER () AS places FROM work_orders_workorder
"""
_COPIES = """
    CREATE TEMP TABLE copy ON COMMIT DROP AS
    SELECT s.id AS source, n, s.registered_at AS at, interval '0' AS shift,
        (lpad(to_hex((extract(epoch FROM s.registered_at) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid AS id
    FROM generate_series(%(first)s::int, %(first)s::int + %(count)s - 1) AS n
    JOIN bench_source s ON s.place = n %% s.places
"""


def _idle(times: int) -> dict[str, Any]:
    """What a look costs that finds nothing: milliseconds, processor time of the worker, statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bihuan.supervision.actions import sweep
    from bihuan.supervision.jobs import database_now

    with CaptureQueriesContext(connection) as asked:
        assert not any(sweep(database_now())), "nothing was to be due"
    took, cpu = [], time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        sweep(database_now())
        took.append((time.perf_counter() - began) * 1000)
    worker = (time.process_time() - cpu) * 1000 / times
    connection.close()
    return {"statements": len(asked), "ms": round(sorted(took)[times // 2], 1), "ms_worst": round(max(took), 1),
            "worker_ms": round(worker, 1), "sweeps_a_minute": 2}  # fmt: skip


def _let_be_due(url: str, due: int) -> None:
    """Let so many signing clocks of as many orders run out now, at their last rung."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """
            UPDATE work_orders_orderclock SET due_at = now() - interval '1 second', next_alert_at = now() - interval '1 second',
                next_rung = 4
            WHERE id IN (SELECT id FROM work_orders_orderclock WHERE kind = 'sign' AND next_rung = 1 ORDER BY md5(id::text) LIMIT %s)
            """,
            [due],
        )
        connection.execute("CHECKPOINT")


def _acts_of_the_office(url: str, line: Line, going_on: Callable[[int], bool]) -> dict[str, Any]:
    """Let one clerk write notes on orders that are due, one after the other; milliseconds of each. Notes lock their order."""
    from django.db import connection

    from bihuan.organisations.queries import actor_for_token
    from bihuan.work_orders import actions as office

    clerk = actor_for_token(line.clerk, datetime.now(UTC))
    with psycopg.connect(url) as reading:
        rows = reading.execute(
            "SELECT o.number FROM work_orders_workorder o JOIN work_orders_orderclock c ON c.order_id = o.id AND c.kind = 'sign' "
            "WHERE o.holder_id = %s ORDER BY c.next_rung DESC, md5(c.id::text) LIMIT 5000",
            [line.union],
        ).fetchall()
    took: list[float] = []
    while going_on(len(took)) and len(took) < len(rows):
        began = time.perf_counter()
        office.note(clerk, rows[len(took)][0], "已电话联系。", at=datetime.now(UTC))
        took.append((time.perf_counter() - began) * 1000)
    connection.close()
    took.sort()
    return {"acts": len(took), "ms_half": round(took[len(took) // 2], 1), "ms_95": round(took[int(len(took) * 0.95)], 1),
            "ms_worst": round(took[-1], 1)}  # fmt: skip


def _swept(url: str, workers: int, due: int, line: Line) -> dict[str, Any]:
    """Let so many processes sweep at the same moment until nothing is due, while a clerk goes on working."""
    before = _one(url, "SELECT count(*) FROM supervision_earlywarning")
    at = _one(url, "SELECT clock_timestamp()").isoformat()
    command = [sys.executable, "-m", "bench.clock", "--work", at]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    for worker in running:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n", "a worker did not get ready"
    for worker in running:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    acts = _acts_of_the_office(url, line, lambda _: any(worker.poll() is None for worker in running))
    said = [json.loads(worker.communicate()[0]) for worker in running]
    seconds = max(each["seconds"] for each in said)
    left = _what_was_passed_over(at)
    warned = _one(url, "SELECT count(*) FROM supervision_earlywarning") - before
    assert warned == due, f"{due} were due and {warned} warned"
    assert sum(each["warnings"] for each in said) + left == due
    return {
        "seconds": round(seconds, 2), "per_second": round(due / seconds), "worker_ms_each": round(
            sum(each["cpu"] for each in said) * 1000 / due, 2), "by_worker": [each["warnings"] for each in said], "acts_beside": acts,
    }  # fmt: skip


def _what_was_passed_over(at: str) -> int:
    """The few orders the clerk had locked at the very end are due again at the next turn, which this is."""
    from django.db import connection

    from bihuan.supervision.actions import sweep

    done = sweep(datetime.fromisoformat(at)).warnings
    connection.close()
    return done


def _one(url: str, statement: str) -> Any:
    with psycopg.connect(url) as connection:
        (value,) = connection.execute(statement).fetchone() or (None,)
    return value


def _told(found: dict[str, Any]) -> str:
    idle, lines = found["idle"], [f"{found['clocks']:,} open clocks, {found['due']:,} due at once"]
    for workers in (1, WORKERS):
        one = found[f"workers_{workers}"]
        lines.append(
            f"{workers} at work: {one['seconds']} s, {one['per_second']:,} warnings a second, {one['worker_ms_each']} ms of "
            f"processor time each; ceiling {one['ceiling_per_second']:,} a second, share {one['share']}"
        )
    lines.append(
        f"nothing due: {idle['ms']} ms a look ({idle['worker_ms']} ms of the worker, {idle['statements']} statements), "
        f"{idle['sweeps_a_minute']} looks a minute"
    )
    for name, acts in (
        ("without a sweep", found["acts_alone"]),
        ("beside one", found["workers_1"]["acts_beside"]),
    ):
        lines.append(
            f"a note of the office {name}: {acts['ms_half']} ms, 95 % within {acts['ms_95']}, worst {acts['ms_worst']}"
        )
    return "\n".join(lines)


_BEGAN = time.monotonic()


def _say(what: str) -> None:
    print(f"{time.monotonic() - _BEGAN:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
