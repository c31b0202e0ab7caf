"""The real server, started as ``bihuan up`` starts it, and what it and the database cost."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bihuan.cli.website import website_command

STARTING = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def website(workers: int = 2) -> Iterator[tuple[int, int]]:
    """The website on a free port of the loopback; yields its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The worker is left out: it tells what happened at its own pace, after the answer.
    process = subprocess.Popen(
        [sys.executable, *website_command("127.0.0.1", port, workers)], start_new_session=True
    )
    try:
        _wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The website did not start.")


def cpu_seconds(root: int) -> float:
    """Processor time of a process and its children so far, those that have ended included; 0 where there is no /proc."""
    total = 0
    for pid in _family(root):
        fields = _stat(pid)
        total += sum(int(field) for field in fields[11:15] if fields)
    return total / _TICKS


def resident_mib(root: int) -> float:
    """Memory of a process and its children in MiB, shared pages shared out among them (PSS)."""
    kib = 0
    for pid in _family(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def _family(root: int) -> list[int]:
    """The process and everything below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    family, rest = [], [root]
    while rest:
        family.append(rest.pop())
        rest += parents.get(family[-1], [])
    return family


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from the state on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
