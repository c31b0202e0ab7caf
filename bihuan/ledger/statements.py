"""A long statement that is sent again and again: its placeholders are read once, not at every execution.

psycopg remembers how it read a statement only up to 4,096 bytes and 50 values; the statement that registers an order has
more of both, and reading it anew was a sixth of the website's processor time for it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class ReadOnce(psycopg.RawCursor):
    """Takes a text with ``%(name)s`` and a mapping, as any cursor; a ``%`` that is none stays as it is."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "ReadOnce":
        """Run it. Raises ``KeyError`` when a value is missing."""
        text, names = _numbered(query)
        return super().execute(text, [params[name] for name in names], **how)


@contextmanager
def cursor_that_reads_once() -> Iterator[CursorWrapper]:
    """As ``connection.cursor()``, counted and logged alike, for statements whose text is always the same."""
    connection.ensure_connection()
    dressed = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with dressed(ReadOnce(connection.connection)) as cursor:  # type: ignore[arg-type]  # a cursor of the driver is meant
        yield cursor


@lru_cache(maxsize=256)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with ``$1``, ``$2`` …, and the name of the value behind each."""
    places: dict[str, int] = {}
    numbered = _PLACEHOLDER.sub(lambda found: f"${places.setdefault(found[1], len(places) + 1)}", text)
    return numbered.encode(), tuple(places)
