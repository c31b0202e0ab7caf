"""The criminal amount line in a call: by the province of the workplace and the day of the call."""

from datetime import date

import pytest

from bihuan.knowledge.models import LocalFigure
from bihuan.organisations.packaged_places import packaged_gazetteer
from bihuan.rules import local_figures
from bihuan.rules.local_figures import Figure
from bihuan.rules.risk import Risk
from bihuan.rules.words import Words
from bihuan.triage.reading import read
from bihuan.triage.suggesting import suggest

PLACES = packaged_gazetteer()
PLACE = PLACES.read("渝中区大坪街道", date(2026, 6, 1)).place
assert PLACE
CITY = PLACE.path.strip("/").split("/")[0]
RAISED = local_figures.LocalFigure(
    Figure.CRIME_SINGLE,
    CITY,
    10_000_00,
    date(2026, 1, 1),
    None,
    Words("高院通知", "the court's notice"),
    True,
)


def flagged(text, on=date(2026, 6, 1), figures=(RAISED,)):
    found = read(text, on=on, places=PLACES, figures=lambda: figures).flags
    return next((flag for flag in found if flag.risk is Risk.CRIMINAL_SINGLE), None)


@pytest.mark.parametrize(
    ("text", "on", "reached"),
    [
        ("我在渝中区大坪街道当保安，公司欠我四个月工资，一共八千块", date(2026, 6, 1), False),
        ("我在渝中区大坪街道当保安，公司欠我四个月工资，一共八千块", date(2025, 6, 1), True),
        ("我在渝中区大坪街道当保安，公司欠我四个月工资，一共一万二", date(2026, 6, 1), True),
        ("公司欠我四个月工资，一共八千块", date(2026, 6, 1), False),
        ("公司欠我四个月工资，一共一万二", date(2026, 6, 1), True),
        ("我在渝中区大坪街道当保安，公司欠我一个月工资，一共一万二", date(2026, 6, 1), False),
        ("我在渝中区大坪街道买房，中介欠我四个月的违约金，一共一万二", date(2026, 6, 1), False),
    ],
)
def test_the_line_of_the_place_and_day_is_asked(text, on, reached):
    assert (flagged(text, on) is not None) is reached


def test_the_reason_names_the_line_and_its_source():
    flag = flagged("我在渝中区大坪街道当保安，公司欠我四个月工资，一共一万二")
    assert "10,000" in flag.reason.zh
    assert "高院通知" in flag.basis.zh
    assert flag.official


def test_figures_are_fetched_only_where_wages_are_named():
    def never():
        raise AssertionError

    assert not read("想问公积金怎么提取", on=date(2026, 6, 1), places=PLACES, figures=never).flags


@pytest.mark.django_db
def test_the_desk_shows_the_line_with_nothing_to_fill_in():
    text = "公司欠我四个月工资，一共一万二"
    on = date(2026, 6, 1)
    (shown,) = [each for each in suggest(text, on=on) if each.field == "criminal"]
    assert shown.value == ""
    assert "未经核实" in shown.because.zh
    assert text[slice(*shown.span)] == "一万二"
    LocalFigure.objects.create(
        kind="crime_single",
        place=CITY,
        fen=20_000_00,
        since=date(2026, 1, 1),
        source="高院通知",
        official=True,
    )
    assert not [each for each in suggest(text, on=on) if each.field == "criminal"]
