"""Union letters: the table, its limits, its numbers."""

from datetime import date

import pytest

from bihuan.rules.actors import Standing
from bihuan.rules.letter_limits import ANSWER_LIMITS, answer_limit
from bihuan.rules.letters import (
    LETTER,
    LIVING,
    NOTICE,
    OVER,
    Letter,
    LetterAct,
    LetterFacts,
    Written,
    next_letter,
    number_of,
)
from bihuan.rules.refusal import Refused


def test_every_state_is_reached_and_only_what_is_over_leads_nowhere() -> None:
    reached = {Written.DRAFT} | {row.target for row in LETTER.rows if row.target}
    assert reached == set(Written)
    leading = {state for row in LETTER.rows for state in row.sources}
    assert leading == LIVING
    assert set(Written) == LIVING | OVER


@pytest.mark.parametrize("state", Written)
@pytest.mark.parametrize("act", [act for act in LetterAct if act is not LetterAct.DRAFT])
def test_only_those_who_sign_sign_and_nobody_else_does_anything(state: Written, act: LetterAct) -> None:
    row = LETTER.row(act, state)
    if row is None:
        return
    others = set(Standing) - {Standing.LETTER_UNION, Standing.SIGNATORY}
    assert row.by.isdisjoint(others)
    if act in (LetterAct.ISSUE, LetterAct.SEND_BACK):
        assert row.by == {Standing.SIGNATORY}


@pytest.mark.parametrize(
    ("kind", "follows"),
    [
        (Letter.REMINDER, Letter.OPINION),
        (Letter.OPINION, Letter.RECOMMENDATION),
        (Letter.RECOMMENDATION, None),
        (Letter.NOTICE, None),
    ],
)
def test_one_document_follows_the_other(kind: Letter, follows: Letter | None) -> None:
    assert next_letter(kind) is follows


def test_a_notice_is_over_once_it_is_given_and_only_the_chair_signs_it() -> None:
    given = {
        row.act: row.target for row in NOTICE.rows if row.act in (LetterAct.SERVE, LetterAct.REFUSE_RECEIPT)
    }
    assert given == {LetterAct.SERVE: Written.CLOSED, LetterAct.REFUSE_RECEIPT: Written.CLOSED}
    signed = [row.by for row in NOTICE.rows if row.act in (LetterAct.ISSUE, LetterAct.SEND_BACK)]
    assert signed == [{Standing.SIGNATORY}] * 2
    ways = {state for row in NOTICE.rows for state in row.sources}
    assert ways == {Written.DRAFT, Written.REVIEW, Written.ISSUED}


def test_nothing_goes_for_signature_uninvestigated() -> None:
    with pytest.raises(Refused) as refused:
        LETTER.permit(
            LetterAct.SUBMIT, Written.DRAFT, [Standing.LETTER_UNION], LetterFacts(investigated=False)
        )
    assert refused.value.code == "letter_not_investigated"


@pytest.mark.parametrize("kind", Letter)
@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2026, 11, 27)])
def test_on_every_day_exactly_one_limit_is_in_force(kind: Letter, on: date) -> None:
    assert answer_limit(kind, on).kind is kind


def test_before_the_first_row_there_is_no_limit_and_the_table_says_so() -> None:
    with pytest.raises(LookupError):
        answer_limit(Letter.OPINION, date(2000, 1, 1))


def test_no_limit_is_called_official_while_its_text_is_anothers_or_old() -> None:
    assert [row.kind for row in ANSWER_LIMITS if row.official] == []


def test_a_number_is_written_as_the_standard_writes_it() -> None:
    assert number_of("渝中工劳监", Letter.OPINION, 2026, 3) == "渝中工劳监意〔2026〕3号"


@pytest.mark.parametrize(
    ("facts", "settled"),
    [
        (LetterFacts(corrected=True), True),
        (LetterFacts(grounds=True, further=True), False),
        (LetterFacts(grounds=True, further=False), True),
        (LetterFacts(), False),
    ],
)
def test_a_letter_is_closed_when_heeded_or_when_nothing_can_follow(facts: LetterFacts, settled: bool) -> None:
    offers = LETTER.offers(Written.UNCORRECTED, [Standing.LETTER_UNION], facts)
    close = next(offer for offer in offers if offer.act is LetterAct.CLOSE)
    assert (close.missing is None) is settled
