"""How many orders of one kind there were in the window and in each week before it: one statement a kind.

The window is read along the index by kind and time, the weeks before only of what has enough orders in the window, along
the index by key. So it costs by the orders of a fortnight, however many there ever were.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from json import loads
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q

from bihuan.rules.clusters import Kind
from bihuan.rules.surges import LEAST_ORDERS, WEEKS, WINDOW
from bihuan.triage.models import ClusterOrder, ClusterTrait

_TRAIT, _MEMBER = ClusterTrait._meta.db_table, ClusterOrder._meta.db_table
#: New is what came since; many times the pause between two looks.
_NEW = timedelta(hours=2)
_WEEK = 7 * 24 * 3600
_FRESH = f"""
    SELECT t.key, array_agg(t.order_id ORDER BY t.at, t.order_id) AS orders FROM {_TRAIT} t
    WHERE t.kind = %(kind)s AND t.at > %(first)s AND t.at <= %(at)s
    AND NOT EXISTS (SELECT 1 FROM {_MEMBER} m WHERE m.order_id = t.order_id)
    GROUP BY t.key HAVING count(*) >= %(least)s
"""
_BURSTS = f"""
    WITH fresh AS ({_FRESH})
    SELECT fresh.key, fresh.orders, past.weeks FROM fresh CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(week, many), '{{}}')::text AS weeks FROM (
            SELECT floor(extract(epoch FROM %(first)s - p.at) / {_WEEK})::int AS week, count(*) AS many
            FROM {_TRAIT} p
            WHERE p.kind = %(kind)s AND p.key = fresh.key
            AND p.at <= %(first)s AND p.at > %(first)s - make_interval(weeks => %(weeks)s)
            GROUP BY 1
        ) AS by_week
    ) AS past ORDER BY cardinality(fresh.orders) DESC, fresh.key
"""


class Burst(NamedTuple):
    """Orders of one key that are in no cluster yet, oldest first, and the number of each week before the window."""

    key: str
    orders: list[UUID]
    before: list[int]


def weeks_before(at: datetime) -> int:
    """How many whole weeks before the window of ``at`` have been watched, at most :data:`WEEKS`."""
    first = ClusterTrait.objects.filter(kind=Kind.TEXT).aggregate(first=Min("at"))["first"]
    return max(0, min(WEEKS, (at - WINDOW - first).days // 7)) if first else 0


def bursts(kind: Kind, at: datetime, weeks: int) -> list[Burst]:
    """Keys of a kind with enough orders in the window of ``at``, the fullest first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BURSTS, _asked(kind, at) | {"weeks": weeks, "least": LEAST_ORDERS})
        found = [(key, orders, loads(by_week)) for key, orders, by_week in cursor.fetchall()]
    return [
        Burst(key, orders, [by_week.get(str(week), 0) for week in range(weeks)])
        for key, orders, by_week in found
    ]


def blocks(at: datetime) -> dict[str, list[UUID]]:
    """Orders in no cluster by district and matter, to be compared by their words; one statement.

    Only where something is new: what stood there before was compared when the last of it came.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_FRESH} AND max(t.at) > %(new)s", _asked(Kind.TEXT, at) | {"least": 1, "new": at - _NEW}
        )
        return dict(cursor.fetchall())


def orders_alike(keys: Mapping[Kind, str], since: datetime, most: int) -> list[UUID]:
    """Orders of the same site, and of the same matter in the district, the newest ones of each; one statement.

    Where no matter was said yet, those of the street about any.
    """
    asked = [Q(kind=Kind.SITE, key=keys[Kind.SITE])] if Kind.SITE in keys else []
    if keys[Kind.TEXT].endswith("|"):
        asked.append(Q(kind=Kind.MATTER, key__startswith=keys[Kind.MATTER]))
    else:
        asked.append(Q(kind=Kind.TEXT, key=keys[Kind.TEXT]))
    found = ClusterTrait.objects.filter(at__gte=since).order_by("-at").values("order")
    first, *more = [found.filter(each)[:most] for each in asked]
    return list(dict.fromkeys(row["order"] for row in first.union(*more, all=True)))


def _asked(kind: Kind, at: datetime) -> dict[str, Any]:
    return {"kind": kind.value, "first": at - WINDOW, "at": at}
