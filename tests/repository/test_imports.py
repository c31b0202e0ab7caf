"""A feature is entered through its actions and queries; its tables are its own. (Floors: import-linter, `./dev check`.)"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.repository.conftest import ROOT

#: Units and people are everyone's nouns; counting reads every table.
OPEN_TABLES = {"organisations"}
READS_EVERY_TABLE = {"statistics"}


def _imported(module: Path) -> Iterator[str]:
    """What ``module`` imports when it runs: imports for the type checker alone are left out."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_feature_reaches_into_the_tables_of_another(modules):
    found = []
    for module in modules:
        here = module.relative_to(ROOT / "bihuan").parts[0]
        for name in _imported(module):
            package, _, rest = name.removeprefix("bihuan.").partition(".")
            foreign = name.startswith("bihuan.") and package != here and rest.split(".")[0] == "models"
            if foreign and package not in OPEN_TABLES and here not in READS_EVERY_TABLE:
                found.append(f"{module.relative_to(ROOT)}: {name}")
    assert found == []


def test_only_views_api_jobs_and_commands_read_the_clock(modules):
    """Time is an argument of actions and queries, so that a test, a demo and a replay can set it."""
    timeless = {"actions", "queries", "models", "rules"}
    found = []
    for module in modules:
        parts = {*module.relative_to(ROOT / "bihuan").parts[:-1], module.stem}
        if parts & timeless:
            tree = ast.parse(module.read_text(encoding="utf-8"))
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            read = calls & {
                "timezone.now",
                "now",
                "datetime.now",
                "date.today",
                "time.time",
                "timezone.localdate",
            }
            found += [f"{module.relative_to(ROOT)}: {call}()" for call in sorted(read)]
    assert found == []


def test_no_behaviour_hides_in_signals(modules):
    assert [
        str(m.relative_to(ROOT))
        for m in modules
        if any("django.db.models.signals" in n for n in _imported(m))
    ] == []
