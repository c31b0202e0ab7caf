"""Thresholds and accuracy: which band a probability lies in, which row holds, what falls below its line, how far a mix moved."""

from datetime import UTC, datetime

import pytest

from bihuan.rules.accuracy import Counted, figures_of, moved
from bihuan.rules.refusal import Refused
from bihuan.rules.suggesting import Band
from bihuan.rules.thresholds import DEFAULT, Dated, Threshold, Thresholds, checked

JUNE, JULY, AUGUST = (datetime(2026, month, 1, tzinfo=UTC) for month in (6, 7, 8))


@pytest.mark.parametrize(
    ("said", "sure", "band"),
    [
        ("as sure as the threshold says is filled in", 0.9, Band.FILL),
        ("a little less is proposed", 0.899, Band.PROPOSE),
        ("at the lower threshold it is proposed still", 0.5, Band.PROPOSE),
        ("below it the caller is asked", 0.49, Band.ASK),
    ],
)
def test_the_band_follows_the_thresholds(said: str, sure: float, band: Band) -> None:
    assert Threshold(fill_in=90, propose=50).band(sure) is band, said


@pytest.mark.parametrize(
    ("said", "cases", "right", "alarms"),
    [
        ("well above the line", 40, 39, False),
        ("exactly on the line is not below it", 40, 30, False),
        ("below the line", 40, 29, True),
        ("below the line, with too few cases to say so", 19, 2, False),
        ("none at all", 0, 0, False),
    ],
)
def test_an_alarm_needs_cases_enough_below_the_line(said: str, cases: int, right: int, alarms: bool) -> None:
    assert Threshold(alarm_below=75, least_cases=20).alarms(cases, right) is alarms, said


def test_a_matters_own_row_wins_over_the_row_for_all_and_each_from_its_day() -> None:
    for_all, own = Threshold(fill_in=80), Threshold(fill_in=95)
    rows = Thresholds((Dated("leave", AUGUST, own), Dated("", JULY, for_all)))
    assert rows.of("leave", JUNE) == DEFAULT
    assert rows.of("leave", JULY) == for_all
    assert rows.of("leave", AUGUST) == own
    assert rows.of("contract", AUGUST) == for_all


@pytest.mark.parametrize(
    ("said", "values", "code"),
    [
        ("proposing above filling in", (40, 85, 75, 20), "thresholds_crossed"),
        ("both the same", (85, 85, 75, 20), "thresholds_crossed"),
        ("proposing everything", (85, 0, 75, 20), "thresholds_crossed"),
        ("surer than sure", (101, 40, 75, 20), "thresholds_crossed"),
        ("a line above all", (85, 40, 101, 20), "threshold_alarm_off"),
        ("one case a week", (85, 40, 75, 1), "threshold_cases_few"),
    ],
)
def test_rows_that_cannot_be_are_refused(said: str, values: tuple[int, int, int, int], code: str) -> None:
    with pytest.raises(Refused) as caught:
        checked(*values)
    assert caught.value.code == code, said


def test_each_matter_says_what_was_chosen_instead() -> None:
    leave, contract = figures_of(
        [
            Counted("leave", "leave", "fill", 6, 5),
            Counted("leave", "contract", "propose", 3),
            Counted("leave", "termination", "propose", 1),
            Counted("contract", "contract", "ask", 2),
        ]
    )[:2]
    assert (leave.matter, leave.proposed, leave.right, leave.accepted, leave.accuracy) == (
        "leave",
        10,
        6,
        5,
        60.0,
    )
    assert leave.changed == (("contract", 3), ("termination", 1))
    assert leave.bands == {Band.FILL: 6, Band.PROPOSE: 4}
    assert (contract.matter, contract.chosen) == ("contract", 5)
    assert figures_of([Counted("leave", "contract", "ask", 1)])[1].accuracy is None


@pytest.mark.parametrize(
    ("said", "mix", "share"),
    [
        ("the same mix has not moved", {"leave": 2, "contract": 2}, 0),
        ("a quarter of the cases went over to another matter", {"leave": 3, "contract": 1}, 25),
        ("nothing of what was learned comes in any more", {"housing_fund": 9}, 100),
        ("no cases say nothing", {}, None),
    ],
)
def test_drift_is_the_share_that_would_have_to_be_another_matter(
    said: str, mix: dict[str, int], share: float | None
) -> None:
    assert moved(mix, {"leave": 50, "contract": 50}) == share, said
