"""Which plans fit an event, and in which places an emergency is in force."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.command_centre.models import Emergency, Event, Plan
from bihuan.duties.scopes import in_scope
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import within
from bihuan.rules.actors import Post
from bihuan.rules.plans import Condition, Explained, Happening, PlanRow, explained, fitting
from bihuan.rules.refusal import refuse


def plans_over(place: Unit) -> QuerySet[Plan]:
    """The plans in force of a place and of the places above it: those an event there is held against."""
    codes = place.path.strip("/").split("/")
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    plans = Plan.objects.filter(active=True, place__path__in=above).select_related("place", "laid_by")
    return plans.order_by("-place__path", "position", "code")


def plans_for(event: Event) -> list[Plan]:
    """The plans in force that fit an event, the one meant first; one statement."""
    rows = {row_of_plan(plan): plan for plan in plans_over(event.place)}
    return [rows[row] for row in fitting(rows, happening_of(event))]


def plans_explained(place: Unit, happening: Happening) -> list[tuple[Plan, Explained]]:
    """Every plan in force over a place with why such an event would choose it or not, the one meant first."""
    rows = {row_of_plan(plan): plan for plan in plans_over(place)}
    return [(rows[each.row], each) for each in explained(rows, happening)]


def happening_of(event: Event) -> Happening:
    """What of an event a plan is chosen by."""
    attributes = {name: Decimal(value) for name, value in event.attributes.items()}
    return Happening(event.kind, event.severity, event.urgency, attributes)


def plans_of_kind(event: Event) -> list[Plan]:
    """The active plans for this kind of event, those that fit as things are known first."""
    fit = plans_for(event)
    others = plans_over(event.place).filter(Q(kinds=[]) | Q(kinds__contains=[event.kind]))
    return fit + [plan for plan in others.order_by("position", "code") if plan not in fit]


def plan_seen_by(actor: Actor, plan_id: int) -> Plan:
    """One version of a plan of a place the actor may look at, or of one above it. Raises ``Refused``: plan_not_found."""
    plans = Plan.objects.filter(in_scope(actor, "place__path"), pk=plan_id)
    return plans.select_related("place", "laid_by").first() or refuse("plan_not_found")


def versions_of(plan: Plan) -> QuerySet[Plan]:
    """Every version of a plan, the latest first, each with how many events it was started for."""
    versions = Plan.objects.filter(place=plan.place_id, code=plan.code).select_related("laid_by")
    return versions.annotate(started=Count("events")).order_by("-number")


def conditions_of(plan: Plan) -> list[Condition]:
    """What a plan asks for, whatever the event."""
    return row_of_plan(plan).conditions(Happening("", "", ""))


def row_of_plan(plan: Plan) -> PlanRow:
    """A plan as the rule book reads it."""
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


def emergency_seen_by(actor: Actor, emergency_id: UUID) -> Emergency:
    """One of them. Raises ``Refused``: emergency_not_found."""
    return emergencies_seen_by(actor).filter(pk=emergency_id).first() or refuse("emergency_not_found")


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
