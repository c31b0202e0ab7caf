"""Local figures as the calculators take them."""

from datetime import date

from bihuan.knowledge.models import LocalFigure
from bihuan.organisations.queries import units_at
from bihuan.rules.calculators import Setting
from bihuan.rules.local_figures import Figure
from bihuan.rules.local_figures import LocalFigure as Row
from bihuan.rules.words import Words


def local_figures() -> tuple[Row, ...]:
    """Every row."""
    return tuple(
        Row(
            Figure(row.kind),
            row.place,
            row.fen,
            row.since,
            row.until,
            Words(row.source, row.source),
            row.official,
        )
        for row in LocalFigure.objects.order_by("kind", "place", "since")
    )


def setting_for(place: str, day: date) -> Setting:
    """Where and when a calculator is asked: a division code with those above it; "" for nowhere in particular.

    Without a place, the figures of the one city there is are used: callers seldom name their district.
    """
    unit = units_at(day).filter(code=place, kind="place").first() if place else None
    if unit:
        places = tuple(reversed(unit.path.strip("/").split("/")))
    else:
        cities = units_at(day).filter(kind="place", level="city").values_list("code", flat=True)[:2]
        places = tuple(cities) if len(cities) == 1 else ()
    return Setting(day, places, local_figures())
