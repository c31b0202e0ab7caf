"""Risk flags: the lines of the law, the words with them, and silence where nothing is known."""

from datetime import date

import pytest

from bihuan.rules.risk import RISK_WORDS, THRESHOLDS, Flag, Risk, flags

TODAY = date(2025, 6, 10)


def raised(**facts: object) -> set[Risk]:
    return {flag.risk for flag in flags(**{"on": TODAY, **facts})}  # type: ignore[arg-type]


def test_the_carpenters_crew_is_collective_of_criminal_amount_and_gathering() -> None:
    found = flags(on=TODAY, people=10, amount_fen=400_000_00, observed=[Risk.GATHERING])
    assert [flag.risk for flag in found] == [Risk.COLLECTIVE, Risk.CRIMINAL_GROUP, Risk.GATHERING]
    assert "10 人" in found[0].reason.zh
    assert "400,000 元" in found[1].reason.zh
    assert "¥30,000" in found[1].reason.en
    assert found[0].basis.zh == "劳动争议调解仲裁法第七条"
    assert [flag.official for flag in found] == [True, False, False]


@pytest.mark.parametrize(
    ("people", "yuan", "months", "expected"),
    [
        (9, 400_000, None, set()),
        (10, None, None, {Risk.COLLECTIVE}),
        (10, 29_999, None, {Risk.COLLECTIVE}),
        (10, 30_000, None, {Risk.COLLECTIVE, Risk.CRIMINAL_GROUP}),
        (1, 5_000, 3, {Risk.CRIMINAL_SINGLE}),
        (1, 5_000, 2, set()),
        (1, 4_999, 3, set()),
        (1, 5_000, None, set()),
        (5, 50_000, 6, set()),
        (None, 400_000, 6, set()),
        (None, None, None, set()),
    ],
)
def test_a_figure_flags_from_its_line_on(
    people: int | None, yuan: int | None, months: int | None, expected: set[Risk]
) -> None:
    amount = None if yuan is None else yuan * 100
    assert raised(people=people, amount_fen=amount, months_unpaid=months) == expected


def test_before_a_row_was_in_force_it_flags_nothing() -> None:
    assert raised(on=date(2013, 1, 22), people=10, amount_fen=400_000_00) == {Risk.COLLECTIVE}
    assert raised(on=date(2008, 4, 30), people=10) == set()


def test_after_a_row_is_repealed_it_flags_nothing() -> None:
    repealed = tuple(row._replace(until=date(2025, 6, 9)) for row in THRESHOLDS)
    assert raised(people=10, thresholds=repealed) == set()
    assert raised(on=date(2025, 6, 9), people=10, thresholds=repealed) == {Risk.COLLECTIVE}


@pytest.mark.parametrize(
    "risk", [Risk.GATHERING, Risk.EXTREME_WORDS, Risk.DANGER_TO_LIFE, Risk.MEDIA_EXPOSURE, Risk.REPEATED]
)
def test_what_a_person_reported_is_flagged_with_a_reason(risk: Risk) -> None:
    (flag,) = flags(on=TODAY, observed=[risk, risk])
    assert flag == Flag(risk, flag.reason, flag.basis, official=False)
    assert flag.reason.zh
    assert flag.basis.en


def test_nobody_can_report_a_figure_into_being() -> None:
    with pytest.raises(KeyError):
        flags(on=TODAY, observed=[Risk.CRIMINAL_GROUP])


def test_the_criminal_flag_says_that_an_order_to_pay_must_have_failed_first() -> None:
    (flag,) = flags(on=TODAY, people=1, amount_fen=12_345_67, months_unpaid=4)
    assert "12,345.67 元" in flag.reason.zh
    assert "经责令支付仍不支付" in flag.reason.zh
    assert "after an official order to pay" in flag.reason.en


def test_every_risk_has_words() -> None:
    assert set(RISK_WORDS) == set(Risk)
