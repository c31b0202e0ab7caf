"""The story of the source page, from the first key at the desk to the locked rings, played through the pages.

Everybody in it sits at a browser of their own, signed in with the password; what is asserted is what they would see.
Time passes as it really does, so the agreement's instalments fall due on the day and are paid at once; what happens
when they are late is told by ``bihuan story`` and ``tests/journeys``.

``BIHUAN_SCREENSHOTS=1 ./dev test tests/browser/test_story.py`` also takes the pictures of ``docs/screenshots``.
"""

import re
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from bihuan.demo import story
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import verify
from bihuan.rules.actors import Level
from bihuan.rules.checklist import STANDARD, VERDICT_WORDS, Verdict, passing
from bihuan.rules.responsibility import Duty
from bihuan.work_orders.models import Holding, WorkOrder
from tests.browser.acting import act, begin, button, look_up, open_order
from tests.browser.office import DESK_SCREEN, PHONE_SCREEN, Office
from tests.browser.pictures import picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DEPARTMENTS = tuple(story.DEPARTMENTS)


def test_one_call_goes_round_both_loops_through_the_pages(office: Office) -> None:
    number, code = take_the_call(office)
    send_it_down(office, number)
    handle_it_on_the_spot(office, number)
    caller = follow_by_telephone(office, number, code)
    ask_the_caller(office, number, caller)
    close_both_loops(office, number)
    check_the_books(number)


def take_the_call(office: Office) -> tuple[str, str]:
    """陈晓 registers the call while listening, by keyboard. Returns number and query code as the page says them."""
    door = office.stranger()
    door.goto("/")
    door.get_by_role("heading", name="登录").wait_for()
    picture(door, "01-sign-in")
    desk = office.seat("陈晓")
    an_earlier_call(desk, office)
    desk.goto("/")
    desk.keyboard.press("n")
    desk.wait_for_url("**/desk/")
    type_the_call(desk)
    desk.locator("#hints").get_by_text("集体争议标准").wait_for()
    desk.locator("#hints").get_by_text("社会保险").first.wait_for()
    assert "= ¥400,000.00" in desk.inner_text("#amount-echo")
    desk.get_by_text("已存", exact=False).first.wait_for()
    picture(desk, "02-desk")
    desk.keyboard.press("Control+Enter")
    desk.get_by_role("heading", name="已登记，请念给来电人").wait_for()
    picture(desk, "03-registered")
    figures = desk.locator(".stats, .grid").first.inner_text()
    return re.findall(r"\d{8}-\d{6}", figures)[0], re.findall(r"^\d{6}$", figures, re.MULTILINE)[0]


def an_earlier_call(desk: "Page", office: Office) -> None:
    """The same caller asked about something else before."""
    desk.goto("/desk/")
    desk.get_by_label("来电号码").fill(story.PHONE)
    desk.get_by_label("诉求内容").fill("来电人咨询班组进城务工人员如何参加社会保险，请相关单位答复。")
    choose(desk, "事项", "社会保险")
    choose(desk, "项目或工作地点", "解放碑街道")
    desk.get_by_role("button", name="登记待核").click()
    desk.get_by_role("heading", name="已登记，请念给来电人").wait_for()


def choose(page: "Page", label: str, words: str) -> None:
    """Type into the combobox called ``label``."""
    page.get_by_role("combobox", name=label).press_sequentially(words)
    take(page, words)


def take(page: "Page", words: str) -> None:
    """Leave a combobox by the tab key, once it points at what is meant."""
    page.get_by_role("option", name=re.compile(f"^{words}"), selected=True).wait_for()
    page.keyboard.press("Tab")


def type_the_call(desk: "Page") -> None:
    """From field to field with the tab key, as the caller speaks."""
    keys = desk.keyboard
    keys.type(story.PHONE)
    keys.press("Tab")
    keys.type(story.CALLER)
    keys.press("Tab")
    keys.press("Tab")
    keys.insert_text(story.CALL)
    keys.press("Tab")
    keys.type("tqgz")
    take(desk, "拖欠工资")
    keys.press("Alt+2")
    desk.get_by_label("用人单位").focus()
    keys.insert_text(story.EMPLOYER)
    keys.press("Tab")
    keys.press("Tab")  # of what kind it is may be said later
    keys.type(story.STREET)
    take(desk, story.STREET)
    keys.insert_text(story.ADDRESS)
    keys.press("Tab")
    keys.insert_text("10")
    keys.press("Tab")
    keys.insert_text("40万")


def send_it_down(office: Office, number: str) -> None:
    """周敏 to the district, 杨帆 to the street; each is offered the unit of the project's place."""
    dispatcher, clerk = office.seat("周敏"), office.seat("杨帆")
    look_up(dispatcher, number)
    form = begin(dispatcher, "派单")
    assert form.get_by_role("combobox").input_value() == story.DISTRICT_UNION
    form.locator("button.button-primary").click()
    see(dispatcher, "已派单", f"{story.DISTRICT_UNION} · 工单办理员")

    clerk.goto("/")
    waiting = clerk.get_by_role("link", name=number)
    waiting.wait_for()
    picture(clerk, "04-home-clerk")
    on_a_telephone(clerk, "12-home-phone")
    waiting.click()
    act(clerk, "签收")
    see(clerk, "已签收")
    form = begin(clerk, "下派")
    assert form.get_by_role("combobox").input_value() == story.STREET_UNION
    form.locator("button.button-primary").click()
    see(clerk, "已派单", f"{story.STREET_UNION} · 劳动关系信息员")


def handle_it_on_the_spot(office: Office, number: str) -> None:
    """张琪 verifies, calls in the departments, makes the agreement, sees it paid, resolves and replies."""
    informant = office.seat("张琪")
    open_order(informant, number)
    act(informant, "签收")
    act(informant, "首次联系，开始办理", 首次联系情况=story.CONTACT)
    see(informant, "办理中")
    act(
        informant, "现场核实", 是否属实="属实", 涉及人数="10", 涉及金额="400000", 现场情绪="激动",
        有聚集风险=True, 核实情况=story.FINDING,
    )  # fmt: skip
    see(informant, "风险未消除", "有聚集风险")
    form = begin(informant, "转141协同", 协办事项=story.TASK)
    for unit in story.DEPARTMENTS.values():
        assert form.get_by_label(unit).is_checked()
    assert form.get_by_label(story.COMMAND_CENTRE).is_checked()
    form.locator("button.button-primary").click()
    see(informant, *story.DEPARTMENTS.values(), f"知会：{story.COMMAND_CENTRE}")

    for name in DEPARTMENTS:
        officer = office.seat(name)
        open_order(officer, number)
        act(officer, "协办签收")
        see(officer, "协办中")
    act(informant, "现场办公", 现场办公情况=story.SESSION)
    today = timezone.localdate()
    form = begin(
        informant, "登记支付协议", 协议内容=story.TERMS,
        **{"第 1 期付款日": today.isoformat(), "第 1 期金额": "200000",
           "第 2 期付款日": (today + timedelta(story.SECOND_DUE)).isoformat(), "第 2 期金额": "200,000.00"},
    )  # fmt: skip
    picture(informant, "06-act-form")
    form.locator("button.button-primary").click()
    see(informant, "支付协议", "¥200,000.00")
    assert not button(informant, "办结").count()
    see(informant, "还有协办单位")
    picture(informant, "05-order-in-hand")
    supervise(office, number)
    for name, answer in story.ANSWERS.items():
        officer = office.seat(name)
        officer.reload()
        act(officer, "协办反馈", 协办反馈=answer)
    informant.reload()
    act(informant, "办结", 办结方式="达成协议", 办理结果=story.RESULT)
    see(informant, "已办结")
    for evidence in (story.FIRST_REST, story.SECOND):  # the form offers the instalment that is next
        act(informant, "确认付款", 到账金额="200000", 付款凭据=evidence)
    see(informant, "已兑现")
    act(informant, "答复诉求人", 答复方式="电话", 答复内容=story.REPLY)


def supervise(office: Office, number: str) -> None:
    """邓宁 leaves a warning in the responsibility of her level."""
    supervisor = office.seat("邓宁")
    open_order(supervisor, number)
    act(supervisor, "监督预警", "区县", 监督情况=story.URGING)
    see(supervisor, story.URGING)


def follow_by_telephone(office: Office, number: str, code: str) -> "Page":
    """The caller sees every hop and the money, and nothing of the office's own."""
    caller = office.caller()
    caller.goto("/track/")
    caller.get_by_label("工单编号").fill(number)
    caller.get_by_label("查询码").fill(code)
    caller.get_by_role("button", name="查询").click()
    caller.get_by_role("heading", name="经过哪些单位").wait_for()
    shown = caller.inner_text("main")
    units = ("重庆市总工会", story.DISTRICT_UNION, story.STREET_UNION, *story.DEPARTMENTS.values())
    for seen in (*units, story.REPLY, "¥400,000.00"):
        assert seen in shown, seen
    for kept in (story.INFORMANT, story.FINDING, story.TASK, story.URGING, story.PHONE):
        assert kept not in shown, kept
    picture(caller, "10-caller-phone")
    return caller


def ask_the_caller(office: Office, number: str, caller: "Page") -> None:
    """陈晓 calls back: contacted, solved and satisfied are three answers."""
    operator = office.seat("陈晓")
    open_order(operator, number)
    act(operator, "开始回访")
    act(operator, "记录回访", 电话="接通", 问题解决了吗="已解决", 对办理满意吗="非常满意")
    see(operator, "已结案")
    caller.reload()
    see(caller, "已结案")


def close_both_loops(office: Office, number: str) -> None:
    """何静 inspects; street, district and city report and are discharged from the bottom up; 周敏 archives."""
    inspector, clerk, informant, dispatcher = (office.seat(name) for name in ("何静", "杨帆", "张琪", "周敏"))
    open_order(inspector, number)
    verdicts = {answer.item: VERDICT_WORDS[Verdict(answer.verdict)].zh for answer in passing()}
    act(inspector, "质检", **{item.words.zh: verdicts[item.code] for item in STANDARD.items})
    clerk.reload()
    act(clerk, "消除风险", 风险化解情况=story.CALMED)
    informant.reload()
    line = {informant: Level.STREET, clerk: Level.DISTRICT, dispatcher: Level.CITY}
    for page, level in line.items():
        page.reload()
        act(page, "回复反馈", 反馈内容=story.REPORTS[level])
    see(dispatcher, "下级责任还没有闭环")
    for page in line:
        page.reload()
        act(page, "责任闭环")
    act(dispatcher, "归档")
    see(dispatcher, "已归档")
    picture(dispatcher, "11-archived")
    assert "这张工单现在没有需要您办理的事项" in dispatcher.inner_text("#acts")
    in_english(dispatcher, "13-english-order", "Archived")


def check_the_books(number: str) -> None:
    """What the pages said is what the database holds."""
    order = WorkOrder.objects.get(number=number)
    assert (order.state, order.risk_open) == ("archived", False)
    assert order.responsibility_closed_at is not None
    assert {duty.state for duty in order.responsibilities.all()} == {Duty.DISCHARGED}
    assert list(verify([(order.id, Head(order.ledger_length, order.ledger_digest))])) == [(order.id, None)]
    periods = [held.period for held in Holding.objects.filter(order=order).order_by("period")]
    assert (periods[0].lower, periods[-1].upper) == (order.registered_at, order.archived_at)
    assert all(one.upper == after.lower for one, after in pairwise(periods))


def on_a_telephone(page: "Page", name: str) -> None:
    """Take a picture of the page as a telephone shows it."""
    page.set_viewport_size(PHONE_SCREEN)
    picture(page, name)
    page.set_viewport_size(DESK_SCREEN)


def in_english(page: "Page", name: str, words: str) -> None:
    """Turn to English, take a picture, and turn back."""
    page.get_by_role("button", name="English").click()
    page.locator("main").get_by_text(words, exact=True).first.wait_for()
    picture(page, name)
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="English").wait_for()


def see(page: "Page", *texts: str) -> None:
    """Wait until all of this can be read on the page."""
    for text in texts:
        page.locator("main").get_by_text(text).first.wait_for()


def test_who_watches_sees_it_all_at_once(office: Office) -> None:
    """The list, the wall and the figures of a city with life in it; and the components they are made of."""
    clerk, supervisor, leader, visitor = (office.seat(name) for name in ("杨帆", "唐毅", "罗岚", "陈晓"))
    clerk.goto("/orders/")
    clerk.get_by_role("columnheader", name="诉求").wait_for()
    picture(clerk, "07-list")
    supervisor.goto("/wall/")
    supervisor.get_by_role("heading", name="按单位").wait_for()
    picture(supervisor, "08-wall")
    leader.goto("/figures/")
    leader.get_by_role("heading", name="怎么算的").wait_for()
    picture(leader, "09-figures")
    visitor.goto("/design/")
    visitor.get_by_role("heading").first.wait_for()
    picture(visitor, "14-design")
