"""Many sweep at once, or are killed: each rung warns exactly once all the same. Real threads, real processes, kill -9."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import connection

from bihuan.ledger.models import Announcement, Event
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from bihuan.work_orders import actions as office
from bihuan.work_orders.chains import proved_chains
from bihuan.work_orders.models import WorkOrder
from tests.supervision.ladder import june, unsigned
from tests.town import found_town

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS, ORDERS = 4, 60
_PROGRAM = """
import sys
from datetime import datetime
import django
django.setup()
from bihuan.supervision.actions import sweeping
sweeping.PORTION = 3
at = datetime.fromisoformat(sys.argv[1])
for turn in (sweeping.warn_of_clocks, sweeping.climb_to_slips):
    while turn(at, 3)[0]:
        pass
"""


def together(count: int, *calls) -> None:
    """Call everything at the same instant, ``count`` times each; a fault of one is the test's."""
    barrier, faults = Barrier(count * len(calls)), []

    def run(call) -> None:
        try:
            barrier.wait()
            call()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def check_the_books(orders: int) -> None:
    """Each rung once, an event and an announcement for each, and every chain whole."""
    red = EarlyWarning.objects.filter(cause="sign", light=4)
    assert red.count() == orders
    warned = Counter(
        (event.subject, event.facts["warning"], event.facts["generation"], event.facts["light"])
        for event in Event.objects.filter(act="warn")
    )
    issued = EarlyWarning.objects.exclude(outcome="passed").count()
    assert (len(warned), max(warned.values())) == (issued, 1)
    assert Announcement.objects.filter(event__act="warn").count() == issued
    assert not [number for number, broken in proved_chains() if broken]


def test_four_workers_at_once_warn_of_each_rung_once_and_number_the_slips_without_a_gap() -> None:
    town = found_town()
    for n in range(ORDERS):
        unsigned(town, june(10, 9, n % 60))
    together(WORKERS, lambda: supervision.sweep(june(12)))
    check_the_books(ORDERS)
    together(WORKERS, lambda: supervision.sweep(june(13, 10)))
    assert list(SupervisionSlip.objects.order_by("serial").values_list("serial", flat=True)) == [
        *range(1, ORDERS + 1)
    ]
    assert Event.objects.filter(act="issue_slip").count() == ORDERS


def test_the_office_acts_on_orders_while_four_workers_sweep_and_neither_waits_for_ever() -> None:
    town = found_town()
    stories = [unsigned(town, june(10, 9, n)) for n in range(24)]
    clerk = town.actor("杨帆")

    def sign_all() -> None:
        for story in stories:
            office.sign(clerk, story.number, at=june(12))

    together(1, sign_all, *[lambda: supervision.sweep(june(12))] * WORKERS)
    supervision.sweep(june(12))
    assert set(WorkOrder.objects.values_list("state", flat=True)) == {"signed"}
    assert not [number for number, broken in proved_chains() if broken]
    assert EarlyWarning.objects.filter(cause="sign", light=4).count() <= len(stories)


@pytest.mark.crash
def test_workers_killed_in_the_middle_of_a_sweep_neither_lose_nor_double_a_rung() -> None:
    town = found_town()
    for n in range(ORDERS):
        unsigned(town, june(10, 9, n % 60))
    chance, killed = random.Random(12351), 0
    for _ in range(8):
        before = EarlyWarning.objects.count()
        worker = start_worker()
        while EarlyWarning.objects.count() == before and worker.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            killed += 1
        worker.wait()
    supervision.sweep(june(12))
    assert killed >= 2, "the kills came too late to hit anything"
    check_the_books(ORDERS)


def start_worker() -> subprocess.Popen:
    url = psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    here = f"postgresql://{url['user']}@/{name}?host={url['host']}&port={url.get('port', '5432')}"
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, june(12).isoformat()], env={**os.environ, "DATABASE_URL": here}
    )
