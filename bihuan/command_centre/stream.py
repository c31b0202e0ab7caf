"""From PostgreSQL's NOTIFY to open consoles: one listening thread in a process, any number of consoles behind it.

A console holds a thread of the web server while it listens, so that there are few of them at a time and none for long: at
most ``MOST_STREAMS`` in a process, each ended after ``LIFE`` and opened again by the browser. Who finds no place asks by
itself every few seconds instead, and misses nothing but a moment.
"""

import logging
from queue import Empty, Full, Queue
from threading import BoundedSemaphore, Lock, Thread
from time import monotonic, sleep
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from bihuan.command_centre.changing import CHANNEL

log = logging.getLogger(__name__)
MOST_STREAMS = 4
LIFE, HEARTBEAT, IDLE = 55.0, 10.0, 30.0
_REST = 2.0
_places = BoundedSemaphore(MOST_STREAMS)


class Listener:
    """One connection to PostgreSQL that listens, and the consoles that want to hear of their centres."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: dict[Queue[str], frozenset[int]] = {}
        self._thread: Thread | None = None

    def subscribe(self, centres: frozenset[int]) -> "Queue[str]":
        """Hear of changes at these centres from now on. A queue holds one change: more at once are one look anew."""
        queue: Queue[str] = Queue(maxsize=1)
        with self._lock:
            self._heard[queue] = centres
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._listen, name="console listener", daemon=True)
                self._thread.start()
        return queue

    def unsubscribe(self, queue: "Queue[str]") -> None:
        """Hear no more."""
        with self._lock:
            self._heard.pop(queue, None)

    def _listen(self) -> None:
        quiet_since = monotonic()
        while True:
            try:
                with psycopg.connect(**_address(), autocommit=True) as listening:
                    listening.execute(f"LISTEN {CHANNEL}")
                    # Whatever happened while nobody listened: every console looks once.
                    self._tell(None)
                    while True:
                        for notice in listening.notifies(timeout=1.0):
                            self._tell(int(notice.payload) if notice.payload.isdigit() else None)
                        with self._lock:
                            if self._heard:
                                quiet_since = monotonic()
                            elif monotonic() - quiet_since > IDLE:
                                self._thread = None
                                return
            except psycopg.Error as lost:
                log.warning("the console's listener lost its connection: %s", lost)
                with self._lock:
                    if not self._heard:
                        self._thread = None
                        return
                sleep(_REST)

    def _tell(self, centre: int | None) -> None:
        with self._lock:
            for queue, centres in self._heard.items():
                if centre is None or centre in centres:
                    try:
                        queue.put_nowait("changed")
                    except Full:
                        continue  # it has not looked yet and will see this too


LISTENER = Listener()


class Told:
    """The server-sent events of one console. Closing it, begun or not, gives its place back."""

    def __init__(self, centres: frozenset[int], life: float) -> None:
        self._queue = LISTENER.subscribe(centres)
        self._ends = monotonic() + life
        self._begun = self._closed = False

    def __iter__(self) -> "Told":
        return self

    def __next__(self) -> str:
        if not self._begun:
            self._begun = True
            return "retry: 1500\n\n"
        left = self._ends - monotonic()
        if self._closed or left <= 0:
            self.close()
            raise StopIteration
        try:
            return f"event: {self._queue.get(timeout=min(HEARTBEAT, left))}\ndata: \n\n"
        except Empty:
            return ": still here\n\n"

    def close(self) -> None:
        """Hear no more, and leave the place to another."""
        if not self._closed:
            self._closed = True
            LISTENER.unsubscribe(self._queue)
            _places.release()


def stream(centres: frozenset[int], life: float = LIFE) -> Told | None:
    """Server-sent events for a console, or None when every place is taken or nothing can listen (behind PgBouncer)."""
    if settings.PGBOUNCER or not _places.acquire(blocking=False):
        return None
    return Told(centres, life)


def _address() -> dict[str, Any]:
    """How Django reaches the database, without what belongs to its own connections."""
    given = connection.get_connection_params()
    return {
        name: value
        for name, value in given.items()
        if name in {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert"}
    }
