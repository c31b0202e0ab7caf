"""``./dev bench predict``: foretelling lateness with a million orders: the hourly look, and the list a supervisor opens.

./dev bench predict                     1,000,000 orders; some minutes and 4 GB for a while
./dev bench predict --orders 50000
./dev bench predict --replies FILE      no database: how well lateness is foretold on real replies (CSV of the complaints data)
./dev bench predict --json              one object and nothing else on standard output
"""

import argparse
import csv
import gzip
import json
import re
import resource
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.filling import act_out, fill
from bench.house import found_city, supervisor_of, throw_away_database, without_durability
from bihuan.rules.workdays import SHANGHAI

#: The copies of :mod:`bench.filling` end this long ago; that day is today here, so that some are in hand and not late.
AGO = timedelta(days=20)
VIEWS = 40
#: Working days a message may take before it counts as late.
LIMIT = 15


def main() -> int:
    """Measure and print; progress goes to standard error."""
    parser = argparse.ArgumentParser(
        prog="./dev bench predict", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders in the database")
    parser.add_argument(
        "--replies", type=Path, help="messages with the instants they came in and were answered"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    found = on_replies(asked.replies) if asked.replies else measure(asked.orders)
    print(
        json.dumps(found) if asked.json else "\n".join(f"{name:<28}{value}" for name, value in found.items())
    )
    return 0


def measure(orders: int) -> dict[str, Any]:
    """Fill a database of its own, foretell, and open the list as the city and as one district does."""
    with throw_away_database() as cluster:
        from bihuan.organisations.models import Unit, UnitKind
        from bihuan.supervision.actions import foretell

        now = datetime.now(UTC)
        _say("founding the city")
        with without_durability(cluster):
            lines = found_city(now)
            act_out(lines, now)
            fill(cluster.url("bihuan"), orders, lambda done: _say(f"{done:,} of {orders:,} orders"))
        today = now - AGO
        before = _resident_mib()
        began = time.perf_counter()
        done = foretell(today)
        assert done is not None
        found: dict[str, Any] = {
            "orders": orders,
            "foretold": done.orders,
            "foretelling_seconds": round(time.perf_counter() - began, 1),
            "foretelling_more_mib": round(_resident_mib() - before),
        }
        city = Unit.objects.get(kind=UnitKind.UNION, level="city")
        for name, unit in (("city", city), ("district", Unit.objects.get(pk=lines[0].union))):
            found |= _list(name, supervisor_of(unit, now), today)
    return found


def on_replies(file: Path) -> dict[str, Any]:
    """The backtest on messages a real city answered, 2012 to 2019: the districts are the units, each takes its own time.

    The limit is ours (15 working days, not an official figure): the data names none. Only answered messages are in it.
    """
    from bihuan.rules.backtest import Spell, backtest
    from bihuan.rules.survival import Kind
    from bihuan.rules.workdays import PUBLISHED

    units: dict[str, int] = {}
    spells = []
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            came, answered = (_instant(row[name]) for name in ("留言时间", "答复时间"))
            if not came or not answered or answered < came:
                continue
            said = row["留言主题"] + row["留言详情"]
            place = re.search(r"([A-M]\d{1,2})[市区县]", said) or re.search(r"([A-M])市", said)
            unit = units.setdefault(place[1] if place else "", len(units) + 1)
            due = PUBLISHED.due_after(came, LIMIT).at
            whole = PUBLISHED.working_time(came, due)
            kind = Kind(unit, "district", "", "")
            spells.append(Spell(kind, came, answered, True, due, answered > due, None, PUBLISHED, due, whole))
    months = [date(2019, month, 1) for month in range(1, 8)]
    return {"messages": len(spells), "units": len(units), **backtest(spells, months, PUBLISHED).told}


def _instant(text: str) -> datetime | None:
    for pattern in ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    return None


def _list(name: str, actor: Any, at: datetime) -> dict[str, Any]:
    """Milliseconds of the first page of the list and of one a thousand rows down, rows made ready to be shown."""
    from bihuan.supervision.queries import AfterLikely, kind_of, likely_late, tables_of
    from bihuan.supervision.scopes import scope_of
    from bihuan.work_orders.showing import row_of

    scope = scope_of(actor, at)
    deep: AfterLikely | None = likely_late(scope, most=1000).next

    def open_page(after: AfterLikely | None) -> float:
        began = time.perf_counter()
        page = likely_late(scope, after)
        tables = tables_of({kind_of(order) for order in page.orders})
        _ = [(row_of(order, at), tables.curve(kind_of(order))) for order in page.orders]
        return 1000 * (time.perf_counter() - began)

    found = {}
    for where, after in (("first", None), ("deep", deep)):
        spent = sorted(open_page(after) for _ in range(VIEWS))
        found[f"{name}_{where}_ms"] = [round(statistics.median(spent), 1), round(spent[-VIEWS // 20 - 1], 1)]
    return found


def _resident_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
