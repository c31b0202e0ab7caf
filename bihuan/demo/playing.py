"""Play the lives of the orders, in two processes: one has the cast's district, the other the rest of the city.

Each plays its orders in the order of time and remembers only its own, so that the result is the same whether the two
run side by side or one after the other.
"""

import heapq
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from bihuan.demo.answering import TO_AN_ORDER, answer
from bihuan.demo.case import Case
from bihuan.demo.city import HOME
from bihuan.demo.founding import Progress
from bihuan.demo.inspecting import set_plan
from bihuan.demo.lives import life
from bihuan.demo.populating import Plan, register, staff
from bihuan.demo.supervising import supervise
from bihuan.demo.writing import write
from bihuan.ledger.actions import mark_told
from bihuan.ledger.queries import waiting_announcements
from bihuan.rules.actors import Post
from bihuan.rules.words import Words
from bihuan.supervision.actions import foretell
from bihuan.triage.actions import look_for_clusters
from bihuan.work_orders.queries import visible_to

#: How far back the demo's inboxes go.
UNREAD = timedelta(days=3)
LIVES = Words("工单的一生", "Lives of orders")

#: Moments of the next act, the case's place in the list (so that moments alike never compare lives), and its life.
Waiting = list[tuple[datetime, int, Iterator[datetime]]]


def populate(plan: Plan, *, alone: bool = False, progress: Progress | None = None) -> None:
    """Play the plan in the city of ``founding.found_city``, in which there are no orders yet.

    ``alone`` keeps to this process and its database connection: for tests. Otherwise a second process helps, which
    finds the database by ``DATABASE_URL``.
    Raises ``Refused`` where an act is refused, ``RuntimeError`` where the second process fails.
    """
    with quick_commits():
        staff(plan)
        register(plan, progress)
        if alone:
            play(plan, at_home=False)
            play(plan, at_home=True, progress=progress)
        else:
            _play_together(plan, progress)
        let_the_planner_know()
        supervise(plan)
        write(plan)
        set_plan(plan)
        foretell(plan.until)
        while look_for_clusters(plan.until).more:
            pass
        # The cast read its older messages long ago: an inbox opens with those of the last days.
        with transaction.atomic():
            mark_told(waiting_announcements(plan.until - UNREAD, most=plan.orders * 100), plan.until)


def let_the_planner_know() -> None:
    """Take the statistics a city that has run for a night has: without them some counts are planned for empty tables.

    Only of our own tables: those that all databases share would stay locked until the transaction ends, for all of them.
    """
    tables = ", ".join(connection.introspection.django_table_names())
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _play_together(plan: Plan, progress: Progress | None) -> None:
    with _second_process(plan) as second:
        try:
            play(plan, at_home=True, progress=progress)
        except BaseException:
            second.kill()
            raise
        _, said = second.communicate()
    if second.returncode:
        raise RuntimeError(f"The second process of the demo failed:\n{said}")


def play(plan: Plan, *, at_home: bool, progress: Progress | None = None) -> None:
    """Play the registered orders of the cast's district, or those of all the others; and half of the other calls."""
    cases = plan.cases()
    dispatcher = cases[0].desk(Post.DISPATCHER)
    numbers = visible_to(dispatcher).order_by("registered_at", "number").values_list("number", flat=True)
    for case, number in zip(cases, numbers, strict=True):
        case.number = number
    half = plan.orders * TO_AN_ORDER // 2
    answer(cases[0].city, Random(f"{plan.seed}/answers/{at_home}"), plan.first, plan.until, half)
    waiting: Waiting = []
    for place, case in enumerate(cases):
        if (case.district.name == HOME) is at_home:
            _go_on(waiting, case, place, life(case))
    whole, acts = (plan.until - plan.first).days, 0
    while waiting and waiting[0][0] <= plan.until:
        moment, place, going_on = heapq.heappop(waiting)
        cases[place].now = moment
        _go_on(waiting, cases[place], place, going_on)
        acts += 1
        if progress and acts % 25 == 0:
            progress(LIVES, (moment - plan.first).days, whole)
    if progress:
        progress(LIVES, whole, whole)


def _go_on(waiting: Waiting, case: Case, place: int, going_on: Iterator[datetime]) -> None:
    """Perform what comes now and keep the moment of what comes next, unless the course ends here."""
    if case.halted:
        return
    upcoming = next(going_on, None)
    case.city.remember(case)
    if upcoming and not case.halted:
        heapq.heappush(waiting, (upcoming, place, going_on))


def _second_process(plan: Plan) -> subprocess.Popen[str]:
    what = (plan.until.isoformat(), plan.since.isoformat(), str(plan.orders), str(plan.seed))
    return subprocess.Popen(
        [sys.executable, "-m", "bihuan.demo.second", *what], env=os.environ, stderr=subprocess.PIPE, text=True
    )


@contextmanager
def quick_commits() -> Iterator[None]:
    """Do not wait for the disk at each act: invented orders may be lost in a power cut. For this session only."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")
