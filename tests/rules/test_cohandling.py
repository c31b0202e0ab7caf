"""Supporting tasks by their sentences."""

from itertools import product

import pytest

from bihuan.rules.actors import Standing as By
from bihuan.rules.cohandling import ACTS, COHANDLING, OPEN, STATES, Support, SupportAct, TaskFacts
from bihuan.rules.refusal import Refused


@pytest.mark.parametrize(
    ("sentence", "act", "state", "by", "to"),
    [
        ("a supporting unit signs", SupportAct.SIGN_SUPPORT, Support.ASSIGNED, By.SUPPORTING, Support.SIGNED),
        ("it answers what it signed for", SupportAct.ANSWER_SUPPORT, Support.SIGNED, By.SUPPORTING, Support.ANSWERED),
        ("it may ask to return it", SupportAct.RETURN_SUPPORT, Support.ASSIGNED, By.SUPPORTING, Support.RETURN_REVIEW),
        ("the lead lets it go to its owner", SupportAct.REASSIGN_SUPPORT, Support.RETURN_REVIEW, By.LEAD, Support.WITHDRAWN),
        ("the lead keeps the unit to it", SupportAct.KEEP_SUPPORT, Support.RETURN_REVIEW, By.UPPER, Support.SIGNED),
        ("the lead waives it", SupportAct.WAIVE_SUPPORT, Support.SIGNED, By.LEAD, Support.WAIVED),
        ("the lead asks again", SupportAct.ASK_AGAIN, Support.ANSWERED, By.LEAD, Support.SIGNED),
    ],
)  # fmt: skip
def test_a_task_may(sentence: str, act: SupportAct, state: Support, by: By, to: Support) -> None:
    assert COHANDLING.permit(act, state, [by], TaskFacts()) is to, sentence


def test_every_combination_is_permitted_by_the_table_or_refused_for_the_right_reason() -> None:
    rows = {(row.act, state): row for row in COHANDLING.rows for state in row.sources}
    for act, state, by in product(SupportAct, Support, By):
        row = rows.get((act, state))
        if row and by in row.by:
            assert COHANDLING.permit(act, state, [by], TaskFacts()) is row.target
        else:
            with pytest.raises(Refused) as refusal:
                COHANDLING.permit(act, state, [by], TaskFacts())
            assert refusal.value.code == ("act_not_yours" if row else "act_not_now")


def test_a_refused_return_cannot_be_asked_again() -> None:
    with pytest.raises(Refused, match="refused"):
        COHANDLING.permit(
            SupportAct.RETURN_SUPPORT, Support.SIGNED, [By.SUPPORTING], TaskFacts(return_refused=True)
        )


def test_a_task_is_not_opened_again_behind_a_resolved_order() -> None:
    with pytest.raises(Refused) as refusal:
        COHANDLING.permit(SupportAct.ASK_AGAIN, Support.ANSWERED, [By.LEAD], TaskFacts(lead_in_hand=False))
    assert refusal.value.code == "lead_not_in_hand"


def test_every_open_task_can_be_waived_so_that_no_absent_department_blocks_the_lead() -> None:
    assert all(COHANDLING.row(SupportAct.WAIVE_SUPPORT, state) for state in OPEN)


def test_every_act_and_state_has_words() -> None:
    assert set(ACTS) == set(SupportAct)
    assert set(STATES) == set(Support)
