"""A statement read once does what any cursor does with it, and is counted and logged alike."""

import psycopg
import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from bihuan.ledger.statements import cursor_that_reads_once

pytestmark = pytest.mark.django_db
TEXT = "SELECT %(b)s::int - %(a)s::int, %(b)s::int, %(word)s || '100%'"


def test_each_value_goes_where_its_name_stands_however_often_and_in_whatever_order() -> None:
    with cursor_that_reads_once() as cursor:
        cursor.execute(TEXT, {"a": 1, "word": "闭环", "b": 3, "of no use": 9})
        assert cursor.fetchone() == (2, 3, "闭环100%")
        cursor.execute(TEXT, {"a": 5, "b": 4, "word": "%(a)s"})
        assert cursor.fetchone() == (-1, 4, "%(a)s100%")


def test_a_missing_value_is_no_null() -> None:
    with cursor_that_reads_once() as cursor, pytest.raises(KeyError):
        cursor.execute(TEXT, {"a": 1, "b": 2})


def test_it_takes_part_in_the_transaction_and_in_the_count_of_statements() -> None:
    with CaptureQueriesContext(connection) as asked:
        with connection.cursor() as before:
            before.execute("CREATE TEMPORARY TABLE slate (n int) ON COMMIT DROP")
        with cursor_that_reads_once() as cursor:
            cursor.execute("INSERT INTO slate VALUES (%(n)s) RETURNING n", {"n": 7})
            assert cursor.fetchone() == (7,)
    assert [query["sql"] for query in asked][-1] == "INSERT INTO slate VALUES (7) RETURNING n"


def test_a_statement_is_prepared_by_the_server_after_a_few_times() -> None:
    text = "SELECT %(n)s::int AS prepared_soon"
    for n in range(5):
        with cursor_that_reads_once() as cursor:
            cursor.execute(text, {"n": n})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%prepared_soon"]
        )
        assert cursor.fetchone() == (1,)


def test_a_refusal_of_the_database_arrives_as_djangos() -> None:
    with cursor_that_reads_once() as cursor, pytest.raises(DataError) as refused:
        cursor.execute("SELECT 1 / %(n)s::int", {"n": 0})
    assert isinstance(refused.value.__cause__, psycopg.errors.DivisionByZero)
