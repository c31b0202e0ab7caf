"""Loop 2 by its sentences."""

from itertools import pairwise, product

import pytest

from bihuan.rules.actors import Level
from bihuan.rules.actors import Standing as By
from bihuan.rules.lifecycle import OrderFacts
from bihuan.rules.refusal import Refused
from bihuan.rules.responsibility import ACTS, RESPONSIBILITY, STATES, Duty, DutyAct, is_below, is_closed

READY = OrderFacts(matter_done=True, needs_inspection=True, inspection_passed=True)


@pytest.mark.parametrize(
    ("sentence", "act", "state", "by", "to"),
    [
        (
            "a level that was only copied begins to track",
            DutyAct.TRACK,
            Duty.ACCEPTING,
            By.ACCOUNTABLE,
            Duty.TRACKING,
        ),
        ("a tracking level supervises", DutyAct.SUPERVISE, Duty.TRACKING, By.ACCOUNTABLE, Duty.SUPERVISING),
        (
            "its supervisor may supervise again",
            DutyAct.SUPERVISE,
            Duty.SUPERVISING,
            By.SUPERVISOR,
            Duty.SUPERVISING,
        ),
        ("a level reports back", DutyAct.REPORT_BACK, Duty.TRACKING, By.ACCOUNTABLE, Duty.REPORTING),
        (
            "a report may be taken back",
            DutyAct.TAKE_BACK_REPORT,
            Duty.REPORTING,
            By.ACCOUNTABLE,
            Duty.TRACKING,
        ),
        (
            "a level that reported is discharged",
            DutyAct.DISCHARGE,
            Duty.REPORTING,
            By.ACCOUNTABLE,
            Duty.DISCHARGED,
        ),
    ],
)
def test_a_level_may(sentence: str, act: DutyAct, state: Duty, by: By, to: Duty) -> None:
    assert RESPONSIBILITY.permit(act, state, [by], READY) is to, sentence


def test_every_combination_is_permitted_by_the_table_or_refused_for_the_right_reason() -> None:
    rows = {(row.act, state): row for row in RESPONSIBILITY.rows for state in row.sources}
    for act, state, by in product(DutyAct, Duty, By):
        row = rows.get((act, state))
        if row and by in row.by:
            assert RESPONSIBILITY.permit(act, state, [by], READY) is row.target
        else:
            with pytest.raises(Refused) as refusal:
                RESPONSIBILITY.permit(act, state, [by], READY)
            assert refusal.value.code == ("act_not_yours" if row else "act_not_now")


@pytest.mark.parametrize(
    ("sentence", "facts", "refusal"),
    [
        ("not while the matter is open", OrderFacts(), "matter_open"),
        (
            "not before the inspection",
            OrderFacts(matter_done=True, needs_inspection=True),
            "inspection_missing",
        ),
        ("not while a promise is open", OrderFacts(matter_done=True, unsettled_promises=1), "promises_open"),
        ("not before the level below", OrderFacts(matter_done=True, lower_levels_open=1), "lower_level_open"),
    ],
)
def test_no_level_is_discharged(sentence: str, facts: OrderFacts, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        RESPONSIBILITY.permit(DutyAct.DISCHARGE, Duty.REPORTING, [By.ACCOUNTABLE], facts)
    assert refused.value.code == refusal, sentence


def test_what_was_spared_inspection_may_be_discharged() -> None:
    facts = OrderFacts(matter_done=True, needs_inspection=True, inspection_spared=True)
    assert (
        RESPONSIBILITY.permit(DutyAct.DISCHARGE, Duty.REPORTING, [By.ACCOUNTABLE], facts) is Duty.DISCHARGED
    )


def test_a_redirected_matter_needs_no_inspection() -> None:
    facts = OrderFacts(matter_done=True, needs_inspection=False)
    assert (
        RESPONSIBILITY.permit(DutyAct.DISCHARGE, Duty.REPORTING, [By.ACCOUNTABLE], facts) is Duty.DISCHARGED
    )


def test_every_state_leads_to_discharge_and_none_leads_out_of_it() -> None:
    leads_there = {Duty.DISCHARGED}
    for _ in Duty:
        leads_there |= {
            state for row in RESPONSIBILITY.rows if row.target in leads_there for state in row.sources
        }
    assert leads_there == set(Duty)
    assert not [row for row in RESPONSIBILITY.rows if Duty.DISCHARGED in row.sources]


def test_every_act_and_state_has_words() -> None:
    assert set(ACTS) == set(DutyAct)
    assert set(STATES) == set(Duty)


def test_levels_stand_above_each_other() -> None:
    bottom_up = [Level.GRID, Level.COMMUNITY, Level.STREET, Level.DISTRICT, Level.CITY]
    assert all(is_below(lower, upper) and not is_below(upper, lower) for lower, upper in pairwise(bottom_up))


def test_loop_two_is_closed_when_every_level_is_discharged_and_not_before_anybody_answers() -> None:
    assert is_closed([Duty.DISCHARGED, Duty.DISCHARGED])
    assert not is_closed([Duty.DISCHARGED, Duty.REPORTING])
    assert not is_closed([])
