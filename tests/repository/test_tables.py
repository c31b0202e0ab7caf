"""What PostgreSQL holds: migrations in step with the models, and an index under every reference and every search."""

import ast
import io
import re

import pytest
from django.core.management import call_command
from django.db import connection

from tests.repository.conftest import ROOT

KEYS = {"number", "code", "path", "phone", "phone_index", "key", "token"}
SCANNING = {"contains", "icontains", "endswith", "iendswith", "regex", "iregex"}
UNINDEXED_REFERENCES = """
    SELECT c.conrelid::regclass || '.' || string_agg(a.attname, ', ' ORDER BY a.attnum)
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
      AND c.conrelid::regclass::text !~ '^(auth|django)_'
      AND NOT EXISTS (SELECT FROM pg_index i
                      WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
                        AND (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] @> c.conkey)
    GROUP BY c.oid, c.conrelid ORDER BY 1
"""


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    lacking = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=lacking)
    except SystemExit:
        pytest.fail(lacking.getvalue(), pytrace=False)


@pytest.mark.django_db
def test_every_reference_has_an_index():
    with connection.cursor() as cursor:
        cursor.execute(UNINDEXED_REFERENCES)
        assert [reference for (reference,) in cursor.fetchall()] == []


def test_no_key_is_searched_by_scanning(modules):
    """A leading wildcard on an identifier reads the whole table, and finds what nobody meant."""
    found = []
    for module in modules:
        source = module.read_text(encoding="utf-8")
        place = str(module.relative_to(ROOT))
        if "models" in (module.stem, module.parent.name):
            continue  # a constraint compares one row with itself
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.keyword) and node.arg:
                *_, field, lookup = ["", *node.arg.split("__")]
                if lookup in SCANNING and field in KEYS:
                    found.append(f"{place}:{node.value.lineno}: {node.arg}")
        found += [f"{place}: {match.group()}" for match in re.finditer(r"(?i)\bi?like\s+'%[^(]\S*", source)]
    assert found == []
