"""The life of a knowledge entry: who may do what, and which may be quoted."""

from datetime import date

import pytest

from bihuan.rules.actors import Standing
from bihuan.rules.publishing import PUBLISHING, Entry, EntryAct, EntryFacts, may_quote
from bihuan.rules.refusal import Refused

EDITOR, REVIEWER = frozenset({Standing.EDITOR}), frozenset({Standing.EDITOR, Standing.REVIEWER})
FINE = EntryFacts()


@pytest.mark.parametrize(
    ("act", "state", "by", "becomes"),
    [
        (EntryAct.EDIT, Entry.DRAFT, EDITOR, Entry.DRAFT),
        (EntryAct.SUBMIT, Entry.DRAFT, EDITOR, Entry.IN_REVIEW),
        (EntryAct.SEND_BACK, Entry.IN_REVIEW, REVIEWER, Entry.DRAFT),
        (EntryAct.PUBLISH, Entry.IN_REVIEW, REVIEWER, Entry.PUBLISHED),
        (EntryAct.CONFIRM, Entry.PUBLISHED, REVIEWER, Entry.PUBLISHED),
        (EntryAct.EXPIRE, Entry.PUBLISHED, frozenset({Standing.SYSTEM}), Entry.EXPIRED),
        (EntryAct.REVISE, Entry.EXPIRED, EDITOR, Entry.DRAFT),
    ],
)
def test_a_step_leads_where_the_table_says(act, state, by, becomes) -> None:
    assert PUBLISHING.permit(act, state, by, FINE) is becomes


@pytest.mark.parametrize(
    ("act", "state", "by", "facts", "code"),
    [
        (EntryAct.PUBLISH, Entry.DRAFT, REVIEWER, FINE, "act_not_now"),
        (EntryAct.EDIT, Entry.PUBLISHED, EDITOR, FINE, "act_not_now"),
        (EntryAct.PUBLISH, Entry.IN_REVIEW, EDITOR, FINE, "act_not_yours"),
        (EntryAct.SUBMIT, Entry.DRAFT, frozenset(), FINE, "act_not_yours"),
        (EntryAct.SUBMIT, Entry.DRAFT, EDITOR, EntryFacts(has_basis=False), "entry_without_basis"),
        (EntryAct.PUBLISH, Entry.IN_REVIEW, REVIEWER, EntryFacts(basis_holds=False), "entry_basis_wrong"),
        (EntryAct.PUBLISH, Entry.IN_REVIEW, REVIEWER, EntryFacts(written_by_actor=True), "entry_own_draft"),
        (EntryAct.PUBLISH, Entry.IN_REVIEW, REVIEWER, EntryFacts(in_dates=False), "entry_out_of_dates"),
        (EntryAct.CONFIRM, Entry.PUBLISHED, REVIEWER, EntryFacts(review_ahead=False), "entry_review_past"),
    ],
)
def test_what_may_not_be_is_refused_with_its_reason(act, state, by, facts, code) -> None:
    with pytest.raises(Refused) as refused:
        PUBLISHING.permit(act, state, by, facts)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("state", "on", "quoted"),
    [
        ("published", date(2026, 1, 1), True),
        ("published", date(2026, 12, 31), True),
        ("published", date(2025, 12, 31), False),
        ("published", date(2027, 1, 1), False),
        ("expired", date(2026, 6, 1), False),
        ("in_review", date(2026, 6, 1), False),
    ],
)
def test_only_what_is_published_and_within_its_dates_is_quoted(state: str, on: date, quoted: bool) -> None:
    assert may_quote(state, date(2026, 1, 1), date(2026, 12, 31), on) is quoted
