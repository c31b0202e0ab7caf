"""The house that is measured: a durable database of its own, the whole city, and people with tokens in eight districts."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.postgres import Cluster

if TYPE_CHECKING:
    from bihuan.organisations.actors import Actor
    from bihuan.organisations.models import Person, Unit
    from bihuan.rules.actors import Post

DISTRICTS = 8


@dataclass(frozen=True)
class Line:
    """One district with those who work for it: a place to register demands for, its union, and a token for each post."""

    place: int
    union: int
    operator: str
    dispatcher: str
    clerk: str


@contextmanager
def throw_away_database() -> Iterator[Cluster]:
    """A migrated database in a folder of its own, as ``bihuan up`` would lay it out; gone when the block ends."""
    kept = Path(os.environ.get("BIHUAN_DATA", "var")).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=kept))
    folder.chmod(0o711)  # the server's account must walk through when we are root
    cluster = Cluster(folder / "postgres")
    try:
        cluster.start().create_database("bihuan")
        os.environ |= {
            "DATABASE_URL": cluster.url("bihuan"),
            "BIHUAN_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "bihuan.settings",
        }
        (folder / "static").mkdir()
        _set_up()
        yield cluster
    finally:
        _leave()
        cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def without_durability(cluster: Cluster) -> Iterator[None]:
    """For filling: the same database, restarted without the wait for the disk, and durable again afterwards."""
    _restart(cluster, fast_and_unsafe=True)
    try:
        yield
    finally:
        _restart(cluster, fast_and_unsafe=False)
        os.sync()  # what was filled meanwhile never waited for the disk


def found_city(at: datetime) -> list[Line]:
    """Found the whole city and give eight of its districts an operator, a dispatcher and an order clerk of their own."""
    from bihuan.demo import founding
    from bihuan.organisations.models import Unit, UnitKind
    from bihuan.rules.actors import Level, Post

    founding.found_city(None, reform_on=None)
    desk = Unit.objects.get(kind=UnitKind.UNION, level=Level.CITY)
    districts = Unit.objects.filter(kind=UnitKind.PLACE, level=Level.DISTRICT).order_by("path")[:DISTRICTS]
    lines = []
    for number, district in enumerate(districts):
        union = Unit.objects.get(parent=district, kind=UnitKind.UNION)
        street = Unit.objects.filter(parent=district, kind=UnitKind.PLACE).order_by("path")[0]
        posts = ((desk, Post.OPERATOR), (desk, Post.DISPATCHER), (union, Post.ORDER_CLERK))
        operator, dispatcher, clerk = (
            _token_of(f"{post.value}-{number}", unit, post, at) for unit, post in posts
        )
        lines.append(Line(street.pk, union.pk, operator, dispatcher, clerk))
    return lines


def supervisor_of(unit: "Unit", at: datetime) -> "Actor":
    """A supervisor of the unit, engaged for the measurement."""
    from bihuan.organisations.queries import actor_for
    from bihuan.rules.actors import Post

    return actor_for(_engaged(f"supervisor-{unit.pk}", unit, Post.SUPERVISOR), at)


def _token_of(name: str, unit: "Unit", post: "Post", at: datetime) -> str:
    from bihuan.organisations.actions.tokens import issue_token

    return issue_token(_engaged(name, unit, post), "bench", at)


def _engaged(name: str, unit: "Unit", post: "Post") -> "Person":
    from bihuan.demo.founding import FOUNDED
    from bihuan.organisations.actions.appointments import appoint
    from bihuan.organisations.actions.people import engage

    person = engage(name.replace("_", "-"), name, by=None)
    appoint(person, unit, post, since=FOUNDED, by=None)
    return person


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _restart(cluster: Cluster, *, fast_and_unsafe: bool) -> None:
    _leave()
    cluster.stop()
    cluster.fast_and_unsafe = fast_and_unsafe
    cluster.start()


def _leave() -> None:
    """Close our own connections, so that the server can end."""
    from django.db import connection

    connection.close()
    connection.close_pool()
