"""Lines through the tree: which unions stand on the way from the city down to a unit, and which organs lie beneath."""

from bihuan.organisations.actors import place_path
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.refusal import refuse


def unions_on_the_way(unit: Unit) -> list[Unit]:
    """The present unions of the place ``unit`` serves and of every place above it, highest first; one statement."""
    codes = place_path(unit.path, unit.kind).strip("/").split("/")
    paths = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    unions = Unit.objects.filter(kind=UnitKind.UNION, valid_to=None, parent__path__in=paths)
    return sorted(unions, key=lambda union: len(union.path))


def organ_beneath(unit_id: int, above: Unit, *kinds: UnitKind) -> Unit:
    """A present organ that serves the place of ``above``, or a place in it; not ``above`` itself.

    Parameters: ``kinds`` which kinds of organ will do; any when none is given.
    Raises: ``Refused`` ``unit_unknown`` for a place, an abolished or unknown unit, or one of another kind;
    ``unit_not_beneath`` for an organ elsewhere.
    """
    unit = Unit.objects.filter(pk=unit_id, valid_to=None).exclude(kind=UnitKind.PLACE).first()
    if unit is None or (kinds and unit.kind not in kinds):
        refuse("unit_unknown", field="unit", name=unit.name if unit else str(unit_id))
    if unit.pk == above.pk or not unit.path.startswith(place_path(above.path, above.kind)):
        refuse("unit_not_beneath", field="unit", unit=unit.name)
    return unit
