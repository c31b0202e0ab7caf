"""Make a database ready for the story, without ever mixing it into a real city."""

from datetime import date

from django.conf import settings

from bihuan.demo.founding import FOUNDED, found_small_place
from bihuan.demo.story import UNITS
from bihuan.organisations.queries import demo_cast_on, units_at
from bihuan.rules.refusal import refuse


def make_ready(on: date) -> None:
    """Found the small real place with its cast where the database is empty; use what a demo city has.

    Raises ``Refused`` ``story_in_real_city`` where there are units but no demo cast.
    """
    there = units_at(on)
    if there.exists() and not demo_cast_on(on).exists():
        refuse("story_in_real_city")
    if there.filter(name__in=UNITS, valid_from__lte=FOUNDED).count() < len(UNITS):
        found_small_place(settings.DEMO_PASSWORD)
