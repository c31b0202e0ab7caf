"""Living orders to which something happened that a supervisor should know of, each found by an index of its own."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bihuan.ledger.queries import last_seq
from bihuan.rules.lifecycle import Act
from bihuan.work_orders.matching import begins_with
from bihuan.work_orders.models import Instalment, Redo, WorkOrder
from bihuan.work_orders.promised import promises_open


def bounced(times: int) -> QuerySet[WorkOrder]:
    """Orders whose return was asked so many ``times`` (at least 1), not resolved yet; annotated with ``count``."""
    returned = WorkOrder.objects.filter(return_count__gt=0, return_count__gte=times)
    return _living(returned).annotate(count=F("return_count"))


def repeated(times: int) -> QuerySet[WorkOrder]:
    """Orders about which the caller rang again so many ``times``: urged by the desk, or a repeated demand was merged in."""
    merged = WorkOrder.objects.filter(merged_into=OuterRef("pk")).order_by().values("merged_into")
    again = WorkOrder.objects.filter(merged_into__isnull=False).order_by().values("merged_into")
    urged = WorkOrder.objects.filter(urge_count__gt=1, urge_count__gte=times).order_by().values("pk")
    asked_again = WorkOrder.objects.filter(pk__in=again.union(urged))
    merged_in = Coalesce(Subquery(merged.annotate(times=Count("pk")).values("times")), 0)
    return _living(asked_again).annotate(count=F("urge_count") + merged_in).filter(count__gte=times)


def by_repeating_callers(times: int, since: date) -> QuerySet[WorkOrder]:
    """Of each caller with so many ``times`` orders registered on ``since`` or later, the newest; annotated with ``count``.

    Callers are known by the blind index of their number alone. Repeated demands that were merged count with their order.
    """
    recent = (
        WorkOrder.objects.filter(begins_with(since), merged_into=None)
        .exclude(caller_phone_index="")
        .order_by()
    )
    callers = recent.values("caller_phone_index").annotate(times=Count("pk"))
    of_caller = callers.filter(caller_phone_index=OuterRef("caller_phone_index")).values("times")
    repeating = callers.filter(times__gte=times).values("caller_phone_index")
    newer = recent.filter(
        caller_phone_index=OuterRef("caller_phone_index"), registered_at__gt=OuterRef("registered_at")
    )
    newest = recent.filter(~Exists(newer), caller_phone_index__in=repeating)
    return _living(newest).annotate(count=Subquery(of_caller))


def at_risk() -> QuerySet[WorkOrder]:
    """Orders with an open risk; annotated with ``raised``, the place in its ledger at which a risk was last raised."""
    found = Q(act=Act.VERIFY, facts__gathering_risk=True)
    raising = found | Q(act__in=[Act.RAISE_RISK, Act.REGISTER, Act.RECEIVE])
    raised = Subquery(last_seq(OuterRef("pk"), raising))
    risky = WorkOrder.objects.filter(risk_open=True, archived_at=None).annotate(raised=raised)
    return risky.filter(raised__isnull=False)


def redone_between(begins: datetime, ends: datetime) -> Q:
    """The condition on orders: sent back to be redone from ``begins`` on and before ``ends``."""
    return Q(pk__in=Redo.objects.filter(at__gte=begins, at__lt=ends).order_by().values("order"))


def payments_due(by: date, days: int) -> QuerySet[Instalment]:
    """Unpaid instalments of open agreements whose day lies ``days`` or more before ``by`` (negative: is so near)."""
    return promises_open().filter(due_on__lte=by - timedelta(days))


def _living(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    return orders.filter(archived_at=None, resolved_at=None, closed_at=None)
