"""What was dumped comes back, in another folder, with the programs that came along."""

import subprocess
import sys

from bihuan.postgres import Cluster
from tests.repository.conftest import ROOT


def _with_database_of(folder, *command):
    return subprocess.run(
        [sys.executable, "-m", "bihuan.postgres", folder, *command], cwd=ROOT, text=True, capture_output=True
    )


def test_a_dump_restores_into_a_new_folder(place):
    with Cluster(place / "old") as old:
        old.create_database("bihuan")
        old.query("CREATE TABLE kept AS SELECT '欠薪' AS word", database="bihuan")
    dump = place / "bihuan.dump"
    dumped = _with_database_of(place / "old", "pg_dump", "--format=custom", f"--file={dump}", "bihuan")
    assert dumped.returncode == 0, dumped.stderr

    assert _with_database_of(place / "new", "createdb", "bihuan").returncode == 0
    restored = _with_database_of(place / "new", "pg_restore", "--dbname=bihuan", "--exit-on-error", dump)
    assert restored.returncode == 0, restored.stderr
    with Cluster(place / "new") as new:
        assert new.query("SELECT word FROM kept", database="bihuan") == "欠薪"


def test_an_unknown_program_is_named(place):
    answer = _with_database_of(place / "postgres", "pg_undo")
    assert answer.returncode == 1
    assert "pg_undo" in answer.stderr
