"""Reading clusters: those an actor may see, those an order belongs to, and how many turned out to be none."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from bihuan.organisations.actors import Actor
from bihuan.rules.clusters import LIVING, Kind
from bihuan.rules.refusal import refuse
from bihuan.rules.warnings import Outcome
from bihuan.triage.models import Cluster, ClusterOrder
from bihuan.work_orders.queries import units_seen_by, visible_to

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: How far back verdicts count for the share of false alarms.
COUNTED = timedelta(days=365)
_WHOLE = ("place", "unit", "overseer", "acknowledged_by", "disposed_by", "closed_by")
_NEAREST_FIRST = Case(
    *(When(kind=kind, then=Value(at)) for at, kind in enumerate(Kind)), default=Value(len(Kind))
)


class Verdicts(NamedTuple):
    """How many clusters were decided on, and how many of them were called a false alarm."""

    decided: int
    false: int

    @property
    def percent(self) -> int | None:
        """The false ones of a hundred; None while none was decided on."""
        return round(100 * self.false / self.decided) if self.decided else None


def clusters_visible_to(actor: Actor) -> QuerySet[Cluster]:
    """The clusters an actor may see: whose unit or overseer is the actor's, or with an order the actor may see."""
    units = units_seen_by(actor)
    shared = ClusterOrder.objects.filter(cluster=OuterRef("pk"), order__in=visible_to(actor))
    found = Cluster.objects.filter(Q(unit__in=units) | Q(overseer__in=units) | Exists(shared))
    return found.select_related(*_WHOLE)


def cluster_seen_by(actor: Actor, cluster_id: UUID) -> Cluster:
    """One cluster. Unknown and not visible are the same refusal, ``cluster_not_found``."""
    return clusters_visible_to(actor).filter(pk=cluster_id).first() or refuse("cluster_not_found")


def orders_of_cluster(actor: Actor, cluster: Cluster) -> "QuerySet[WorkOrder]":
    """Its orders, as far as the actor may see them, newest first."""
    return visible_to(actor).filter(clusterings__cluster=cluster).order_by("-registered_at", "-pk")


def page_of_clusters(clusters: QuerySet[Cluster], after: str, most: int) -> tuple[list[Cluster], str]:
    """A page of these clusters, newest first, and after which one the next page begins; "" where there is none.

    Parameters: ``after`` the id of the last one of the page before; nonsense opens the first page.
    """
    try:
        last = Cluster.objects.filter(pk=UUID(after)).first()
    except ValueError:
        last = None
    if last:
        same = Q(issued_at=last.issued_at, pk__lt=last.pk)
        clusters = clusters.filter(Q(issued_at__lt=last.issued_at) | same)
    found = list(clusters.order_by("-issued_at", "-pk")[: most + 1])
    return found[:most], str(found[most - 1].pk) if len(found) > most else ""


def clusters_of_order(actor: Actor, order: UUID) -> list[Cluster]:
    """The clusters an order belongs to, the living first; false alarms are none. The actor sees the order."""
    found = clusters_visible_to(actor).filter(members__order=order).exclude(outcome=Outcome.WITHDRAWN)
    return sorted(found.order_by("-issued_at"), key=lambda each: each.state not in LIVING)


def clusters_heard(actor: Actor, keys: dict[Kind, str]) -> list[Cluster]:
    """Living clusters that a call with these keys would join, the nearest kind first; one statement."""
    alike = Q(pk__in=[])
    for kind, key in keys.items():
        if kind is not Kind.TEXT:
            alike |= Q(kind=kind, key=key)
    found = clusters_visible_to(actor).filter(alike, state__in=LIVING)
    return list(found.order_by(_NEAREST_FIRST)[:2])


def verdicts_on(clusters: QuerySet[Cluster], at: datetime) -> Verdicts:
    """What was decided on these clusters in the year before ``at``."""
    decided = clusters.filter(closed_at__gt=at - COUNTED, closed_at__lte=at).order_by()
    found = decided.aggregate(all=Count("pk"), false=Count("pk", filter=Q(outcome=Outcome.WITHDRAWN)))
    return Verdicts(found["all"], found["false"])
