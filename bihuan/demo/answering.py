"""The calls that became no order: answered at once, attached to nothing, or broken off. Most calls are such."""

from datetime import datetime
from random import Random
from uuid import UUID

from bihuan.calendars.queries import national
from bihuan.demo.city import City
from bihuan.demo.texts import a_phone, calls
from bihuan.intake.actions.calls import Taken, end_call
from bihuan.rules.actors import Post

#: How many such calls there are for every order; the source speaks of sixty thousand calls and ten thousand orders.
TO_AN_ORDER = 5
BROKEN_OFF = 0.07


def answer(city: City, random: Random, first: datetime, until: datetime, count: int) -> None:
    """Let the desk answer so many calls between two instants, one after the other."""
    span = national().working_time(first, until)
    for worked in sorted(span * random.random() for _ in range(count)):
        at = national().after_working_time(first, worked)
        operator = city.person(city.desk.id, Post.OPERATOR, random)
        if random.random() < BROKEN_OFF:
            end_call(operator, _taken(random, seconds=random.randrange(4, 40)), broken_off=True, at=at)
            continue
        asked = random.choice([call for call in calls() if call.nature == "inquiry"])
        taken = _taken(random, random.randrange(60, 720), asked.matter, f"{asked.title}：{asked.result}")
        end_call(operator, taken, at=at)


def token(random: Random) -> UUID:
    """A call's key, drawn so that the same seed gives the same calls."""
    return UUID(int=random.getrandbits(128), version=4)


def _taken(random: Random, seconds: int, matter: str = "", about: str = "") -> Taken:
    return Taken(token=token(random), seconds=seconds, phone=a_phone(random), matter=matter, about=about)
