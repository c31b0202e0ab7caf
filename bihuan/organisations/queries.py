"""Reading the tree of units: by name, by place, by day; always by range of the path, never by walking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from bihuan.organisations.actors import Actor
from bihuan.organisations.actors import place_path as place_path

# Who is asking is a query too; it is written apart because it is SQL.
from bihuan.organisations.held_posts import actor_for as actor_for
from bihuan.organisations.held_posts import actor_for_token as actor_for_token
from bihuan.organisations.models import Appointment, Person, Unit, UnitKind
from bihuan.rules.actors import Level, Post
from bihuan.rules.refusal import refuse

#: The character after every other: the open end of "begins with".
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """A unit found by search, and the name that matched: the old one if the unit succeeds an abolished one."""

    unit: Unit
    matched: str


def path_range(path: str) -> tuple[str, str]:
    """Bounds of the subtree at ``path``, itself included: ``low <= path < high``.

    Every path ends with "/", and "0" is the byte after it, so no sibling whose code merely begins alike falls inside.
    """
    return path, path[:-1] + "0"


def within(path: str, column: str = "path") -> Q:
    """The condition "in the subtree at ``path``" on a column that holds paths."""
    low, high = path_range(path)
    return Q(**{f"{column}__gte": low, f"{column}__lt": high})


def valid_on(on: date, prefix: str = "") -> Q:
    """The condition "a unit that exists on this day"; ``prefix`` such as ``"unit__"`` reaches it from another table."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def units_at(on: date) -> QuerySet[Unit]:
    """Units as they stood on a day, under the names they had then."""
    return Unit.objects.filter(valid_on(on))


def unit_named(name: str, on: date, under: str = "") -> Unit:
    """The one unit with exactly this name on that day, optionally in the subtree at the path ``under``.

    Raises: ``Refused`` unit_unknown, unit_ambiguous.
    """
    units = units_at(on).filter(name=name.strip())
    if under:
        units = units.filter(within(under))
    found = list(units[:2])
    if not found:
        refuse("unit_unknown", field="unit", name=name)
    if len(found) > 1:
        refuse("unit_ambiguous", field="unit", name=name, count=units.count())
    return found[0]


def unit_by_code(code: str, on: date) -> Unit:
    """The unit with this code on that day. Raises: ``Refused`` unit_unknown."""
    unit = units_at(on).filter(code=code).first()
    return unit or refuse("unit_unknown", field="unit", name=code)


def unit_by_id(unit_id: int, on: date) -> Unit:
    """The unit with this id, if it exists that day. Raises: ``Refused`` unit_unknown."""
    unit = units_at(on).filter(pk=unit_id).first()
    return unit or refuse("unit_unknown", field="unit", name=unit_id)


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, root first; one statement. They are those the unit's own row hangs from, ended or not."""
    # A path may have been held by an ended unit and its successor: keep the chain of parents, not every namesake.
    by_id = {above.pk: above for above in Unit.objects.filter(path__in=paths_above(unit.path))}
    chain: list[Unit] = []
    above_id = unit.parent_id
    while above_id is not None:
        chain.append(by_id[above_id])
        above_id = by_id[above_id].parent_id
    return chain[::-1]


def place_names(units: Iterable[Unit]) -> dict[int, str]:
    """By unit id, the names of the places above it as they are now, below the city: "渝中区 · 南纪门街道"; one statement."""
    above = {unit.pk: paths_above(unit.path) for unit in units}
    wanted = {path for paths in above.values() for path in paths[1:]}
    names = dict(Unit.objects.filter(path__in=wanted).order_by("valid_from").values_list("path", "name"))
    return {pk: " · ".join(names[path] for path in paths[1:]) for pk, paths in above.items()}


def paths_above(path: str) -> list[str]:
    """The paths a path hangs from, the root's first, its own left out."""
    codes = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def children(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units directly below on that day, organs and places, in order of code."""
    return units_at(on).filter(parent=unit).order_by("path")


def place_of(unit: Unit) -> Unit:
    """The place a unit serves: itself if it is one."""
    if unit.kind == UnitKind.PLACE:
        return unit
    assert unit.parent is not None, "an organ without a place"
    return unit.parent


def organ_of(unit: Unit, kind: UnitKind, trade: str = "", *, on: date) -> Unit | None:
    """The union, command centre or department (of a trade) that serves the same place as ``unit`` on that day."""
    place_id = unit.pk if unit.kind == UnitKind.PLACE else unit.parent_id
    return units_at(on).filter(parent_id=place_id, kind=kind, trade=trade).order_by("path").first()


def successor_on(unit: Unit, on: date) -> Unit | None:
    """The unit that answers for ``unit`` on that day: itself while it exists, else its successor then; or none."""
    standing: Unit | None = unit
    while standing is not None and standing.valid_to is not None and standing.valid_to <= on:
        standing = standing.successor
    return standing


def search_units(
    text: str,
    on: date,
    *,
    kind: UnitKind | None = None,
    organs_only: bool = False,
    level: Level | None = None,
    trade: str = "",
    under: str = "",
    limit: int = 20,
) -> list[Found]:
    """Units whose name begins with ``text``, else those that contain each of its words; higher levels first.

    An abolished unit is found by its old name and answered with its successor. ``under`` is the path to stay within.
    """
    words = text.split()
    if not words:
        return []
    units = Unit.objects.order_by(Length("path"), "name")
    if kind:
        units = units.filter(kind=kind)
    if organs_only:
        units = units.exclude(kind=UnitKind.PLACE)
    if level:
        units = units.filter(level=level)
    if trade:
        units = units.filter(trade=trade)
    containing = Q()
    for word in words[1:]:
        containing &= Q(name__contains=word)
    begins = Q(name__gte=words[0], name__lt=words[0] + _LAST)
    # Several old units may lead to one successor, hence more rows than asked for.
    hits = list(units.filter(begins & containing).select_related("successor")[: limit * 2])
    if not hits:
        contains = Q(name__contains=words[0]) & containing
        hits = list(units.filter(contains).select_related("successor")[: limit * 2])
    found: dict[int, Found] = {}
    for hit in hits:
        unit = successor_on(hit, on)
        if unit and unit.valid_from <= on and unit.path.startswith(under):
            found.setdefault(unit.pk, Found(unit, hit.name))
    return list(found.values())[:limit]


def posts_in(unit: Unit, on: date, *posts: Post) -> QuerySet[Appointment]:
    """Who holds one of these posts (any, when none is given) in the unit that day, deputies included."""
    held = _held_on(on).filter(unit=unit)
    return held.filter(post__in=posts) if posts else held


def people_in(path: str, on: date) -> QuerySet[Appointment]:
    """Who holds which post in the subtree at ``path`` that day, deputies included; by unit from the top down."""
    held = _held_on(on).filter(within(path, "unit__path"))
    return held.select_related("person", "unit").order_by("unit__path", "post", "pk")


def appointments_administered(actor: Actor, on: date) -> QuerySet[Appointment]:
    """Appointments, present and to come, that the actor administers; by unit from the top down."""
    scope = Q(pk__in=())
    for path in actor.places_of(Post.ADMINISTRATOR):
        scope |= within(path, "unit__path")
    return (
        Appointment.objects.filter(scope, Q(until=None) | Q(until__gt=on))
        .select_related("person", "unit", "deputises_for__person")
        .order_by("unit__path", "pk")
    )


def appointment_administered(actor: Actor, appointment_id: int, on: date) -> Appointment:
    """One of them. Raises: ``Refused`` appointment_not_found."""
    found = appointments_administered(actor, on).filter(pk=appointment_id).first()
    return found or refuse("appointment_not_found")


def search_people(text: str, limit: int = 20) -> list[Person]:
    """People whose name contains, or whose user name begins with, the text; those with open accounts."""
    named = Q(name__contains=text.strip()) | Q(username__startswith=text.strip().lower())
    return (
        list(Person.objects.filter(named, is_active=True).order_by("name", "username")[:limit])
        if text.strip()
        else []
    )


def people_without_post(on: date) -> QuerySet[Person]:
    """People with an open account who hold no post that day, nor will; newest first."""
    held = Appointment.objects.filter(Q(until=None) | Q(until__gt=on), person=OuterRef("pk"))
    return Person.objects.filter(~Exists(held), is_active=True).order_by("-pk")


def demo_cast_on(on: date) -> QuerySet[Appointment]:
    """Posts of the demo's cast that day, own ones only, each with person and unit, in the order they were appointed."""
    own = _held_on(on).filter(person__is_demo_cast=True, deputises_for=None)
    return own.select_related("person", "unit").order_by("pk")


def _held_on(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on), since__lte=on, person__is_active=True
    ).select_related("person")
