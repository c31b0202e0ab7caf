"""The limits: exactly one row answers, none pretends to be official."""

from collections import Counter
from dataclasses import replace

import pytest

from bihuan.rules.actors import Level
from bihuan.rules.limits import CLOCK_WORDS, LIMITS, Clock, Grade, extension_limit, limit_for
from bihuan.rules.matters import Urgency


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
    with pytest.raises(KeyError):
        extension_limit(Level.COMMUNITY)
    with pytest.raises(KeyError):
        limit_for(Clock.EXTENSION, Urgency.ORDINARY)


def test_no_default_claims_to_be_official_until_a_primary_text_is_read() -> None:
    assert not any(limit.official for limit in LIMITS)
    assert replace(LIMITS[0], grade=Grade.PRIMARY).official


def test_a_limit_says_its_figure_with_its_unit() -> None:
    assert limit_for(Clock.TOTAL, Urgency.CRITICAL).words == ("3 个工作日", "3 working days")
    assert limit_for(Clock.SIGN, Urgency.ORDINARY).words == ("1 个工作日", "1 working day")
    assert limit_for(Clock.SIGN, Urgency.CRITICAL).words == ("当日", "the same working day")
    assert set(CLOCK_WORDS) == set(Clock)
