"""The demo's one cluster: wage calls of different workers of one building site in the last days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bihuan.demo.city import City, Office
from bihuan.demo.texts import Call, calls
from bihuan.work_orders.actions import Demand

SITE, EMPLOYER, STREET = "江南一期工地", "砺合劳务", "解放碑街道"
#: How many call, within how many days.
CALLS, DAYS = 7, timedelta(days=9)


def from_the_site(arrivals: Sequence[datetime], until: datetime) -> set[datetime]:
    """Which of the usual calls come from the site: evenly, of the last days; none where these have too few."""
    late = [at for at in arrivals if until - DAYS < at <= until]
    if len(late) < CALLS:
        return set()
    return {late[number * len(late) // CALLS] for number in range(CALLS)}


def wage_call(random: Random) -> Call:
    """A call about wages from a site, of one worker."""
    fitting = [one for one in calls() if one.matter == "wage_arrears" and one.trade and one.people == "1"]
    return random.choice(fitting)


def at_the_site(demand: Demand, street: Office) -> Demand:
    """The demand, from the site."""
    return replace(
        demand, place=street.id, address=SITE, employer=EMPLOYER, employer_kind="construction", position=None,
        content=demand.content.replace(demand.employer, EMPLOYER), title=demand.title.replace(demand.employer, EMPLOYER),
    )  # fmt: skip


def street_of_the_site(city: City, home: Office) -> Office:
    """The street the site lies in."""
    return next(street for street in city.streets[home.id] if street.name == STREET)
