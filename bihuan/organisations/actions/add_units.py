"""Put many units into the tree at once, by COPY."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.actors import Level

#: Called now and then with how many are done, and of how many.
Progress = Callable[[int, int], None]

NAME_LIMIT = Unit._meta.get_field("name").max_length or 0
_REPORT_EVERY = 500


class NewUnit(NamedTuple):
    """A row to be of the unit table; ids come from :func:`reserve_ids`, so that children can name their parents."""

    id: int
    code: str
    name: str
    kind: UnitKind
    level: Level
    trade: str
    parent_id: int | None
    path: str
    valid_from: date


def reserve_ids(count: int) -> list[int]:
    """Take that many ids from the table's sequence, for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('organisations_unit', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def add_units(units: Sequence[NewUnit], progress: Progress | None = None) -> None:
    """Write the units, parents before children or not. Call it inside a transaction.

    Raises ``IntegrityError`` when a code is in use; nothing is written then.
    """
    columns = ", ".join(NewUnit._fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY organisations_unit ({columns}) FROM STDIN") as copy,
    ):
        for done, unit in enumerate(units, 1):
            copy.write_row(unit)
            if progress and (done % _REPORT_EVERY == 0 or done == len(units)):
                progress(done, len(units))
