"""The ceiling of the sweep: the server itself writes the very rows of the sweep again, without any Python between."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg


def per_second(url: str, connections: int, due: int) -> int:
    """Warnings a second when the server itself writes the same rows again, in the same portions, over so many connections."""
    from bihuan.supervision.actions.sweeping import PORTION

    with psycopg.connect(url) as connection:
        (turn,) = connection.execute("SELECT max(generation) FROM supervision_earlywarning").fetchone() or (
            0,
        )
        last = connection.execute(
            "SELECT order_id FROM supervision_earlywarning WHERE generation = 1 ORDER BY id DESC LIMIT %s",
            [due],
        ).fetchall()
        columns = {
            table: [
                c.name
                for c in connection.execute(f"SELECT * FROM {table} LIMIT 0").description or ()
                if c.name != "id"
            ]
            for table in ("supervision_earlywarning", "ledger_event")
        }
    orders = [row[0] for row in last]
    portions = [orders[first : first + PORTION] for first in range(0, len(orders), PORTION)]
    statements = _bare(columns, turn)
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        for _ in pool.map(lambda each: _write_again(url, statements, each), _dealt(portions, connections)):
            pass
    return round(len(orders) / (time.perf_counter() - began))


def _dealt(portions: list[list[UUID]], hands: int) -> list[list[list[UUID]]]:
    return [portions[hand::hands] for hand in range(hands)]


def _write_again(url: str, statements: list[str], portions: list[list[UUID]]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for portion in portions:
            with connection.transaction():
                for statement in statements:
                    connection.execute(statement, {"orders": portion})


def _bare(columns: dict[str, list[str]], turn: int) -> list[str]:
    """The statements of one portion: lock, warning, event with its announcement, order, clock."""
    warning, event = columns["supervision_earlywarning"], columns["ledger_event"]
    anew = ", ".join(f"{turn + 1}" if name == "generation" else f"w.{name}" for name in warning)
    again = ", ".join("o.ledger_length + 1" if name == "seq" else f"e.{name}" for name in event)
    return [
        "SELECT id FROM work_orders_workorder WHERE id = ANY(%(orders)s) FOR NO KEY UPDATE",
        f"INSERT INTO supervision_earlywarning ({', '.join(warning)}) SELECT {anew} FROM supervision_earlywarning w "
        "WHERE w.order_id = ANY(%(orders)s) AND w.generation = 1",
        f"WITH event AS (INSERT INTO ledger_event ({', '.join(event)}) SELECT {again} FROM ledger_event e "
        "JOIN work_orders_workorder o ON o.id = e.subject AND o.ledger_length = e.seq "
        "WHERE e.subject = ANY(%(orders)s) RETURNING id, at) "
        "INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error) SELECT id, at, 0, '' FROM event",
        "UPDATE work_orders_workorder SET ledger_length = ledger_length + 1, ledger_digest = sha256(ledger_digest), "
        "changed_at = clock_timestamp() WHERE id = ANY(%(orders)s)",
        "UPDATE work_orders_orderclock SET next_alert_at = NULL, next_rung = next_rung WHERE order_id = ANY(%(orders)s) "
        "AND kind = 'sign'",
    ]
