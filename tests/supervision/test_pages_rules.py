"""The page of the warning rules: the version in force, which row answers, taking a version in and withdrawing it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bihuan.calendars.models import LadderTable
from bihuan.calendars.queries import forget, ladder_at
from bihuan.organisations.spreadsheet import read
from bihuan.rules.ladder_rows import SHIPPED, VERSION
from tests.calendars.test_ladder_tables import ladder_file
from tests.supervision.ladder import warned
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
PAGE = "/warnings/rules/"


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """The browser of somebody of the cast; 高远 is the administrator."""

    def signed_in(name: str) -> Client:
        browser = Client()
        browser.force_login(town.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in


def hand_in(browser: Client, content: bytes, button: str, days: int = 1, version: str = "2026-2") -> object:
    since = (timezone.localdate() + timedelta(days)).isoformat()
    sent = {"file": SimpleUploadedFile("ladder.csv", content), "version": version, "since": since,
            "reference": "渝工办〔2026〕5号", button: "1"}  # fmt: skip
    return browser.post(PAGE, sent)


def test_whoever_sees_orders_sees_the_rows_and_asks_which_answers(enter: Callable[[str], Client]) -> None:
    for name in ("邓宁", "张琪"):
        browser = enter(name)
        page = browser.get(PAGE, {"what": "acknowledge", "light": "red"}).content.decode()
        for words in (f"版本 {VERSION}", "非官方数值", "acknowledge:red", "4 个工作时", "其次"):
            assert words in page
        assert "导入新版本" not in page
        assert hand_in(browser, ladder_file(), "import").status_code == 404
        assert browser.post(f"{PAGE}withdraw/", {"version": VERSION}).status_code == 404
    assert enter("张琪").get(f"{PAGE}table/").status_code == 404
    unwarned = browser.get(PAGE, {"what": "sign", "light": "blue"}).content.decode()
    assert "该情形到这一颜色时不发预警" in unwarned
    assert (
        "没有代码为“nowhere”的单位"
        in browser.get(PAGE, {"what": "sign", "light": "red", "unit": "nowhere"}).content.decode()
    )


def test_the_version_in_force_is_edited_looked_through_imported_and_withdrawn(
    enter: Callable[[str], Client],
) -> None:
    keeper = enter("高远")
    kept = keeper.get(f"{PAGE}table/")
    assert len(read("rules.xlsx", kept.content)) == len(SHIPPED.rows) + 1
    looked = hand_in(keeper, ladder_file(), "look").content.decode()
    assert "检查通过，没有写入" in looked
    assert "2 个工作时" in looked
    assert not LadderTable.objects.exists()
    assert hand_in(keeper, ladder_file(), "import").status_code == 302
    forget()
    assert ladder_at(timezone.now()).version == VERSION
    page = keeper.get(PAGE, {"version": "2026-2"}).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "a label of one form would point into the other"
    assert "待生效" in page
    assert "版本 2026-2" in page
    assert "本市办法第12条" in page
    assert "没有写明撤回的理由" in _withdrawn(keeper, "")
    assert "已撤回。此后发出的预警" in _withdrawn(keeper, "市里另行通知")
    assert LadderTable.objects.get().withdrawn_at is not None


def _withdrawn(browser: Client, reason: str) -> str:
    answer = browser.post(f"{PAGE}withdraw/", {"version": "2026-2", "reason": reason}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("button", ["look", "import"])
def test_faults_are_shown_and_nothing_is_kept(enter: Callable[[str], Client], button: str) -> None:
    keeper = enter("高远")
    faulty = ladder_file(more="sign,pink,,,disposal,no,no,,,,,,,,,")
    assert "“pink”无法识别" in hand_in(keeper, faulty, button).content.decode()
    late = hand_in(keeper, ladder_file(), button, days=-1)
    assert (late.status_code, "早于今天" in late.content.decode()) == (422, True)
    assert hand_in(keeper, b"x" * 600_000, button).status_code == 422
    assert not LadderTable.objects.exists()


def test_a_warning_says_which_rows_of_which_version_it_goes_by(
    town: Town, enter: Callable[[str], Client]
) -> None:
    _, warning = warned(town)
    page = enter("杨帆").get(f"/warnings/{warning.pk}/").content.decode()
    for words in (f"?version={VERSION}", f"版本 {VERSION}", "sign:red", "acknowledge:red", "非官方数值"):
        assert words in page
