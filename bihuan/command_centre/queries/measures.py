"""What an indicator is over a period, from our own data: one function for each row of :data:`bihuan.rules.vitals.SOURCES`.

Every query counts over a whole place and answers with a figure or with None where there is nothing to count: a mean of no
event is no figure, and is shown as none.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from bihuan.command_centre.models import Event, EventTask
from bihuan.organisations.queries import within
from bihuan.rules.event_tasks import Way
from bihuan.rules.events import PINNED, EventState
from bihuan.rules.satisfaction import Satisfied
from bihuan.rules.vitals import Source, Stretch
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.queries import last_answers, orders_of_place

_EXACT = Decimal("0.001")


class Asked(NamedTuple):
    """Of which place, over which period, and narrowed to what."""

    path: str
    stretch: Stretch
    about: str = ""

    def during(self, column: str) -> Q:
        """The condition that an instant lies in the period."""
        first = datetime.combine(self.stretch.first, time(), SHANGHAI)
        after = datetime.combine(self.stretch.last + timedelta(1), time(), SHANGHAI)
        return Q(**{f"{column}__gte": first, f"{column}__lt": after})


Measure = Callable[[Asked], Decimal | None]


def measured(source: Source, asked: Asked) -> Decimal | None:
    """The figure of a query, to a thousandth; None where there was nothing to count."""
    found = _MEASURES[source](asked)
    return None if found is None else found.quantize(_EXACT)


def _events(asked: Asked, column: str) -> QuerySet[Event]:
    events = Event.objects.filter(asked.during(column), within(asked.path, "place__path"))
    return events.filter(kind=asked.about) if asked.about else events


def _share(rows: QuerySet[Any], of_these: Q) -> Decimal | None:
    found = rows.aggregate(all=Count("pk"), these=Count("pk", filter=of_these))
    return Decimal(100 * found["these"]) / found["all"] if found["all"] else None


def _mean(rows: QuerySet[Any], since: str, until: str) -> timedelta | None:
    spent = ExpressionWrapper(F(until) - F(since), output_field=DurationField())
    mean: timedelta | None = rows.aggregate(mean=Avg(spent))["mean"]
    return mean


def _in(unit: timedelta, mean: timedelta | None) -> Decimal | None:
    return None if mean is None else Decimal(str(mean / unit))


def _urgent_accepted(asked: Asked) -> Decimal | None:
    urgent = _events(asked, "accepted_at").filter(urgency__in=sorted(PINNED))
    return _in(timedelta(minutes=1), _mean(urgent, "registered_at", "accepted_at"))


def _tasks(asked: Asked) -> QuerySet[EventTask]:
    return EventTask.objects.filter(asked.during("called_at"), within(asked.path, "event__place__path"))


def _calls_answered(asked: Asked) -> Decimal | None:
    calls = _tasks(asked).filter(way=Way.PLAN, answer_by__isnull=False)
    return _share(calls, Q(acknowledged_at__lte=F("answer_by")))


def _whistle_arrival(asked: Asked) -> Decimal | None:
    arrived = _tasks(asked).filter(way=Way.WHISTLE, arrived_at__isnull=False)
    return _in(timedelta(minutes=1), _mean(arrived, "called_at", "arrived_at"))


def _orders(asked: Asked, column: str) -> Decimal:
    orders = orders_of_place(asked.path, asked.about).filter(asked.during(column))
    return Decimal(orders.count())


def _satisfied(asked: Asked) -> Decimal | None:
    answers = last_answers(asked.during("at")).filter(order__in=orders_of_place(asked.path, asked.about))
    return _share(answers, Q(satisfied__in=(Satisfied.VERY, Satisfied.SATISFIED)))


_MEASURES: dict[Source, Measure] = {
    Source.EVENTS_REPORTED: lambda asked: Decimal(_events(asked, "registered_at").count()),
    Source.EVENTS_CLOSED_SHARE: lambda asked: _share(
        _events(asked, "registered_at"), Q(state=EventState.CLOSED)
    ),
    Source.EVENTS_ON_THE_SPOT_SHARE: lambda asked: _share(
        _events(asked, "registered_at"), Q(settled_on_the_spot=True)
    ),
    Source.EVENTS_HOURS: lambda asked: _in(
        timedelta(hours=1), _mean(_events(asked, "resolved_at"), "registered_at", "resolved_at")
    ),
    Source.URGENT_ACCEPTED_MINUTES: _urgent_accepted,
    Source.CALLS_ANSWERED_SHARE: _calls_answered,
    Source.WHISTLE_ARRIVAL_MINUTES: _whistle_arrival,
    Source.ORDERS_REGISTERED: lambda asked: _orders(asked, "registered_at"),
    Source.ORDERS_RESOLVED: lambda asked: _orders(asked, "resolved_at"),
    Source.ORDERS_SATISFIED_SHARE: _satisfied,
}
