"""The hotline desks whose inspection an actor reads or sets."""

from datetime import date, datetime

from django.db.models import Q

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import Post
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

#: Who reads how a desk inspects; who sets it.
READING_POSTS = frozenset({Post.INSPECTOR, Post.SUPERVISOR, Post.ADMINISTRATOR, Post.LEADER})
_SETTING_POSTS = frozenset({Post.SUPERVISOR})


def desks_read_by(actor: Actor, on: date) -> list[Unit]:
    """The unions with inspectors in which the actor reads the plan, from the top down."""
    return _with_inspectors(_of(actor, *READING_POSTS), on)


def may_set(actor: Actor, desk: Unit) -> bool:
    """Whether the actor sets the desk's plan and checklist: its supervisor, or its administrator."""
    return desk.pk in actor.unit_ids(*_SETTING_POSTS) or actor.administers(desk.path)


def desk_set_by(actor: Actor, desk_id: int, at: datetime) -> Unit:
    """A desk whose plan and checklist the actor may set. Raises ``Refused`` ``inspection_desk_unknown`` for any other."""
    on = at.astimezone(SHANGHAI).date()
    desks = (desk for desk in desks_read_by(actor, on) if desk.pk == desk_id and may_set(actor, desk))
    return next(desks, None) or refuse("inspection_desk_unknown")


def _of(actor: Actor, *posts: Post) -> Q:
    administered = actor.places_of(Post.ADMINISTRATOR)
    return Q(pk__in=actor.unit_ids(*posts)) | Q(parent__path__in=administered)


def _with_inspectors(scope: Q, on: date) -> list[Unit]:
    unions = Unit.objects.filter(scope, kind=UnitKind.UNION, valid_to=None).order_by("path")
    return [union for union in unions if posts_in(union, on, Post.INSPECTOR).exists()]
