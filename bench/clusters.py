"""``./dev bench clusters``: finding clusters with a million orders: reading them all the first time, and the usual look."""

import argparse
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.filling import act_out, fill
from bench.house import found_city, supervisor_of, throw_away_database, without_durability

#: The copies of :mod:`bench.filling` end this long ago; that day is today here, so that the window is full.
AGO = timedelta(days=20)
LOOKS, HINTS = 5, 100


def main() -> int:
    """Measure and print; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="./dev bench clusters", description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders in the database")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    found = measure(asked.orders)
    print(
        json.dumps(found) if asked.json else "\n".join(f"{name:<28}{value}" for name, value in found.items())
    )
    return 0


def measure(orders: int) -> dict[str, Any]:
    """Fill a database of its own, read what every order is about, then look as every ten minutes."""
    with throw_away_database() as cluster:
        from django.db import connection

        from bihuan.rules.clusters import Kind
        from bihuan.triage.actions import look_for_clusters
        from bihuan.triage.models import Cluster, ClusterTrait
        from bihuan.triage.queries import bursts, weeks_before

        now = datetime.now(UTC)
        _say("founding the city")
        with without_durability(cluster):
            lines = found_city(now)
            act_out(lines, now)
            fill(cluster.url("bihuan"), orders, lambda done: _say(f"{done:,} of {orders:,} orders"))
        today = now - AGO
        began = time.perf_counter()
        portions = 1
        while look_for_clusters(today).more:
            portions += 1
            if portions % 10 == 0:
                _say(f"{portions} portions read after {time.perf_counter() - began:.0f} s")
        first = time.perf_counter() - began
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE triage_clustertrait")
        found: dict[str, Any] = {
            "orders": orders,
            "traits": ClusterTrait.objects.count(),
            "first_reading_s": round(first, 1),
            "clusters": Cluster.objects.count(),
        }
        weeks = weeks_before(today)
        for kind in Kind:
            if kind is not Kind.TEXT:
                found[f"statement_{kind.value}_ms"] = _median(lambda kind=kind: bursts(kind, today, weeks))
        found["look_ms"] = _median(lambda: look_for_clusters(today))
        found |= _hints(lines[0].place, now, today)
    return found


def _hints(street: int, now: datetime, today: datetime) -> dict[str, Any]:
    """What the desk's hint costs of the city, which sees every order: as a call is typed, all of it said."""
    from bihuan.intake.queries import Heard, clusters_joined, heard_before, likenesses
    from bihuan.organisations.models import Unit, UnitKind

    actor = supervisor_of(Unit.objects.get(kind=UnitKind.UNION, level="city"), now)
    spent = []
    for n in range(HINTS):
        heard = Heard(
            f"138{n:08}",
            street,
            "砺合劳务",
            ("wage_arrears", "")[n % 2],
            "江南一期工地",
            "木工班组被要求退场，工资至今没有结清。",
        )
        began = time.perf_counter()
        likenesses(actor, heard, heard_before(actor, heard), today)
        clusters_joined(actor, heard, today)
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    return {"hint_median_ms": round(spent[HINTS // 2], 1), "hint_p95_ms": round(spent[int(0.95 * HINTS)], 1)}


def _median(work: Any) -> int:
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return round(1000 * sorted(times)[LOOKS // 2])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
