"""The processes ``bihuan up`` starts: watched, started again when they fall, and all stopped together."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from bihuan.cli.console import err
from bihuan.cli.language import say

#: Seconds a process is given to end by itself; and how often they are looked at.
PATIENCE, LOOK = 10.0, 0.2
#: A process that falls so often, each time within so many seconds of its start, is not started again.
FALLS, SHORT_LIFE = 3, 5.0
#: Seconds until the website must answer.
STARTING = 60.0


class CannotRun(RuntimeError):
    """The product cannot run: another one does, or a part of it falls again and again."""


@dataclass
class Child:
    """One process: what it is called, and the arguments of Python that start it."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C in the terminal reaches only us, and we stop it in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *self.arguments], start_new_session=True, env=os.environ
        )

    def look_after(self) -> None:
        """Start it again if it fell. Raises :class:`CannotRun` when it keeps falling at once."""
        if self.process is None or self.process.poll() is None:
            return
        self.falls = self.falls + 1 if time.monotonic() - self.started < SHORT_LIFE else 1
        code = self.process.returncode
        if self.falls >= FALLS:
            raise CannotRun(
                say(
                    f"{self.name}反复退出（代码 {code}），已停止。原因见上面的输出。",
                    f"The {self.name} keeps ending (code {code}); everything was stopped. Its own output above says why.",
                )
            )
        err.print(
            say(
                f"{self.name}退出（代码 {code}），重新启动。",
                f"The {self.name} ended (code {code}); starting it again.",
            ),
            style="yellow",
        )
        self.start()

    def stop(self) -> None:
        """Ask it to end, and kill it when it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(
    children: Sequence[Child], stop: Event, *, ready: Callable[[], bool], announce: Callable[[], None]
) -> None:
    """Run the children until ``stop`` is set; ``announce`` once ``ready`` says so.

    Raises :class:`CannotRun`. Whatever happens, no child is left behind.
    """
    try:
        for child in children:
            child.start()
        deadline, announced = time.monotonic() + STARTING, False
        while not stop.wait(LOOK):
            for child in children:
                child.look_after()
            if not announced and ready():
                announce()
                announced = True
            if not announced and time.monotonic() > deadline:
                raise CannotRun(
                    say(
                        "网站一分钟内没有响应，已停止。",
                        "The website did not answer within a minute; everything was stopped.",
                    )
                )
    finally:
        for child in children:
            child.stop()


@contextmanager
def running_alone(folder: Path) -> Iterator[None]:
    """Only one ``bihuan up`` to a data folder. Raises :class:`CannotRun` naming the process that is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "up.lock"
    with open(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = lock.read().strip()
            raise CannotRun(
                say(
                    f"数据目录 {folder} 已有一个 bihuan up 在运行（进程 {pid}）。请先停止它，或用 BIHUAN_DATA 指定另一个目录。",
                    f"A `bihuan up` (process {pid}) already runs on {folder}. Stop it first, or name another folder in BIHUAN_DATA.",
                )
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
