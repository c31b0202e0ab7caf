"""The page of the working calendar: what is known, and taking a notice in by hand."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.calendars.models import Notice
from bihuan.calendars.queries import national
from bihuan.organisations.actions.appointments import appoint
from bihuan.rules.actors import Post
from tests.calendars.notices import table
from tests.town import FOUNDED, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """The browser of somebody of the cast."""

    def signed_in(name: str) -> Client:
        browser = Client()
        browser.force_login(town.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in


@pytest.fixture
def keeper(town: Town, enter: Callable[[str], Client]) -> Client:
    appoint(town.person("秦川"), town.city_union, Post.ADMINISTRATOR, since=FOUNDED, by=None)
    return enter("秦川")


def hand_in(browser: Client, content: bytes, button: str) -> object:
    sent = {
        "file": SimpleUploadedFile("2027.csv", content),
        "year": "2027",
        "reference": "国办发明电〔2026〕7号",
    }
    return browser.post("/calendar/", {**sent, button: "1"})


def test_a_supervisor_reads_and_whoever_is_neither_does_not_find_it(enter: Callable[[str], Client]) -> None:
    page = enter("邓宁").get("/calendar/")
    assert page.status_code == 200
    assert "放假安排已知至" in page.content.decode()
    assert "导入放假安排" not in page.content.decode()
    assert hand_in(enter("邓宁"), table(), "import").status_code == 404
    assert enter("张琪").get("/calendar/").status_code == 404


def test_looking_writes_nothing_and_importing_covers_the_year(keeper: Client) -> None:
    looked = hand_in(keeper, table(), "look")
    assert "检查通过" in looked.content.decode()
    assert "2027-12-31" in looked.content.decode()
    assert not Notice.objects.exists()
    assert hand_in(keeper, table(), "import").status_code == 302
    assert Notice.objects.get().imported_by is not None
    from bihuan.calendars.queries import forget

    forget()
    assert national().covered_until.year == 2027
    assert "国办发明电〔2026〕7号" in keeper.get("/calendar/").content.decode()


@pytest.mark.parametrize("button", ["look", "import"])
def test_a_faulty_row_is_shown_with_its_number_and_nothing_is_kept(keeper: Client, button: str) -> None:
    page = hand_in(keeper, table("soon,放假,"), button).content.decode()
    assert "“soon”不是日期" in page
    assert not Notice.objects.exists()


def test_what_is_wrong_with_the_whole_is_said_at_the_form(keeper: Client) -> None:
    empty = keeper.post("/calendar/", {"year": "2027", "look": "1"})
    assert empty.status_code == 422
    gap = keeper.post(
        "/calendar/",
        {"file": SimpleUploadedFile("x.csv", table()), "year": "2029", "reference": "x", "import": "1"},
    )
    assert (gap.status_code, "还没有 2027 年的放假安排" in gap.content.decode()) == (422, True)
