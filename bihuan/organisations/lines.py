"""Lines through the tree: which unions stand on the way from the city down to a unit, and which organs lie beneath."""

from typing import Any

from django.db import connection

from bihuan.organisations.actors import place_path
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.refusal import refuse

# Every registration and every dispatch begins here: the text is made once, and PostgreSQL keeps its plan.
_NAMES = [field.attname for field in Unit._meta.concrete_fields]
_COLUMNS = ", ".join(f"u.{name}" for name in _NAMES)
_PRESENT = f"SELECT {_COLUMNS} FROM organisations_unit u WHERE u.id = %s AND u.valid_to IS NULL"
_UNIONS = f"""
    SELECT {_COLUMNS} FROM organisations_unit u JOIN organisations_unit place ON place.id = u.parent_id
    WHERE u.kind = 'union' AND u.valid_to IS NULL AND place.path = ANY(%s) ORDER BY length(u.path)
"""


def present_unit(unit_id: int) -> Unit | None:
    """The unit with this id, if it exists now."""
    return next(iter(_units(_PRESENT, unit_id)), None)


def unions_on_the_way(unit: Unit) -> list[Unit]:
    """The present unions of the place ``unit`` serves and of every place above it, highest first; one statement."""
    codes = place_path(unit.path, unit.kind).strip("/").split("/")
    paths = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    return _units(_UNIONS, paths)


def organ_beneath(unit_id: int, above: Unit, *kinds: UnitKind) -> Unit:
    """A present organ that serves the place of ``above``, or a place in it; not ``above`` itself.

    Parameters: ``kinds`` which kinds of organ will do; any when none is given.
    Raises: ``Refused`` ``unit_unknown`` for a place, an abolished or unknown unit, or one of another kind;
    ``unit_not_beneath`` for an organ elsewhere.
    """
    unit = present_unit(unit_id)
    if unit is None or unit.kind == UnitKind.PLACE or (kinds and unit.kind not in kinds):
        refuse("unit_unknown", field="unit", name=unit.name if unit else str(unit_id))
    if unit.pk == above.pk or not unit.path.startswith(place_path(above.path, above.kind)):
        refuse("unit_not_beneath", field="unit", unit=unit.name)
    return unit


def _units(statement: str, about: Any) -> list[Unit]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [about])
        return [Unit.from_db(connection.alias, _NAMES, row) for row in cursor.fetchall()]
