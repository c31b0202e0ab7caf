"""Which units make sense for an act: the union of the order's place, the departments of its district."""

from datetime import date

from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import Found, ancestors, organ_of, place_path, search_units
from bihuan.rules.actors import Level
from bihuan.rules.lifecycle import Act
from bihuan.rules.responsibility import is_below
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.dossier import Dossier

#: Acts for which only unions will do, and those that look beneath the holder rather than beneath the desk.
_UNIONS_ONLY = frozenset({Act.DISPATCH, Act.PASS_DOWN})
_BENEATH_HOLDER = frozenset({Act.PASS_DOWN})


def today(dossier: Dossier) -> date:
    """The day it is for the office."""
    return dossier.now.astimezone(SHANGHAI).date()


def found_for(dossier: Dossier, act: str, text: str) -> list[Found]:
    """Units whose name begins with or contains ``text`` and to which the act may lead."""
    order = dossier.order
    above = order.holder if act in _BENEATH_HOLDER else order.desk
    kind = UnitKind.UNION if act in _UNIONS_ONLY else None
    found = search_units(text, today(dossier), kind=kind, under=place_path(above.path, above.kind), limit=40)
    takes_part = {a.unit_id for a in dossier.present} if act not in _UNIONS_ONLY else set()
    if act in _BENEATH_HOLDER:
        found = [f for f in found if is_below(Level(f.unit.level), Level(above.level))]
    return [
        f
        for f in found
        if f.unit.kind != UnitKind.PLACE and f.unit.pk != above.pk and f.unit.pk not in takes_part
    ][:20]


def place_at(dossier: Dossier, level: Level) -> Unit | None:
    """The order's place at one level: its district, its street; None where the place is not known so precisely."""
    place = dossier.order.place
    line = [place] if place.level == level else ancestors(place)
    return next((unit for unit in line if unit.level == level), None)


def union_of_place(dossier: Dossier, *, beneath: Unit, nearest: bool = False) -> Unit | None:
    """The union to suggest: that of the order's district, or, with ``nearest``, that of its street."""
    place = place_at(dossier, Level.STREET if nearest else Level.DISTRICT)
    union = organ_of(place, UnitKind.UNION, on=today(dossier)) if place else None
    within = place_path(beneath.path, beneath.kind)
    return union if union and union.pk != beneath.pk and union.path.startswith(within) else None


def departments_of_district(dossier: Dossier) -> list[Unit]:
    """Departments of the order's district that do not take part yet, in order of their trade."""
    district = place_at(dossier, Level.DISTRICT)
    if district is None:
        return []
    taking_part = [a.unit_id for a in dossier.present]
    departments = Unit.objects.filter(parent=district, kind=UnitKind.DEPARTMENT, valid_to=None)
    return list(departments.exclude(pk__in=taking_part).order_by("path"))


def command_centre(dossier: Dossier) -> Unit | None:
    """The command centre of the order's street, unless it takes part already."""
    street = place_at(dossier, Level.STREET)
    centre = organ_of(street, UnitKind.COMMAND_CENTRE, on=today(dossier)) if street else None
    return centre if centre and centre.pk not in {a.unit_id for a in dossier.present} else None
