"""A warning, its slip and its talk by their sentences."""

from itertools import product

import pytest

from bihuan.rules.actors import Standing as By
from bihuan.rules.refusal import Refused
from bihuan.rules.transitions import Table
from bihuan.rules.warnings import (
    CASE_ACTS,
    LIVING,
    SLIP,
    TALK,
    WARNING,
    WITH_THE_UNIT,
    CaseFacts,
    Slip,
    SlipAct,
    Talk,
    TalkAct,
    Warned,
    WarningAct,
)

W, S, T = WarningAct, SlipAct, TalkAct


@pytest.mark.parametrize(
    ("sentence", "table", "act", "state", "by", "to"),
    [
        ("the unit warned acknowledges", WARNING, W.ACKNOWLEDGE, Warned.ISSUED, By.WARNED, Warned.ACKNOWLEDGED),
        ("it disposes of what it acknowledged", WARNING, W.DISPOSE, Warned.ACKNOWLEDGED, By.WARNED, Warned.DISPOSED),
        ("it may dispose of it at once", WARNING, W.DISPOSE, Warned.ISSUED, By.WARNED, Warned.DISPOSED),
        ("the supervisor verifies and closes", WARNING, W.CLOSE_WARNING, Warned.DISPOSED, By.SUPERVISOR, Warned.CLOSED),
        ("the supervisor is not convinced", WARNING, W.SEND_BACK, Warned.DISPOSED, By.SUPERVISOR, Warned.ACKNOWLEDGED),
        ("a warning issued in error is withdrawn", WARNING, W.WITHDRAW_WARNING, Warned.ISSUED, By.SUPERVISOR, Warned.CLOSED),
        ("unanswered it becomes a slip and stays", WARNING, W.ISSUE_SLIP, Warned.ISSUED, By.SYSTEM, Warned.ISSUED),
        ("a supervisor issues one on a poor disposal", WARNING, W.ISSUE_SLIP, Warned.DISPOSED, By.SUPERVISOR, Warned.ACKNOWLEDGED),
        ("the next light takes its place", WARNING, W.RAISE, Warned.ACKNOWLEDGED, By.SYSTEM, Warned.CLOSED),
        ("the unit answers the slip", SLIP, S.ANSWER_SLIP, Slip.ISSUED, By.WARNED, Slip.ANSWERED),
        ("the answer is sent back", SLIP, S.REFUSE_ANSWER, Slip.ANSWERED, By.SUPERVISOR, Slip.ISSUED),
        ("the slip is closed", SLIP, S.CLOSE_SLIP, Slip.ANSWERED, By.SUPERVISOR, Slip.CLOSED),
        ("unanswered it becomes a talk and stays", SLIP, S.CALL_TALK, Slip.ISSUED, By.SYSTEM, Slip.ISSUED),
        ("the talk is held", TALK, T.HOLD_TALK, Talk.DUE, By.SUPERVISOR, Talk.HELD),
        ("the talk is called off", TALK, T.CANCEL_TALK, Talk.DUE, By.SUPERVISOR, Talk.CANCELLED),
    ],
)  # fmt: skip
def test_a_case_may(sentence, table, act, state, by, to) -> None:
    assert table.permit(act, state, [by], CaseFacts()) is to, sentence


@pytest.mark.parametrize(
    ("sentence", "table", "act", "state", "by", "facts", "code"),
    [
        ("a slip is answered, not disposed of beside it", WARNING, W.DISPOSE, Warned.ISSUED, By.WARNED, CaseFacts(slip=True, slip_open=True), "slip_open"),
        ("nor acknowledged beside it", WARNING, W.ACKNOWLEDGE, Warned.ISSUED, By.WARNED, CaseFacts(slip=True, slip_open=True), "slip_open"),
        ("no warning is closed over an open slip", WARNING, W.CLOSE_WARNING, Warned.DISPOSED, By.SUPERVISOR, CaseFacts(slip=True, slip_open=True), "slip_open"),
        ("one slip to a warning", WARNING, W.ISSUE_SLIP, Warned.ISSUED, By.SYSTEM, CaseFacts(slip=True), "slip_issued_before"),
        ("nothing lapses while its cause stands", WARNING, W.LAPSE, Warned.ISSUED, By.SYSTEM, CaseFacts(lapses=True), "warning_cause_stands"),
        ("what must be answered for never lapses", WARNING, W.LAPSE, Warned.ISSUED, By.SYSTEM, CaseFacts(cause_gone=True), "warning_cause_stands"),
        ("one talk to a slip", SLIP, S.CALL_TALK, Slip.ISSUED, By.SYSTEM, CaseFacts(slip=True, talk=True), "talk_called_before"),
        ("no slip is closed before its talk", SLIP, S.CLOSE_SLIP, Slip.ANSWERED, By.SUPERVISOR, CaseFacts(slip=True, talk=True, talk_due=True), "talk_due"),
    ],
)  # fmt: skip
def test_a_case_may_not(sentence, table, act, state, by, facts, code) -> None:
    with pytest.raises(Refused) as refusal:
        table.permit(act, state, [by], facts)
    assert refusal.value.code == code, sentence


@pytest.mark.parametrize("table", [WARNING, SLIP, TALK], ids=lambda table: table.name.en)
def test_every_combination_is_permitted_by_the_table_or_refused_for_the_right_reason(table: Table) -> None:
    fine = CaseFacts(cause_gone=True, lapses=True)
    rows = {(row.act, state): row for row in table.rows for state in row.sources}
    for act, state, by in product(table.acts, table.states, By):
        row = rows.get((act, state))
        if row and by in row.by:
            assert table.permit(act, state, [by], fine) is (row.target or state)
        else:
            with pytest.raises(Refused) as refusal:
                table.permit(act, state, [by], fine)
            assert refusal.value.code == ("act_not_yours" if row else "act_not_now")


def test_nobody_is_warned_by_the_one_who_has_to_answer() -> None:
    for table in (WARNING, SLIP, TALK):
        assert not any({By.WARNED, By.SUPERVISOR} <= row.by for row in table.rows)


def test_a_refusal_says_that_it_is_the_warning_and_not_the_order_that_stands_there() -> None:
    with pytest.raises(Refused) as refusal:
        WARNING.permit(W.ACKNOWLEDGE, Warned.CLOSED, [By.WARNED], CaseFacts())
    assert "预警现为「已销号」" in refusal.value.sentence.zh
    assert "The warning is “Warning closed”" in refusal.value.sentence.en


def test_every_act_has_words_and_every_living_warning_can_be_ended_by_a_person() -> None:
    assert set(CASE_ACTS) == {*WarningAct, *SlipAct, *TalkAct}
    for state in LIVING:
        assert WARNING.row(W.WITHDRAW_WARNING, state)
    assert WITH_THE_UNIT < LIVING
