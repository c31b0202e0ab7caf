"""The server's settings for a small machine, written anew at each start (own tuning: ``ALTER SYSTEM``, which wins)."""

from pathlib import Path

PORT = 5432  # only the name of the socket: nothing listens on a network

SMALL_SERVER: dict[str, str | int] = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "wal_buffers": "16MB",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    # Storage is flash nearly everywhere; the default of 4 makes the planner shy of indexes.
    "random_page_cost": "1.1",
    # Our statements are short: compiling them costs more than it saves.
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failing statement carries a caller's name and telephone: neither it nor its DETAIL goes to the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

#: For tests only: a power cut would lose everything.
FAST_AND_UNSAFE: dict[str, str | int] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
}

ONLY_THE_SOCKET = "# The socket's folder is 0700: who can reach it is its owner.\nlocal all all trust\n"


def write_configuration(data: Path, socket_folder: Path, *, fast_and_unsafe: bool) -> None:
    """Write ``postgresql.conf`` and ``pg_hba.conf`` into the ``data`` folder of a stopped server."""
    settings = SMALL_SERVER | {"unix_socket_directories": str(socket_folder)}
    if fast_and_unsafe:
        settings |= FAST_AND_UNSAFE
    lines = (f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items())
    # Rewriting in place keeps the owner when root writes into the server's folder.
    (data / "postgresql.conf").write_text("".join(lines))
    (data / "pg_hba.conf").write_text(ONLY_THE_SOCKET)
