"""Which amount line of the crime of refusing to pay holds in a place on a day."""

from datetime import date

import pytest

from bihuan.rules.local_figures import Figure, LocalFigure
from bihuan.rules.risk import THRESHOLDS, Risk
from bihuan.rules.wage_crime import lines_of
from bihuan.rules.words import Words

BEFORE, AFTER = date(2024, 6, 1), date(2026, 6, 1)
HERE, DISTRICT, ELSEWHERE = "500000", "500103", "310000"


def figure(kind, yuan, place=HERE, since=date(2015, 1, 1), until=None, official=True):
    return LocalFigure(
        kind, place, yuan * 100, since, until, Words("高院通知", "the court's notice"), official
    )


SINGLE = figure(Figure.CRIME_SINGLE, 8_000, until=date(2024, 12, 31))
RAISED = figure(Figure.CRIME_SINGLE, 12_000, since=date(2025, 1, 1), official=False)
GROUP = figure(Figure.CRIME_GROUP, 60_000)
THERE = figure(Figure.CRIME_SINGLE, 20_000, ELSEWHERE)


@pytest.mark.parametrize(
    ("figures", "places", "on", "single", "group"),
    [
        pytest.param([], (HERE,), AFTER, 5_000, 30_000, id="no figures: the lower end of the national range"),
        pytest.param([SINGLE, RAISED, GROUP], (HERE,), BEFORE, 8_000, 60_000, id="the row of the day"),
        pytest.param([SINGLE, RAISED, GROUP], (HERE,), AFTER, 12_000, 60_000, id="the row that replaced it"),
        pytest.param([SINGLE, GROUP], (HERE,), AFTER, 5_000, 60_000, id="a row that ended is not good enough"),
        pytest.param([RAISED], (DISTRICT, HERE), AFTER, 12_000, 30_000, id="a district has its city's"),
        pytest.param([RAISED, figure(Figure.CRIME_SINGLE, 9_000, DISTRICT)], (DISTRICT, HERE), AFTER, 9_000, 30_000, id="unless it has its own"),
        pytest.param([THERE], (HERE,), AFTER, 5_000, 30_000, id="another province's figures say nothing"),
        pytest.param([RAISED, GROUP], (), AFTER, 12_000, 60_000, id="no place named: the one there are figures of"),
        pytest.param([RAISED, THERE], (), AFTER, 5_000, 30_000, id="no place named and figures of two: the national end"),
    ],
)  # fmt: skip
def test_the_line_is_the_places_own_on_that_day(figures, places, on, single, group):
    lines = {line.risk: line for line in lines_of(figures, places, on)}
    assert lines[Risk.CRIMINAL_SINGLE].fen == single * 100
    assert lines[Risk.CRIMINAL_GROUP].fen == group * 100
    assert lines[Risk.COLLECTIVE] == next(line for line in THRESHOLDS if line.risk is Risk.COLLECTIVE)


def test_the_line_says_whose_it_is_and_whether_the_text_was_read():
    lines = {line.risk: line for line in lines_of([RAISED, GROUP], (HERE,), AFTER)}
    assert lines[Risk.CRIMINAL_GROUP].official
    assert not lines[Risk.CRIMINAL_SINGLE].official
    assert "高院通知" in lines[Risk.CRIMINAL_SINGLE].basis.zh
