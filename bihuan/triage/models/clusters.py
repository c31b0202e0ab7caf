"""Clusters: what each order may be gathered by, the clusters that were found, and the orders in them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bihuan.organisations.models import Unit
from bihuan.rules.clusters import LIVING, Kind
from bihuan.rules.warnings import Outcome, Warned

_LIVING = sorted(state.value for state in LIVING)


def _choices(values: object) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


class ClusterTrait(models.Model):
    """What an order is gathered by: its site, its employer, its matter in its street and in its district.

    Kept apart from the order, so that registering one writes nothing here, and only as long as it says what is usual.
    """

    order = models.ForeignKey("work_orders.WorkOrder", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=_choices(Kind))
    #: The site or the employer without what varies, or the matter; with the place where that tells two apart.
    key = models.CharField(max_length=160, db_collation="C")
    #: When the order was registered.
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "kind"], name="one_trait_of_a_kind")]
        indexes = [
            models.Index(fields=["kind", "at"], include=["key", "order"], name="trait_window"),
            models.Index(fields=["kind", "key", "at"], name="trait_history"),
        ]


class Cluster(models.Model):
    """A warning that many orders are about one thing. Issued once, and grown as long as it lives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=_choices(Kind))
    key = models.CharField(max_length=160, db_collation="C")
    #: The site or the employer as the first order has it; empty where the matter says it.
    about = models.CharField(max_length=120, blank=True)
    #: The matter of most of its orders.
    matter = models.CharField(max_length=32)
    #: The lowest place all its orders lie in.
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    # Who is asked, and who decides
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    overseer = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    # Why: as it was when it was issued, but for the number and the span of its orders
    orders = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    before = ArrayField(models.PositiveIntegerField())
    usual = models.FloatField()
    tail = models.FloatField()
    rules_version = models.CharField(max_length=24)

    # How far it has come
    state = models.CharField(max_length=12, choices=_choices(Warned))
    issued_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    measures = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    #: Accepted, or withdrawn as a false alarm.
    outcome = models.CharField(
        max_length=12, blank=True, choices=_choices([Outcome.ACCEPTED, Outcome.WITHDRAWN])
    )
    verdict = models.TextField(blank=True)

    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField(default=bytes(32))

    class Meta:
        constraints = [
            # However many look for it at once, what lives is one.
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state__in=_LIVING), name="one_living_cluster"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=Warned.CLOSED.value, closed_at__isnull=False, outcome__gt="", verdict__gt=""
                )
                | (~Q(state=Warned.CLOSED.value) & Q(closed_at=None, outcome="")),
                name="cluster_closed_with_its_verdict",
            ),
            models.CheckConstraint(
                condition=~Q(state=Warned.DISPOSED.value) | Q(disposed_at__isnull=False, measures__gt=""),
                name="cluster_disposed_with_its_measures",
            ),
        ]
        indexes = [models.Index(fields=["issued_at", "id"], name="cluster_issued")]


class ClusterOrder(models.Model):
    """One order of a cluster."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members", db_index=False)
    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="clusterings")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cluster", "order"], name="order_once_in_a_cluster")]
