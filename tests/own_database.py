"""A database of its own for tests that run the product as separate processes, which see nothing uncommitted."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.database import Databases


@contextmanager
def own_database() -> Iterator[str]:
    """A copy of the run's migrated template; yields its address for ``DATABASE_URL``. Needs ``django_db_setup``."""
    name = f"bihuan_test_own_{secrets.token_hex(4)}"
    template = Databases.of_this_run("").template
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
