"""The working calendar: a golden table read as sentences, an oracle that counts day by day, and the laws of time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.rules.workdays import OFFICE_HOURS, PUBLISHED, SHANGHAI, WorkCalendar

DAY = timedelta(days=1)


def at(text: str) -> datetime:
    """An instant in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


GOLDEN = [
    # start, working days, due at 17:30 of, read by hand from the notices
    (
        "2018-02-09T10:00",
        2,
        "2018-02-12",
        "from Friday two days: Sunday is made up for Spring Festival, then Monday",
    ),
    ("2018-04-27T10:00", 1, "2018-04-28", "from Friday one day: Saturday is made up for Labour Day"),
    ("2018-04-27T10:00", 2, "2018-05-02", "a day more: past Labour Day to Wednesday"),
    (
        "2018-12-28T10:00",
        2,
        "2019-01-02",
        "Saturday is made up for New Year 2019, then the first Wednesday of the year",
    ),
    ("2019-02-01T10:00", 3, "2019-02-11", "a whole weekend made up, then the Monday after Spring Festival"),
    ("2019-04-30T10:00", 2, "2019-05-06", "the Sunday made up after Labour Day, then Monday"),
    ("2020-01-23T10:00", 1, "2020-02-03", "the Spring Festival lengthened by the epidemic ends on Sunday"),
    ("2020-06-24T10:00", 1, "2020-06-28", "the Sunday made up after Dragon Boat"),
    ("2021-09-17T10:00", 2, "2021-09-22", "the Saturday before Mid-Autumn, then the Wednesday after"),
    ("2022-09-30T10:00", 2, "2022-10-09", "Saturday and Sunday both made up after National Day"),
    ("2023-01-20T10:00", 2, "2023-01-29", "Saturday and Sunday both made up after Spring Festival"),
    (
        "2024-02-09T10:00",
        1,
        "2024-02-18",
        "New Year's Eve is worked in 2024; the next day worked is the Sunday made up",
    ),
    ("2025-01-25T10:00", 1, "2025-01-26", "from a Saturday off: the Sunday made up before Spring Festival"),
    ("2025-01-25T10:00", 2, "2025-01-27", "and then the Monday"),
    ("2025-03-03T10:00", 5, "2025-03-10", "five days from a Monday nothing disturbs: the next Monday"),
    ("2025-09-30T15:00", 3, "2025-10-11", "Thursday, Friday, and the Saturday made up after National Day"),
    ("2025-12-31T10:00", 1, "2026-01-04", "the Sunday made up after New Year 2026"),
    ("2026-02-13T10:00", 2, "2026-02-24", "the Saturday made up, then past nine days off to Tuesday"),
    ("2026-09-24T10:00", 3, "2026-09-30", "the three days between Mid-Autumn and National Day"),
    ("2026-09-24T10:00", 4, "2026-10-08", "and then past National Day to Thursday"),
]


@pytest.mark.parametrize(("start", "days", "due", "sentence"), GOLDEN, ids=lambda value: str(value)[:60])
def test_a_limit_runs_out_as_the_notices_say(start: str, days: int, due: str, sentence: str) -> None:
    result = PUBLISHED.due_after(at(start), days)
    assert (result.at, result.provisional) == (at(f"{due}T17:30"), False), sentence


def test_a_limit_names_the_days_it_skipped() -> None:
    result = PUBLISHED.due_after(at("2025-09-30T15:00"), 3)
    assert result.skipped == tuple(date(2025, 10, day) for day in range(1, 9))


@pytest.mark.parametrize("hour", ["00:00", "08:59", "12:30", "17:30", "23:59"])
def test_the_hour_of_the_start_does_not_matter(hour: str) -> None:
    assert PUBLISHED.due_after(at(f"2025-03-03T{hour}"), 1).at == at("2025-03-04T17:30")


def test_the_start_is_read_in_the_calendars_zone() -> None:
    in_new_york = datetime(
        2025, 9, 29, 20, tzinfo=ZoneInfo("America/New_York")
    )  # 30 September, 08:00 in Shanghai
    assert PUBLISHED.due_after(in_new_york, 1).at == at("2025-10-09T17:30")


@pytest.mark.parametrize(
    ("start", "days", "provisional"),
    [
        ("2026-12-30T10:00", 1, False),
        ("2026-12-30T10:00", 2, True),
        ("2027-03-01T10:00", 1, True),
        ("2017-12-29T10:00", 1, True),
        ("2018-01-01T10:00", 1, False),
    ],
)
def test_past_the_notices_a_limit_is_provisional(start: str, days: int, provisional: bool) -> None:
    assert PUBLISHED.due_after(at(start), days).provisional is provisional


@pytest.mark.parametrize(
    ("moment", "closing"),
    [
        ("2025-03-03T08:00", "2025-03-03T17:30"),
        ("2025-03-03T17:30", "2025-03-03T17:30"),
        ("2025-03-03T17:31", "2025-03-04T17:30"),
        ("2025-03-07T18:00", "2025-03-10T17:30"),
        ("2025-10-03T10:00", "2025-10-09T17:30"),
    ],
)
def test_the_end_of_the_working_day_is_the_next_closing(moment: str, closing: str) -> None:
    assert PUBLISHED.end_of_working_day(at(moment)) == at(closing)
    assert PUBLISHED.due_after(at(moment), 0).at == at(closing), "a limit of no days is the same working day"


@pytest.mark.parametrize(
    ("start", "days", "due", "skipped"),
    [
        ("2025-09-01T10:00", 15, "2025-09-16", 0),
        ("2025-09-16T10:00", 15, "2025-10-09", 8),  # 1 October gives way to the Thursday after the holiday
        ("2025-09-26T10:00", 15, "2025-10-11", 0),  # a make-up Saturday is a working day
        ("2026-12-20T10:00", 15, "2027-01-04", 0),
    ],
)
def test_calendar_days_give_way_only_at_their_end(start: str, days: int, due: str, skipped: int) -> None:
    result = PUBLISHED.add_calendar_days(at(start), days)
    assert (result.at, len(result.skipped)) == (at(f"{due}T17:30"), skipped)
    assert result.provisional is due.startswith("2027")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2025-03-03T09:00", "2025-03-03T17:30", 7),
        ("2025-03-03T11:00", "2025-03-03T14:00", 1.5),
        ("2025-03-03T12:10", "2025-03-03T13:20", 0),
        ("2025-03-07T17:00", "2025-03-10T09:30", 1),
        ("2025-09-30T15:00", "2025-10-11T17:30", 23.5),
        ("2025-03-04T10:00", "2025-03-03T10:00", 0),
    ],
)
def test_working_time_is_time_the_office_is_open(start: str, end: str, hours: float) -> None:
    assert PUBLISHED.working_time(at(start), at(end)) == timedelta(hours=hours)
    assert PUBLISHED.working_days(at(start), at(end)) == Decimal(str(hours)) / 7


@pytest.mark.parametrize(
    ("start", "hours", "reached"),
    [
        ("2025-03-03T10:00", 0, "2025-03-03T10:00"),
        ("2025-03-03T09:00", 3, "2025-03-03T12:00"),
        ("2025-03-03T10:00", 3, "2025-03-03T14:30"),
        ("2025-03-03T09:00", 7, "2025-03-03T17:30"),
        ("2025-03-08T09:00", 8, "2025-03-11T10:00"),
        ("2025-09-30T15:00", 23.5, "2025-10-11T17:30"),
    ],
)
def test_an_amount_of_work_is_reached_as_soon_as_it_is_done(start: str, hours: float, reached: str) -> None:
    assert PUBLISHED.after_working_time(at(start), timedelta(hours=hours)) == at(reached)


def test_contradictions_are_turned_away() -> None:
    day = date(2025, 1, 1)
    with pytest.raises(ValueError, match="both a day off and a make-up day: 2025-01-01"):
        replace(PUBLISHED, days_off=frozenset({day}), makeup_days=frozenset({day}))
    with pytest.raises(ValueError, match=r"^the coverage ends before it begins$"):
        replace(PUBLISHED, covered_from=date(2027, 1, 1))
    assert replace(PUBLISHED, covered_from=PUBLISHED.covered_until), "one day is a calendar, if a short one"
    for periods in ((), ((time(12), time(9)),), ((time(9), time(12)), (time(11), time(17)))):
        with pytest.raises(ValueError, match="working periods"):
            replace(PUBLISHED, periods=periods)
    with pytest.raises(ValueError, match="negative"):
        PUBLISHED.due_after(at("2025-03-03T10:00"), -1)
    with pytest.raises(ValueError, match="negative"):
        PUBLISHED.add_calendar_days(at("2025-03-03T10:00"), -1)
    with pytest.raises(ValueError, match="without a zone"):
        PUBLISHED.due_after(datetime(2025, 3, 3), 1)  # noqa: DTZ001 (that it is naive is the point)


def test_equal_calendars_are_one_key() -> None:
    assert replace(PUBLISHED) == PUBLISHED
    assert len({PUBLISHED, replace(PUBLISHED), replace(PUBLISHED, periods=((time(8), time(16)),))}) == 2
    assert PUBLISHED.day_length == timedelta(hours=7)
    assert PUBLISHED.covers(date(2026, 12, 31))
    assert not PUBLISHED.covers(date(2027, 1, 1))


# The laws, on calendars and instants nobody chose.

days = st.dates(date(2025, 1, 1), date(2025, 4, 30))
instants = st.timedeltas(timedelta(), timedelta(days=180)).map(
    lambda span: datetime(2024, 12, 1, tzinfo=UTC) + span
)
amounts = st.timedeltas(timedelta(), timedelta(hours=200))
limits = st.integers(0, 40)
hours = st.sampled_from(
    [
        OFFICE_HOURS,
        ((time(0, 1), time(23, 59, 59)),),
        ((time(8), time(10)), (time(11), time(12)), (time(20), time(22))),
    ]
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    off, made_up = draw(st.frozensets(days, max_size=40)), draw(st.frozensets(days, max_size=40))
    return WorkCalendar(off, made_up - off, date(2025, 1, 1), date(2025, 4, 30), draw(hours))


def works(calendar: WorkCalendar, day: date) -> bool:
    """The oracle's reading of a day."""
    return day in calendar.makeup_days or (day.weekday() < 5 and day not in calendar.days_off)


@given(calendars(), instants, st.integers(1, 40))
def test_a_limit_is_what_counting_day_by_day_gives(
    calendar: WorkCalendar, start: datetime, limit: int
) -> None:
    day, left, skipped = start.astimezone(SHANGHAI).date(), limit, []
    first = day
    while left:
        day += DAY
        if works(calendar, day):
            left -= 1
        else:
            skipped.append(day)
    due = calendar.due_after(start, limit)
    assert due.at == datetime.combine(day, calendar.periods[-1][1], SHANGHAI)
    assert due.skipped == tuple(skipped)
    assert due.provisional is not (calendar.covers(first) and calendar.covers(day))


@given(calendars(), instants, instants)
def test_working_time_is_what_adding_up_periods_gives(
    calendar: WorkCalendar, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    total, day = timedelta(), start.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        if works(calendar, day):
            for opens, closes in calendar.periods:
                begun = max(start, datetime.combine(day, opens, SHANGHAI))
                done = min(end, datetime.combine(day, closes, SHANGHAI))
                total += max(done - begun, timedelta())
        day += DAY
    assert calendar.working_time(start, end) == total
    assert calendar.working_time(end, start) == timedelta()


@given(calendars(), days)
def test_a_day_works_or_not_as_the_calendar_lists_it(calendar: WorkCalendar, day: date) -> None:
    assert calendar.is_working_day(day) is works(calendar, day)


@given(calendars(), days, instants, limits)
def test_a_day_off_more_never_brings_a_limit_forward(
    calendar: WorkCalendar, day: date, start: datetime, limit: int
) -> None:
    freer = replace(calendar, days_off=calendar.days_off | {day}, makeup_days=calendar.makeup_days - {day})
    assert freer.due_after(start, limit).at >= calendar.due_after(start, limit).at
    assert freer.add_calendar_days(start, limit).at >= calendar.add_calendar_days(start, limit).at


@given(calendars(), st.lists(instants, min_size=3, max_size=3))
def test_working_time_adds_up_over_adjacent_spans(calendar: WorkCalendar, moments: list[datetime]) -> None:
    start, middle, end = sorted(moments)
    whole = calendar.working_time(start, end)
    assert calendar.working_time(start, middle) + calendar.working_time(middle, end) == whole
    assert timedelta() <= whole <= end - start


@given(calendars(), instants, instants, limits, limits)
def test_a_later_start_or_a_longer_limit_is_never_due_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, few: int, many: int
) -> None:
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    assert calendar.due_after(early, few).at <= calendar.due_after(late, few).at
    assert calendar.due_after(early, few).at <= calendar.due_after(early, many).at
    assert calendar.add_calendar_days(early, few).at <= calendar.add_calendar_days(late, many).at
    assert calendar.due_after(early, few).at >= early, "nothing is due before it begins"


@given(calendars(), instants, amounts)
def test_an_amount_of_work_is_reached_exactly_and_not_before(
    calendar: WorkCalendar, start: datetime, amount: timedelta
) -> None:
    reached = calendar.after_working_time(start, amount)
    assert reached >= start
    assert calendar.working_time(start, reached) == amount
    assume(amount)
    assert calendar.working_time(start, reached - timedelta(microseconds=1)) < amount
