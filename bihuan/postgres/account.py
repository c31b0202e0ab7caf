"""Under which account the server runs: PostgreSQL refuses uid 0, so root hands it to an unprivileged one."""

import hashlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bihuan.postgres.failure import PostgresFailure

#: Where root keeps what the unprivileged account must reach when the folder asked for lies behind a closed door.
OPEN_GROUND = Path("/var/lib/bihuan")


@dataclass(frozen=True)
class Account:
    """The account a server runs under. ``dropped`` tells whether we are root and step down to it."""

    uid: int
    gid: int
    dropped: bool

    @classmethod
    def for_folder(cls, folder: Path) -> "Account":
        """The account for the database in ``folder``: the owner of what is there, else the caller, else one below root."""
        owner = folder.stat() if folder.exists() else None
        if owner and os.geteuid() not in {0, owner.st_uid}:
            raise PostgresFailure(
                f"The database in {folder} belongs to another account (uid {owner.st_uid}), as after a first start with sudo. "
                "Run as that account or as root, or name a data folder of your own in BIHUAN_DATA."
            )
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), dropped=False)
        if owner and owner.st_uid != 0:
            return cls(owner.st_uid, owner.st_gid, dropped=True)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, dropped=True)
        raise PostgresFailure(
            "PostgreSQL refuses to run as root and there is neither an account «postgres» nor «nobody» to step down to. "
            "Run as an ordinary user, or create one: useradd --system postgres"
        )

    def run(self, command: Sequence[str | Path], *, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run ``command`` under this account, from ``/`` and with a clean environment; never raises on a failing exit."""
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env=clean_environment(),
            umask=0o077,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        )

    def own(self, folder: Path) -> None:
        """Make ``folder`` this account's alone (0700)."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.dropped:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def reaches(self, path: Path) -> bool:
        """Whether this account can walk to ``path`` (root's home, for one, is closed to others)."""
        return not self.dropped or self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path]).returncode == 0


def clean_environment() -> dict[str, str]:
    """Our environment without what would steer PostgreSQL's tools elsewhere or translate their messages."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("PG", "LC_")) and k not in {"LANG", "LANGUAGE"}
    }
    return kept | {"LC_ALL": "C"}


def is_live_server(pid: int) -> bool:
    """Whether process ``pid`` is a PostgreSQL, and not the zombie of one."""
    try:  # where there is /proc, there may be no ps (slim images)
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
        state = rest.split()[0]
    except OSError:
        if Path("/proc/self/stat").exists():
            return False
        listed = subprocess.run(
            ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        state, _, name = listed.stdout.strip().partition(" ")
    return "postgres" in name and not state.startswith("Z")


def on_open_ground(path: Path) -> Path:
    """The stand-in below :data:`OPEN_GROUND` for a ``path`` the unprivileged account cannot walk to."""
    OPEN_GROUND.mkdir(parents=True, exist_ok=True)
    OPEN_GROUND.chmod(0o755)
    return OPEN_GROUND / f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:12]}"


def stage(package: Path) -> Path:
    """Copy a ``package`` folder of binaries and its ``.libs`` sibling to open ground; return the copy of the package.

    The binaries find their libraries by a path relative to themselves, so both travel together. A finished copy is
    reused until the package changes.
    """
    target = on_open_ground(package / str(package.stat().st_mtime_ns))
    if not target.exists():
        building = target.with_name(f"{target.name}.{os.getpid()}")
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.is_dir():
                shutil.copytree(source, building / source.name, symlinks=True)
        for part in (building, *building.rglob("*")):
            if not part.is_symlink():  # installed under a strict umask, nobody else could read it
                part.chmod(
                    part.stat().st_mode | (0o055 if part.is_dir() or os.access(part, os.X_OK) else 0o044)
                )
        try:
            building.rename(target)
        except OSError:  # another process finished the same copy first
            shutil.rmtree(building)
    return target / package.name
