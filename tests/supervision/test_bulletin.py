"""The weekly bulletin: counted from rows, each figure opening its orders, kept as it was issued, on a page and as DOCX."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document

from bihuan.rules.bulletins import COUNT, COUNTS, last_week, week_of
from bihuan.rules.refusal import Refused
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import Bulletin
from bihuan.supervision.queries.bulletins import Week, rows_of_week
from bihuan.supervision.scopes import scope_of
from bihuan.work_orders import actions as office
from tests.supervision.ladder import june, later, unsigned, with_slip
from tests.town import Town
from tests.work_orders.course import WORDS
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db

WEEK = date(2025, 6, 9)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


@pytest.fixture
def week(town: Town) -> Story:
    """A slip issued, answered and closed in the week of 9 June; a second order warned of; a third redone."""
    story, warning, _ = with_slip(town)
    supervision.answer_slip(town.actor("冯涛"), warning.pk, WORDS, at=later(story, hours=1))
    supervision.close_slip(town.actor("唐毅"), warning.pk, "已核实", at=later(story, hours=1))
    unsigned(town, june(12, 9))
    supervision.sweep(june(13, 17, 20))
    redone = Story(town, june(9)).closed()
    redone.now = june(11)
    redone.act("何静", office.redo, "new_facts", "诉求人称款项未到")
    return story


def figures(rows: list[dict], unit: str) -> dict[str, int]:
    (row,) = [row for row in rows if row["name"] == unit]
    return {code: len(numbers) for code, numbers in row["figures"].items() if numbers}


def test_the_week_is_counted_by_unit_along_the_accountable_line(town: Town, week: Story) -> None:
    actor = town.actor("唐毅")
    rows = rows_of_week(scope_of(actor, june(16, 9)), Week(*week_of(WEEK)))
    assert [row["name"] for row in rows][:2] == ["重庆市总工会", "渝中区总工会"]
    counted = figures(rows, "渝中区总工会")
    assert (counted["slips_issued"], counted["slips_answered"], counted["slips_closed"]) == (1, 1, 1)
    assert counted["warnings"] == 2, "red of the first order, orange of the second"
    assert counted["redo"] == 1
    assert counted == figures(rows, "重庆市总工会")
    assert figures(rows, "江北区总工会") == {}


def test_another_week_counts_nothing_of_it(town: Town, week: Story) -> None:
    rows = rows_of_week(scope_of(town.actor("唐毅"), june(16)), Week(*week_of(date(2025, 6, 2))))
    assert {
        code: n
        for code, n in figures(rows, "重庆市总工会").items()
        if code != "late" and code != "nearly_late"
    } == {}


def test_issued_it_stays_as_it_was_whatever_becomes_of_the_orders(town: Town, week: Story) -> None:
    bulletin = supervision.issue_bulletin(town.actor("唐毅"), WEEK, "请各单位重视签收。", at=june(16))
    before = Bulletin.objects.get(pk=bulletin.pk).rows
    supervision.sweep(june(20))
    assert Bulletin.objects.get(pk=bulletin.pk).rows == before
    for change in (lambda: Bulletin.objects.update(remark="x"), lambda: Bulletin.objects.all().delete()):
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            change()


def test_one_bulletin_a_week_and_only_when_the_week_is_over(town: Town, week: Story) -> None:
    actor = town.actor("唐毅")
    assert (
        refused(lambda: supervision.issue_bulletin(actor, WEEK, at=june(15, 23))) == "bulletin_week_not_over"
    )
    first = supervision.issue_bulletin(actor, WEEK, at=june(16))
    assert (
        refused(lambda: supervision.issue_bulletin(actor, date(2025, 6, 12), at=june(17)))
        == "bulletin_issued_before"
    )
    second = supervision.issue_bulletin(actor, date(2025, 6, 2), at=june(17))
    assert (first.serial, second.serial, Bulletin.objects.count()) == (1, 2, 2)
    assert (
        refused(lambda: supervision.issue_bulletin(town.actor("杨帆"), WEEK, at=june(17)))
        == "bulletin_not_yours"
    )


def test_weeks_run_from_monday_to_sunday() -> None:
    assert week_of(date(2025, 6, 15)) == (date(2025, 6, 9), date(2025, 6, 15))
    assert last_week(date(2025, 6, 16)) == (date(2025, 6, 9), date(2025, 6, 15))
    assert last_week(date(2025, 6, 15)) == (date(2025, 6, 2), date(2025, 6, 8))


def test_every_figure_has_its_formula_and_none_is_about_a_person() -> None:
    assert len(COUNT) == len(COUNTS)
    for count in COUNTS:
        assert all((*count.words, *count.formula))


def test_every_figure_opens_as_many_orders_as_were_counted(client: Client, town: Town, week: Story) -> None:
    bulletin = supervision.issue_bulletin(town.actor("唐毅"), WEEK, at=june(16))
    client.force_login(town.person("唐毅"))
    opened = 0
    for row in bulletin.rows:
        for code, numbers in row["figures"].items():
            page = client.get(f"/bulletins/{bulletin.pk}/{row['unit']}/{code}/")
            assert page.status_code == 200
            assert {number for number in numbers if f"/orders/{number}/" in page.content.decode()} == set(
                numbers
            )
            opened += len(numbers)
    assert opened >= 12
    assert client.get(f"/bulletins/{bulletin.pk}/{town.district_union.pk}/points/").status_code == 404
    assert client.get(f"/bulletins/{bulletin.pk}/987654321/late/").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "/bulletins/",
        "/bulletins/{pk}/",
        "/bulletins/{pk}/paper/",
        "/bulletins/draft/?week=2025-06-02",
        "/bulletins/draft/{unit}/warnings/?week=2025-06-09",
    ],
)
def test_every_page_opens_in_both_languages(client: Client, town: Town, week: Story, page: str) -> None:
    bulletin = supervision.issue_bulletin(town.actor("唐毅"), WEEK, "编者按：请重视。", at=june(16))
    client.force_login(town.person("唐毅"))
    address = page.format(pk=bulletin.pk, unit=town.district_union.pk)
    chinese = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(address)
    assert chinese.status_code == english.status_code == 200
    assert chinese.content != english.content


def test_it_is_issued_through_the_page_and_a_second_time_refused(
    client: Client, town: Town, week: Story
) -> None:
    client.force_login(town.person("邓宁"))
    sent = {"week": "2025-06-09", "remark": "请重视签收。"}
    assert client.post("/bulletins/draft/", sent).status_code == 302
    assert (Bulletin.objects.get().unit, Bulletin.objects.get().remark) == (
        town.district_union,
        "请重视签收。",
    )
    again = client.post("/bulletins/draft/", sent)
    assert again.status_code == 409
    assert "已经签发" in again.content.decode()


def test_a_bulletin_goes_down_the_line_and_not_beside_it(client: Client, town: Town, week: Story) -> None:
    district = supervision.issue_bulletin(town.actor("邓宁"), WEEK, at=june(16))
    city = supervision.issue_bulletin(town.actor("唐毅"), WEEK, at=june(16))
    seen = {}
    for name in ("唐毅", "邓宁", "张琪", "吴迪", "蒋悦", "高远"):
        client.force_login(town.person(name))
        seen[name] = [client.get(f"/bulletins/{each.pk}/").status_code for each in (city, district)]
    assert seen == {
        "唐毅": [200, 404], "邓宁": [200, 200], "张琪": [200, 200], "吴迪": [200, 200], "蒋悦": [200, 404], "高远": [404, 404],
    }  # fmt: skip
    client.force_login(town.person("蒋悦"))
    page = client.get(f"/bulletins/{city.pk}/{town.district_union.pk}/slips_issued/").content.decode()
    assert week.number not in page, "a figure opens only what its reader may see"
    assert client.get("/bulletins/draft/").status_code == 404


def test_the_docx_says_what_the_page_says(client: Client, town: Town, week: Story) -> None:
    bulletin = supervision.issue_bulletin(town.actor("唐毅"), WEEK, "请各单位重视签收。", at=june(16))
    client.force_login(town.person("张琪"))
    answer = client.get(f"/bulletins/{bulletin.pk}/docx/")
    document = Document(BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (
        "重庆市总工会督办周报",
        "2025年第1期",
        "2025年06月09日至2025年06月15日",
        "请各单位重视签收。",
        "非官方数值",
        "不比较个人",
    ):
        assert words in text
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["单位", *(count.words.zh for count in COUNTS)]
    assert cells[1][0] == "合计"
    by_name = {row[0]: row[1:] for row in cells}
    row = next(row for row in bulletin.rows if row["name"] == "渝中区总工会")
    assert by_name["渝中区总工会"] == [str(len(row["figures"][count.code])) for count in COUNTS]
