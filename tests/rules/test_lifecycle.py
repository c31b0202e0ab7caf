"""Loop 1 by its sentences, and every combination that no sentence permits."""

from itertools import product

import pytest

from bihuan.rules.actors import Standing as By
from bihuan.rules.lifecycle import ACTS, DONE, MATTER, OPEN, STATES, Act, Matter, OrderFacts
from bihuan.rules.refusal import SENTENCES, Refused

#: Facts under which every condition of the table holds.
ALL_CLEAR = OrderFacts(
    replied=True,
    missed_visits=3,
    risk_open=False,
    unsettled_promises=1,
    open_follow_ups=1,
    responsibility_closed=True,
)
RISKY = OrderFacts(
    replied=True,
    missed_visits=3,
    risk_open=True,
    unsettled_promises=1,
    open_follow_ups=1,
    responsibility_closed=True,
)

M, A = Matter, Act
#: (the sentence, act, from, by, to)
SENTENCES_OF_THE_OFFICE = [
    ("an operator registers a draft and it awaits dispatch", A.REGISTER, M.DRAFT, By.OPERATOR, M.AWAITING_DISPATCH),
    ("an operator who must check first only accepts it", A.RECEIVE, M.DRAFT, By.OPERATOR, M.ACCEPTED),
    ("what was checked is confirmed for dispatch", A.CONFIRM, M.ACCEPTED, By.OPERATOR, M.AWAITING_DISPATCH),
    ("a dispatcher may confirm too", A.CONFIRM, M.ACCEPTED, By.DISPATCHER, M.AWAITING_DISPATCH),
    ("the dispatcher dispatches", A.DISPATCH, M.AWAITING_DISPATCH, By.DISPATCHER, M.DISPATCHED),
    ("a repeated demand is merged before dispatch", A.MERGE, M.AWAITING_DISPATCH, By.DISPATCHER, M.MERGED),
    ("a repeated demand is merged while checked", A.MERGE, M.ACCEPTED, By.OPERATOR, M.MERGED),
    ("an emergency goes to 110", A.TRANSFER_110, M.AWAITING_DISPATCH, By.OPERATOR, M.TRANSFERRED_110),
    ("what 110 leaves to us comes back", A.TAKE_BACK_110, M.TRANSFERRED_110, By.DISPATCHER, M.AWAITING_DISPATCH),
    ("what 110 dealt with is resolved, not closed", A.CONCLUDE_110, M.TRANSFERRED_110, By.DISPATCHER, M.RESOLVED),
    ("the unit it came to signs for it", A.SIGN, M.DISPATCHED, By.HOLDER, M.SIGNED),
    ("first contact begins the handling", A.START, M.SIGNED, By.HOLDER, M.HANDLING),
    ("a finding leaves it in hand", A.VERIFY, M.HANDLING, By.HOLDER, M.HANDLING),
    ("calling in departments leaves it in hand", A.CALL_IN, M.HANDLING, By.HOLDER, M.HANDLING),
    ("a supporting unit may record the session", A.HOLD_SESSION, M.HANDLING, By.SUPPORTING, M.HANDLING),
    ("an agreement leaves it in hand", A.AGREE, M.HANDLING, By.HOLDER, M.HANDLING),
    ("the holder resolves", A.RESOLVE, M.HANDLING, By.HOLDER, M.RESOLVED),
    ("a plain question may be resolved once signed for", A.RESOLVE, M.SIGNED, By.HOLDER, M.RESOLVED),
    ("the lead replies after resolving", A.REPLY, M.RESOLVED, By.LEAD, M.RESOLVED),
    ("a district passes down what it signed for", A.PASS_DOWN, M.SIGNED, By.HOLDER, M.DISPATCHED),
    ("a unit asks to return what it has not signed for", A.REQUEST_RETURN, M.DISPATCHED, By.HOLDER, M.RETURN_REVIEW),
    ("a unit asks to return what it signed for", A.REQUEST_RETURN, M.SIGNED, By.HOLDER, M.RETURN_REVIEW),
    ("the level above reassigns", A.REASSIGN, M.RETURN_REVIEW, By.UPPER, M.DISPATCHED),
    ("a refused return counts as signed for", A.REFUSE_RETURN, M.RETURN_REVIEW, By.DISPATCHER, M.SIGNED),
    ("a unit calls a conferral", A.CONFER, M.HANDLING, By.HOLDER, M.CONFERRING),
    ("a conferral names another lead", A.NAME_LEAD, M.CONFERRING, By.UPPER, M.DISPATCHED),
    ("a conferral keeps the lead", A.KEEP_LEAD, M.CONFERRING, By.DISPATCHER, M.HANDLING),
    ("the holder asks for more time", A.REQUEST_EXTENSION, M.HANDLING, By.HOLDER, M.EXTENSION_REVIEW),
    ("the level above grants it", A.GRANT_EXTENSION, M.EXTENSION_REVIEW, By.UPPER, M.HANDLING),
    ("a supervisor refuses it", A.REFUSE_EXTENSION, M.EXTENSION_REVIEW, By.SUPERVISOR, M.HANDLING),
    ("a supervisor parks it", A.PARK, M.HANDLING, By.SUPERVISOR, M.PARKED),
    ("the holder takes it up again", A.UNPARK, M.PARKED, By.HOLDER, M.HANDLING),
    ("what lies in court is redirected", A.REDIRECT, M.SIGNED, By.HOLDER, M.REDIRECTED),
    ("an operator begins the visit", A.BEGIN_VISIT, M.RESOLVED, By.OPERATOR, M.VISITING),
    ("a missed call leaves it visiting", A.MISS_VISIT, M.VISITING, By.OPERATOR, M.VISITING),
    ("a contented caller closes it", A.PASS_VISIT, M.VISITING, By.OPERATOR, M.CLOSED),
    ("after enough tries it closes as unreachable", A.GIVE_UP_VISIT, M.VISITING, By.OPERATOR, M.CLOSED),
    ("a discontented caller sends it back", A.REDO, M.VISITING, By.OPERATOR, M.HANDLING),
    ("an inspector sends a closed one back", A.REDO, M.CLOSED, By.INSPECTOR, M.HANDLING),
    ("an inspection leaves the matter closed", A.PASS_INSPECTION, M.CLOSED, By.INSPECTOR, M.CLOSED),
    ("a failed inspection leaves it closed too", A.FAIL_INSPECTION, M.CLOSED, By.INSPECTOR, M.CLOSED),
    ("what was not drawn is spared by the system and stays closed", A.SPARE_INSPECTION, M.CLOSED, By.SYSTEM, M.CLOSED),
    ("a payment may be confirmed long after closing", A.CONFIRM_PAYMENT, M.CLOSED, By.UPPER, M.CLOSED),
    ("an overdue payment is followed up whatever the matter's state", A.FOLLOW_UP, M.CLOSED, By.SUPERVISOR, M.CLOSED),
    ("the system reopens the follow-up and leaves the matter closed", A.REOPEN_FOLLOW_UP, M.CLOSED, By.SYSTEM, M.CLOSED),
    ("money may be agreed anew while it is parked", A.RENEGOTIATE, M.PARKED, By.LEAD, M.PARKED),
    ("a promise may be released while resolved", A.RELEASE_PROMISE, M.RESOLVED, By.LEAD, M.RESOLVED),
    ("the desk archives what is closed", A.ARCHIVE, M.CLOSED, By.DISPATCHER, M.ARCHIVED),
    ("the desk archives what was redirected", A.ARCHIVE, M.REDIRECTED, By.DISPATCHER, M.ARCHIVED),
    ("the desk archives what was merged", A.ARCHIVE, M.MERGED, By.SUPERVISOR, M.ARCHIVED),
]  # fmt: skip


@pytest.mark.parametrize(("act", "state", "by", "to"), [row[1:] for row in SENTENCES_OF_THE_OFFICE], ids=[row[0] for row in SENTENCES_OF_THE_OFFICE])  # fmt: skip
def test_the_office_may(act: Act, state: Matter, by: By, to: Matter) -> None:
    assert MATTER.permit(act, state, [by], ALL_CLEAR) is to


def test_every_combination_is_permitted_by_the_table_or_refused_for_the_right_reason() -> None:
    """Every state × act × standing: the outcome follows from the rows alone."""
    rows = {(row.act, state): row for row in MATTER.rows for state in row.sources}
    for act, state, by in product(Act, Matter, By):
        row = rows.get((act, state))
        facts = RISKY if act is Act.REMOVE_RISK else ALL_CLEAR
        if row and by in row.by:
            assert MATTER.permit(act, state, [by], facts) is (row.target or state)
            continue
        with pytest.raises(Refused) as refusal:
            MATTER.permit(act, state, [by], facts)
        assert refusal.value.code == ("act_not_yours" if row else "act_not_now")


def test_an_act_has_one_meaning_in_a_state() -> None:
    seen = [(row.act, state) for row in MATTER.rows for state in row.sources]
    assert len(seen) == len(set(seen))


def test_every_state_is_reached_from_the_draft() -> None:
    assert _reached({Matter.DRAFT}, forward=True) == set(Matter)


def test_no_state_is_a_dead_end() -> None:
    assert _reached({Matter.ARCHIVED}, forward=False) == set(Matter)


def test_nothing_leaves_the_archive() -> None:
    assert not [row for row in MATTER.rows if Matter.ARCHIVED in row.sources]


def test_every_act_and_every_state_has_words_and_a_row() -> None:
    assert set(ACTS) == set(Act) == {row.act for row in MATTER.rows}
    assert set(STATES) == set(Matter)


def test_the_states_are_open_done_draft_or_archived_and_nothing_twice() -> None:
    assert set(Matter) == OPEN | DONE | {Matter.DRAFT, Matter.ARCHIVED}
    assert not OPEN & DONE


@pytest.mark.parametrize(
    ("sentence", "act", "state", "by", "facts", "refusal"),
    [
        ("no resolving over an open task", A.RESOLVE, M.HANDLING, By.HOLDER, OrderFacts(open_supports=1), "supports_open"),
        ("no second return once refused", A.REQUEST_RETURN, M.SIGNED, By.HOLDER, OrderFacts(return_refused=True), "return_refused_before"),
        ("no extension after the limit", A.REQUEST_EXTENSION, M.HANDLING, By.HOLDER, OrderFacts(past_due=True), "extension_after_due"),
        ("no visit before the reply", A.BEGIN_VISIT, M.RESOLVED, By.OPERATOR, OrderFacts(), "reply_missing"),
        ("no giving up after two tries", A.GIVE_UP_VISIT, M.VISITING, By.OPERATOR, OrderFacts(missed_visits=2), "visit_attempts_missing"),
        ("no redoing once a level is discharged", A.REDO, M.CLOSED, By.INSPECTOR, OrderFacts(discharged_levels=1), "redo_after_discharge"),
        ("no archive while loop 2 is open", A.ARCHIVE, M.CLOSED, By.DISPATCHER, OrderFacts(), "responsibility_open"),
        ("no archive over an open risk", A.ARCHIVE, M.CLOSED, By.DISPATCHER, OrderFacts(responsibility_closed=True, risk_open=True), "risk_open"),
        ("no payment where nothing was promised", A.CONFIRM_PAYMENT, M.CLOSED, By.LEAD, OrderFacts(), "promise_absent"),
        ("no second inspection once passed", A.PASS_INSPECTION, M.CLOSED, By.INSPECTOR, OrderFacts(inspection_passed=True), "inspection_done"),
        ("no inspection of what was spared", A.FAIL_INSPECTION, M.CLOSED, By.INSPECTOR, OrderFacts(inspection_spared=True), "inspection_spared"),
        ("nothing is spared twice", A.SPARE_INSPECTION, M.CLOSED, By.SYSTEM, OrderFacts(inspection_spared=True), "inspection_spared"),
        ("nothing is spared that has passed", A.SPARE_INSPECTION, M.CLOSED, By.SYSTEM, OrderFacts(inspection_passed=True), "inspection_done"),
        ("no removing a risk that is not there", A.REMOVE_RISK, M.CLOSED, By.LEAD, OrderFacts(), "risk_absent"),
    ],
)  # fmt: skip
def test_a_condition_refuses(
    sentence: str, act: Act, state: Matter, by: By, facts: OrderFacts, refusal: str
) -> None:
    with pytest.raises(Refused) as refused:
        MATTER.permit(act, state, [by], facts)
    assert refused.value.code == refusal, sentence
    # The page greys the same act with the same sentence.
    offer = next(offer for offer in MATTER.offers(state, [by], facts) if offer.act is act)
    assert offer.missing == SENTENCES[refusal][1]


def test_the_buttons_of_a_page_are_exactly_what_the_action_would_permit() -> None:
    for state, by in product(Matter, By):
        offered = {offer.act for offer in MATTER.offers(state, [by], ALL_CLEAR)}
        assert offered == {row.act for row in MATTER.rows if state in row.sources and by in row.by}


def _reached(states: set[Matter], *, forward: bool) -> set[Matter]:
    reached = set(states)
    while True:
        if forward:
            more = {row.target for row in MATTER.rows if row.target and row.sources & reached}
        else:
            more = {state for row in MATTER.rows if row.target in reached for state in row.sources}
        if more <= reached:
            return reached
        reached |= more
