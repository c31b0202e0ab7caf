"""A killed worker loses nothing and sends nothing twice: real processes, real SMTP, kill -9 wherever it happens to be."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from bihuan.ledger.models import Announcement
from bihuan.notifications.models import Mail, MailState, Message
from tests.notifications.office import dispatched, everybody_has_an_address
from tests.notifications.post_office import PostOffice, open_post_office
from tests.town import Town, found_town

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

ORDERS, KILLS = 250, 10
_PROGRAM = """
import signal, threading
import django
django.setup()
from bihuan import schedule
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
schedule.run(stop)
"""


class Workers:
    """Starts workers as processes of their own against this test's database."""

    def __init__(self, port: int) -> None:
        url = psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
        name = connection.settings_dict["NAME"]
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"postgresql://{url['user']}@/{name}?host={url['host']}&port={url.get('port', '5432')}",
            "BIHUAN_SMTP_HOST": "127.0.0.1",
            "BIHUAN_SMTP_PORT": str(port),
        }

    def start(self) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", _PROGRAM], env=self.environment)


@contextmanager
def town_with_mail(orders: int) -> Iterator[tuple[Town, PostOffice, Workers]]:
    """A town with that many orders just dispatched, told to nobody yet, and a post office."""
    town = found_town()
    everybody_has_an_address()
    now = timezone.now() - timedelta(minutes=5)
    for n in range(orders):
        # Each of a caller of its own: many orders of one would be warned of, by mail.
        dispatched(town, now + timedelta(milliseconds=n), f"139{n:08}")
    with open_post_office() as (office, port):
        yield town, office, Workers(port)


def until(happened: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something, looking often; fails when it does not come."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def unfinished() -> bool:
    on_the_way = (MailState.WAITING, MailState.CLAIMED, MailState.HANDING_OVER)
    return (
        Announcement.objects.filter(told_at=None).exists()
        or Mail.objects.filter(state__in=on_the_way).exists()
    )


def kill(worker: subprocess.Popen) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def test_workers_killed_again_and_again_lose_nothing_and_send_nothing_twice() -> None:
    chance = random.Random(12351)
    with town_with_mail(ORDERS) as (_, office, workers):
        office.at_end = lambda _: time.sleep(chance.random() / 250)
        for _ in range(KILLS):
            worker = workers.start()
            before = Message.objects.count() + len(office.taken)
            until(lambda before=before: Message.objects.count() + len(office.taken) > before)  # type: ignore[misc]
            time.sleep(chance.random() * 0.4)
            kill(worker)
        assert unfinished(), "the kills came too late to hit anything"
        worker = workers.start()
        until(lambda: not unfinished())
        kill(worker)

        states = dict(Mail.objects.values_list("message_id", "state"))
        arrived = office.by_id
        unconfirmed = {mail for mail, state in states.items() if state == MailState.UNCONFIRMED}
        sent = {mail for mail, state in states.items() if state == MailState.SENT}
        print(
            f"{KILLS} kills: {len(sent)} sent, {len(unconfirmed)} unconfirmed, {len(unconfirmed & set(arrived))} of them arrived"
        )
        assert Message.objects.filter(code="to_sign").count() == ORDERS
        assert Message.objects.filter(code="to_dispatch").count() == ORDERS
        assert len(states) == ORDERS
        assert sent | unconfirmed == set(states)
        assert max(arrived.values()) == 1, "a mail arrived twice"
        assert sent <= set(arrived), "a mail counted as sent did not arrive"
        assert set(arrived) <= sent | unconfirmed
        assert len(unconfirmed) <= KILLS


def test_killed_before_the_last_byte_the_mail_is_sent_again_and_arrives_once() -> None:
    with town_with_mail(1) as (_, office, workers):
        reached, go_on = threading.Event(), threading.Event()

        def stall(_address: str) -> None:
            reached.set()
            go_on.wait(30)

        office.at_recipient = stall
        worker = workers.start()
        assert reached.wait(30)
        kill(worker)
        go_on.set()
        assert Mail.objects.get().state == MailState.CLAIMED

        worker = workers.start()
        until(lambda: not unfinished())
        kill(worker)
        assert Mail.objects.get().state == MailState.SENT
        assert list(office.by_id.values()) == [1]


def test_killed_after_the_last_byte_the_mail_is_shown_as_unconfirmed_and_not_sent_again() -> None:
    with town_with_mail(1) as (_, office, workers):
        reached, go_on = threading.Event(), threading.Event()

        def stall(_letter: object) -> None:
            reached.set()
            go_on.wait(30)

        office.at_end = stall
        worker = workers.start()
        assert reached.wait(30)
        kill(worker)
        go_on.set()
        assert Mail.objects.get().state == MailState.HANDING_OVER

        worker = workers.start()
        until(lambda: not unfinished())
        assert Mail.objects.get().state == MailState.UNCONFIRMED
        time.sleep(2)
        kill(worker)
        assert list(office.by_id.values()) == [1]


def test_asked_to_stop_a_worker_finishes_what_it_has_in_hand_and_goes() -> None:
    with town_with_mail(40) as (_, office, workers):
        office.at_end = lambda _: time.sleep(0.05)
        worker = workers.start()
        until(lambda: len(office.taken) > 2)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
        assert not Mail.objects.filter(state__in=(MailState.CLAIMED, MailState.HANDING_OVER)).exists()
        assert Mail.objects.filter(state=MailState.SENT).count() == len(office.taken) < 40
