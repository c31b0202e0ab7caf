"""Memory for counting: what a list never needs and a year of a large city does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def room_to_count() -> Iterator[None]:
    """Let what is counted inside keep its sets of orders in memory instead of writing half of them to disk."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        yield
