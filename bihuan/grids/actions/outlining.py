"""Give places of the organisation their outlines: districts, streets, communities, from a file."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from shapely import to_geojson

from bihuan.grids.actions.recording import record_drawing
from bihuan.grids.geojson import FeatureError, Source, drawn, properties, refuse_file
from bihuan.grids.models import PlaceOutline
from bihuan.grids.queries import places_drawn_by
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import units_at
from bihuan.rules.outlines import Outline
from bihuan.rules.refusal import refuse

#: Published files call the code by many names; "gb" writes the country's number 156 before it.
PROPERTIES = {"code": ("adcode", "代码", "区划代码", "gb")}
_COUNTRY = "156"


@dataclass
class Outlined:
    """What giving outlines would do, or has done: codes by what becomes of them."""

    errors: list[FeatureError] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def check(actor: Actor | None, source: Source, on: date) -> Outlined:
    """Say what the file would do, changing nothing. Raises ``Refused`` grids_not_yours."""
    return _examine(actor, source, on)[0]


def outline_places(actor: Actor | None, source: Source, on: date, *, at: datetime) -> Outlined:
    """Give the places of the file their outlines from ``on``.

    Raises ``Refused`` grids_not_yours, file_has_wrong_features.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE grids_placeoutline IN SHARE ROW EXCLUSIVE MODE")
        found, outlines = _examine(actor, source, on)
        refuse_file(found.errors)
        fresh = [*found.new, *found.changed]
        if fresh:
            facts = {"from": on.isoformat(), "new": len(found.new), "changed": len(found.changed)}
            drawing = record_drawing(actor, source, "outline_places", at=at, facts=facts)
            old = PlaceOutline.objects.filter(
                unit__in=[outlines[code][0].pk for code in fresh], valid_to=None
            )
            old.filter(valid_from=on).delete()
            old.update(valid_to=on)
            for code in fresh:
                unit, outline = outlines[code]
                west, south, east, north = outline.box
                PlaceOutline.objects.create(
                    unit=unit, outline=to_geojson(outline.shape), west=west, south=south, east=east, north=north,
                    valid_from=on, drawing=drawing,
                )  # fmt: skip
    return found


def _examine(
    actor: Actor | None, source: Source, on: date
) -> tuple[Outlined, dict[str, tuple[Unit, Outline]]]:
    allowed = places_drawn_by(actor) if actor else None
    if allowed is not None and not allowed:
        refuse("grids_not_yours")
    found, outlines = Outlined(), dict[str, tuple[Unit, Outline]]()
    rows = [
        (number, _code(cells["code"]), geometry) for number, cells, geometry in properties(source, PROPERTIES)
    ]
    wanted = {code for _, code, _ in rows}
    units = {unit.code: unit for unit in units_at(on).filter(code__in=wanted, kind=UnitKind.PLACE)}
    kept = PlaceOutline.objects.filter(unit__in=units.values(), valid_to=None)
    standing = {each.unit_id: each for each in kept}
    first: dict[str, int] = {}
    for number, code, geometry in rows:
        unit, outline = units.get(code), drawn(number, geometry)
        if unit is None:
            found.errors.append(FeatureError.because("feature_place_unknown", number, "code", code=code[:60]))
        elif code in first:
            found.errors.append(
                FeatureError.because("feature_code_twice", number, "code", code=code, first=first[code])
            )
        elif allowed is not None and not unit.path.startswith(tuple(allowed)):
            found.errors.append(FeatureError.because("feature_not_yours", number, "code", parent=unit.name))
        elif isinstance(outline, FeatureError):
            found.errors.append(outline)
        else:
            there = standing.get(unit.pk)
            if there and there.valid_from > on:
                day = there.valid_from
                found.errors.append(
                    FeatureError.because("feature_changes_later", number, "code", code=code, day=day)
                )
            same = there is not None and there.outline == to_geojson(outline.shape)
            (found.unchanged if same else found.changed if there else found.new).append(code)
            outlines[code] = unit, outline
        first.setdefault(code, number)
    return found, outlines


def _code(written: str) -> str:
    return written.removeprefix(_COUNTRY) if len(written) == 9 and written.startswith(_COUNTRY) else written
