"""How the website is started: the one place, for ``bihuan up`` and for whoever measures it."""

#: Threads of one process. A live console keeps one for its stream; the others go on answering. The server warns of more
#: than two a processor, which is meant here, so only its errors are shown.
THREADS = 8


def website_command(host: str, port: int, workers: int) -> tuple[str, ...]:
    """What Python is called with to serve the website, with so many processes."""
    return (
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(THREADS), "--log-level", "error", "--respawn-failed-workers",
        "bihuan.wsgi:application",
    )  # fmt: skip
