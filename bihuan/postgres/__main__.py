"""Run one of PostgreSQL's own programs against the database of a folder: backup, restore, a look inside.

``python -m bihuan.postgres var/postgres pg_dump --format=custom --file=bihuan.dump bihuan``
"""

import os
import subprocess
import sys
from pathlib import Path

from bihuan.postgres.cluster import Cluster
from bihuan.postgres.configuration import PORT
from bihuan.postgres.failure import PostgresFailure


def main(arguments: list[str]) -> int:
    """Start the server if need be, run the program, and return its exit status."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder, program, *options = arguments
    try:
        with Cluster(Path(folder)) as cluster:
            there = {"PGHOST": str(cluster.socket_folder), "PGPORT": str(PORT), "PGUSER": "postgres"}
            found = cluster.binaries.folder / program
            return subprocess.run([found, *options], env=os.environ | there, check=False).returncode
    except (PostgresFailure, FileNotFoundError) as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
