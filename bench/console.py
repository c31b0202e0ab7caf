"""``python -m bench.console``: the server's time for a cold console with 5,000 open events, and for the map beside it.

Cold is the first page of a process that has just begun to serve, as :mod:`bihuan.wsgi` begins.
"""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from bench.house import throw_away_database

OPEN, POSTS, VIEWS = 5_000, 24, 15


class Spent(NamedTuple):
    """Milliseconds by the clock, and those of them this process had the processor: what is busy beside it spoils the first alone."""

    clock: float
    processor: float


def main() -> int:
    """Fill a street's centre, open its console cold and warm, print."""
    with throw_away_database():
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client

        from bihuan.demo.founding import found_small_place
        from bihuan.demo.ground import draw_ground
        from bihuan.organisations.models import Person
        from bihuan.website.ready import make_ready

        call_command("collectstatic", interactive=False, verbosity=0)
        found_small_place()
        draw_ground(1)
        _fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE command_centre_event")
        person = Person.objects.get(username="qinchuan")
        began = time.perf_counter()
        make_ready()
        print(f"ready to serve after {1000 * (time.perf_counter() - began):.0f} ms, before anybody asks")

        def timed(address: str) -> Spent:
            client = Client(headers={"Host": "127.0.0.1"})
            client.force_login(person)
            began, used = time.perf_counter(), time.process_time()
            answer = client.get(address)
            spent = Spent(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used))
            assert answer.status_code == 200, answer.status_code
            return spent

        for address in ("/console/", "/map/outlines/"):
            first = timed(address)
            spent = [timed(address) for _ in range(VIEWS)]
            clock = statistics.median(each.clock for each in spent)
            processor = statistics.median(each.processor for each in spent)
            print(
                f"{address} with {OPEN:,} open: first {first.clock:.0f} ms, then median {clock:.0f} ms, worst {max(spent).clock:.0f} ms;"
                f" of the processor {first.processor:.0f}, then {processor:.0f} ms ({first.processor / processor:.1f} times)"
            )
    return 0


def _fill() -> None:
    """Open events written past the acts: 5,000 reports one by one would measure the reporting."""
    from bihuan.command_centre.models import Event
    from bihuan.duties.models import Board, CentrePost, Lane
    from bihuan.organisations.models import Unit

    random = Random(1)
    centre = Unit.objects.get(name="南纪门街道基层治理指挥中心")
    places = list(Unit.objects.filter(parent=centre.parent, level="community"))
    board = Board.objects.create(centre=centre, code="bench", name="平安法治", position=1)
    lane = Lane.objects.create(board=board, code="bench", name="综合", position=1)
    posts = [
        CentrePost.objects.create(lane=lane, code=f"p{n}", name=f"岗位{n}", strength=3, position=n)
        for n in range(POSTS)
    ]
    now = datetime.now(UTC)
    states = ("reported", "accepted", "assigned", "handling", "resolved")
    events = []
    for n in range(OPEN):
        at, state = now - timedelta(minutes=random.randrange(60 * 24 * 30)), random.choice(states)
        events.append(
            Event(
                id=UUID(int=n + 1), number=f"E20260101-{n:06}", state=state, kind="dispute", source="grid_worker", text="楼上漏水引起纠纷",
                urgency=random.choice(("normal", "normal", "normal", "urgent")), place=random.choice(places), centre=centre,
                post=random.choice(posts) if state in {"assigned", "handling", "resolved"} else None, happened_at=at,
                registered_at=at, changed_at=at, accepted_at=None if state == "reported" else at + timedelta(minutes=5),
                result="已处置" if state == "resolved" else "", east=106.56 + random.random() / 100, north=29.55 + random.random() / 100,
                ledger_digest=bytes(32),
            )
        )  # fmt: skip
    Event.objects.bulk_create(events, 1000)


if __name__ == "__main__":
    sys.exit(main())
