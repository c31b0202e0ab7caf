"""What became of inspection lately at a desk, and what a plan would have drawn."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet

from bihuan.rules.checklist import Verdict
from bihuan.rules.inspecting import Plan, draw
from bihuan.rules.lifecycle import Matter
from bihuan.work_orders.inspecting import closed_order
from bihuan.work_orders.models import Inspection, WorkOrder

#: How far back the page looks.
LATELY = timedelta(days=30)
#: Failed items that are named.
MOST_ITEMS = 5


class Preview(NamedTuple):
    """Of the orders closed lately: how many there were and how many would be drawn, in all and by row."""

    closed: int
    drawn: int
    rows: list[tuple[int, int]]


def preview(desk: int, plan: Plan, now: datetime) -> Preview:
    """What a plan would have drawn of the orders resolved lately and closed since, had it been in force."""
    orders = closed_lately(desk, now).select_related("lead")
    orders = orders.only("matter", "redo_count", "outcome", "risk_flags", "lead__level", "lead__path")
    found = [draw(plan, closed_order(order)) for order in orders.iterator(chunk_size=2000)]
    by_row, drawn = Counter(each.row for each in found), Counter(each.row for each in found if each.drawn)
    rows = [(by_row[place], drawn[place]) for place in range(1, len(plan.rows) + 1)]
    return Preview(len(found), sum(drawn.values()), rows)


def closed_lately(desk: int, now: datetime) -> QuerySet[WorkOrder]:
    """The desk's orders resolved lately and closed since."""
    closed = (Matter.CLOSED, Matter.ARCHIVED)
    return WorkOrder.objects.filter(desk=desk, resolved_at__gte=now - LATELY, state__in=closed).order_by()


def outcomes_lately(desk: int, now: datetime) -> dict[str, int]:
    """How many of them passed, failed, were spared, or wait ("")."""
    counted = closed_lately(desk, now).values("inspection").annotate(n=Count("pk"))
    return {row["inspection"]: row["n"] for row in counted}


def failed_items_lately(desk: int, now: datetime) -> list[tuple[str, int]]:
    """The items that failed most often, with how often."""
    failed = Inspection.objects.filter(passed=False, at__gte=now - LATELY, order__desk=desk).order_by()
    answers = failed.values_list("answers", flat=True)
    counted = Counter(code for each in answers for code, verdict, _ in each if verdict == Verdict.FAILED)
    return counted.most_common(MOST_ITEMS)
