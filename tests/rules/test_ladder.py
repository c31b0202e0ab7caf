"""The ladder: its rows rise, its limits are stated, and a vacancy is passed upwards."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bihuan.rules.actors import Level, Post
from bihuan.rules.alerts import RUNGS as LIGHTS
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget, TimeType, due_after
from bihuan.rules.keyed import Case
from bihuan.rules.ladder import (
    CAUSE_WORDS,
    EVENTS,
    STEP_WORDS,
    WANTS_WORDS,
    Cause,
    Ladder,
    Rung,
    Step,
    Wants,
    ranked_rungs,
)
from bihuan.rules.ladder_faults import changes, faults_of
from bihuan.rules.ladder_rows import RUNGS, SHIPPED, TREADS
from bihuan.rules.limits import Grade
from bihuan.rules.matters import Urgency
from bihuan.rules.reporting_line import Addressee, Chair, addressed, line_up, overseer
from bihuan.rules.workdays import PUBLISHED, SHANGHAI

STREET, DISTRICT, CITY, LABOUR = 30, 20, 10, 25
ANSWERING = {Level.CITY: CITY, Level.DISTRICT: DISTRICT, Level.STREET: STREET}
FULL = frozenset(Post)
EMPTY: frozenset[Post] = frozenset()


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words_and_its_lights_and_thresholds_rise(cause: Cause) -> None:
    rungs = SHIPPED.rungs_of(cause)
    assert CAUSE_WORDS[cause]
    assert rungs
    assert [r.light for r in rungs] == sorted({r.light for r in rungs})
    assert [r.wants for r in rungs] == sorted(r.wants for r in rungs), "a higher light asks for no less"
    if cause in EVENTS:
        assert [r.at for r in rungs] == sorted({r.at for r in rungs})


def test_every_row_is_a_default_that_says_so() -> None:
    assert {rung.grade for rung in RUNGS} == {Grade.UNVERIFIED}
    assert {tread.grade for tread in TREADS} == {Grade.UNVERIFIED}
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
    assert [rung.light for rung in SHIPPED.passed(Cause.TOTAL, shown, reached)] == lights


def test_a_light_without_a_row_warns_nobody() -> None:
    assert SHIPPED.passed(Cause.SIGN, Light.NONE, Light.YELLOW) == []
    assert ranked_rungs(SHIPPED, Cause.SIGN, Light.BLUE, Case()) == []


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
    assert [rung.light for rung in SHIPPED.happened(cause, count)] == lights


def test_the_own_clock_of_a_warning_counts_working_time() -> None:
    friday = datetime(2025, 6, 6, 16, 30, tzinfo=SHANGHAI)
    limit = SHIPPED.tread(Step.ACKNOWLEDGE, Light.RED).limit
    assert limit == Budget(4, TimeType.WORK_HOUR)
    assert due_after(friday, limit, PUBLISHED).at == datetime(2025, 6, 9, 12, tzinfo=SHANGHAI)
    whole_day = SHIPPED.tread(Step.DISPOSE, Light.RED).limit
    assert due_after(friday, whole_day, PUBLISHED).at == datetime(2025, 6, 9, 17, 30, tzinfo=SHANGHAI)


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
    assert addressed(SHIPPED.tread(step, Light.RED), line, Post.INFORMANT) == to, sentence


def test_where_nobody_sits_anywhere_nobody_is_named() -> None:
    assert addressed(SHIPPED.tread(Step.TALK, Light.RED), [Chair(STREET, EMPTY), Chair(CITY, EMPTY)]) is None


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
    begun, span = datetime(2025, 1, 1, tzinfo=SHANGHAI) + worked, SHIPPED.tread(step, light).limit
    rested = replace(
        PUBLISHED, days_off=PUBLISHED.days_off | {off}, makeup_days=PUBLISHED.makeup_days - {off}
    )
    assert due_after(begun, span, rested).at >= due_after(begun, span, PUBLISHED).at
    assert due_after(begun, span, PUBLISHED).at - begun > timedelta()


# Versions an office hands in

OWN_SIGNING = replace(SHIPPED.rungs_of(Cause.SIGN)[0], wants=Wants.DISPOSAL, matter="wage_arrears")
OF_THE_DISTRICT = replace(OWN_SIGNING, matter="", unit="/500000/500103/")
OWN = Ladder.of([*SHIPPED.rows, OWN_SIGNING, OF_THE_DISTRICT])


@pytest.mark.parametrize(
    ("sentence", "case", "answers"),
    [
        ("whatever the case, the row without keys", Case(Urgency.URGENT, Level.STREET), "sign:orange"),
        ("of arrears of wages, the row of that matter", Case(matter="wage_arrears"), "sign:orange:wage_arrears"),
        ("in the district and beneath it, the district's own", Case(unit="/500000/500103/500103007/"), "sign:orange:/500000/500103/"),
        ("the unit comes before the matter", Case(matter="wage_arrears", unit="/500000/500103/"), "sign:orange:/500000/500103/"),
        ("a neighbour of the district keeps the row of all", Case(unit="/500000/500104/"), "sign:orange"),
    ],
)  # fmt: skip
def test_exactly_one_row_answers(sentence: str, case: Case, answers: str) -> None:
    assert ranked_rungs(OWN, Cause.SIGN, Light.ORANGE, case)[0].code == answers, sentence
    assert [rung.light for rung in OWN.rungs_of(Cause.SIGN, case)] == [Light.ORANGE, Light.RED], (
        "one of a light"
    )
    assert OWN.rungs_of(Cause.SIGN, case)[0].code == answers


def test_a_row_knows_which_answer_in_its_place() -> None:
    assert OWN.before(SHIPPED.rungs_of(Cause.SIGN)[0]) == [OWN_SIGNING, OF_THE_DISTRICT]
    assert OWN.before(OF_THE_DISTRICT) == []


def test_of_a_step_the_row_of_the_light_comes_before_the_row_of_all_lights_but_after_that_of_the_unit() -> (
    None
):
    own = replace(TREADS[0], limit=Budget(2, TimeType.WORK_HOUR), unit="/500000/")
    ladder = Ladder.of([*SHIPPED.rows, own])
    assert ladder.tread(Step.ACKNOWLEDGE, Light.RED).code == "acknowledge:red"
    assert ladder.tread(Step.ACKNOWLEDGE, Light.BLUE).code == "acknowledge"
    assert (
        ladder.tread(Step.ACKNOWLEDGE, Light.RED, Case(unit="/500000/500103/")).code == "acknowledge:/500000/"
    )
    with pytest.raises(LookupError):
        Ladder.of(RUNGS).tread(Step.TALK, Light.RED)


def wrong(*rows: Rung, without: Step | None = None) -> list[tuple[str, int]]:
    """What is wrong with the shipped rows and these: the refusals, and at which of these rows."""
    kept = [row for row in SHIPPED.rows if isinstance(row, Rung) or row.step is not without]
    found = faults_of([*kept, *rows])
    return [(fault.refusal, fault.row - len(kept) if fault.row >= 0 else -1) for fault in found]


BOUNCED, _ORANGE = SHIPPED.rungs_of(Cause.BOUNCED)
OWN_KEY = {"matter": "wage_arrears"}


@pytest.mark.parametrize(
    ("sentence", "rows", "refusals"),
    [
        ("the rows that come with the product are in order", [], []),
        ("rows of their own for a matter are, too", [OWN_SIGNING, OF_THE_DISTRICT], []),
        ("two rows of the same keys tie", [BOUNCED], [("row_rung_twice", 0)]),
        ("an event that warns without having happened", [replace(BOUNCED, at=0, **OWN_KEY)], [("row_rung_never", 0)]),
        ("what is repeated and happened once", [replace(SHIPPED.rungs_of(Cause.REPEATED)[0], at=1, **OWN_KEY)], [("row_rung_never", 0)]),
        ("a risk that is raised a second time", [replace(SHIPPED.rungs_of(Cause.RISK)[0], at=2, **OWN_KEY)], [("row_rung_never", 0)]),
        ("a clock that is counted in times", [replace(OWN_SIGNING, at=2)], [("row_rung_of_a_clock", 0)]),
        ("an event of one order counted within days", [replace(BOUNCED, within=30, **OWN_KEY)], [("row_rung_within", 0)]),
        ("a slip nobody was asked to answer for", [replace(BOUNCED, climbs=True, lapses=False, **OWN_KEY)], [("row_rung_climbs", 0)]),
        ("a slip of what ended by itself", [replace(OWN_SIGNING, climbs=True, lapses=True)], [("row_rung_climbs", 0)]),
        ("a higher light that is reached no later", [replace(BOUNCED, **OWN_KEY), replace(_ORANGE, at=2, **OWN_KEY)], [("row_rung_falls", 1)]),
        ("a higher light that asks for less", [OWN_SIGNING, replace(OWN_SIGNING, light=Light.RED, wants=Wants.NOTHING)], [("row_rung_falls", 1)]),
    ],
)  # fmt: skip
def test_what_a_ladder_may_not_say(sentence: str, rows: list[Rung], refusals: list[tuple[str, int]]) -> None:
    assert wrong(*rows) == refusals, sentence


@pytest.mark.parametrize("step", Step)
def test_no_step_may_be_left_without_a_limit(step: Step) -> None:
    assert wrong(without=step) == [("ladder_incomplete", -1)] * 4, "one of each light"
    assert STEP_WORDS[step]


def test_what_a_ladder_changes_is_told_row_by_row() -> None:
    shorter = replace(TREADS[0], limit=Budget(2, TimeType.WORK_HOUR))
    newly_sourced = replace(TREADS[1], source=SHIPPED.rungs[0].source)
    after = [*RUNGS[1:], shorter, newly_sourced, *TREADS[2:], OWN_SIGNING]
    found = [(before and before.code, row and row.code) for before, row in changes(SHIPPED.rows, after)]
    assert found == [
        ("acknowledge", "acknowledge"),
        (None, "sign:orange:wage_arrears"),
        ("sign:orange", None),
    ]
