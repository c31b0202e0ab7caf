"""Calendars, instants and changes nobody chose, for the laws of time."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from bihuan.rules.deadlines import Budget, Extension, Pause, TimeType
from bihuan.rules.office_hours import OFFICE_HOURS, Season
from bihuan.rules.workdays import SHANGHAI, WorkCalendar

days = st.dates(date(2025, 1, 1), date(2025, 4, 30))
instants = st.timedeltas(timedelta(), timedelta(days=180)).map(
    lambda span: datetime(2024, 12, 1, tzinfo=UTC) + span
)
hours = st.sampled_from(
    [
        OFFICE_HOURS,
        ((time(0, 1), time(23, 59, 59)),),
        ((time(8), time(10)), (time(11), time(12)), (time(20), time(22))),
    ]
)
seasons = st.sampled_from(
    [
        (),
        (Season((2, 10), (3, 9), ((time(8), time(14)),)),),
        (
            Season((12, 20), (1, 15), ((time(10), time(15)),)),
            Season((3, 1), (3, 1), ((time(6), time(7)), (time(8), time(9)))),
        ),
    ]
)
makeup_hours = st.sampled_from([(), ((time(9), time(11, 30)),)])
budgets = st.builds(Budget, st.integers(0, 40), st.sampled_from(TimeType))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any calendar: hours by season, make-up days with hours of their own, days off on any day."""
    off, made_up = draw(st.frozensets(days, max_size=40)), draw(st.frozensets(days, max_size=40))
    return WorkCalendar(
        off, made_up - off, date(2025, 1, 1), date(2025, 4, 30), draw(hours),
        makeup_periods=draw(makeup_hours), seasons=draw(seasons),
    )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> tuple[datetime, list[Pause | Extension]]:
    """The start of a clock, and pauses and extensions after it, in order and apart."""
    moments = sorted(set(draw(st.lists(instants, min_size=1, max_size=7))))
    start, rest = moments[0], moments[1:]
    changes: list[Pause | Extension] = []
    while rest:
        if draw(st.booleans()) or len(rest) == 1:
            changes.append(Extension(rest.pop(0), draw(st.integers(0, 10))))
        else:
            changes.append(Pause(rest.pop(0), rest.pop(0)))
    return start, changes


def on(text: str) -> datetime:
    """An instant in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
