"""Fill the city with the orders of the past months: every life played through the acts of the office, in the order of time."""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection

from bihuan.demo.case import Case
from bihuan.demo.city import HOME, City
from bihuan.demo.courses import STAGED, Course, Staged
from bihuan.demo.founding import FOUNDED, Progress
from bihuan.demo.lives import life
from bihuan.demo.texts import calls, draw_call, filled
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED

ORDERS = Words("工单的一生", "Lives of orders")
STAFF = Words("工会与部门人员", "People")
#: How far back the first call lies.
SPAN = timedelta(days=150)


def populate(
    *,
    until: datetime,
    since: date = FOUNDED,
    orders: int = 400,
    seed: int = 2026,
    progress: Progress | None = None,
) -> int:
    """Play so many orders up to ``until``; the same seed and end give the same orders, apart from random ids.

    ``since`` is the first day on which orders may come in. Needs the city of ``founding.found_city`` and no order yet.
    Returns how many acts were performed.
    """
    first = max(until - SPAN, datetime.combine(since, datetime.min.time(), PUBLISHED.zone))
    with _quick_commits():
        city = City.on(until.date())
        city.staff(Random(f"{seed}/staff"), first.date(), until)
        return _play(_cases(city, first, until, orders, seed), first, until, progress)


def _cases(city: City, first: datetime, until: datetime, orders: int, seed: int) -> list[Case]:
    """Every order to be, in the order in which they come in."""
    span = PUBLISHED.working_time(first, until)
    staged = [(one, max(span - one.days_ago * PUBLISHED.day_length, timedelta(0))) for one in STAGED[:orders]]
    by_chance = Random(f"{seed}/calls")
    usual = [(None, span * by_chance.random()) for _ in range(orders - len(staged))]
    arrivals: list[tuple[Staged | None, timedelta]] = sorted([*staged, *usual], key=lambda each: each[1])
    return [
        _case(city, Random(f"{seed}/{serial}"), one, PUBLISHED.after_working_time(first, worked))
        for serial, (one, worked) in enumerate(arrivals)
    ]


def _case(city: City, random: Random, staged: Staged | None, at: datetime) -> Case:
    home = next(district for district in city.districts if district.name == HOME)
    call = draw_call(random)
    if staged:
        # A staged order is an ordinary one: only then does it stand long enough where it is to stand.
        fitting = [
            one
            for one in calls()
            if one.urgency == "ordinary" and one.matter == (staged.matter or one.matter)
        ]
        call = random.choice([one for one in fitting if one.trade and one.matter != "out_of_scope"])
    district, street, place = city.place(random, home if staged and staged.at_home else None)
    said, demand = filled(call, random, place=f"{district.name}{street.name}")
    course = staged.course if staged else Course.drawn(random, call)
    return Case(random, city, course, said, replace(demand, place=place), district, street, at)


def _play(cases: list[Case], first: datetime, until: datetime, progress: Progress | None) -> int:
    whole, acts = (until - first).days, 0
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = [
        (case.now, serial, life(case)) for serial, case in enumerate(cases)
    ]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        moment, serial, going_on = heapq.heappop(waiting)
        case = cases[serial]
        case.now = moment
        upcoming = next(going_on, None)
        acts += 1
        case.city.remember(case)
        if upcoming and not case.halted:
            heapq.heappush(waiting, (upcoming, serial, going_on))
        if progress and acts % 50 == 0:
            progress(ORDERS, (moment - first).days, whole)
    if progress:
        progress(ORDERS, whole, whole)
    return acts


@contextmanager
def _quick_commits() -> Iterator[None]:
    """Do not wait for the disk at each act: invented orders may be lost in a power cut. For this session only."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")
