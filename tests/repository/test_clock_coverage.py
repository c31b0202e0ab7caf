"""The clock is proved to its last branch: elsewhere its tests were few, and the job that ran them switched off (D18)."""

import os
import subprocess
import sys
from pathlib import Path

from tests.repository.conftest import ROOT

#: Pure modules with the tests that have to reach every branch of them.
MODULES = ("workdays", "stretches", "office_hours", "deadlines", "explaining", "alerts", "keyed", "limits")
TESTS = (
    "test_workdays",
    "test_office_hours",
    "test_deadlines",
    "test_explaining",
    "test_alerts",
    "test_limits",
)


def test_every_branch_of_the_clock_is_reached_by_its_own_tests(tmp_path: Path) -> None:
    measured = {**os.environ, "COVERAGE_FILE": str(tmp_path / "clock")}
    measured.pop("PYTEST_ADDOPTS", None)
    coverage = [sys.executable, "-m", "coverage"]
    modules = ",".join(f"bihuan/rules/{module}.py" for module in MODULES)
    tests = [f"tests/rules/{test}.py" for test in TESTS]
    alone = [
        "-q",
        "--noconftest",
        "-p",
        "tests.few_examples",
        "-p",
        "no:django",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
    ]
    ran = subprocess.run(
        [*coverage, "run", "--branch", f"--include={modules}", "-m", "pytest", *alone, *tests],
        cwd=ROOT, env=measured, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
    report = subprocess.run(
        [*coverage, "report", "-m", "--fail-under=100"],
        cwd=ROOT,
        env=measured,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.returncode == 0, report.stdout
