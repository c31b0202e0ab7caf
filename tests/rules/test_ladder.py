"""The ladder: its rows rise, its limits are stated, and a vacancy is passed upwards."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bihuan.rules.actors import Level, Post
from bihuan.rules.alerts import RUNGS as LIGHTS
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import (
    CAUSE_WORDS,
    EVENTS,
    LADDER,
    RUNGS,
    WANTS_WORDS,
    Addressee,
    Cause,
    Chair,
    Span,
    Step,
    Wants,
    addressed,
    happened,
    line_up,
    overseer,
    passed,
    rung_of,
    rungs_of,
)
from bihuan.rules.limits import Grade
from bihuan.rules.workdays import PUBLISHED, SHANGHAI

STREET, DISTRICT, CITY, LABOUR = 30, 20, 10, 25
ANSWERING = {Level.CITY: CITY, Level.DISTRICT: DISTRICT, Level.STREET: STREET}
FULL = frozenset(Post)
EMPTY: frozenset[Post] = frozenset()


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words_and_its_lights_and_thresholds_rise(cause: Cause) -> None:
    rungs = rungs_of(cause)
    assert CAUSE_WORDS[cause]
    assert rungs
    assert [r.light for r in rungs] == sorted({r.light for r in rungs})
    assert [r.wants for r in rungs] == sorted(r.wants for r in rungs), "a higher light asks for no less"
    if cause in EVENTS:
        assert [r.at for r in rungs] == sorted({r.at for r in rungs})


def test_every_row_is_a_default_that_says_so() -> None:
    assert {rung.grade for rung in RUNGS} == {Grade.UNVERIFIED}
    assert {tread.grade for tread in LADDER.values()} == {Grade.UNVERIFIED}
    assert all(words.zh and words.en for words in WANTS_WORDS.values())


def test_whatever_climbs_asks_for_a_disposal_and_does_not_lapse() -> None:
    assert all(rung.wants is Wants.DISPOSAL and not rung.lapses for rung in RUNGS if rung.climbs)
    assert {rung.light for rung in RUNGS if rung.climbs} == {Light.RED}


def test_every_light_of_a_row_is_one_a_clock_can_show() -> None:
    assert {rung.light for rung in RUNGS} <= {rung.light for rung in LIGHTS}


@pytest.mark.parametrize(
    ("shown", "reached", "lights"),
    [
        (Light.NONE, Light.BLUE, [Light.BLUE]),
        (Light.NONE, Light.RED, [Light.BLUE, Light.YELLOW, Light.ORANGE, Light.RED]),
        (Light.YELLOW, Light.RED, [Light.ORANGE, Light.RED]),
        (Light.RED, Light.RED, []),
    ],
)
def test_a_clock_went_over(shown: Light, reached: Light, lights: list[Light]) -> None:
    assert [rung.light for rung in passed(Cause.TOTAL, shown, reached)] == lights


def test_a_light_without_a_row_warns_nobody() -> None:
    assert passed(Cause.SIGN, Light.NONE, Light.YELLOW) == []
    with pytest.raises(KeyError):
        rung_of(Cause.SIGN, Light.BLUE)


@pytest.mark.parametrize(
    ("cause", "count", "lights"),
    [
        (Cause.BOUNCED, 1, []),
        (Cause.BOUNCED, 2, [Light.YELLOW]),
        (Cause.BOUNCED, 5, [Light.YELLOW, Light.ORANGE]),
        (Cause.PROMISE, -8, []),
        (Cause.PROMISE, -7, [Light.BLUE]),
        (Cause.PROMISE, 0, [Light.BLUE]),
        (Cause.PROMISE, 1, [Light.BLUE, Light.RED]),
        (Cause.RISK, 1, [Light.ORANGE]),
    ],
)
def test_an_event_has_reached(cause: Cause, count: int, lights: list[Light]) -> None:
    assert [rung.light for rung in happened(cause, count)] == lights


def test_the_own_clock_of_a_warning_counts_working_time() -> None:
    friday = datetime(2025, 6, 6, 16, 30, tzinfo=SHANGHAI)
    limit = LADDER[Step.ACKNOWLEDGE].limit(Light.RED)
    assert limit == Span(4, hours=True)
    assert limit.ends(friday, PUBLISHED) == datetime(2025, 6, 9, 12, tzinfo=SHANGHAI)
    assert LADDER[Step.DISPOSE].limit(Light.RED).ends(friday, PUBLISHED) == datetime(2025, 6, 9, 17, 30, tzinfo=SHANGHAI)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "warned", "line"),
    [
        ("a street answers to its district and the city", STREET, [STREET, DISTRICT, CITY]),
        ("a district answers to the city", DISTRICT, [DISTRICT, CITY]),
        ("the desk answers to nobody above it", CITY, [CITY]),
        ("a department answers to the whole line of the order", LABOUR, [LABOUR, STREET, DISTRICT, CITY]),
    ],
)
def test_the_reporting_line(sentence: str, warned: int, line: list[int]) -> None:
    assert line_up(warned, ANSWERING, CITY) == line, sentence


def test_an_order_nobody_answers_for_yet_has_the_desk_above_it() -> None:
    assert line_up(LABOUR, {}, CITY) == [LABOUR, CITY]


@pytest.mark.parametrize(
    ("sentence", "step", "street", "district", "to"),
    [
        ("a warning goes to whoever handles it", Step.ACKNOWLEDGE, FULL, FULL, Addressee(STREET, Post.INFORMANT)),
        ("nobody handles: its leader", Step.ACKNOWLEDGE, frozenset({Post.LEADER}), FULL, Addressee(STREET, Post.LEADER)),
        ("an empty street: the district", Step.ACKNOWLEDGE, EMPTY, frozenset({Post.ORDER_CLERK}), Addressee(DISTRICT, Post.ORDER_CLERK)),
        ("a slip goes to the leader", Step.SLIP, FULL, FULL, Addressee(STREET, Post.LEADER)),
        ("no leader in post: who handles", Step.SLIP, frozenset({Post.INFORMANT}), FULL, Addressee(STREET, Post.INFORMANT)),
        ("a talk is with a leader, if need be the one above", Step.TALK, frozenset({Post.INFORMANT}), FULL, Addressee(DISTRICT, Post.LEADER)),
    ],
)  # fmt: skip
def test_along_the_line(sentence, step, street, district, to) -> None:
    line = [Chair(STREET, street), Chair(DISTRICT, district), Chair(CITY, FULL)]
    assert addressed(step, line, Post.INFORMANT) == to, sentence


def test_where_nobody_sits_anywhere_nobody_is_named() -> None:
    assert addressed(Step.TALK, [Chair(STREET, EMPTY), Chair(CITY, EMPTY)]) is None


@pytest.mark.parametrize(
    ("sentence", "district", "watching"),
    [
        ("the district watches over the street", frozenset({Post.SUPERVISOR}), DISTRICT),
        ("without a supervisor there, the city does", frozenset({Post.LEADER}), CITY),
    ],
)
def test_who_watches_over_the_answer(sentence: str, district: frozenset[Post], watching: int) -> None:
    line = [Chair(STREET, FULL), Chair(DISTRICT, district), Chair(CITY, EMPTY)]
    assert overseer(line) == watching, sentence


def test_no_unit_watches_over_itself_but_the_highest() -> None:
    assert overseer([Chair(STREET, FULL), Chair(DISTRICT, FULL)]) == DISTRICT
    assert overseer([Chair(CITY, FULL)]) == CITY


@given(
    worked=some.timedeltas(timedelta(), timedelta(days=330)),
    off=some.dates(date(2025, 1, 1), date(2025, 12, 31)),
    step=some.sampled_from(Step),
    light=some.sampled_from([light for light in Light if light]),
)
def test_a_day_off_never_lets_a_step_be_due_earlier(
    worked: timedelta, off: date, step: Step, light: Light
) -> None:
    begun, span = datetime(2025, 1, 1, tzinfo=SHANGHAI) + worked, LADDER[step].limit(light)
    rested = replace(
        PUBLISHED, days_off=PUBLISHED.days_off | {off}, makeup_days=PUBLISHED.makeup_days - {off}
    )
    assert span.ends(begun, rested) >= span.ends(begun, PUBLISHED)
    assert span.ends(begun, PUBLISHED) - begun > timedelta()
