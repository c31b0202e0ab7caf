"""Pages of warnings: the queue, the case with its acts as buttons, the slip on paper; in both languages, for nobody else."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from tests.supervision.ladder import june, later, unsigned, warned, with_slip
from tests.town import Town

pytestmark = pytest.mark.django_db

PAGES = ["/warnings/", "/warnings/?view=living", "/warnings/?view=slips", "/warnings/?view=closed"]


def enter(client: Client, town: Town, name: str) -> Client:
    client.force_login(town.person(name))
    return client


def test_the_queue_shows_what_waits_and_its_case_opens_with_the_acts_of_the_table(
    client: Client, town: Town
) -> None:
    story, warning = warned(town)
    enter(client, town, "杨帆")
    assert story.number in client.get("/warnings/").content.decode()
    page = client.get(f"/warnings/{warning.pk}/").content.decode()
    for words in ("未按时签收", "红色预警", "确认预警", "处置预警", "非官方数值"):
        assert words in page
    assert "签发督办单" not in page
    enter(client, town, "唐毅")
    page = client.get(f"/warnings/{warning.pk}/").content.decode()
    assert "签发督办单" in page
    assert "处置预警" not in page.split('id="acts"')[1].split("</aside>")[0]


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        "/warnings/{case}/",
        "/warnings/{case}/drawer/",
        "/warnings/{case}/slip/",
        "/orders/{number}/warnings/",
        "/warnings/rules/",
    ],
)
def test_every_page_opens_in_both_languages(client: Client, town: Town, page: str) -> None:
    story, warning, _ = with_slip(town)
    enter(client, town, "唐毅")
    address = page.format(case=warning.pk, number=story.number)
    chinese = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(address)
    assert chinese.status_code == english.status_code == 200
    assert chinese.content != english.content


@pytest.mark.parametrize("name", ["石磊", "蒋悦", "吴迪"])
@pytest.mark.parametrize("page", ["", "drawer/", "slip/", "acts/dispose/form/"])
def test_a_case_of_another_line_does_not_exist(client: Client, town: Town, name: str, page: str) -> None:
    story, warning, _ = with_slip(town)
    enter(client, town, name)
    assert client.get(f"/warnings/{warning.pk}/{page}").status_code == 404
    assert client.post(f"/warnings/{warning.pk}/acts/acknowledge/").status_code == 404
    assert client.get(f"/orders/{story.number}/warnings/").status_code == 404
    assert story.number not in client.get("/warnings/?view=living").content.decode()


def test_an_administrator_has_no_queue(client: Client, town: Town) -> None:
    assert enter(client, town, "高远").get("/warnings/").status_code == 404


def test_acts_are_done_through_their_forms_and_a_refusal_loses_nothing(client: Client, town: Town) -> None:
    _, warning = warned(town)
    enter(client, town, "杨帆")
    assert client.post(f"/warnings/{warning.pk}/acts/acknowledge/").status_code == 302
    empty = client.post(f"/warnings/{warning.pk}/acts/dispose/", {"measures": " "})
    assert empty.status_code == 422
    refused = client.post(f"/warnings/{warning.pk}/acts/acknowledge/")
    assert refused.status_code == 409
    assert "预警现为「处置中」" in refused.content.decode()
    assert (
        client.post(f"/warnings/{warning.pk}/acts/dispose/", {"measures": "已联系诉求人"}).status_code == 302
    )
    warning.refresh_from_db()
    assert (warning.state, warning.measures) == ("disposed", "已联系诉求人")
    not_mine = client.post(f"/warnings/{warning.pk}/acts/close_warning/", {"verdict": "已核实"})
    assert not_mine.status_code == 409
    assert "已核实" in not_mine.content.decode()


def test_a_file_no_order_takes_is_refused_at_its_field(client: Client, town: Town) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    _, warning = warned(town)
    enter(client, town, "杨帆")
    program = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    answer = client.post(f"/warnings/{warning.pk}/acts/dispose/", {"measures": "见附件", "file": program})
    assert answer.status_code == 422
    assert "见附件" in answer.content.decode()
    warning.refresh_from_db()
    assert warning.state == "issued"


def test_an_unknown_act_and_an_unknown_case_do_not_exist(client: Client, town: Town) -> None:
    _, warning = warned(town)
    enter(client, town, "杨帆")
    assert client.get(f"/warnings/{warning.pk}/acts/fly/form/").status_code == 404
    assert client.get("/warnings/987654321/").status_code == 404
    assert client.get(f"/warnings/{warning.pk}/slip/").status_code == 404


def test_the_paper_is_the_slip_as_an_official_would_file_it(client: Client, town: Town) -> None:
    story, warning, slip = with_slip(town)
    supervision.answer_slip(town.actor("冯涛"), warning.pk, "经查，办理员出差。", at=later(story, hours=1))
    paper = enter(client, town, "冯涛").get(f"/warnings/{warning.pk}/slip/").content.decode()
    for words in ("重庆市总工会督〔2025〕1号", slip.requirement, "经查，办理员出差。", "2025-06-18 17:30"):
        assert words in paper


def test_the_home_page_and_the_order_show_what_is_to_be_answered(client: Client, town: Town) -> None:
    story, warning = warned(town)
    home = enter(client, town, "杨帆").get("/").content.decode()
    assert "预警督办，待我办理" in home
    assert f"/warnings/{warning.pk}/" in home
    order = client.get(f"/orders/{story.number}/").content.decode()
    assert f'hx-get="/orders/{story.number}/warnings/"' in order
    assert "未按时签收" in order, "the history tells of it"
    supervision.dispose(town.actor("杨帆"), warning.pk, "已联系", at=later(story, hours=1))
    assert "预警督办，待我办理" not in client.get("/").content.decode()
    assert "预警督办，待我办理" in enter(client, town, "唐毅").get("/").content.decode()


@pytest.mark.parametrize("page", ["/warnings/", "/warnings/?view=living", "/"])
def test_a_page_costs_the_same_number_of_statements_however_many_cases(
    client: Client, town: Town, page: str
) -> None:
    enter(client, town, "杨帆")

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len([one for one in asked if "session" not in one["sql"]])

    unsigned(town, june(10, 9, 0))
    supervision.sweep(june(12))
    few = statements()
    for minute in range(1, 6):
        unsigned(town, june(10, 9, minute))
    supervision.sweep(june(12))
    assert EarlyWarning.objects.filter(state="issued").count() == 6
    assert statements() <= few
    assert SupervisionSlip.objects.count() == 0


def test_the_wall_counts_the_cases_of_its_line_and_opens_them(client: Client, town: Town) -> None:
    story, _, _ = with_slip(town)
    for name, query, count in (("唐毅", "", 2), ("邓宁", "", 2), ("石磊", "", 0)):
        enter(client, town, name)
        wall = client.get(f"/wall/{query}")
        figures = {str(label.en): figure for label, figure, *_ in wall.context["supervised"]}
        assert figures == {
            "Warnings on their way": count // 2, "Slips not closed": count // 2, "Talks to hold": 0,
        }, name  # fmt: skip
        for _, figure, _, url, _ in wall.context["supervised"]:
            assert client.get(url).content.decode().count("data-row") >= figure
    district = town.district_union.pk
    enter(client, town, "唐毅")
    assert story.number in client.get(f"/warnings/?view=living&line={district}").content.decode()
    other = town.other_district_union.pk
    assert story.number not in client.get(f"/warnings/?view=living&line={other}").content.decode()
