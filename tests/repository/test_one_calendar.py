"""One calendar everywhere: what an office imported holds in every feature, and not only the one that shipped."""

import ast
from pathlib import Path

BIHUAN = Path(__file__).parents[2] / "bihuan"
#: The rule book itself, the calendar's own data, and the one command that asks no database.
MAY = ("rules/", "calendars/", "cli/clock.py")


def test_no_feature_reckons_by_the_calendar_that_shipped() -> None:
    found = [
        str(path.relative_to(BIHUAN))
        for path in BIHUAN.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module == "bihuan.rules.workdays"
        and any(name.name == "PUBLISHED" for name in node.names)
    ]
    allowed = [path for path in found if path.startswith(MAY)]
    assert allowed, "the search finds the calendar's own use of it"
    assert sorted(set(found) - set(allowed)) == []
