"""Limits: golden rows read as sentences, statutes included, and the laws no calendar and no pause may break."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.rules.deadlines import (
    TIME_WORDS,
    Budget,
    Extension,
    Pause,
    TimeType,
    deadline,
    due_after,
    instant_before,
    left_of,
    read_budget,
    spent,
)
from bihuan.rules.statutory_limits import STATUTORY_LIMITS
from bihuan.rules.workdays import PUBLISHED, WorkCalendar
from tests.rules.calendars import budgets, calendars, days, histories, instants, on

TICK = timedelta(microseconds=1)
URGENT, WORK, DAY, PLAIN = (
    TimeType.URGENT_HOUR,
    TimeType.WORK_HOUR,
    TimeType.WORKING_DAY,
    TimeType.CALENDAR_DAY,
)

GOLDEN = [
    ("2025-09-30T15:00", "3 工作日", "2025-10-11T17:30", "three working days over National Day end on the Saturday made up"),
    ("2025-09-30T15:00", "15 日", "2025-10-15T17:30", "fifteen calendar days count the holiday"),
    ("2025-09-30T15:00", "7 日", "2025-10-09T17:30", "the seventh is a day off and gives way to Thursday"),
    ("2025-09-30T15:00", "24 紧急工作时", "2025-10-01T15:00", "urgent hours run through the holiday"),
    ("2025-09-30T15:00", "4 工作时", "2025-10-09T10:30", "two hours and a half today, the rest after the holiday"),
    ("2025-09-30T15:00", "2 工作时", "2025-09-30T17:00", "two working hours end the same afternoon"),
    ("2025-09-30T15:00", "0 工作日", "2025-09-30T17:30", "no days at all is the same working day"),
    ("2025-09-30T15:00", "当日", "2025-09-30T17:30", "nor is the same day, written as people write it"),
    ("2026-02-13T15:00", "2 工作日", "2026-02-24T17:30", "the Saturday made up, then past nine days of Spring Festival"),
    ("2026-02-14T18:00", "8 工作时", "2026-02-25T10:00", "after hours on the make-up Saturday: from the Tuesday on"),
    ("2026-02-14T18:00", "2 紧急工作时", "2026-02-14T20:00", "urgent hours do not ask who works"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "limit", "due", "sentence"), GOLDEN, ids=lambda value: str(value)[:60])
def test_a_limit_of_any_kind_runs_out_as_it_is_written(
    start: str, limit: str, due: str, sentence: str
) -> None:
    found = deadline(on(start), read_budget(limit), PUBLISHED)
    assert (found.at, found.provisional, found.paused_since) == (on(due), False, None), sentence
    assert found.whole == spent(on(start), on(due), read_budget(limit).time, PUBLISHED)


STATUTES = [
    ("supervision_not_accepted", "2025-09-26T10:00", "2025-10-10T17:30", "five working days from a Friday before National Day: Sunday made up, two days, and two after it"),
    ("opinion_answered", "2025-09-30T10:00", "2025-10-28T17:30", "the employer's fifteen working days pass National Day and the Saturday made up"),
    ("petition_forwarded", "2025-09-16T10:00", "2025-10-09T17:30", "fifteen days end on 1 October, which gives way to Thursday"),
    ("petition_told", "2026-02-05T10:00", "2026-02-24T17:30", "fifteen days end in Spring Festival, which gives way to Tuesday"),
    ("petition_objected", "2026-02-13T10:00", "2026-02-27T17:30", "five working days: the Saturday made up, then four after Spring Festival"),
    ("petition_concluded", "2025-08-04T10:00", "2025-10-09T17:30", "sixty days end on 3 October, which gives way"),
    ("petition_review_asked", "2025-03-03T10:00", "2025-04-02T17:30", "thirty days of which nothing disturbs the end"),
    ("petition_reviewed", "2025-04-01T10:00", "2025-05-06T17:30", "thirty days end on Labour Day, which gives way to Tuesday"),
    ("petition_rereviewed", "2025-09-01T10:00", "2025-10-09T17:30", "thirty days end on 1 October"),
    ("mediated", "2025-06-02T10:00", "2025-06-17T17:30", "fifteen days of mediation"),
    ("arbitration_accepted", "2025-06-02T10:00", "2025-06-09T17:30", "five days end on a Saturday, which gives way to Monday"),
    ("arbitration_served", "2025-06-09T10:00", "2025-06-16T17:30", "five days to serve end on a Saturday"),
    ("arbitration_defended", "2025-06-16T10:00", "2025-06-26T17:30", "ten days for the defence"),
    ("arbitration_awarded", "2025-06-09T10:00", "2025-07-24T17:30", "forty-five days to the award"),
    ("court_by_worker", "2025-07-24T10:00", "2025-08-08T17:30", "fifteen days to go to court"),
    ("court_by_employer", "2025-07-24T10:00", "2025-08-25T17:30", "thirty days end on a Saturday, which gives way"),
    ("inspected", "2025-08-01T10:00", "2025-10-30T17:30", "sixty working days count no weekend and no holiday, and both days made up"),
    ("aid_decided", "2025-08-01T10:00", "2025-08-08T17:30", "seven days for the decision on legal aid"),
    ("aid_appointed", "2025-08-08T10:00", "2025-08-11T17:30", "three days to appoint somebody"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "start", "due", "sentence"), STATUTES, ids=lambda value: str(value)[:60])
def test_a_statutory_limit_runs_out_as_the_article_says(
    code: str, start: str, due: str, sentence: str
) -> None:
    assert deadline(on(start), STATUTORY_LIMITS[code].budget, PUBLISHED).at == on(due), sentence


def test_every_statutory_limit_has_its_sentence_above_and_its_article() -> None:
    assert {code for code, *_ in STATUTES} == set(STATUTORY_LIMITS)
    assert all(row.basis.zh and row.words.en for row in STATUTORY_LIMITS.values())
    longer = {code: row.more.words.zh for code, row in STATUTORY_LIMITS.items() if row.more}
    assert longer == {
        "petition_concluded": "30 个自然日", "petition_rereviewed": "30 个自然日", "arbitration_awarded": "15 个自然日",
        "inspected": "30 个工作日",
    }  # fmt: skip


def test_a_petition_may_take_thirty_days_more() -> None:
    row = STATUTORY_LIMITS["petition_concluded"]
    start = on("2025-08-04T10:00")
    more = Extension(on("2025-09-30T10:00"), row.more.amount if row.more else 0)
    assert deadline(start, row.budget, PUBLISHED, [more]).at == on("2025-11-03T17:30"), (
        "ninety days in all, end on a Sunday"
    )


PAUSED = [
    # limit, since, until, due
    ("5 工作日", "2025-06-13T17:30", "2025-06-16T09:00", "2025-06-17T17:30", "over a weekend nothing is lost"),
    ("5 工作日", "2025-06-16T10:00", "2025-06-18T10:00", "2025-06-19T17:30", "two working days are put on"),
    ("5 工作日", "2025-06-18T09:00", "2025-06-25T09:00", "2025-06-17T17:30", "late before, late after"),
    ("5 工作日", "2025-06-09T09:00", "2025-06-10T09:00", "2025-06-17T17:30", "over before the clock began"),
    ("5 工作日", "2025-06-09T09:00", "2025-06-11T10:00", "2025-06-18T17:30", "already still when it began: counted from there"),
    ("15 工作时", "2025-06-11T10:00", "2025-06-11T11:00", "2025-06-12T12:00", "an hour is put on"),
    ("48 紧急工作时", "2025-06-11T20:00", "2025-06-12T02:00", "2025-06-12T16:00", "six hours of the night are put on"),
    ("10 日", "2025-06-11T08:00", "2025-06-11T22:00", "2025-06-20T17:30", "the same day counts whole"),
    ("10 日", "2025-06-11T22:00", "2025-06-13T08:00", "2025-06-23T17:30", "two days begun while it stood still do not count; the end gives way"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "since", "until", "due", "sentence"), PAUSED, ids=lambda value: str(value)[:50]
)
def test_a_pause_costs_what_it_took_away(limit: str, since: str, until: str, due: str, sentence: str) -> None:
    start = on("2025-06-10T10:00")
    assert deadline(start, read_budget(limit), PUBLISHED, [Pause(on(since), on(until))]).at == on(due), (
        sentence
    )


@pytest.mark.parametrize(("time", "hours"), [(URGENT, -16.5), (WORK, -1), (DAY, -1)])
def test_once_it_is_late_less_than_nothing_is_left_in_its_own_time(time: TimeType, hours: float) -> None:
    due, at = on("2025-06-16T17:30"), on("2025-06-17T10:00")
    assert left_of(due, at, time, PUBLISHED) == timedelta(hours=hours)


def test_while_it_stands_still_what_is_left_can_be_read() -> None:
    start, since = on("2025-06-10T10:00"), on("2025-06-16T10:30")
    found = deadline(start, Budget(5, DAY), PUBLISHED, [Pause(since, None)])
    assert (found.at, found.paused_since) == (on("2025-06-17T17:30"), since)
    assert left_of(found.at, found.paused_since, DAY, PUBLISHED) == timedelta(hours=12, minutes=30)
    early = deadline(start, Budget(5, DAY), PUBLISHED, [Pause(on("2025-06-01T10:00"), None)])
    assert early.paused_since == start


def test_an_extension_counts_from_the_limit_and_one_before_the_start_is_another_clocks() -> None:
    start = on("2025-06-10T10:00")
    granted = deadline(start, Budget(5, DAY), PUBLISHED, [Extension(on("2025-06-16T10:00"), 3)])
    assert (granted.at, granted.whole) == (on("2025-06-20T17:30"), timedelta(hours=8 * 7 + 6))
    assert deadline(start, Budget(5, DAY), PUBLISHED, [Extension(on("2025-06-09T10:00"), 3)]).at == on(
        "2025-06-17T17:30"
    )
    assert deadline(start, Budget(5, WORK), PUBLISHED, [Extension(on("2025-06-10T11:00"), 3)]).at == on(
        "2025-06-11T11:00"
    )
    assert deadline(start, Budget(5, URGENT), PUBLISHED, [Extension(start, 3)]).at == on("2025-06-10T18:00")
    assert deadline(start, Budget(4, PLAIN), PUBLISHED, [Extension(start, 1)]).at == on("2025-06-16T17:30")


def test_an_internal_limit_ends_no_later_than_the_one_above_it() -> None:
    start, above = on("2025-06-10T10:00"), on("2025-06-13T17:30")
    capped = deadline(start, Budget(5, DAY), PUBLISHED, not_after=above)
    assert (capped.at, capped.whole) == (above, spent(start, above, DAY, PUBLISHED))
    alone = deadline(start, Budget(5, DAY), PUBLISHED)
    for powerless in (start, start - timedelta(days=1), alone.at, alone.at + timedelta(days=1)):
        assert deadline(start, Budget(5, DAY), PUBLISHED, not_after=powerless) == alone


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        ("2026-12-30T15:00", "1 工作日", False), ("2026-12-30T15:00", "2 工作日", True),
        ("2026-12-31T15:00", "2 工作时", False), ("2026-12-31T15:00", "3 工作时", True), ("2017-12-29T09:00", "1 工作时", True),
        ("2026-12-20T15:00", "11 日", False), ("2026-12-20T15:00", "12 日", True),
        ("2026-12-31T15:00", "99 紧急工作时", False),
    ],
)  # fmt: skip
def test_past_the_notices_a_limit_is_provisional_unless_it_never_asks_who_works(
    start: str, limit: str, provisional: bool
) -> None:
    assert deadline(on(start), read_budget(limit), PUBLISHED).provisional is provisional


def test_what_was_provisional_once_stays_so_and_a_pause_may_make_it() -> None:
    start = on("2026-12-28T10:00")
    into_the_year = Pause(on("2026-12-29T10:00"), on("2027-01-06T10:00"))
    assert deadline(start, Budget(3, DAY), PUBLISHED, [into_the_year]).provisional
    assert deadline(start, Budget(3, DAY), PUBLISHED, [Extension(start, 2)]).provisional
    over_the_edge = [
        Extension(on("2026-12-29T10:00"), 9),
        Pause(on("2026-12-29T11:00"), on("2026-12-29T12:00")),
    ]
    assert deadline(start, Budget(24, URGENT), PUBLISHED, over_the_edge).provisional is False


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("3 工作日", Budget(3, DAY)), (" 24个紧急工作时 ", Budget(24, URGENT)), ("8工作时", Budget(8, WORK)),
        ("15日", Budget(15, PLAIN)), ("15 天", Budget(15, PLAIN)), ("30 自然日", Budget(30, PLAIN)),
        ("1 working day", Budget(1, DAY)), ("2 working hours", Budget(2, WORK)), ("9 urgent hours", Budget(9, URGENT)),
        ("60 calendar days", Budget(60, PLAIN)),
    ],
)  # fmt: skip
def test_a_limit_is_read_as_people_write_it(text: str, budget: Budget) -> None:
    assert read_budget(text) == budget
    assert read_budget(budget.words.zh) == budget
    assert read_budget(budget.words.en) == budget


@pytest.mark.parametrize(
    "text", ["", "工作日", "-3 工作日", "3.5 工作日", "3 周", "3 working", "99999 日", "3 工作日 and more"]
)
def test_what_is_no_limit_is_turned_away(text: str) -> None:
    with pytest.raises(ValueError, match="not a limit"):
        read_budget(text)


def test_a_budget_says_itself() -> None:
    assert [Budget(1, time).words for time in TimeType] == [
        ("1 个紧急工作时", "1 urgent hour"), ("1 个工作时", "1 working hour"),
        ("1 个工作日", "1 working day"), ("1 个自然日", "1 calendar day"),
    ]  # fmt: skip
    assert Budget(0, DAY).words == ("当日", "the same working day")
    assert Budget(0, WORK).words == ("0 个工作时", "0 working hours")
    assert set(TIME_WORDS) == set(TimeType)


@pytest.mark.parametrize("time", TimeType)
def test_nothing_negative_and_nothing_without_a_zone(time: TimeType) -> None:
    with pytest.raises(ValueError, match="negative"):
        due_after(on("2025-06-10T10:00"), Budget(-1, time), PUBLISHED)
    with pytest.raises(ValueError, match="without a zone"):
        due_after(datetime(2025, 6, 10), Budget(1, time), PUBLISHED)  # noqa: DTZ001 (that it is naive is the point)


# The laws


@given(calendars(), budgets, histories(), days)
def test_a_day_off_more_never_brings_a_limit_forward(
    calendar: WorkCalendar, budget: Budget, history: tuple, day: object
) -> None:
    start, changes = history
    freer = replace(calendar, days_off=calendar.days_off | {day}, makeup_days=calendar.makeup_days - {day})
    # A pause on a day that is now off takes nothing away, so only what nobody paused is compared.
    unpaused = [change for change in changes if isinstance(change, Extension)]
    assert deadline(start, budget, freer, unpaused).at >= deadline(start, budget, calendar, unpaused).at


@given(
    calendars(),
    budgets,
    histories(),
    st.sampled_from([WORK, DAY]),
    instants,
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_pausing_outside_working_time_changes_nothing(
    calendar: WorkCalendar,
    budget: Budget,
    history: tuple,
    time: TimeType,
    at: datetime,
    one: float,
    other: float,
) -> None:
    start, changes = history
    closed = max(calendar.end_of_working_day(at), start)
    opens = calendar.after_working_time(closed, TICK) - TICK
    since, until = (closed + (opens - closed) * share for share in sorted((one, other)))
    assume(since < until)
    granted = [change for change in changes if isinstance(change, Extension)]
    paused = sorted([*granted, Pause(since, until)], key=lambda change: getattr(change, "at", since))
    with_pause = deadline(start, Budget(budget.amount, time), calendar, paused)
    without = deadline(start, Budget(budget.amount, time), calendar, granted)
    assert (with_pause.at, with_pause.whole) == (without.at, without.whole)


@given(calendars(), budgets, histories())
def test_what_is_left_when_a_pause_begins_is_left_when_it_ends(
    calendar: WorkCalendar, budget: Budget, history: tuple
) -> None:
    start, changes = history
    pauses = [change for change in changes if isinstance(change, Pause)]
    assume(pauses and budget.time is not PLAIN)
    before = deadline(start, budget, calendar, pauses[:-1]).at
    since, until = pauses[-1]
    after = deadline(start, budget, calendar, pauses).at
    left = left_of(before, since, budget.time, calendar)
    if left > timedelta():
        assert left_of(after, until, budget.time, calendar) == left
    else:
        assert after == before


@given(calendars(), budgets, histories())
def test_the_time_of_all_the_stretches_it_ran_is_the_whole(
    calendar: WorkCalendar, budget: Budget, history: tuple
) -> None:
    """Run, stand still, run on: what it ran adds up to the limit, however often it stood still."""
    start, changes = history
    pauses = [change for change in changes if isinstance(change, Pause)]
    assume(budget.time is not PLAIN)
    found = deadline(start, budget, calendar, pauses)
    ran, at = timedelta(), start
    for since, until in pauses:
        if since < found.at:
            ran, at = ran + spent(at, since, budget.time, calendar), until
    assert ran + spent(at, found.at, budget.time, calendar) == found.whole


@given(calendars(), budgets, histories(), st.integers(0, 10))
def test_more_time_is_never_due_earlier(
    calendar: WorkCalendar, budget: Budget, history: tuple, more: int
) -> None:
    start, changes = history
    longer = Budget(budget.amount + more, budget.time)
    assert (
        deadline(start, longer, calendar).at
        >= deadline(start, budget, calendar).at
        >= min(start, deadline(start, budget, calendar).at)
    )
    last = changes[-1] if changes else Extension(start, 0)
    granted = Extension(last.at if isinstance(last, Extension) else last.until or start, more)
    assert (
        deadline(start, budget, calendar, [*changes, granted]).at
        >= deadline(start, budget, calendar, changes).at
    )


@given(calendars(), instants, st.timedeltas(timedelta(), timedelta(hours=300)))
def test_adding_what_was_taken_away_comes_back(
    calendar: WorkCalendar, at: datetime, amount: timedelta
) -> None:
    """add(sub(t, n), n) = t on working instants."""
    working = calendar.after_working_time(at, timedelta(microseconds=1))
    back = calendar.before_working_time(working, amount)
    assert calendar.working_time(back, working) == amount
    if amount:
        assert calendar.after_working_time(back, amount) == working
    assert calendar.before_working_time(calendar.after_working_time(working, amount), amount) == working


@given(calendars(), budgets, instants, st.timedeltas(timedelta(hours=-50), timedelta(hours=200)))
def test_an_instant_before_a_limit_has_just_so_much_left(
    calendar: WorkCalendar, budget: Budget, start: datetime, left: timedelta
) -> None:
    due = deadline(start, budget, calendar).at
    at = instant_before(due, left, budget.time, calendar)
    assert left_of(due, at, budget.time, calendar) == left
