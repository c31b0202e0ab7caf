"""What the repository holds: kept and new files, without what git ignores."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file of the checkout that is, or would be, committed."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: what is committed cannot be told")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="session")
def modules(files: list[Path]) -> list[Path]:
    """The product's own Python files, migrations apart."""
    return [
        f
        for f in files
        if f.suffix == ".py" and f.is_relative_to(ROOT / "bihuan") and "migrations" not in f.parts
    ]


@pytest.fixture(scope="session")
def templates(files: list[Path]) -> list[Path]:
    """The pages and letters."""
    return [f for f in files if "templates" in f.parts and f.suffix in {".html", ".txt"}]
