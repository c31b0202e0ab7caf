"""The amount line of criminal wage refusal beside the desk's form: told with its reason, nothing to accept."""

from datetime import date

import pytest

from bihuan.knowledge.models import LocalFigure
from tests.intake.test_suggested import desk_of, fields, suggested
from tests.town import Town

pytestmark = pytest.mark.django_db


def row_of(page: str) -> str:
    row = page[page.index('data-suggested="criminal"') :]
    return row[: row.index("</li>")]


def test_a_sum_of_ten_that_reaches_the_line_is_told(town: Town) -> None:
    page = suggested(desk_of(town))
    assert "criminal" in fields(page)
    row = row_of(page)
    assert "30,000" in row
    assert "未经核实" in row
    assert "<mark>四十万" in row
    assert "data-accept" not in row


def test_the_provinces_own_line_holds_instead(town: Town) -> None:
    province = town.street.path.strip("/").split("/")[0]
    line = LocalFigure.objects.create(
        kind="crime_group",
        place=province,
        fen=100_000_00,
        since=date(2015, 1, 1),
        source="高院通知",
        official=True,
    )
    row = row_of(suggested(desk_of(town)))
    assert "100,000" in row
    assert "高院通知" in row
    assert "未经核实" not in row
    line.fen = 500_000_00
    line.save()
    assert "criminal" not in fields(suggested(desk_of(town)))
