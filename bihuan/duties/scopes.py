"""Who sees which centre and list, and who keeps it. Everything else here begins with one of these.

Seen are the centres and lists of one's own place, of every place in it and of those above it; not the neighbours'. A
department sees those of the places beneath its own. Structure and lists hold names of staff and nothing of a caller.
"""

from django.db.models import Q, QuerySet

from bihuan.duties.models import DutyItem, DutyList, Wording
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import within
from bihuan.rules.actors import SEEING_POSTS, Level, Post
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

#: Posts that keep a centre's structure, its list and its roster.
KEEPING = frozenset({Post.COMMAND_OFFICER, Post.LEADER})


def in_scope(actor: Actor, column: str) -> Q:
    """The condition "of my place, beneath it or above it" on a column that holds paths of places."""
    scope = Q(pk__in=())
    for path in {held.place_path for held in actor.posts if held.post in SEEING_POSTS}:
        codes = path.strip("/").split("/")
        above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
        scope |= within(path, column) | Q(**{f"{column}__in": above})
    return scope


def centres_seen_by(actor: Actor) -> QuerySet[Unit]:
    """Present command centres the actor may look at, highest first."""
    centres = Unit.objects.filter(kind=UnitKind.COMMAND_CENTRE, valid_to=None).select_related("parent")
    return centres.filter(in_scope(actor, "parent__path")).order_by("path")


def centre_shown(actor: Actor, place: str = "") -> Unit | None:
    """The centre of the place with this id, else the one nearest to the actor that has boards; None where there is none."""
    centres = centres_seen_by(actor)
    if (asked := number_in(place)) is not None:
        return centres.filter(parent=asked).first()
    own = centres.filter(pk__in=actor.unit_ids()).first()
    manned = centres.filter(boards__isnull=False).distinct()
    return own or _nearest(actor, list(manned)) or centres.first()


def below_me(actor: Actor, path: str) -> bool:
    """Whether a place is one of the actor's or lies in one."""
    return any(path.startswith(held.place_path) for held in actor.posts)


def number_in(text: str) -> int | None:
    """An id as an address has it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _nearest(actor: Actor, centres: list[Unit]) -> Unit | None:
    """Of these centres, the one of the actor's own place, else one beneath it, else the lowest above."""
    own = {held.place_path for held in actor.posts}
    exact = [centre for centre in centres if centre.parent and centre.parent.path in own]
    beneath = [centre for centre in centres if centre.parent and below_me(actor, centre.parent.path)]
    found = exact or beneath or centres[::-1]
    return found[0] if found else None


def lists_seen_by(actor: Actor) -> QuerySet[DutyList]:
    """Duty lists the actor may read."""
    return DutyList.objects.filter(in_scope(actor, "place__path")).select_related("place")


def items_seen_by(actor: Actor) -> QuerySet[DutyItem]:
    """Items of those lists."""
    return DutyItem.objects.filter(in_scope(actor, "list__place__path"))


def item_seen_by(actor: Actor, item_id: int) -> DutyItem:
    """One of them. Raises: ``Refused`` duty_not_found."""
    found = items_seen_by(actor).select_related("list__place", "lane__board").filter(pk=item_id).first()
    return found or refuse("duty_not_found")


def mirrored_to(actor: Actor) -> QuerySet[Wording]:
    """Wordings in force that name a department the actor sits in."""
    units = actor.unit_ids(Post.DEPARTMENT_OFFICER, Post.LEADER)
    return Wording.objects.filter(until=None, counterpart__in=units)


def keeper_of(actor: Actor, place: Unit) -> HeldPost | None:
    """The post through which the actor keeps the centre of this place; None for everybody else."""
    return next(
        (
            held
            for held in actor.posts
            if held.unit_kind == UnitKind.COMMAND_CENTRE
            and held.post in KEEPING
            and held.place_path == place.path
        ),
        None,
    )


def admitting(actor: Actor, place: Unit) -> HeldPost | None:
    """The post through which the actor reviews admission to the list of this place: at the centre one level up."""
    above = place.path[: place.path.rindex("/", 0, -1) + 1]
    return next(
        (
            held
            for held in actor.posts
            if held.unit_kind == UnitKind.COMMAND_CENTRE and held.post in KEEPING and held.place_path == above
        ),
        None,
    )


def officer_of(actor: Actor, unit_id: int | None) -> HeldPost | None:
    """The post through which the actor answers for a department."""
    posts = {Post.DEPARTMENT_OFFICER, Post.LEADER}
    return next((held for held in actor.posts if held.unit_id == unit_id and held.post in posts), None)


def rule_keeper(actor: Actor) -> HeldPost | None:
    """The post through which the actor keeps the routing rules: the dispatching desk or the centre of the city."""
    return next(
        (
            held
            for held in actor.posts
            if held.post is Post.DISPATCHER or (held.post in KEEPING and held.unit_level is Level.CITY)
        ),
        None,
    )


def require(held: HeldPost | None, act: Words, who: Words) -> HeldPost:
    """The post, or the refusal that says whose act it is. Raises: ``Refused`` duty_not_yours."""
    return held or refuse("duty_not_yours", act=act, who=who)
