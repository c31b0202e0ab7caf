"""What the worker does here. The instant is the database's, so that workers whose own clocks differ agree on what is due."""

from datetime import datetime
from threading import Event

from django.db import connection

from bihuan.supervision.actions import foretell
from bihuan.supervision.actions import sweep as sweep_until


def sweep(stop: Event) -> bool:
    """Warn of all that is due now; never more to do at once, since a sweep goes on until nothing is due."""
    sweep_until(database_now(), stopped=stop.is_set)
    return False


def foretell_lateness(_stop: Event) -> bool:
    """Foretell anew which orders are likely to be late; one worker at a time, the others leave it to that one."""
    foretell(database_now())
    return False


def database_now() -> datetime:
    """The present by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
