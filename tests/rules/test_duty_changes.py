"""Changing a duty list by its sentences."""

from itertools import product

import pytest

from bihuan.rules.actors import Standing as By
from bihuan.rules.duty_changes import CHANGES, Change, ChangeAct, ChangeFacts, ChangeKind, Initiator
from bihuan.rules.refusal import Refused

LAW = ChangeFacts(Initiator.SUPERIOR, ChangeKind.ADD, has_legal_basis=True)


@pytest.mark.parametrize(
    ("sentence", "act", "state", "by", "to"),
    [
        ("the other side is heard first", ChangeAct.GIVE_OPINION, Change.ASKED, By.OTHER_SIDE, Change.HEARD),
        ("then the centre above admits it", ChangeAct.ADMIT, Change.HEARD, By.ADMISSION, Change.ADMITTED),
        ("or does not", ChangeAct.REFUSE_ADMISSION, Change.HEARD, By.ADMISSION, Change.REFUSED),
        ("it may refuse at once", ChangeAct.REFUSE_ADMISSION, Change.ASKED, By.ADMISSION, Change.REFUSED),
        ("what is admitted the street takes over", ChangeAct.ADOPT, Change.ADMITTED, By.LIST_OWNER, Change.ADOPTED),
        ("whoever asked may think better of it", ChangeAct.TAKE_BACK_REQUEST, Change.HEARD, By.ASKING_SIDE, Change.TAKEN_BACK),
    ],
)  # fmt: skip
def test_a_request_may(sentence: str, act: ChangeAct, state: Change, by: By, to: Change) -> None:
    assert CHANGES.permit(act, state, [by], LAW) is to, sentence


def test_every_combination_is_permitted_by_the_table_or_refused_for_the_right_reason() -> None:
    rows = {(row.act, state): row for row in CHANGES.rows for state in row.sources}
    for act, state, by in product(ChangeAct, Change, By):
        row = rows.get((act, state))
        if row and by in row.by:
            assert CHANGES.permit(act, state, [by], LAW) is row.target
        else:
            with pytest.raises(Refused) as refusal:
                CHANGES.permit(act, state, [by], LAW)
            assert refusal.value.code == ("act_not_yours" if row else "act_not_now")


def test_nothing_enters_a_list_unheard_or_unreviewed() -> None:
    assert {state for row in CHANGES.rows if row.act is ChangeAct.ADMIT for state in row.sources} == {
        Change.HEARD
    }
    assert {state for row in CHANGES.rows if row.act is ChangeAct.ADOPT for state in row.sources} == {
        Change.ADMITTED
    }


@pytest.mark.parametrize(
    ("sentence", "facts", "admitted"),
    [
        ("a department adds with its law", LAW, True),
        ("a department adds without", ChangeFacts(Initiator.SUPERIOR, ChangeKind.ADD), False),
        ("a department amends without", ChangeFacts(Initiator.SUPERIOR, ChangeKind.AMEND), False),
        ("a department may relieve the street without", ChangeFacts(Initiator.SUPERIOR, ChangeKind.WITHDRAW), True),
        ("a street needs no law to ask", ChangeFacts(Initiator.STREET, ChangeKind.ADD), True),
    ],
)  # fmt: skip
def test_no_duty_is_added_outside_the_law(sentence: str, facts: ChangeFacts, admitted: bool) -> None:
    if admitted:
        assert CHANGES.permit(ChangeAct.ADMIT, Change.HEARD, [By.ADMISSION], facts) is Change.ADMITTED, (
            sentence
        )
    else:
        with pytest.raises(Refused) as refusal:
            CHANGES.permit(ChangeAct.ADMIT, Change.HEARD, [By.ADMISSION], facts)
        assert refusal.value.code == "change_without_law", sentence
