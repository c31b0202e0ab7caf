"""One PostgreSQL for one folder: started when needed, shared by whoever needs it, stopped by the last to leave."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from bihuan.postgres.account import Account, clean_environment, is_live_server, on_open_ground
from bihuan.postgres.binaries import Binaries, find_binaries
from bihuan.postgres.configuration import PORT, write_configuration
from bihuan.postgres.failure import PostgresFailure

LONGEST_SOCKET_FOLDER = 85  # the kernel allows 104 (macOS) or 108 characters with «/.s.PGSQL.5432.lock»
PATIENCE = 60  # seconds for a start or a stop, crash recovery included


class Cluster:
    """The database server of ``folder``.

    ``fast_and_unsafe`` switches durability off: for tests only. Several processes may use one folder at once: the
    first starts the server, the last to :meth:`stop` ends it, and one that was killed leaves it for the next to find.
    """

    def __init__(self, folder: Path, *, fast_and_unsafe: bool = False) -> None:
        self.asked_for = folder.absolute()
        self.fast_and_unsafe = fast_and_unsafe
        self._presence: int | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # What a caller does.

    def start(self) -> Self:
        """Make sure the server runs and that Chinese text is searchable in it; raises :class:`PostgresFailure`."""
        self.account.own(self.folder)
        with self._alone():
            if not (self.data / "PG_VERSION").exists():
                self._create()
            if not self.is_running():
                self._launch()
            if self._presence is None:
                self._presence = os.open(self.folder / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
                fcntl.flock(self._presence, fcntl.LOCK_SH)
        return self

    def stop(self) -> bool:
        """Leave the server; end it (SIGINT: open transactions roll back) unless others still use it.

        Returns whether it is down now.
        """
        if not self.folder.exists():
            return True
        with self._alone():
            if self._presence is not None:
                os.close(self._presence)
                self._presence = None
            if not self.is_running():
                return True
            users = os.open(self.folder / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            finally:
                os.close(users)
            self._pg_ctl("stop", "--mode=fast")
            return True

    def url(self, database: str = "bihuan") -> str:
        """The address of ``database`` for ``DATABASE_URL``."""
        return f"postgresql://postgres@/{quote(database, safe='')}?host={quote(str(self.socket_folder))}&port={PORT}"

    def create_database(self, name: str, *, template: str = "template1") -> bool:
        """Create database ``name`` as a copy of ``template`` unless it exists; returns whether it was created."""
        if self.query(f"SELECT 1 FROM pg_database WHERE datname = {_literal(name)}"):
            return False
        self.query(f"CREATE DATABASE {_identifier(name)} TEMPLATE {_identifier(template)}")
        return True

    def query(self, sql: str, *, database: str = "postgres") -> str:
        """Run one statement and return its rows as text, one per line; for the launcher's own needs, not for work."""
        answer = subprocess.run(
            [
                self.binaries.folder / "psql",
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                self.url(database),
                "-c",
                sql,
            ],
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if answer.returncode:
            raise PostgresFailure(f"The database refused «{sql}»: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def is_running(self) -> bool:
        """Whether a server of this folder accepts connections."""
        return (
            self._pid() is not None and (self.socket_folder / f".s.PGSQL.{PORT}").exists() and self._answers()
        )

    # Where things are.

    @cached_property
    def folder(self) -> Path:
        """The folder really used: the one asked for, or what a link there leads to when the server cannot walk to it."""
        door = self.asked_for.parent
        door.mkdir(parents=True, exist_ok=True)
        if not self.asked_for.is_symlink() and not self.account.reaches(door):
            self.asked_for.symlink_to(on_open_ground(self.asked_for))
        return self.asked_for.resolve()

    @cached_property
    def account(self) -> Account:
        return Account.for_folder(self.asked_for)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @cached_property
    def socket_folder(self) -> Path:
        """Beside the data, or in /tmp under a short name when that path is too long for a socket."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        return Path("/tmp") / f"bihuan-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]}"

    @cached_property
    def binaries(self) -> Binaries:
        version = self.data / "PG_VERSION"
        major = int(version.read_text()) if version.exists() else None
        return find_binaries(major).reachable_by(self.account)

    # How it is done.

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops; the lock vanishes with a killed process."""
        turn = os.open(self.folder / "turn.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield
        finally:
            os.close(turn)

    def _create(self) -> None:
        """initdb beside the final place and rename, so that an interrupted one leaves nothing half-made."""
        half_made = self.folder / "data.new"
        shutil.rmtree(half_made, ignore_errors=True)
        # Without a UTF-8 character table pg_trgm finds no letters in Chinese, silently. macOS knows no C.UTF-8.
        character_table = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        locale = [f"--locale={character_table}"]
        if self.binaries.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        durable = ["--no-sync"] if self.fast_and_unsafe else ["--data-checksums"]
        made = self.account.run(
            [
                self.binaries.folder / "initdb",
                *(f"--pgdata={half_made}", "--username=postgres", "--auth=trust", "--encoding=UTF8"),
                *("--no-instructions", *locale, *durable),
            ]
        )
        if made.returncode:
            raise PostgresFailure(
                f"A new database could not be laid out in {self.folder}: {made.stdout.strip()}\n"
                "Check free space and rights on that folder, then start again."
            )
        half_made.rename(self.data)

    def _launch(self) -> None:
        self._own_socket_folder()
        write_configuration(self.data, self.socket_folder, fast_and_unsafe=self.fast_and_unsafe)
        deadline = time.monotonic() + PATIENCE
        while True:
            self._disbelieve_stale_pid_file()
            told_before = self.log.stat().st_size if self.log.exists() else 0
            started = self._pg_ctl("start", f"--log={self.log}")
            if started.returncode == 0:
                break
            told = self.log.read_bytes()[told_before:].decode(errors="replace") if self.log.exists() else ""
            # After kill -9 the old server may be a moment in dying, and its children hold its shared memory.
            dying = "shared memory" in told or "postmaster.pid" in told
            if not dying or time.monotonic() > deadline:
                raise PostgresFailure(
                    f"The database in {self.folder} does not start: {started.stdout.strip()}\n"
                    f"Its log {self.log} says:\n{told[-2000:]}"
                )
            time.sleep(0.2)
        self._prove_chinese_is_searchable()

    def _prove_chinese_is_searchable(self) -> None:
        self.query("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        if int(self.query("SELECT cardinality(show_trgm('噪音扰民'))")) == 0:
            self._pg_ctl("stop", "--mode=fast")
            raise PostgresFailure(
                f"The database in {self.folder} takes no Chinese character for a letter, so searching would silently "
                "find nothing. It was laid out with an unsuitable locale: dump it, move the folder away and start "
                "again (docs/running/upgrading.md)."
            )

    def _own_socket_folder(self) -> None:
        """In /tmp anyone may have taken our name first: use it only when it is a real folder of our account."""
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_folder.lstat()
        if self.socket_folder.is_symlink() or found.st_uid not in {os.geteuid(), self.account.uid}:
            raise PostgresFailure(f"{self.socket_folder} belongs to someone else. Remove it and start again.")
        self.account.own(self.socket_folder)

    def _pg_ctl(self, act: str, *options: str) -> subprocess.CompletedProcess[str]:
        program = self.binaries.folder / "pg_ctl"
        return self.account.run(
            [program, act, f"--pgdata={self.data}", "--wait", f"--timeout={PATIENCE}", "--silent", *options],
            timeout=PATIENCE + 30,
        )

    def _pid(self) -> int | None:
        """The process named in the server's own pid file, if there is such a file."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def _disbelieve_stale_pid_file(self) -> None:
        """Where the pid file names a zombie or, after a reboot, a stranger, PostgreSQL would wait for it for ever.

        The other lines stay: they name the shared memory, by which PostgreSQL still refuses to start beside children of
        a killed server.
        """
        pid = self._pid()
        if pid is None or is_live_server(pid):
            return
        ended = subprocess.Popen(["/bin/sh", "-c", ":"])
        ended.wait()
        pid_file = self.data / "postmaster.pid"
        pid_file.write_text("\n".join([str(ended.pid), *pid_file.read_text().splitlines()[1:], ""]))
        (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            return self.query("SELECT 1") == "1"
        except PostgresFailure:
            return False


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
