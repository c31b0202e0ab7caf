"""A place of its own for each server the launcher is tried with: durable, as a city would run it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bihuan.postgres import Cluster, account


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder the server's account may walk to (pytest's own are closed), with open ground beside it."""
    place = Path(tempfile.mkdtemp(prefix="bihuan-launcher-", dir="/tmp"))
    place.chmod(0o711)
    monkeypatch.setattr(account, "OPEN_GROUND", place / "open-ground")
    yield place
    for folder in place.rglob("data"):
        Cluster(folder.parent).stop()
    remove(place)


def remove(place: Path) -> None:
    """Take the folder away; a server killed in the middle of a write may still be putting a file there."""
    until = time.monotonic() + 10
    while True:
        try:
            return shutil.rmtree(place)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture
def cluster(place: Path) -> Cluster:
    """A running server."""
    return Cluster(place / "postgres").start()
