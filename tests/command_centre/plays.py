"""Events and their people, arranged by real acts."""

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from bihuan.command_centre.actions import handling
from bihuan.command_centre.actions.reporting import Happening, report
from bihuan.command_centre.models import Event
from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.actions.people import engage
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import actor_for
from bihuan.rules.actors import Post
from tests.town import AT, FOUNDED, Town

OFFICER = "秦川"
_NUMBERS = count(1)
COMMUNITY = "500103008002"


def worker(town: Town, name: str = "覃芳", unit: str = "南纪门街道基层治理指挥中心") -> Actor:
    """A grid worker of a street."""
    return officer(town, name, unit, Post.GRID_WORKER)


def officer(town: Town, name: str, unit: str, post: Post = Post.COMMAND_OFFICER) -> Actor:
    """Somebody appointed to a post the cast does not fill."""
    person = engage(f"w{next(_NUMBERS):06}", name, by=None)
    appoint(person, town.unit(unit), post, since=FOUNDED, by=None)
    return actor_for(person, AT)


def happening(**changed: object) -> Happening:
    return Happening(**{"kind": "dispute", "text": "楼上漏水引起争吵", "place": COMMUNITY, **changed})


def reported(actor: Actor, *, at: datetime = AT, id: UUID | None = None, **changed: object) -> Event:
    return report(actor, id or uuid4(), happening(**changed), at=at, happened_at=at)


def accepted(town: Town, actor: Actor, **changed: object) -> Event:
    event = reported(actor, **changed)
    return handling.accept(town.actor(OFFICER), event.number, at=AT + timedelta(minutes=3))


__all__ = ["COMMUNITY", "OFFICER", "accepted", "happening", "officer", "reported", "worker"]
