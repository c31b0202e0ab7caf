"""Which plans fit an event, and in which places an emergency is in force."""

from decimal import Decimal

from django.db.models import Q, QuerySet

from bihuan.command_centre.models import Emergency, Event, Plan
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import within
from bihuan.rules.actors import Post
from bihuan.rules.plans import PlanRow, fitting


def plans_for(event: Event) -> list[Plan]:
    """The active plans of the event's place and the places above that fit it, the one meant first; two statements."""
    codes = event.place.path.strip("/").split("/")
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    plans = {
        plan.pk: plan
        for plan in Plan.objects.filter(active=True, place__path__in=above).select_related("place")
    }
    rows = {_row(plan): plan for plan in plans.values()}
    attributes = {name: Decimal(value) for name, value in event.attributes.items()}
    return [rows[row] for row in fitting(rows, event.kind, event.severity, event.urgency, attributes)]


def plans_of_kind(event: Event) -> list[Plan]:
    """The active plans for this kind of event, those that fit as things are known first."""
    fit = plans_for(event)
    codes = event.place.path.strip("/").split("/")
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    others = Plan.objects.filter(active=True, place__path__in=above).filter(
        Q(kinds=[]) | Q(kinds__contains=[event.kind])
    )
    return fit + [plan for plan in others.order_by("position", "code") if plan not in fit]


def _row(plan: Plan) -> PlanRow:
    return PlanRow(
        f"{plan.code}#{plan.pk}", plan.position, plan.place.path.count("/"), frozenset(plan.kinds), frozenset(plan.severities),
        frozenset(plan.urgencies), plan.attribute, plan.least, plan.below,
    )  # fmt: skip


def emergencies_seen_by(actor: Actor) -> QuerySet[Emergency]:
    """Emergencies of the own places and below, and of the places above: they hold there too."""
    scope = Q(pk__in=())
    for held in actor.posts:
        codes = held.place_path.strip("/").split("/")
        above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
        scope |= within(held.place_path, "place__path") | Q(place__path__in=above)
    return (
        Emergency.objects.filter(scope)
        .select_related("place", "started_by", "ended_by")
        .order_by("-started_at")
    )


def leading_post(actor: Actor) -> HeldPost | None:
    """The post through which the actor decides about emergencies: leader of a command centre."""
    return next(
        (
            held
            for held in actor.posts
            if held.post is Post.LEADER and held.unit_kind == UnitKind.COMMAND_CENTRE
        ),
        None,
    )
