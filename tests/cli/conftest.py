"""The command line as its user has it: a process of its own, on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.own_database import own_database

Bihuan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(django_db_setup: None) -> Iterator[str]:
    """The address of the module's database."""
    with own_database() as url:
        yield url


@pytest.fixture(scope="module")
def bihuan(address: str, tmp_path_factory: pytest.TempPathFactory) -> Bihuan:
    """Runs ``bihuan`` with the arguments given; English unless a test says otherwise."""
    data = tmp_path_factory.mktemp("data")

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {"DATABASE_URL": address, "BIHUAN_DATA": str(data), "LANG": "en_GB.UTF-8", "COLUMNS": "160"}
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "BIHUAN_", "DJANGO_"))}
        return subprocess.run(
            [sys.executable, "-m", "bihuan", *arguments],
            cwd=ROOT, env=kept | own | environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run
