"""The database a command works with, and Django set up on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bihuan.cli import language
from bihuan.postgres import Cluster


def data_folder() -> Path:
    """Where the embedded database, files and keys are kept: ``BIHUAN_DATA``, else ``var`` here."""
    return Path(os.environ.get("BIHUAN_DATA", "var")).resolve()


@contextmanager
def database(*, migrated: bool = True) -> Iterator[Cluster | None]:
    """Reach the database and set Django up; yields the embedded server, or None where ``DATABASE_URL`` names another.

    ``migrated`` brings the tables of the embedded database up to date first; those of another server only ``bihuan
    migrate`` does. Raises ``PostgresFailure``; ``ValueError`` for an address that is not of PostgreSQL.
    """
    cluster = None
    if not os.environ.get("DATABASE_URL"):
        os.environ["BIHUAN_DATA"] = str(data_folder())
        cluster = Cluster(data_folder() / "postgres").start()
        cluster.create_database("bihuan")
        os.environ["DATABASE_URL"] = cluster.url("bihuan")
    try:
        set_up_django()
        if cluster and migrated:
            migrate()
        yield cluster
    finally:
        if cluster:
            _leave(cluster)


def set_up_django() -> None:
    """Make Django ready, speaking the chosen language."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    import django
    from django.conf import settings
    from django.utils import translation

    # A command has one connection, or one for each thread; and it wants to hear at once when there is none.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()
    translation.activate(language.code())


def pending_migrations() -> list[str]:
    """Names of the migrations the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in steps]


def migrate() -> list[str]:
    """Bring the tables up to date; one process at a time. Returns the migrations that were applied."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('bihuan migrate'))")
        try:
            pending = pending_migrations()
            if pending:
                call_command("migrate", verbosity=0, skip_checks=True)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('bihuan migrate'))")
    return pending


def _leave(cluster: Cluster) -> None:
    """Close our connections first, so that a server nobody else uses can end at once."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool:
            close_pool()
    cluster.stop()
    # A later command of this process starts afresh.
    os.environ.pop("DATABASE_URL", None)
