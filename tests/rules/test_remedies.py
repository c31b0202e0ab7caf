"""Where a matter goes and until when: rows are sentences a caller might say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.remedies import (
    REMEDIES,
    Elsewhere,
    Facts,
    Way,
    begins,
    deadline,
    deadlines,
    route,
    ways,
)

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("way", "since", "last"),
    [
        (Way.ARBITRATION, "2025-06-10", "2026-06-10"),
        (Way.ARBITRATION, "2025-10-01", "2026-10-08"),  # the last day lies in the national holiday
        (Way.ARBITRATION, "2024-02-29", "2025-02-28"),  # a day the year does not have
        (Way.INSPECTION, "2024-06-10", "2026-06-10"),
        (Way.COURT, "2026-06-01", "2026-06-16"),
        (Way.COURT, "2026-06-05", "2026-06-22"),  # a Saturday, moved to Monday
        (Way.SET_ASIDE, "2026-06-01", "2026-07-01"),
        (Way.INJURY_EMPLOYER, "2026-03-02", "2026-04-01"),
        (Way.INJURY_WORKER, "2026-03-02", "2027-03-02"),
        (Way.PETITION_REVIEW, "2026-06-01", "2026-07-01"),
    ],
)
def test_a_deadline_runs_from_the_day_of_the_facts(way: Way, since: str, last: str) -> None:
    due = deadline(way, date.fromisoformat(since), TODAY).due
    assert due is not None
    assert str(due.at.date()) == last


def test_a_day_in_time_is_not_passed_and_the_day_after_is() -> None:
    assert not deadline(Way.COURT, date(2026, 6, 1), date(2026, 6, 16)).passed
    assert deadline(Way.COURT, date(2026, 6, 1), date(2026, 6, 17)).passed


def test_a_deadline_beyond_the_published_days_says_that_it_may_move() -> None:
    later = deadline(Way.INSPECTION, date(2026, 6, 10), TODAY)
    assert later.due is not None
    assert later.due.provisional
    assert "可能顺延" in later.words.zh


WAGES = Facts(matter="wage_arrears", happened_on=date(2025, 6, 10))


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (WAGES, Way.INSPECTION),
        (Facts(matter="wage_arrears", iou=True), Way.COURT_IOU),
        (Facts(matter="wage_arrears", mediated=True), Way.PAYMENT_ORDER),
        (Facts(matter="termination"), Way.ARBITRATION),
        (Facts(matter="work_injury"), Way.INJURY_EMPLOYER),
        (Facts(matter="termination", award_on=date(2026, 6, 1)), Way.COURT),
        (Facts(matter="wage_arrears", danger=True), Way.POLICE),
        (Facts(matter="wage_arrears", elsewhere=Elsewhere.ARBITRATION), Way.COURT),
        (Facts(matter="union_benefits"), Way.UNION),
        (Facts(opinion_on=date(2026, 6, 1)), Way.PETITION_REVIEW),
    ],
)
def test_the_way_to_try_first(facts: Facts, first: Way) -> None:
    assert ways(facts)[0] is first


def test_a_wage_claim_does_not_lapse_while_one_works_there() -> None:
    assert begins(Way.ARBITRATION, WAGES) is None
    open_ways = {each.remedy.way: each for each in deadlines(WAGES, date(2030, 1, 1))}
    assert not open_ways[Way.ARBITRATION].passed
    assert open_ways[Way.INSPECTION].passed


def test_after_leaving_a_wage_claim_lapses_within_a_year_of_leaving() -> None:
    left = Facts(matter="wage_arrears", happened_on=date(2020, 6, 10), left_on=date(2026, 3, 2))
    found = {each.remedy.way: each for each in deadlines(left, TODAY)}
    due = found[Way.ARBITRATION_WAGES].due
    assert due is not None
    assert due.at.date() == date(2027, 3, 2)


def test_what_has_lapsed_comes_last_and_says_so() -> None:
    found = deadlines(Facts(matter="termination", happened_on=date(2020, 6, 10)), TODAY)
    assert found[-1].passed
    assert "已过" in found[-1].words.zh
    assert not found[0].passed


@pytest.mark.parametrize("elsewhere", Elsewhere)
def test_what_is_already_elsewhere_gets_a_route_with_its_articles(elsewhere: Elsewhere) -> None:
    told, basis = route(elsewhere)
    assert told.zh
    assert basis
    assert Way.INSPECTION not in ways(Facts(matter="wage_arrears", elsewhere=elsewhere))


@pytest.mark.parametrize("way", Way)
def test_every_way_names_a_body_papers_and_articles(way: Way) -> None:
    remedy = REMEDIES[way]
    assert all(words.zh and words.en for words in (remedy.words, remedy.body, remedy.then, *remedy.papers))
    assert remedy.basis
    assert bool(remedy.begins.zh) == bool(remedy.days or remedy.months)


@given(
    st.builds(
        Facts,
        matter=st.sampled_from(
            ["", "wage_arrears", "termination", "work_injury", "social_insurance", "unheard of"]
        ),
        happened_on=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        left_on=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        award_on=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        iou=st.booleans(),
        mediated=st.booleans(),
        danger=st.booleans(),
        elsewhere=st.none() | st.sampled_from(Elsewhere),
    )
)
def test_whatever_the_facts_there_is_a_way_and_none_is_named_twice(facts: Facts) -> None:
    found = ways(facts)
    assert found
    assert len(set(found)) == len(found)
    assert len(deadlines(facts, TODAY)) == len(found)
