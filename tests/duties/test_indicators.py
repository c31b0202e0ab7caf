"""Indicators come from a spreadsheet: looked at first, with an error for every bad row, and all of it or nothing."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.duties.actions.indicators import check, define
from bihuan.duties.actions.structure import establish_structure
from bihuan.duties.columns import INDICATOR_COLUMNS
from bihuan.duties.models import Indicator
from bihuan.duties.queries.tables import indicators_table
from bihuan.organisations.models import Unit
from bihuan.rules.refusal import Refused
from tests.town import Town

HEADER = list(INDICATOR_COLUMNS)
GOOD = ["综合", "办结率", "%", "办结的比例", "Closed", "higher", "month", "5", "综合岗", "", ""]


@pytest.fixture
def centre(town: Town) -> Unit:
    establish_structure(
        town.command_centre,
        [["board", "lane", "post", "came_from", "strength"], ["平安法治", "综合", "综合岗", "", "2"]],
    )
    return town.command_centre


def changed(**cells: str) -> list[str]:
    return [cells.get(column, cell) for column, cell in zip(HEADER, GOOD, strict=True)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"lane": "没有的跑道"}, "lane"),
        ({"name": ""}, "name"),
        ({"owner": "没有的岗位"}, "owner"),
        ({"better": "更好"}, "better"),
        ({"every": "每年"}, "every"),
        ({"due_days": "-1"}, "due_days"),
        ({"due_days": "400"}, "due_days"),
        ({"source": "SELECT 1"}, "source"),
        ({"source": "events_reported", "about": "wage_arrears"}, "about"),
        ({"about": "dispute"}, "about"),
        ({"measure": "很" * 21}, "measure"),
    ],
)
def test_a_bad_row_is_named_with_its_column_and_nothing_is_kept(
    centre: Unit, cells: dict[str, str], column: str
) -> None:
    rows = [HEADER, changed(name="另一项"), changed(**cells)]
    assert [(error.row, error.column) for error in check(rows, centre).errors] == [(3, column)]
    with pytest.raises(Refused):
        define(centre, rows)
    assert not Indicator.objects.exists()


def test_what_is_there_is_amended_under_its_code_and_a_table_comes_back_as_it_went(centre: Unit) -> None:
    checked = define(
        centre, [HEADER, GOOD, changed(name="纠纷数", source="events_reported", about="dispute")]
    )
    assert (checked.added, checked.amended, checked.unchanged) == (2, 0, 0)
    table = indicators_table(centre)
    assert table[1] == GOOD
    again = define(
        centre, [HEADER, table[1], changed(name="纠纷数", source="events_reported", about="traffic")]
    )
    assert (again.added, again.amended, again.unchanged) == (0, 1, 1)
    assert list(Indicator.objects.values_list("code", "about")) == [
        ("B1-L01-K01", ""),
        ("B1-L01-K02", "traffic"),
    ]
    twice = check([HEADER, GOOD, GOOD], centre).errors
    assert [(error.row, error.column) for error in twice] == [(3, "name")]


def test_the_page_looks_first_then_keeps(centre: Unit, sign_in: Callable[..., Client]) -> None:
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("a.csv", "跑道,指标,计量单位,定义\n综合,办结率,%,比例\n".encode("gb18030"))

    browser = sign_in("秦川")
    looked = browser.post("/centre/indicators/import/", {"file": file(), "only_check": "on"})
    assert "新增 1 项" in looked.content.decode()
    assert not Indicator.objects.exists()
    assert browser.post("/centre/indicators/import/", {"file": file()}).status_code == 302
    assert Indicator.objects.get().every == "month"
    exported = browser.get("/centre/indicators/export/")
    assert exported["Content-Disposition"].startswith("attachment")
    bad = SimpleUploadedFile("b.csv", "跑道,指标,计量单位,定义\n别处,办结率,%,比例\n".encode())
    refused = browser.post("/centre/indicators/import/", {"file": bad})
    assert refused.status_code == 422
    assert "别处" in refused.content.decode()
    assert sign_in("马俊").get("/centre/indicators/import/").status_code == 404
