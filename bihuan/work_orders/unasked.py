"""Orders for work that no person asks for: finding clusters, comparing texts, making data sets. Nothing is shown of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bihuan.work_orders.actions.registering import first_id
from bihuan.work_orders.models import Representative, WorkOrder


def orders_of(ids: Iterable[UUID]) -> QuerySet[WorkOrder]:
    """These orders."""
    return WorkOrder.objects.filter(pk__in=list(ids))


def registered_between(since: datetime, until: datetime) -> QuerySet[WorkOrder]:
    """The orders registered then, found along the key."""
    return WorkOrder.objects.filter(pk__gt=first_id(since), registered_at__gt=since, registered_at__lte=until)


def closed_orders() -> QuerySet[WorkOrder]:
    """Orders that were closed as what they were taken for: not merged, and not confidential."""
    return WorkOrder.objects.filter(closed_at__isnull=False, merged_into=None, confidential=False)


def representatives_of(ids: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """The workers' representatives of these orders' agreements, by order and name."""
    found = Representative.objects.filter(promise__order__in=list(ids)).select_related("promise")
    return [(each.promise.order_id, each.name) for each in found]
