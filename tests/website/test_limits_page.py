"""The page of the limits: which row wins, taking a version in by hand, withdrawing it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bihuan.calendars.models import LimitTable, Timetable
from bihuan.calendars.queries import forget, limits_at
from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.spreadsheet import read
from bihuan.rules.actors import Post
from bihuan.rules.limits import LIMITS, VERSION
from tests.calendars.test_limit_tables import table
from tests.town import FOUNDED, Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
PAGE = "/calendar/limits/"


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


def hand_in(browser: Client, content: bytes, button: str, days: int = 1, version: str = "2026-2") -> object:
    since = (timezone.localdate() + timedelta(days)).isoformat()
    sent = {"file": SimpleUploadedFile("limits.csv", content), "version": version, "since": since,
            "reference": "渝工办〔2026〕3号", button: "1"}  # fmt: skip
    return browser.post(PAGE, sent)


def test_a_supervisor_asks_which_row_wins_and_takes_nothing_in(enter: Callable[[str], Client]) -> None:
    browser = enter("邓宁")
    page = browser.get(PAGE, {"clock": "extension", "urgency": "urgent", "level": "city"}).content.decode()
    assert page.count("extension:city") == 2, "as the winner and among all rows"
    assert "10 个工作日" in page
    assert "非官方数值" in page
    assert "没有别的行符合" in page
    assert VERSION in page
    assert "导入新版本" not in page
    assert hand_in(browser, table(), "import").status_code == 404
    assert browser.post(f"{PAGE}withdraw/", {"version": VERSION}).status_code == 404
    assert enter("张琪").get(PAGE).status_code == 404


def test_what_cannot_be_asked_is_said_at_the_form(enter: Callable[[str], Client]) -> None:
    browser = enter("邓宁")
    asked = browser.get(PAGE, {"clock": "sign", "urgency": "urgent", "unit": "nowhere"})
    assert "没有代码为“nowhere”的单位" in asked.content.decode()
    asked = browser.get(PAGE, {"clock": "extension", "urgency": "urgent"})
    assert "延期按审批人的层级" in asked.content.decode()
    assert browser.get(PAGE, {"clock": "soon"}).status_code == 200


def test_the_version_in_force_is_edited_looked_through_imported_and_withdrawn(keeper: Client) -> None:
    kept = keeper.get(f"{PAGE}table/")
    assert len(read("limits.xlsx", kept.content)) == len(LIMITS) + 1
    looked = hand_in(keeper, table(), "look").content.decode()
    assert "检查通过，没有写入" in looked
    assert "6 个工作日" in looked
    assert not LimitTable.objects.exists()
    assert hand_in(keeper, table(), "import").status_code == 302
    forget()
    assert limits_at(timezone.now()).version == VERSION
    page = keeper.get(PAGE).content.decode()
    assert "待生效" in page
    named = keeper.get(PAGE, {"version": "2026-2", "clock": "handle", "urgency": "ordinary"}).content.decode()
    assert "40 / 60 / 80 %" in named
    assert "没有写明撤回的理由" in _withdrawn(keeper, "")
    assert "已撤回。此后登记的工单" in _withdrawn(keeper, "市里另行通知")
    assert LimitTable.objects.get().withdrawn_at is not None


def _withdrawn(browser: Client, reason: str) -> str:
    answer = browser.post(f"{PAGE}withdraw/", {"version": "2026-2", "reason": reason}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("button", ["look", "import"])
def test_faults_are_shown_and_nothing_is_kept(keeper: Client, button: str) -> None:
    page = hand_in(keeper, table(more="sign,soon,housing_fund,,,,,,,"), button).content.decode()
    assert "看不懂期限“soon”" in page
    late = hand_in(keeper, table(), button, days=-1)
    assert (late.status_code, "早于今天" in late.content.decode()) == (422, True)
    assert hand_in(keeper, b"x" * 600_000, button).status_code == 422
    assert not LimitTable.objects.exists()


def test_hours_are_looked_through_imported_and_taken_back(
    keeper: Client, enter: Callable[[str], Client]
) -> None:
    page = "/calendar/hours/"
    assert "09:00-12:00 13:30-17:30" in enter("邓宁").get(page).content.decode()
    assert enter("邓宁").post(page, {}).status_code == 404
    sent = {"since": (timezone.localdate() + timedelta(1)).isoformat(), "reference": "渝府办〔2026〕8号"}

    def hand(content: bytes, button: str) -> object:
        return keeper.post(page, {**sent, "file": SimpleUploadedFile("hours.csv", content), button: "1"})

    good = b"unit,kind,first,last,periods\n,,06-01,08-31,08:00-12:00 15:00-18:00"
    assert "06-01—08-31" in hand(good, "look").content.decode()
    assert "看不懂上班时间“soon”" in hand(b"periods\nsoon", "import").content.decode()
    assert not Timetable.objects.exists()
    assert hand(good, "import").status_code == 302
    assert "待生效" in keeper.get(page).content.decode()
    kept = Timetable.objects.get()
    assert "已撤回" in keeper.post(f"{page}{kept.pk}/withdraw/", follow=True).content.decode()
