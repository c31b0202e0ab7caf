"""Union letters: the table, its limits, its numbers."""

from datetime import date

import pytest

from bihuan.rules.actors import Standing
from bihuan.rules.letters import (
    ANSWER_LIMITS,
    LETTER,
    LIVING,
    OVER,
    Letter,
    LetterAct,
    LetterFacts,
    Written,
    answer_limit,
    next_letter,
    number_of,
)


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
    ],
)
def test_one_document_follows_the_other(kind: Letter, follows: Letter | None) -> None:
    assert next_letter(kind) is follows


@pytest.mark.parametrize("kind", Letter)
@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2026, 11, 27)])
def test_on_every_day_exactly_one_limit_is_in_force(kind: Letter, on: date) -> None:
    assert answer_limit(kind, on).kind is kind


def test_before_the_first_row_there_is_no_limit_and_the_table_says_so() -> None:
    with pytest.raises(LookupError):
        answer_limit(Letter.OPINION, date(2000, 1, 1))


def test_no_limit_is_called_official_while_its_text_is_anothers_or_old() -> None:
    assert [row.official for row in ANSWER_LIMITS] == [False, False, False]


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
