"""The ceiling: what a bare PostgreSQL does when pgbench writes the rows of one create into the very same tables."""

import re
import subprocess
import tempfile
from pathlib import Path

import psycopg

from bihuan.postgres import Cluster

#: The tables of one create, in the order of writing, each with the column by which the sample's row is found.
_TABLES = {
    "work_orders_workorder": "id",
    "work_orders_holding": "order_id",
    "work_orders_responsibility": "order_id",
    "work_orders_involvement": "order_id",
    "work_orders_orderclock": "order_id",
    "ledger_event": "subject",
    "ledger_announcement": "event_id",
    "api_keptanswer": "key",
}
#: What must differ from row to row; everything else is written as the sample has it, and its instants as now.
_OWN = {
    "number": "to_char(now(), 'YYYYMMDD-') || nextval('work_order_number')",
    "caller_phone_index": "md5(random()::text)",
    "key": "md5(random()::text)",
    "period": "tstzrange(now(), NULL)",
}
_INSTANTS = {"registered_at", "changed_at", "held_since", "opened_at", "since", "started_at", "at"}


class Ceiling:
    """Two pgbench scripts made from an order the product itself has just created: row by row, and one statement."""

    def __init__(self, cluster: Cluster, number: str) -> None:
        self.cluster = cluster
        rows = _sample(cluster.url("bihuan"), number)
        self.scripts = {"rows": _row_by_row(rows), "one_statement": _one_statement(rows)}

    def per_second(self, script: str, seconds: int) -> float:
        """Transactions per second of eight connections, planned once, each waiting for its commit to be durable."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(self.scripts[script])
            file.flush()
            folder, port = self.cluster.socket_folder, "5432"
            answer = subprocess.run(
                [
                    str(self.cluster.binaries.folder / "pgbench"), "--no-vacuum", "--protocol=prepared", "--client=8",
                    "--jobs=2", f"--time={seconds}", f"--file={Path(file.name)}", "-h", str(folder), "-p", port,
                    "-U", "postgres", "bihuan",
                ],
                capture_output=True, text=True, timeout=seconds + 60, check=False,
            )  # fmt: skip
        found = re.search(r"tps = ([\d.]+)", answer.stdout)
        if answer.returncode or not found:
            raise RuntimeError(f"pgbench failed: {answer.stdout}{answer.stderr}")
        return float(found[1])


def _sample(url: str, number: str) -> dict[str, dict[str, str]]:
    """The rows of the order's create, as SQL expressions by table and column. Keys the database gives are left out."""
    rows: dict[str, dict[str, str]] = {}
    with psycopg.connect(url) as connection:
        order = connection.execute(
            "SELECT id FROM work_orders_workorder WHERE number = %s", [number]
        ).fetchone()
        event = connection.execute("SELECT id FROM ledger_event WHERE subject = %s", order).fetchone()
        kept = connection.execute(
            "SELECT key FROM api_keptanswer WHERE answer->>'number' = %s", [number]
        ).fetchone()
        for table, by in _TABLES.items():
            key = {"event_id": event, "key": kept}.get(by, order)
            columns = [c.name for c in connection.execute(f"SELECT * FROM {table} LIMIT 0").description or ()]
            types = dict(connection.execute(_TYPES, [table]).fetchall())
            texts = connection.execute(
                f"SELECT {', '.join(f'quote_nullable({c})' for c in columns)} FROM {table} WHERE {by} = %s",
                key,
            ).fetchone()
            assert texts is not None
            rows[table] = {
                name: _without_variables(text, types[name]) for name, text in zip(columns, texts, strict=True)
            }
    for table, row in rows.items():
        if table != "work_orders_workorder":
            del row["id"]
        row |= {name: _OWN[name] for name in _OWN if name in row}
        row |= {name: "now()" for name in _INSTANTS if name in row}
    rows["work_orders_workorder"]["id"] = "uuidv7()"
    rows["ledger_announcement"]["due_at"] = "now()"
    return rows


_TYPES = "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"


def _without_variables(text: str, kind: str) -> str:
    """The same value, but without a colon before a letter, which pgbench would take for a variable of its own."""
    if not re.search(r":[A-Za-z_]", text):
        return text
    written = re.sub(r":(?=[A-Za-z_])", "'||chr(58)||'", text)
    return f"CAST({written} AS {kind})"


def _row_by_row(rows: dict[str, dict[str, str]]) -> str:
    """BEGIN, an insert for each row, COMMIT."""
    names = {"order_id": ":id", "subject": ":id", "event_id": ":event"}
    returning = {
        "work_orders_workorder": " RETURNING id \\gset",
        "ledger_event": " RETURNING id AS event \\gset",
    }
    lines = ["BEGIN;"]
    for table, row in rows.items():
        values = ", ".join(names.get(column, value) for column, value in row.items())
        lines.append(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values}){returning.get(table, ';')}")
    return "\n".join([*lines, "COMMIT;", ""])


def _one_statement(rows: dict[str, dict[str, str]]) -> str:
    """The same rows in one statement, which is its own transaction."""
    names = {"order_id": "o.id", "subject": "o.id", "event_id": "e.id"}
    parts = []
    for table, row in rows.items():
        source = {"work_orders_workorder": "", "ledger_announcement": " FROM e"}.get(table, " FROM o")
        alias = {"work_orders_workorder": "o", "ledger_event": "e"}.get(table, table)
        values = ", ".join(names.get(column, value) for column, value in row.items())
        parts.append(
            f"{alias} AS (INSERT INTO {table} ({', '.join(row)}) SELECT {values}{source} RETURNING {table}.id)"
        )
    return f"WITH {', '.join(parts)} SELECT count(*) FROM o;\n"
