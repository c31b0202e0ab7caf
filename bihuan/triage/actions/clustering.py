"""Finding clusters: read what new orders are about, let living clusters grow, and issue one for every burst.

One worker at a time looks, the others leave it to that one; and what lives is one by the table's own constraint. The
kinds are looked through from the ground up, and an order belongs to the first that bursts: seven calls from one site are
not told again as seven calls about one employer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import organ_of, units_at
from bihuan.rules.actors import Level
from bihuan.rules.clusters import LIVING, ClusterAct, Kind
from bihuan.rules.surges import (
    LEAST_CALLERS,
    LEAST_ORDERS,
    LEAST_WEEKS,
    UNLIKELY_TOLD,
    VERSION,
    WEEKS,
    WINDOW,
    Surge,
    surge,
)
from bihuan.rules.warnings import Warned
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.models import Cluster, ClusterOrder, ClusterTrait
from bihuan.triage.queries import blocks, bursts, weeks_before
from bihuan.triage.telling import told_alike
from bihuan.triage.traits import About, common, traits_of
from bihuan.work_orders.unasked import orders_of, registered_between

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: Orders read in one turn.
PORTION = 2000
#: How far back traits are kept: what the weeks before a window need, and a month of delay.
KEPT = WINDOW + WEEKS * (WINDOW / 2) + 2 * WINDOW
_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('bihuan find clusters'))"
_LIVING = [state.value for state in LIVING]
_GROW = f"""
    INSERT INTO {ClusterOrder._meta.db_table} (cluster_id, order_id, joined_at)
    SELECT c.id, t.order_id, %s FROM {Cluster._meta.db_table} c JOIN {ClusterTrait._meta.db_table} t
    ON t.kind = c.kind AND t.key = c.key AND t.at >= c.first_at AND t.at <= %s
    WHERE c.state = ANY(%s) AND c.kind <> %s AND c.last_at > %s
    ON CONFLICT DO NOTHING RETURNING cluster_id, order_id
"""


class Found(NamedTuple):
    """What a look did: clusters issued, orders that joined living ones; ``more`` orders are still to be read."""

    issued: int = 0
    joined: int = 0
    more: bool = False


def look_for_clusters(at: datetime) -> Found:
    """Read a portion of what is new; when all is read, find clusters as of ``at``. Nothing where another worker is at it."""
    with transaction.atomic():
        if not _alone():
            return Found()
        if read_traits(at):
            return Found(more=True)
        joined = _grow(at)
        weeks = weeks_before(at)
        if weeks < LEAST_WEEKS:
            return Found(joined=joined)
        issued = sum(_issue_bursts(kind, at, weeks) for kind in (Kind.SITE, Kind.EMPLOYER, Kind.MATTER))
        by_words = _by_words(at, weeks)
        return Found(issued + by_words.issued, joined + by_words.joined)


def read_traits(at: datetime, most: int = PORTION) -> bool:
    """Read what orders not yet read are about; whether there may be more of them."""
    ClusterTrait.objects.filter(kind__in=[*Kind], at__lte=at - KEPT).delete()
    read = ClusterTrait.objects.filter(order=OuterRef("pk"), kind=Kind.TEXT)
    unread = registered_between(at - KEPT, at).filter(~Exists(read)).order_by("pk")
    rows = list(
        unread.values_list("pk", "registered_at", "place__path", "matter", "employer", "address")[:most]
    )
    if not rows:
        return False
    names = _names(at)
    ClusterTrait.objects.bulk_create(
        (
            ClusterTrait(order_id=pk, kind=kind, key=key[:160], at=registered_at)
            for pk, registered_at, *about in rows
            for kind, key in traits_of(About(*about), names).items()
        ),
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    return len(rows) == most


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        return bool(cursor.fetchone()[0])


def _names(at: datetime) -> dict[str, str]:
    places = units_at(_day(at)).filter(kind=UnitKind.PLACE).exclude(level=Level.COMMUNITY)
    return dict(places.values_list("path", "name"))


def _issue_bursts(kind: Kind, at: datetime, weeks: int) -> int:
    issued = 0
    for key, orders, before in bursts(kind, at, weeks):
        found = surge(len(orders), before)
        if found and found.surges:
            issued += _issue(kind, key, orders, before, found, at)
    return issued


def _by_words(at: datetime, weeks: int) -> Found:
    """Clusters of what is told in like words, in each district about each matter."""
    issued = joined = 0
    living = {each.key: each for each in Cluster.objects.filter(kind=Kind.TEXT, state__in=_LIVING)}
    for key, orders in blocks(at).items():
        if cluster := living.get(key):
            members = list(cluster.members.values_list("order", flat=True))
            told = told_alike(members + orders, [], at)
            group = max(told, key=lambda one: len(set(one.orders) & set(members)), default=None)
            new = [order for order in orders if group and order in group.orders]
            if new and at - cluster.last_at < WINDOW:
                _join(cluster, new, at)
                joined += len(new)
        elif len(orders) >= LEAST_ORDERS:
            issued += _issue_told(key, orders, at, weeks)
    return Found(issued, joined)


def _issue_told(key: str, orders: list[UUID], at: datetime, weeks: int) -> int:
    """Issue the largest group of like words of a block; the weeks before are read only where there is one."""
    if all(len(one.orders) < LEAST_ORDERS for one in told_alike(orders, [], at)):
        return 0
    past = ClusterTrait.objects.filter(kind=Kind.TEXT, key=key, at__lte=at - WINDOW).order_by("-at")
    for one in told_alike(orders, list(past.values_list("order", flat=True)), at, weeks):
        found = surge(len(one.orders), one.before)
        if found and found.surges and found.tail <= UNLIKELY_TOLD:
            return _issue(Kind.TEXT, key, one.orders, one.before, found, at)
    return 0


def _issue(
    kind: Kind, key: str, orders: Sequence[UUID], before: Sequence[int], found: Surge, at: datetime
) -> int:
    """Issue one cluster; 0 where these orders come from too few callers, or nobody is there to be asked."""
    rows = _rows(orders)
    if len({row.caller_phone_index or row.pk for row in rows}) < LEAST_CALLERS:
        return 0
    place, unit, overseer = _asked(common([row.place.path for row in rows]), _day(at))
    if unit is None or overseer is None:
        return 0
    cluster = Cluster(
        kind=kind, key=key, matter=Counter(row.matter for row in rows).most_common(1)[0][0], place=place, unit=unit,
        about={Kind.SITE: rows[0].address, Kind.EMPLOYER: rows[0].employer}.get(kind, ""), overseer=overseer,
        orders=len(rows), first_at=rows[0].registered_at, last_at=rows[-1].registered_at, before=list(before),
        usual=found.usual, tail=found.tail, rules_version=VERSION, state=Warned.ISSUED, issued_at=at,
    )  # fmt: skip
    facts = {
        "kind": cluster.matter,
        "by": kind.value,
        "orders": len(rows),
        "unit": unit.pk,
        "overseer": overseer.pk,
    }
    cluster.ledger_length, cluster.ledger_digest = record(
        cluster.pk, Head(0, bytes(32)), ClusterAct.ISSUE.value, at=at, by=By(), facts=facts
    )
    cluster.save(force_insert=True)
    ClusterOrder.objects.bulk_create(
        ClusterOrder(cluster=cluster, order_id=order, joined_at=at) for order in orders
    )
    return 1


def _grow(at: datetime) -> int:
    """Let living clusters of a site, an employer or a matter take in what came since."""
    with connection.cursor() as cursor:
        cursor.execute(_GROW, [at, at, _LIVING, Kind.TEXT.value, at - WINDOW])
        joined = cursor.fetchall()
    grown = Counter(cluster for cluster, _ in joined)
    for cluster in Cluster.objects.filter(pk__in=grown).select_for_update(of=("self",)):
        _grown(cluster, grown[cluster.pk], at)
    return len(joined)


def _join(cluster: Cluster, orders: Iterable[UUID], at: datetime) -> None:
    new = [ClusterOrder(cluster=cluster, order_id=order, joined_at=at) for order in orders]
    ClusterOrder.objects.bulk_create(new, ignore_conflicts=True)
    _grown(Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk), len(new), at)


def _grown(cluster: Cluster, joined: int, at: datetime) -> None:
    """Bring a cluster up to its orders; where these reach further, the union of the wider place is asked."""
    rows = _rows(cluster.members.values_list("order", flat=True))
    place, unit, overseer = _asked(common([row.place.path for row in rows]), _day(at))
    if unit and overseer:
        cluster.place, cluster.unit, cluster.overseer = place, unit, overseer
    cluster.orders, cluster.first_at, cluster.last_at = (
        len(rows),
        rows[0].registered_at,
        rows[-1].registered_at,
    )
    facts = {"joined": joined, "orders": len(rows), "unit": cluster.unit_id, "overseer": cluster.overseer_id}
    head = Head(cluster.ledger_length, bytes(cluster.ledger_digest))
    cluster.ledger_length, cluster.ledger_digest = record(
        cluster.pk, head, ClusterAct.GROW.value, at=at, by=By(), facts=facts
    )
    cluster.save()


def _rows(orders: Iterable[UUID]) -> "list[WorkOrder]":
    wanted = ("matter", "address", "employer", "registered_at", "caller_phone_index", "place__path")
    return list(orders_of(orders).select_related("place").only(*wanted).order_by("registered_at", "pk"))


def _asked(path: str, day: date) -> tuple[Unit, Unit | None, Unit | None]:
    """The place, its union, and the union that watches over it: the next one above, or itself at the top."""
    place = units_at(day).select_related("parent__parent").get(path=path, kind=UnitKind.PLACE)
    while place.level == Level.COMMUNITY and place.parent:
        place = place.parent
    unit = organ_of(place, UnitKind.UNION, on=day)
    overseer = organ_of(place.parent, UnitKind.UNION, on=day) if place.parent else unit
    return place, unit, overseer


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
