"""Writing columns of one row by a statement whose text is the same each time, so that PostgreSQL keeps its plan."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Model


def write_columns(
    row: Model,
    *columns: str,
    beside: Mapping[str, str] | None = None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Write these columns of a row that is there, as the instance has them.

    Parameters: ``beside`` statements by name that go out in the same one, with their ``values``.
    """
    parts = ", ".join(f"{name} AS ({part})" for name, part in (beside or {}).items())
    of_row = {column: row.__dict__[column] for column in columns}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{f'WITH {parts} ' if parts else ''}UPDATE {row._meta.db_table} "
            f"SET {', '.join(f'{column} = %({column})s' for column in columns)} WHERE id = %(id)s",
            {**of_row, "id": row.pk, **(values or {})},
        )
