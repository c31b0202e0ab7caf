"""The return visit: three answers kept apart, tries that count, rates that come out to the figure."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.satisfaction import (
    OUTCOME_WORDS,
    SATISFIED_WORDS,
    SCORE_10_50_40,
    SCORE_30_35_35,
    SOLVED_WORDS,
    Answers,
    Outcome,
    Satisfied,
    ScoreRow,
    Solved,
    Tally,
    outcome,
    rates,
    tally,
    tries,
    tries_words,
)

GOOD = Answers(contacted=True, solved=Solved.YES, satisfied=Satisfied.SATISFIED)


@pytest.mark.parametrize(
    "answers", [Answers(*answers) for answers in product((True, False), Solved, Satisfied)]
)
def test_a_visit_passes_only_if_contacted_solved_and_not_dissatisfied(answers: Answers) -> None:
    good = answers.contacted and answers.solved == "yes" and answers.satisfied != "dissatisfied"
    assert outcome(answers) is (Outcome.PASSED if good else Outcome.REDO)


def tried(*times: str) -> list[datetime]:
    return [datetime.fromisoformat(f"{text}+08:00") for text in times]


@pytest.mark.parametrize(
    ("attempts", "follows"),
    [
        ((), Outcome.UNREACHED),
        (("2025-06-02T09:30", "2025-06-02T14:00"), Outcome.UNREACHED),
        (("2025-06-02T09:30", "2025-06-02T14:00", "2025-06-03T19:00"), Outcome.GIVE_UP),
        (("2025-06-02T10:00", "2025-06-03T10:05", "2025-06-04T10:10"), Outcome.UNREACHED),
        (("2025-06-02T09:59", "2025-06-03T10:01", "2025-06-04T15:00"), Outcome.UNREACHED),
        (("2025-06-04T11:00", "2025-06-03T10:00", "2025-06-02T09:00"), Outcome.GIVE_UP),
    ],
)
def test_a_caller_is_given_up_after_three_tries_at_different_hours(
    attempts: tuple[str, ...], follows: Outcome
) -> None:
    assert outcome(None, tried(*attempts)) is follows


def test_hours_of_a_try_are_read_where_the_caller_lives() -> None:
    across_midnight_utc = [datetime(2025, 6, 2, hour, tzinfo=UTC) for hour in (1, 6, 11)]
    assert outcome(None, across_midnight_utc) is Outcome.GIVE_UP


def test_whoever_calls_sees_which_tries_count_and_what_is_still_needed() -> None:
    before = tried("2025-06-02T10:00", "2025-06-03T10:05")
    said = [words.zh for words in tries_words(before, *tried("2025-06-03T10:30"))]
    assert [("不计" in line, line[:11]) for line in said[:2]] == [
        (False, "06-02 10:00"),
        (True, "06-03 10:05"),
    ]
    assert "还须在相隔 60 分钟以上的不同时段未接通 2 次" in said[2]
    assert "不计次数" in said[3]
    second = tried("2025-06-02T10:00", "2025-06-03T14:00")
    assert tries_words(second, *tried("2025-06-04T18:00"))[-1].en.startswith("If this call reaches nobody")
    assert len(tries_words([], *tried("2025-06-04T18:00"))) == 1


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=6))
def test_as_many_tries_count_as_the_outcome_counts(attempts: list[datetime]) -> None:
    counted = sum(each.counts for each in tries(attempts))
    assert (counted >= 3) == (outcome(None, attempts) is Outcome.GIVE_UP)
    assert sorted(each.at for each in tries(attempts)) == sorted(attempts)


def test_one_answer_outweighs_any_number_of_tries() -> None:
    attempts = tried("2025-06-02T09:30", "2025-06-02T14:00", "2025-06-03T19:00")
    assert outcome(GOOD, attempts) is Outcome.PASSED


@pytest.mark.parametrize(
    ("row", "composite"), [(SCORE_10_50_40, Decimal("95.30")), (SCORE_30_35_35, Decimal("96.325"))]
)
def test_the_golden_vector_comes_out_under_both_versions(row: ScoreRow, composite: Decimal) -> None:
    result = rates(Tally(valid=100, contacted=100, solved=95, satisfied=90, basically=5), row)
    assert result is not None
    assert result[:3] == (100, 95, Decimal("94.5"))
    assert (result.composite, result.version) == (composite, row.version)


def test_no_valid_visit_gives_no_rate_rather_than_nought() -> None:
    assert rates(tally([])) is None


def test_partly_solved_is_not_solved_and_basically_is_counted_apart() -> None:
    visits = [
        GOOD,
        GOOD._replace(satisfied=Satisfied.VERY),
        GOOD._replace(solved=Solved.PARTLY, satisfied=Satisfied.BASICALLY),
        Answers(contacted=False, solved=Solved.NO, satisfied=Satisfied.DISSATISFIED),
    ]
    assert tally(visits) == Tally(valid=4, contacted=3, solved=2, satisfied=2, basically=1)


@given(
    st.lists(
        st.builds(Answers, st.booleans(), st.sampled_from(Solved), st.sampled_from(Satisfied)), min_size=1
    )
)
def test_rates_lie_between_nought_and_a_hundred(visits: list[Answers]) -> None:
    for row in (SCORE_10_50_40, SCORE_30_35_35):
        assert row.contacted + row.solved + row.satisfied == 1
        result = rates(tally(visits), row)
        assert result is not None
        assert all(0 <= rate <= 100 for rate in result[:4])


def test_every_answer_and_outcome_has_words() -> None:
    assert set(SOLVED_WORDS) == set(Solved)
    assert set(SATISFIED_WORDS) == set(Satisfied)
    assert set(OUTCOME_WORDS) == set(Outcome)
