"""The pages of inspection: what a desk has set, setting it, and the inspector's form."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.rules.checklist import STANDARD, passing
from bihuan.rules.inspecting import Measure, PlanRow
from bihuan.work_orders import actions as office
from bihuan.work_orders.inspecting import checklist_in_force, plan_in_force
from tests.town import AT, Town
from tests.work_orders import course
from tests.work_orders.forms import opened, send

pytestmark = pytest.mark.django_db

SIGNED = {"owner": "市总工会权益保障部", "note": "试行一个季度"}
HALF = {"seen": "0", "rows": "1", "measure_0": "share", "amount_0": "50", "always": ["redone"], **SIGNED}


def plan_url(town: Town) -> str:
    return f"/inspection/{town.city_union.pk}/plan/"


def test_a_supervisor_tries_a_plan_out_and_puts_it_into_force(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    for _ in range(3):
        course.closed(town)
    browser = sign_in("唐毅", AT + timedelta(days=3))
    looked = browser.post(plan_url(town), HALF | {"look": "1"})
    assert "结案 3 件" in looked.text
    assert plan_in_force(town.city_union.pk).version == 0
    assert browser.post(plan_url(town), HALF | {"save": "1"})["Location"] == "/inspection/"
    page = browser.get("/inspection/").text
    for said in ("质检方案 第 1 版", "抽检 50%", "非官方数值", "重办过的", "市总工会权益保障部"):
        assert said in page
    browser.post(plan_url(town), HALF | {"seen": "1", "amount_0": "20"})
    assert "以前的版本" in browser.get("/inspection/").text
    stale = browser.post(plan_url(town), HALF | {"seen": "1"})
    assert (stale.status_code, "没有保存" in stale.text) == (422, True)


def test_rows_are_added_left_out_and_refused_where_they_stand(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in("唐毅")
    more = browser.post(plan_url(town), HALF | {"another": "1", "owner": ""})
    assert (more.status_code, "measure_1" in more.text) == (200, True)
    assert "请填写" not in more.text
    rows = HALF | {
        "rows": "3",
        "measure_1": "",
        "measure_2": "one_in",
        "amount_2": "1",
        "unit_2": str(town.district.pk),
    }
    wrong = browser.post(plan_url(town), rows)
    assert (wrong.status_code, "id_amount_2-error" in wrong.text) == (422, True)
    missing = browser.post(plan_url(town), rows | {"amount_2": ""})
    assert (missing.status_code, "id_amount_2-error" in missing.text) == (422, True)
    browser.post(plan_url(town), rows | {"amount_2": "4"})
    plan = plan_in_force(town.city_union.pk)
    assert [(row.measure, row.amount, row.unit) for row in plan.rows] == [
        ("share", 50, ""), ("one_in", 4, town.district.path),
    ]  # fmt: skip
    assert town.district.name in browser.get(plan_url(town)).text


def test_the_checklist_is_set_and_its_english_may_be_left_out(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in("唐毅")
    url = f"/inspection/{town.city_union.pk}/checklist/"
    sent = SIGNED | {
        "seen": "0",
        "rows": "3",
        "code_0": "facts",
        "zh_0": "事实清楚",
        "required_0": "on",
        "zh_2": "录音可听清",
    }
    assert browser.post(url, sent)["Location"] == "/inspection/"
    items = checklist_in_force(town.city_union.pk).items
    assert [(item.code, item.words.en, item.required) for item in items] == [
        ("facts", "事实清楚", True), ("v1_2", "录音可听清", False),
    ]  # fmt: skip
    twice = browser.post(url, sent | {"seen": "1", "zh_2": "事实清楚"})
    assert (twice.status_code, "id_zh_2-error" in twice.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "reads"), [("何静", True), ("唐毅", True), ("陈晓", False), ("杨帆", False)]
)
def test_who_reads_and_who_sets(town: Town, sign_in: Callable[..., Client], name: str, reads: bool) -> None:
    browser = sign_in(name)
    assert browser.get("/inspection/").status_code == (200 if reads else 404)
    may_set = name == "唐毅"
    for part in ("plan", "checklist"):
        url = f"/inspection/{town.city_union.pk}/{part}/"
        assert browser.get(url).status_code == (200 if may_set else 404)
        assert browser.post(url, {"seen": "0"}).status_code == (422 if may_set else 404)
        assert browser.get(f"/inspection/{town.district_union.pk}/{part}/").status_code == 404
    assert ("修改方案" in browser.get("/inspection/").text) == may_set


def test_every_page_speaks_both_languages(town: Town, sign_in: Callable[..., Client]) -> None:
    browser = sign_in("唐毅")
    for url in ("/inspection/", plan_url(town), f"/inspection/{town.city_union.pk}/checklist/"):
        chinese = browser.get(url).text
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert browser.get(url).text != chinese
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"


def test_the_inspector_answers_item_by_item_and_sends_back_at_once(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = course.closed(town)
    browser = sign_in("何静", story.now + timedelta(hours=1))
    sent = opened(browser, story.number, "inspect")
    assert sent.pop("send_back") == "", "ticked beforehand"
    sent["send_back"] = "on"
    empty = send(browser, story.number, "inspect", "", sent)
    assert (empty.status_code, "act_item_facts-error" in empty.text) == (422, True)
    sent |= {f"item_{answer.item}": answer.verdict for answer in passing()}
    sent |= {"item_answered": "failed"}
    unsaid = send(browser, story.number, "inspect", "", sent)
    assert (unsaid.status_code, "act_reason_answered-error" in unsaid.text) == (422, True)
    done = send(browser, story.number, "inspect", "", sent | {"reason_answered": "未回应加班费"})
    assert done.status_code == 302
    page = browser.get(f"/orders/{story.number}/").text
    assert story.order.state == "handling"
    assert "未回应加班费" in page
    assert STANDARD.items[0].words.zh in page, "the whole checklist can be opened"


def test_the_order_says_why_it_is_inspected_or_spared(town: Town, sign_in: Callable[..., Client]) -> None:
    drawn = course.closed(town)
    none = [(PlanRow(Measure.SHARE, 0), None)]
    signature = office.Signature("权益保障部", "试行", 0)
    office.set_plan(town.actor("唐毅"), town.city_union.pk, none, [], signature, at=AT)
    spared = course.closed(town)
    browser = sign_in("周敏", spared.now + timedelta(hours=1))
    assert "没有设置质检方案，全部质检" in browser.get(f"/orders/{drawn.number}/").text
    page = browser.get(f"/orders/{spared.number}/").text
    assert "免检：质检方案第1版第1行，抽检 0%" in page
    assert "未抽中，免检" in page
    listed = browser.get("/orders/?inspection=spared").text
    assert spared.number in listed
    assert drawn.number not in listed


def test_the_page_costs_no_more_for_more_orders(town: Town, sign_in: Callable[..., Client]) -> None:
    browser, costs = sign_in("唐毅"), []
    browser.get("/inspection/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get("/inspection/")
        costs.append(len(captured))
        course.inspected(town)
    assert costs[0] == costs[1]
