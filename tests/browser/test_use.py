"""What an office relies on all day, played by hand: nothing is lost, nothing is done twice, every page is whole."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from bihuan.demo import story
from bihuan.demo.shelf import fill_shelf
from bihuan.privacy.ciphers import code_for
from bihuan.work_orders.models import WorkOrder
from tests.browser.acting import begin, button, open_order
from tests.browser.elder import assert_elder
from tests.browser.office import DESK_SCREEN, PHONE_SCREEN, Office

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
#: One of the cast for every post.
POSTS = ("陈晓", "周敏", "何静", "唐毅", "罗岚", "高远", "杨帆", "张琪", "吴迪", "秦川")
#: Pages no entry of the navigation leads to, for those who may open them.
ELSEWHERE = {
    "陈晓": ["/calls/"],
    "高远": [
        "/people/new/",
        "/people/appoint/",
        "/deliveries/",
        "/suggestions/thresholds/",
        "/suggestions/models/",
        "/suggestions/models/shipped/",
        "/suggestions/cases/",
    ],
}
SMALLEST_TARGET = """() => Math.min(...[...document.querySelectorAll("main :is(button, a.button, .control, summary)")]
    .map((one) => one.getBoundingClientRect().height).filter((height) => height > 0))"""
SMALLEST_BODY = """() => Math.min(...[...document.querySelectorAll("main :is(p, li, label, dd, h1, h2, input)")]
    .filter((one) => one.offsetParent && !one.matches(".visually-hidden") && one.textContent.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def waiting(clerk: "Page") -> str:
    """Number of the first order that waits for the clerk's signature."""
    clerk.goto("/")
    return clerk.locator("#sign a.number").first.inner_text()


def test_a_draft_outlives_the_browser(office: Office) -> None:
    desk = office.sign_in("陈晓")
    desk.goto("/desk/")
    desk.get_by_label("来电号码").press_sequentially("13900005678")
    desk.get_by_label("诉求内容").press_sequentially("班组工资被拖欠")
    with desk.expect_response("**/desk/draft/"):
        desk.get_by_label("用人单位").press_sequentially("砺合")
    kept = desk.locator("[data-autosave-status]")
    kept.get_by_text(re.compile(r"已存 \d\d:\d\d")).wait_for()
    desk.context.close()

    home = office.sign_in("陈晓")
    home.get_by_role("link", name="继续登记").first.click()
    assert home.get_by_label("来电号码").input_value() == "13900005678"
    assert home.get_by_label("诉求内容").input_value() == "班组工资被拖欠"


def test_what_was_read_from_the_story_is_taken_over_by_keys(office: Office) -> None:
    desk = office.sign_in("陈晓")
    desk.goto("/desk/")
    desk.get_by_label("诉求内容").press_sequentially(story.CALL)
    row = desk.locator('[data-suggested="matter"]')
    row.wait_for()
    assert "因为：" in row.inner_text()
    desk.keyboard.press("Alt+q")
    assert desk.get_by_role("combobox", name="事项").input_value() == "拖欠工资"
    desk.keyboard.press("Alt+Enter")
    assert desk.get_by_label("人数").input_value() == "10"
    assert "matter" in desk.locator("[name=accepted]").input_value().split(",")


def test_nothing_is_sent_while_an_input_method_composes(office: Office) -> None:
    clerk = office.seat("杨帆")
    open_order(clerk, waiting(clerk))
    text = begin(clerk, "记事").get_by_label("内容")
    text.focus()
    sent: list[str] = []
    clerk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    keys = clerk.context.new_cdp_session(clerk)
    keys.send("Input.imeSetComposition", {"text": "jin ri", "selectionStart": 6, "selectionEnd": 6})
    composing = {"key": "Enter", "modifiers": 2, "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **composing})
    keys.send("Input.insertText", {"text": "今日已与诉求人通话"})
    assert text.input_value() == "今日已与诉求人通话"
    assert sent == []
    clerk.keyboard.press("Control+Enter")
    clerk.locator("#order").get_by_text("今日已与诉求人通话").first.wait_for()


def test_a_second_click_sends_once(office: Office) -> None:
    clerk = office.seat("杨帆")
    open_order(clerk, waiting(clerk))
    form = begin(clerk, "记事", 内容="只应记下一次的一句话")
    sent: list[str] = []
    clerk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    form.locator("button.button-primary").dblclick()
    notes = clerk.locator(".panel").filter(has=clerk.get_by_role("heading", name="记事"))
    said = notes.get_by_text("只应记下一次的一句话", exact=True)
    said.wait_for()
    clerk.reload()
    assert len(sent) == 1
    assert said.count() == 1


def test_a_stale_page_says_what_happened_meanwhile(office: Office) -> None:
    clerk = office.sign_in("杨帆")
    number = waiting(clerk)
    open_order(clerk, number)
    other_tab = clerk.context.new_page()
    open_order(other_tab, number)
    button(clerk, "签收").click()
    clerk.locator("#toasts").get_by_text("签收：已办理").wait_for()
    button(other_tab, "签收").click()
    other_tab.locator("#drawer-body").get_by_text("您打开页面之后：").wait_for()
    assert "签收" in other_tab.inner_text("#missed")


def test_another_districts_order_looks_like_none(office: Office) -> None:
    number = waiting(office.seat("杨帆"))
    stranger = office.seat("蒋悦")
    shown = []
    for asked in (number, "20990101-000001"):
        open_order(stranger, asked)
        shown.append(stranger.inner_text("main").replace(asked, ""))
    assert shown[0] == shown[1]
    assert "没有" in shown[0] or "找不到" in shown[0]


def test_another_language_keeps_the_page(office: Office) -> None:
    page = office.sign_in("周敏")
    page.goto("/orders/?urgency=urgent")
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Orders", exact=True).wait_for()
    assert page.url.endswith("/orders/?urgency=urgent")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("heading", name="工单", exact=True).wait_for()


def test_an_old_caller_reads_and_presses_without_glasses(office: Office) -> None:
    order = (
        WorkOrder.objects.exclude(caller_phone_index=None).filter(state="handling").earliest("registered_at")
    )
    caller = office.caller()
    caller.goto("/track/")
    caller.get_by_role("button", name="长辈版").click()
    caller.get_by_label("工单编号").fill(order.number)
    caller.get_by_label("查询码").fill(code_for("caller", order.id))
    assert caller.evaluate(SMALLEST_TARGET) >= 60
    caller.get_by_role("button", name="查询").click()
    caller.get_by_role("heading", name="经过哪些单位").wait_for()
    assert caller.evaluate("document.documentElement.dataset.size") == "elder"
    assert caller.evaluate(SMALLEST_TARGET) >= 60
    assert caller.evaluate(SMALLEST_BODY) >= 18
    assert caller.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"]


def test_an_old_worker_asks_and_reads_the_answer_without_glasses(office: Office) -> None:
    fill_shelf(timezone.now())
    worker = office.caller()
    worker.goto("/ask/")
    worker.get_by_role("button", name="长辈版").click()
    worker.wait_for_function("document.documentElement.dataset.size === 'elder'")
    assert_elder(worker)
    worker.get_by_role("searchbox").fill("老板跑路了工钱怎么要")
    worker.get_by_role("button", name="查找").click()
    answer = worker.get_by_role("link", name="看全部").first
    answer.wait_for()
    assert_elder(worker)
    answer.click()
    worker.wait_for_url("**/ask/about/**")
    assert_elder(worker)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", POSTS)
def test_every_page_is_whole_and_no_wider_than_its_screen(office: Office, name: str, language: str) -> None:
    """Nothing is asked of another machine and no browser complains: ``office`` sees to that in every test."""
    page = office.enter(name, language)
    too_wide = []
    for address in addresses(page, name):
        for screen in (DESK_SCREEN, PHONE_SCREEN):
            page.set_viewport_size(screen)
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > screen["width"]:
                too_wide.append((address, screen["width"], width))
    page.context.close()
    assert too_wide == []


def addresses(page: "Page", name: str) -> Iterator[str]:
    """Every page the navigation leads to, an order with its paper, and what is further inside."""
    page.goto("/")
    entries: Locator = page.locator("nav.side a")
    yield from [entry.get_attribute("href") or "" for entry in entries.all()]
    yield from ELSEWHERE.get(name, [])
    page.goto("/orders/")
    first = page.locator("tr[data-row] a.number")
    if first.count():
        order = first.first.get_attribute("href") or ""
        yield from (order, f"{order}paper/")
