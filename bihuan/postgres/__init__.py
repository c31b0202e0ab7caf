"""A PostgreSQL of our own: real binaries, started for one folder, reached through one socket.

Pure standard library; knows nothing of the rest of the product, so that it can start before Django does::

    with Cluster(Path("var/postgres")) as cluster:
        cluster.create_database("bihuan")
        os.environ["DATABASE_URL"] = cluster.url("bihuan")

A city in production points ``DATABASE_URL`` at its own server instead and never comes here.
"""

from bihuan.postgres.binaries import Binaries, find_binaries
from bihuan.postgres.cluster import Cluster
from bihuan.postgres.failure import PostgresFailure

__all__ = ["Binaries", "Cluster", "PostgresFailure", "find_binaries"]
