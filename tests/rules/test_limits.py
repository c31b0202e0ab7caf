"""The limits: exactly one row answers, none pretends to be official."""

from collections import Counter
from dataclasses import replace

import pytest

from bihuan.rules.actors import Level
from bihuan.rules.alerts import PERCENTS
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import (
    CLOCK_WORDS,
    COURSES,
    LIMITS,
    Clock,
    Grade,
    Limit,
    Question,
    differences,
    faults_of,
    ranked,
    winner,
)  # fmt: skip
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words


def limit_for(clock: Clock, urgency: Urgency) -> Limit:
    """The product's own row for a clock of an order of that urgency."""
    return winner(LIMITS, Question(clock, urgency))


def extension_limit(approver: Level) -> Limit:
    """The longest extension an approver of that level may grant."""
    return winner(LIMITS, Question(Clock.EXTENSION, level=approver))


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("clock", [clock for clock in Clock if clock is not Clock.EXTENSION])
def test_every_clock_has_a_limit_at_every_urgency(clock: Clock, urgency: Urgency) -> None:
    limit = limit_for(clock, urgency)
    assert limit.clock is clock
    assert limit.urgency in (urgency, None)


def test_no_two_rows_answer_the_same_question() -> None:
    urgencies = [
        (limit.clock, urgency, limit.level) for limit in LIMITS for urgency in [limit.urgency] if urgency
    ]
    for_all = [limit.clock for limit in LIMITS if limit.urgency is None and limit.level is None]
    levels = [limit.level for limit in LIMITS if limit.level]
    assert max((Counter(urgencies) + Counter(for_all) + Counter(levels)).values()) == 1
    assert not set(for_all) & {clock for clock, _, _ in urgencies}


@pytest.mark.parametrize("clock", [clock for clock in Clock if clock is not Clock.EXTENSION])
def test_what_is_more_urgent_never_has_longer(clock: Clock) -> None:
    values = [limit_for(clock, urgency).value for urgency in Urgency]
    assert values == sorted(values, reverse=True)


def test_the_handling_limits_are_the_defaults_the_office_was_shown() -> None:
    assert [limit_for(Clock.TOTAL, urgency).value for urgency in Urgency] == [10, 5, 3]
    assert [limit_for(Clock.RETURN, urgency).words.en for urgency in Urgency] == [
        "14 working hours",
        "8 working hours",
        "2 working hours",
    ]


def test_a_higher_approver_may_grant_longer_and_nobody_below_the_street_any() -> None:
    granted = [extension_limit(level).value for level in (Level.STREET, Level.DISTRICT, Level.CITY)]
    assert granted == [3, 5, 10]
    with pytest.raises(LookupError):
        extension_limit(Level.COMMUNITY)
    with pytest.raises(LookupError):
        limit_for(Clock.EXTENSION, Urgency.ORDINARY)


def test_no_default_claims_to_be_official_until_a_primary_text_is_read() -> None:
    assert not any(limit.official for limit in LIMITS)
    assert replace(LIMITS[0], grade=Grade.PRIMARY).official


def test_a_limit_says_its_figure_with_its_unit() -> None:
    assert limit_for(Clock.TOTAL, Urgency.CRITICAL).words == ("3 个工作日", "3 working days")
    assert limit_for(Clock.SIGN, Urgency.ORDINARY).words == ("1 个工作日", "1 working day")
    assert limit_for(Clock.SIGN, Urgency.CRITICAL).words == ("当日", "the same working day")
    assert set(CLOCK_WORDS) == set(Clock)


# Tables an office writes itself


def row(clock: Clock = Clock.SIGN, value: int = 9, **keys: object) -> Limit:
    return Limit(clock, value, Grade.UNVERIFIED, Words("本地", "local"), **keys)


OWN_ROWS = (
    row(value=1), row(value=2, urgency=Urgency.URGENT), row(value=3, level=Level.STREET),
    row(value=4, matter="wage_arrears"), row(value=5, unit="/500000/500103/"),
    row(value=6, unit="/500000/500103/500103001/"), row(value=7, unit="/500000/500103/", matter="wage_arrears"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        (Question(Clock.SIGN, Urgency.ORDINARY), 1, "nothing named: the row for all"),
        (Question(Clock.SIGN, Urgency.URGENT), 2, "the urgency is named"),
        (Question(Clock.SIGN, Urgency.URGENT, Level.STREET), 3, "the level comes before the urgency"),
        (
            Question(Clock.SIGN, Urgency.URGENT, Level.STREET, "wage_arrears"),
            4,
            "the matter before the level",
        ),
        (Question(Clock.SIGN, Urgency.URGENT, unit="/500000/500103/500103002/"), 5, "the unit before all"),
        (
            Question(Clock.SIGN, Urgency.URGENT, unit="/500000/500103/500103001/x/"),
            6,
            "the nearer unit first",
        ),
        (
            Question(Clock.SIGN, matter="wage_arrears", unit="/500000/500103/500103002/"),
            7,
            "unit and matter together",
        ),
        (
            Question(Clock.SIGN, matter="other", unit="/500000/500104/"),
            1,
            "of another district nothing is said",
        ),
    ],
)
def test_the_most_specific_row_wins_and_the_blank_one_never_before_it(
    question: Question, value: int, sentence: str
) -> None:
    """Elsewhere a blank condition matched before the fitting one (peer defect D13)."""
    for rows in (OWN_ROWS, OWN_ROWS[::-1]):
        assert winner(rows, question).value == value, sentence


def test_without_a_row_there_is_no_answer() -> None:
    with pytest.raises(LookupError, match="no limit for"):
        winner(OWN_ROWS, Question(Clock.VISIT))


def test_the_products_own_rows_answer_every_question_and_none_twice() -> None:
    assert faults_of(LIMITS) == []
    for clock in (c for c in Clock if c is not Clock.EXTENSION):
        for urgency in Urgency:
            assert winner(LIMITS, Question(clock, urgency, Level.STREET, "wage_arrears", "/1/")) is limit_for(
                clock, urgency
            )
    for level in (Level.STREET, Level.DISTRICT, Level.CITY):
        assert winner(LIMITS, Question(Clock.EXTENSION, level=level)) is extension_limit(level)


def test_a_table_with_a_tie_or_a_gap_is_turned_away_with_its_row() -> None:
    twice = faults_of((*LIMITS, LIMITS[0]))
    assert [(f.refusal, f.row, f.values["first"]) for f in twice] == [("row_limit_twice", len(LIMITS), 0)]
    gap = faults_of([limit for limit in LIMITS if limit.clock is not Clock.VISIT])
    assert {f.refusal for f in gap} == {"limits_incomplete"}
    assert {f.values["what"] for f in gap} == {CLOCK_WORDS[Clock.VISIT]}
    nobody = faults_of([limit for limit in LIMITS if limit.level is not Level.CITY])
    assert [f.values["of"].en for f in nobody] == ["City"]


def test_a_row_has_a_name_of_its_keys_and_says_its_time() -> None:
    named = row(
        Clock.HANDLE,
        24,
        urgency=Urgency.CRITICAL,
        matter="wage_arrears",
        level=Level.STREET,
        unit="/1/",
        time=TimeType.URGENT_HOUR,
    )
    assert named.code == "handle:/1/:wage_arrears:street:critical"
    assert named.words == ("24 个紧急工作时", "24 urgent hours")
    assert set(COURSES) <= set(Clock)


def test_a_row_without_shares_of_its_own_warns_at_the_default_ones() -> None:
    assert row().percents == PERCENTS == (50, 70, 90, 100)
    assert row(shares=(20, 40, 60)).percents == (20, 40, 60, 100)


def test_the_runner_up_is_the_row_that_would_answer_without_the_winner() -> None:
    asked = Question(Clock.SIGN, Urgency.URGENT, Level.STREET, "wage_arrears", "/500000/500103/500103001/")
    assert [limit.value for limit in ranked(OWN_ROWS, asked)] == [6, 7, 5, 4, 3, 2, 1]


def test_a_new_table_is_told_apart_from_the_one_before_row_by_row() -> None:
    one, two = row(value=1), row(Clock.VISIT, 3)
    other_source = replace(two, source=Words("另一处", "elsewhere"))
    assert differences([one, two], [two, one]) == []
    assert differences([two], [other_source]) == [], "where a figure comes from does not change it"
    changed = [replace(one, value=2), replace(one, time=TimeType.WORK_HOUR), replace(one, shares=(1, 2, 3)), replace(one, grade=Grade.PRESS)]  # fmt: skip
    for new in changed:
        assert differences([one, two], [two, new]) == [(one, new)]
    assert differences([one], [one, two]) == [(None, two)]
    assert differences([one, two], [one]) == [(two, None)]
