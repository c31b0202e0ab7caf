"""The five figures together: for the figures page, and in short for a leader's home page."""

from datetime import date, timedelta
from typing import NamedTuple

from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.statistics import figures, queries
from bihuan.statistics.calls import answered_figure, calls_figure, calls_taken
from bihuan.statistics.falling_due import NONE_DUE, fallen_due
from bihuan.statistics.figures import Figure, Part, orders_url
from bihuan.statistics.periods import Choice, Period, before, period_of
from bihuan.statistics.queries import Handling, Registered, Span
from bihuan.supervision.scopes import Scope


class Summary(NamedTuple):
    """The five figures, what is counted apart from them, and the counts they came from."""

    five: tuple[Figure, ...]
    answered: Figure
    apart: tuple[Part, ...]
    registered: Registered
    handling: Handling


def span_of(choice: Choice, today: date, chosen: Period | None = None) -> Span:
    """The period of a choice and the one it is compared with; ``chosen`` are the days of a custom one."""
    period = chosen if choice is Choice.CUSTOM and chosen else period_of(choice, today)
    return Span(period, before(choice, period))


def summary_of(scope: Scope, span: Span) -> Summary:
    """The five figures of the source page; six statements."""
    registered = queries.registered_in(scope, span)
    handling = queries.handled_in(scope, span)
    answers, answers_before = (queries.answers_in(scope, period) for period in (span.now, span.before))
    open_now = queries.still_open(scope)
    taken = calls_taken(scope, span)
    five = (
        calls_figure(taken, span.now),
        figures.orders_figure(scope, span.now, registered),
        figures.handling_figure(scope, span.now, handling.now, handling.before),
        figures.on_time_figure(scope, span.now, handling.now, handling.before, open_now.late),
        figures.satisfied_figure(scope, span.now, answers, answers_before),
    )
    apart = tuple(
        Part(words, getattr(open_now, code), orders_url(queries.STILL_OPEN[code], scope.asked))
        for code, words in _APART.items()
    )
    return Summary(five, answered_figure(taken, span.now), apart, registered, handling)


def closing_of(scope: Scope, span: Span) -> Figure:
    """The rate by limits (按期结案率); two statements."""
    passed, before_ = (_until_yesterday(period, scope) for period in (span.now, span.before))
    now, earlier = (fallen_due(scope, days) if days else NONE_DUE for days in (passed, before_))
    return figures.closing_figure(scope, passed, now, earlier)


def _until_yesterday(period: Period, scope: Scope) -> Period | None:
    """The days of a period whose limits have all passed; None where there is none yet."""
    yesterday = scope.at.astimezone(SHANGHAI).date() - timedelta(1)
    return Period(period.first, min(period.last, yesterday)) if period.first <= yesterday else None


_APART = {
    "late": Words("超期仍未办结", "Late and still open"),
    "parked": Words("挂账（不计时）", "Parked, clock stopped"),
    "redone": Words("重办未归档", "Redone, not archived"),
}
