"""Foretelling lateness: learn how long orders stay in hand, look at each that is, and prove it on months held back.

It only writes its own tables: no order is touched, nobody is warned. It assists whoever reads the list.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from bihuan.calendars.queries import national
from bihuan.rules.backtest import Spell, backtest, held_back_months
from bihuan.rules.foretelling import Report
from bihuan.rules.survival import VERSION, Curve, Kind, Tables
from bihuan.supervision.models import Foretelling, HandlingTable, LateForecast
from bihuan.work_orders.spells import InHand, spells

#: How many months the estimate is proved on.
MONTHS = 6
_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('bihuan foretell lateness'))"
_WRITE = f"""
    INSERT INTO {LateForecast._meta.db_table} (order_id, unit_id, permille, used, "left")
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::smallint[], %s::float8[], %s::float8[]) ON CONFLICT DO NOTHING
"""
_PORTION = 10_000


class Foretold(NamedTuple):
    """What was done: orders in hand that were looked at, and how well it was foretold on the months held back."""

    orders: int
    report: Report


def foretell(at: datetime) -> Foretold | None:
    """Learn, foretell and prove, as of ``at``, in one transaction. None where another worker is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ALONE)
        if not cursor.fetchone()[0]:
            return None
        tables, running = Tables(), list[InHand]()
        report = _proved(_learning(spells(at), at, tables, running), at)
        orders = _write_forecasts(list(_looked_at(running, tables, at)))
        HandlingTable.objects.all().delete()
        HandlingTable.objects.bulk_create(
            (
                HandlingTable(
                    urgency=key.urgency, matter=key.matter, level=key.level, unit_id=key.unit or None,
                    done=table.done, unseen=table.unseen,
                )
                for key, table in tables.tables.items()
            ),
            batch_size=2000,
        )  # fmt: skip
        Foretelling.objects.all().delete()
        Foretelling.objects.create(made_at=at, rules_version=VERSION, orders=orders, report=report.told)
    return Foretold(orders, report)


def proved(at: datetime, months: int = MONTHS) -> Report:
    """How well lateness is foretold on the last ``months`` whole months before ``at``; reads only."""
    return _proved((each.spell for each in spells(at)), at, months)


def _proved(seen: Iterable[Spell], at: datetime, months: int = MONTHS) -> Report:
    today = at.astimezone(national().zone).date()
    return backtest(seen, held_back_months(today, months), national())


def _learning(seen: Iterable[InHand], at: datetime, tables: Tables, running: list[InHand]) -> Iterator[Spell]:
    """The spells, each put into the tables and, where it goes on, into ``running`` as it passes."""
    for each in seen:
        spell = each.spell
        tables.add(spell.kind, spell.used(spell.until or at), spell.done)
        if each.running and spell.due > at:
            running.append(each)
        yield spell


def _looked_at(
    running: Iterable[InHand], tables: Tables, at: datetime
) -> Iterator[tuple[UUID, int, int, float, float]]:
    curves: dict[Kind, Curve | None] = {}
    for order, spell, _ in running:
        if spell.kind not in curves:
            curves[spell.kind] = tables.curve(spell.kind)
        if curve := curves[spell.kind]:
            used, left = max(spell.used(at), 0.0), spell.left(at)
            yield order, spell.kind.unit, round(1000 * curve.undone(used, left)), used, left


def _write_forecasts(found: list[tuple[UUID, int, int, float, float]]) -> int:
    LateForecast.objects.all().delete()
    with connection.cursor() as cursor:
        for first in range(0, len(found), _PORTION):
            cursor.execute(
                _WRITE, [list(column) for column in zip(*found[first : first + _PORTION], strict=True)]
            )
    return len(found)
