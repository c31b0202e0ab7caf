"""The desk in a real browser: a whole call by keyboard, a crash in the middle, an input method, a hasty double click."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bihuan.intake.models import Call, Draft
from bihuan.knowledge.models import Use
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import PHONE
from tests.knowledge.shelf import shelve
from tests.town import Town, found_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chongqing(transactional_db: None) -> Town:
    return found_town()


@pytest.fixture
def desk(chromium: Any, live_server: Any, chongqing: Town) -> Iterator[Any]:
    """The operator's browser at the empty desk; fails the test on anything the browser complains about."""
    client, complaints = Client(), []
    client.force_login(chongqing.person("陈晓"))
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/desk/")
    yield page
    context.close()
    assert complaints == []


def tell(page: Any) -> None:
    """What the caller says, typed from field to field."""
    page.keyboard.type(PHONE)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("木工班组十人被欠薪")
    page.keyboard.press("Tab")
    page.keyboard.type("tqgz")
    page.wait_for_selector('#id_matter ~ ul [aria-selected="true"]:text("拖欠工资")')
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+2")
    page.click("#id_place")
    page.keyboard.type("南纪门")
    page.wait_for_selector('#id_place ~ ul [aria-selected="true"]')
    page.keyboard.press("Tab")
    page.fill("#id_people", "十")
    page.fill("#id_amount", "40万")


def test_a_call_is_registered_without_the_mouse_and_the_next_one_begins(desk: Any) -> None:
    tell(desk)
    desk.wait_for_selector("#hints :text('集体争议标准')")
    assert desk.inner_text("#amount-echo") == "= ¥400,000.00"
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/calls/*/")
    order = WorkOrder.objects.get()
    assert (order.matter, order.urgency, order.place.name, order.people) == (
        "wage_arrears", "urgent", "南纪门街道", 10,
    )  # fmt: skip
    assert order.number in desk.inner_text("main")
    assert Call.objects.get().seconds is not None
    desk.keyboard.press("n")
    desk.wait_for_url("**/desk/")
    desk.keyboard.type(PHONE)
    desk.wait_for_selector(f"#hints :text('{order.number}')")


def test_one_key_attaches_a_call_about_the_same_matter(desk: Any, live_server: Any) -> None:
    tell(desk)
    desk.wait_for_selector("#hints :text('集体争议标准')")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/calls/*/")
    desk.goto(f"{live_server.url}/desk/")
    tell(desk)
    desk.wait_for_selector("#hints [data-alt='7']")
    desk.keyboard.press("Alt+7")
    desk.wait_for_url("**/desk/calls/*/")
    assert WorkOrder.objects.count() == 1
    assert set(Call.objects.values_list("ending", flat=True)) == {"order", "attached"}


def test_everything_on_one_screen(desk: Any) -> None:
    tell(desk)
    desk.wait_for_selector("#hints :text('集体争议标准')")
    buttons = desk.locator("#desk-form .form-actions").bounding_box()
    assert buttons["y"] + buttons["height"] <= 768
    assert desk.evaluate("document.documentElement.scrollWidth") == 1366


def test_a_crash_in_the_middle_loses_nothing(desk: Any, live_server: Any) -> None:
    tell(desk)
    desk.wait_for_selector("[data-autosave-status]:text('已存')")
    desk.wait_for_timeout(1000)  # the last keystroke's own saving
    desk.goto("about:blank")
    desk.goto(f"{live_server.url}/desk/")
    desk.click("text=继续填写")
    assert desk.input_value("#id_caller_phone") == PHONE
    assert desk.input_value("#id_amount") == "40万"
    assert "南纪门街道" in desk.input_value("#id_place")
    assert desk.is_checked('[name="urgency"][value="urgent"]')
    desk.wait_for_selector("#hints :text('集体争议标准')")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/calls/*/")
    assert WorkOrder.objects.count() == 1
    assert Draft.objects.count() == 0


def test_a_hasty_double_click_registers_once(desk: Any) -> None:
    tell(desk)
    desk.dblclick("button[value=register]")
    desk.wait_for_url("**/desk/calls/*/")
    assert (WorkOrder.objects.count(), Call.objects.count()) == (1, 1)


def test_nothing_is_chosen_while_an_input_method_composes(desk: Any) -> None:
    desk.click("#id_place")
    keys = desk.context.new_cdp_session(desk)
    keys.send("Input.imeSetComposition", {"text": "nan ji", "selectionStart": 6, "selectionEnd": 6})
    desk.keyboard.press("Alt+3")
    keys.send("Input.insertText", {"text": "南纪"})
    desk.wait_for_selector('#id_place ~ ul [aria-selected="true"]')
    assert desk.input_value('input[name="place"]') == ""
    desk.keyboard.press("Enter")
    assert desk.input_value('input[name="place"]') != ""


def test_one_key_writes_the_answer_and_the_call_ends_as_answered(desk: Any) -> None:
    entry = shelve()
    desk.click("#id_content")
    desk.keyboard.type("茶馆不给工钱怎么办")
    desk.wait_for_selector("#hints [data-insert-key=KeyJ]")
    desk.keyboard.press("Alt+j")
    desk.keyboard.press("Alt+j")
    assert desk.input_value("#id_content").count(f"【答复】{entry.answer}（依据：") == 1
    assert desk.input_value('input[name="matter"]') == "wage_arrears"
    desk.click("button[value=answered]")
    desk.wait_for_url("**/desk/calls/*/")
    assert Call.objects.get().ending == "answered"
    assert Use.objects.get().entry == entry
    desk.keyboard.press("y")
    desk.wait_for_selector(":text('已记下')")
    assert Use.objects.get().helped is True
