"""The worker's jobs share fewer connections than there are jobs, and each still gets its turn."""

import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from bihuan import schedule

JOBS = 12
PATIENCE = 5.0  # seconds; far below what the pool waits for a connection


@pytest.mark.django_db(transaction=True)
def test_a_resting_job_holds_no_connection_so_that_every_job_gets_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"] < JOBS
    stop, done = threading.Event(), set()

    def job(number: int) -> schedule.Job:
        def turn(_stop: threading.Event) -> bool:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            done.add(number)
            return False

        return schedule.Job(f"job {number}", timedelta(minutes=1), turn)

    monkeypatch.setattr(schedule, "JOBS", tuple(map(job, range(JOBS))))
    worker = threading.Thread(target=schedule.run, args=(stop,))
    worker.start()
    until = time.monotonic() + PATIENCE
    while len(done) < JOBS and time.monotonic() < until:
        time.sleep(0.02)
    had_a_turn = sorted(done)
    stop.set()
    worker.join()
    assert had_a_turn == list(range(JOBS))
