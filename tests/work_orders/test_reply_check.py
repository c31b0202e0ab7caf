"""A reply is read along while it is written; what was said of it is kept, and only a trace of a person has to be confirmed."""

from datetime import date

import pytest
from django.test import Client

from bihuan.rules.matters import Source
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Instalment, Promise, Reply
from tests.knowledge.shelf import TEAHOUSE_2020, law, stock, teahouses
from tests.town import Town
from tests.work_orders.course import refused
from tests.work_orders.forms import opened, send
from tests.work_orders.stories import NAME, PHONE, Story

pytestmark = pytest.mark.django_db
LATER = TEAHOUSE_2020.replace("茶馆管理条例", "茶楼待客条例").replace("2020年3月1日", "2026年1月1日")
GOOD = "经现场核实，总承包单位代付十名木工全部欠款，银行回单已核对，请各位查收到账短信。"
PROMISE = "单位承诺2027年3月20日前支付工资20万元，2027年4月20日前付清余款20万元。"


def browser_of(town: Town, name: str) -> Client:
    browser = Client()
    browser.force_login(town.person(name))
    return browser


def read_along(browser: Client, story: Story, text: str, **more: str) -> str:
    answer = browser.post(f"/orders/{story.number}/reply-check/", {"text": text, "channel": "phone", **more})
    assert answer.status_code == 200
    return answer.text


def test_while_it_is_written_it_is_read_along(town: Town) -> None:
    story, browser = Story(town).in_hand(), browser_of(town, "张琪")
    assert "诉求问到" in browser.get(f"/orders/{story.number}/acts/reply/form/").text
    said = read_along(browser, story, "李师傅您好，我们高度重视，依据《某某市加班条例》第三条，将尽快处理。")
    for words in ("欠付的钱", "没有答复", "空话", "名称不符", "引用有误"):
        assert words in said
    assert "leak_confirmed" not in said
    said = read_along(browser, story, f"{NAME}您好，{PROMISE}", leak_confirmed="on")
    assert "已答复" in said
    assert "¥200,000.00" in said
    assert 'name="leak_confirmed"' in said
    # Neither the name nor the number is read out again.
    assert NAME not in said


def test_whoever_cannot_reply_reads_nothing_along(town: Town) -> None:
    story = Story(town).in_hand()
    for name in ("陆遥", "马俊", "冯涛"):
        answer = browser_of(town, name).post(f"/orders/{story.number}/reply-check/", {"text": PHONE})
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "text",
    [f"已致电{PHONE}说明。", f"职工{NAME}的工资已付清。", "身份证11010519491231002X已核对，工资已付。"],
)
def test_what_leads_to_a_person_has_to_be_confirmed(town: Town, text: str) -> None:
    story = Story(town).in_hand()
    with refused("reply_tells_who", "leak_confirmed"):
        story.act("张琪", office.reply, text)
    assert not Reply.objects.exists()
    story.act("张琪", office.reply, text, leak_confirmed=True)
    (reply,) = Reply.objects.all()
    assert reply.text == text
    assert {fault for fault, _ in reply.told} >= {"leak"}
    # What is kept beside it names kinds, nothing that was found.
    assert not any(trace in str(reply.told) for trace in (PHONE, NAME, "11010519491231002X"))


def test_the_telephone_of_another_caller_is_a_trace_too(town: Town) -> None:
    other = Story(town, caller_phone="13900005678", caller_name="").in_hand()
    story = Story(town).in_hand()
    with refused("reply_tells_who", "leak_confirmed"):
        story.act("张琪", office.reply, "请联系13900005678，工资已付。")
    # The office's own telephone is none.
    story.act("张琪", office.reply, "请联系023-63851234，工资已付。")
    assert other.order.state == "handling"


def test_the_page_asks_for_the_confirmation_beside_the_text(town: Town) -> None:
    story, browser = Story(town).in_hand(), browser_of(town, "张琪")
    data = {**opened(browser, story.number, "reply"), "text": f"职工{NAME}的工资已付清。", "channel": "phone"}
    answer = send(browser, story.number, "reply", "", data)
    assert answer.status_code == 422
    assert "确须写出的，请核对后勾选再发" in answer.text
    assert send(browser, story.number, "reply", "", {**data, "leak_confirmed": "on"}).status_code == 302
    assert Reply.objects.count() == 1


def test_nothing_else_keeps_a_reply_back_and_what_was_said_of_it_is_kept(town: Town) -> None:
    story, browser = Story(town).in_hand(), browser_of(town, "张琪")
    story.act("张琪", office.reply, "我们高度重视，将尽快处理。", channel=Source.PHONE)
    assert Reply.objects.get().told == [["unanswered", "pay"], ["empty", "no_deed"], ["empty", "no_day"]]
    page = browser.get(f"/orders/{story.number}/").text
    assert "发出时已提示：" in page
    assert "没有答复：欠付的钱" in page


def test_a_reply_like_one_to_another_order_names_that_order(town: Town) -> None:
    first, second = Story(town).in_hand(), Story(town, content="另一件欠薪").in_hand()
    first.act("张琪", office.reply, GOOD)
    second.act("张琪", office.reply, GOOD)
    assert ["copied_reply", first.number] in Reply.objects.get(order=second.order).told
    assert Reply.objects.get(order=first.order).told == []


@pytest.mark.parametrize(
    ("cited", "verdict"),
    [
        ("《茶馆管理条例》第四条", ""),  # added by the version of 2024, which held when the order came in
        ("《茶馆管理条例》第三十条", "no_such_article"),
        ("《茶馆管理条例》第三条第五款", "no_such_part"),
        ("《茶楼待客条例》第一条", "not_in_force"),  # in force half a year after the facts
        ("《某某市加班条例》第三条", "no_such_law"),
    ],
)
def test_a_citation_is_held_against_the_day_of_the_facts(town: Town, cited: str, verdict: str) -> None:
    stock(*teahouses(), law("茶楼待客条例(2026-01-01).md", LATER, date(2026, 1, 1)))
    story = Story(town).in_hand()
    story.act("张琪", office.reply, f"{GOOD}依据{cited}，另行告知。")
    told = [about for fault, about in Reply.objects.get().told if fault == "citation"]
    assert told == ([verdict] if verdict else [])


@pytest.mark.parametrize("resolved", [False, True])
def test_a_promise_in_a_reply_begins_the_form_of_the_agreement(town: Town, resolved: bool) -> None:
    story, browser = Story(town).in_hand(), browser_of(town, "张琪")
    if resolved:
        story.act("张琪", office.resolve, "agreement_reached", "达成协议")
    story.act("张琪", office.reply, PROMISE)
    reply = Reply.objects.get()
    assert f"acts/agree/form/?about=reply-{reply.pk}" in browser.get(f"/orders/{story.number}/").text
    data = opened(browser, story.number, "agree", f"reply-{reply.pk}")
    assert (data["due_on_0"], data["amount_0"], data["due_on_1"]) == ("2027-03-20", "200000.00", "2027-04-20")
    # The person decides: nothing is an agreement yet.
    assert not Promise.objects.exists()
    data |= {"terms": "两期付清", "representatives": "", "contractor": ""}
    assert send(browser, story.number, "agree", f"reply-{reply.pk}", data).status_code == 302
    assert list(Instalment.objects.values_list("amount_fen", flat=True)) == [20_000_000, 20_000_000]
    assert story.order.open_promises == 1
    assert "about=reply-" not in browser.get(f"/orders/{story.number}/").text


def test_reading_along_costs_the_same_however_many_replies_there_are(
    town: Town, django_assert_max_num_queries: object
) -> None:
    story, browser = Story(town).in_hand(), browser_of(town, "张琪")
    for _ in range(3):
        Story(town).in_hand().act("张琪", office.reply, GOOD)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        read_along(browser, story, f"{GOOD}{PHONE}《劳动合同法》第三十条")
