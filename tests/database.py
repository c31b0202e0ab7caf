"""The databases of a test run: one server, one migrated template, one copy of it for each worker."""

import os
import secrets
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bihuan.postgres import Cluster

PREFIX = "bihuan-test-"


@dataclass
class ThrowAwayServer:
    """The server of one run: our own with durability off, or the one ``DATABASE_URL`` names, which is left as it was."""

    folder: Path
    cluster: Cluster | None

    @classmethod
    def for_this_run(cls) -> "ThrowAwayServer":
        """Start it and say so in the environment, which the workers inherit."""
        _sweep_what_killed_runs_left()
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
        folder.chmod(0o711)  # the server's account must walk through when we are root
        cluster = None
        if not os.environ.get("DATABASE_URL"):
            cluster = Cluster(folder / "postgres", fast_and_unsafe=True).start()
            os.environ["DATABASE_URL"] = cluster.url("postgres")
            _plan_for_what_is_there()
        os.environ["BIHUAN_TEST_FOLDER"] = str(folder)
        os.environ["BIHUAN_TEST_RUN"] = f"bihuan_test_{secrets.token_hex(4)}"
        return cls(folder, cluster)

    def throw_away(self) -> None:
        if self.cluster:
            self.cluster.stop()
        else:
            Databases.of_this_run("").drop_template()
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep_what_killed_runs_left() -> None:
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # another run is sweeping, too
            found = folder.stat()
            grown_up = time.time() - found.st_mtime > 60
            if found.st_uid == os.geteuid() and grown_up and Cluster(folder / "postgres").stop():
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Databases:
    """The template of run ``run`` and the copy of it that ``worker`` works in."""

    run: str
    worker: str

    @classmethod
    def of_this_run(cls, worker: str) -> "Databases":
        return cls(os.environ["BIHUAN_TEST_RUN"], worker)

    @property
    def template(self) -> str:
        return f"{self.run}_template"

    @property
    def copy(self) -> str:
        return f"{self.run}_{self.worker}"

    def open(self) -> None:
        """Point Django at a fresh copy, and let tests that commit leave a fresh one behind them.

        Emptying the tables, Django's own way, would take with it what migrations wrote, and the ledger refuses it.
        """
        from django.test import TransactionTestCase

        with _server() as server:
            # The workers queue here: the first one makes the template, the others find it.
            server.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.run])
            if not _exists(server, self.template):
                self._make_template(server)
        self.renew()
        TransactionTestCase._fixture_teardown = lambda test: self.renew()

    def renew(self) -> None:
        """Replace the copy by a fresh one; every connection to the old one ends."""
        from django.db import connection

        connection.close()
        connection.close_pool()
        with _server() as server:
            _drop(server, self.copy)
            _create(server, self.copy, template=self.template)
        connection.settings_dict["NAME"] = self.copy

    def drop(self) -> None:
        from django.db import connection

        connection.close()
        connection.close_pool()
        with _server() as server:
            _drop(server, self.copy)

    def drop_template(self) -> None:
        with _server() as server:
            _drop(server, self.template)

    def _make_template(self, server: psycopg.Connection) -> None:
        from django.core.management import call_command
        from django.db import connection

        _create(server, self.template, template="template1")
        connection.settings_dict["NAME"] = self.template
        try:
            call_command("migrate", run_syncdb=True, verbosity=0)
        except BaseException:
            connection.close()
            connection.close_pool()
            _drop(server, self.template)
            raise


def _plan_for_what_is_there() -> None:
    """Plan every query anew, clear rolled-back rows away at once, and take no statistics of tables that are empty just then.

    Every test leaves its rows behind as dead ones; a page of a later test that read past thousands of them took minutes.
    """
    settings = {
        "plan_cache_mode": "force_custom_plan",
        "autovacuum_naptime": "1s",
        "autovacuum_vacuum_threshold": "500",
        "autovacuum_vacuum_scale_factor": "0",
        "autovacuum_vacuum_cost_delay": "0",
        "autovacuum_analyze_threshold": str(2**31 - 1),
    }
    with _server() as server:
        for name, value in settings.items():
            server.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        server.execute("SELECT pg_reload_conf()")


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True)


def _exists(server: psycopg.Connection, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create(server: psycopg.Connection, name: str, *, template: str) -> None:
    # Copying files asks for two checkpoints, which cost nothing with fsync off: 0.05 s instead of 0.1 s.
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
