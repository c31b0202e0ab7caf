"""What runs before anything is installed needs nothing installed, and an old Python can still read its advice."""

import ast
import os
import subprocess
import sys

import pytest

from tests.repository.conftest import ROOT

SCRIPT = ROOT / "dev"
BEFORE_ANYTHING = [SCRIPT, *sorted((ROOT / "bihuan" / "postgres").glob("*.py"))]


@pytest.mark.parametrize("file", BEFORE_ANYTHING, ids=lambda file: file.name)
def test_it_imports_the_standard_library_only(file):
    imported = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
    foreign = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("bihuan.postgres")} == set()


def test_an_old_python_reads_the_script_far_enough_to_say_what_is_missing():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_explains_itself_and_does_nothing_without_a_command():
    answer = subprocess.run(
        [SCRIPT, "help"], capture_output=True, text=True, env={"PATH": os.environ["PATH"]}
    )
    assert answer.returncode == 0
    assert "./dev run" in answer.stdout
    assert subprocess.run([SCRIPT, "rum"], capture_output=True).returncode == 2
