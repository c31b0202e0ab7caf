"""The cast: named people in the posts of one wage case, the same in the demo city, the story and the tests."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.models import Person
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import units_at
from bihuan.organisations.spreadsheet import by_column
from bihuan.rules.actors import Post


@transaction.atomic
def engage_cast(since: date, password: str | None = None) -> dict[str, Person]:
    """Engage and appoint everybody of the packaged cast whose unit exists on ``since``; whoever is there stays.

    ``password`` becomes everybody's: for a demonstration only. Returns the people by name.
    """
    rows = [
        cells
        for _, cells in by_column(
            packaged("cast.csv"), dict.fromkeys(("username", "name", "unit", "post"), ())
        )
    ]
    units = {unit.name: unit for unit in units_at(since).filter(name__in=[row["unit"] for row in rows])}
    hashed = make_password(password)  # slow on purpose, so once
    cast: dict[str, Person] = {}
    for row in rows:
        if row["unit"] not in units:
            continue
        person, is_new = Person.objects.get_or_create(
            username=row["username"], defaults={"name": row["name"], "password": hashed, "is_demo_cast": True}
        )
        if is_new:
            appoint(person, units[row["unit"]], Post(row["post"]), since=since, by=None)
        cast[person.name] = person
    return cast
