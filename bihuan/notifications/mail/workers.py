"""Which worker is alive: each holds an advisory lock of its own number while it has mails in hand.

PostgreSQL gives the lock back when the worker's session ends, however the worker ended. So "claimed by a worker whose
lock nobody holds" means dead, at once and without a time to wait for. Needs a session of its own for each worker
(no transaction-pooling proxy in between).
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: First half of the two-part key of these locks.
WORKERS = 0x6D61696C  # "mail"


@contextmanager
def enlisted() -> Iterator[int]:
    """A number for this worker, held until the block ends or the session does."""
    number = secrets.randbelow(2**31 - 1) + 1
    while not _ask("SELECT pg_try_advisory_lock(%s, %s)", number):
        number = secrets.randbelow(2**31 - 1) + 1
    try:
        yield number
    finally:
        _ask("SELECT pg_advisory_unlock(%s, %s)", number)


def living() -> list[int]:
    """The numbers of the workers alive."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = %s AND objsubid = 2"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [WORKERS],
        )
        return [number for (number,) in cursor.fetchall()]


def _ask(question: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [WORKERS, number])
        return cursor.fetchone()[0]
