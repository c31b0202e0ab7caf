"""Writing columns of one row by a statement whose text is the same each time, so that PostgreSQL keeps its plan."""

from django.db import connection
from django.db.models import Model


def write_columns(row: Model, *columns: str) -> None:
    """Write these columns of a row that is there, as the instance has them."""
    values = row.__dict__
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {', '.join(f'{column} = %s' for column in columns)} WHERE id = %s",
            [*(values[column] for column in columns), row.pk],
        )
