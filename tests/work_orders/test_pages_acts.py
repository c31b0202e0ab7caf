"""Acts through the pages: every act has its form, a refusal says its sentence, and nothing is sent or lost twice."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.models import Assignment, Instalment
from tests.town import AT, Town
from tests.work_orders.forms import HTMX, opened, send
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_a_return_can_be_asked_and_an_extension_while_there_is_time(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).dispatched()
    browser = sign_in("杨帆", story.now)
    sent = opened(browser, story.number, "request_return") | {
        "cause": "not_our_matter",
        "basis": "清单第3项",
        "proposes": town.labour.pk,
    }
    assert send(browser, story.number, "request_return", "", sent).status_code == 302
    assert story.order.state == "return_review"
    other = Story(town).in_hand()
    browser = sign_in("张琪", other.now)
    sent = opened(browser, other.number, "request_extension") | {"days": "2", "reason": "银行对账"}
    assert send(browser, other.number, "request_extension", "", sent).status_code == 302
    assert other.order.state == "extension_review"


def test_a_refusal_keeps_what_was_entered_and_says_the_sentence_at_its_field(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town)
    browser = sign_in("周敏", story.now)
    sent = opened(browser, story.number, "dispatch") | {"unit": town.city_union.pk, "task": "请三日内见面"}
    answer = send(browser, story.number, "dispatch", "", sent, headers=HTMX)
    assert answer.status_code == 422
    assert "field-wrong" in answer.text
    assert "请三日内见面" in answer.text
    assert "重庆市总工会" in answer.text
    assert answer["HX-Retarget"] == "#drawer-body"
    assert story.order.state == "awaiting_dispatch"


def test_what_is_missing_is_said_before_anything_is_done(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).in_hand()
    browser = sign_in("张琪", story.now)
    answer = send(
        browser, story.number, "resolve", "", opened(browser, story.number, "resolve") | {"result": " "}
    )
    assert answer.status_code == 422
    assert "请填写“办理结果”。" in answer.text


def test_a_stale_page_shows_what_happened_meanwhile_and_keeps_the_text(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).in_hand()
    browser = sign_in("张琪", story.now)
    sent = opened(browser, story.number, "hold_session") | {"text": "写了很久的现场记录"}
    story.act("杨帆", office.raise_risk, "gathering", "有人聚集")
    answer = send(browser, story.number, "hold_session", "", sent, headers=HTMX)
    assert answer.status_code == 409
    assert "已由别人更新" in answer.text
    assert "标记风险" in answer.text
    assert "写了很久的现场记录" in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)
    assert again is not None
    sent["version"] = again.group(1)
    assert send(browser, story.number, "hold_session", "", sent).status_code == 302


def test_a_step_from_another_tab_that_is_no_longer_possible_says_why(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).dispatched()
    browser = sign_in("杨帆", story.now)
    sent = {"version": story.order.version, "seen": story.order.ledger_length}
    assert send(browser, story.number, "sign", "", sent).status_code == 302
    second = send(browser, story.number, "sign", "", sent)
    assert second.status_code == 409
    assert "已由别人更新" in second.text
    assert "不能签收" in second.text
    form = browser.get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX)
    assert form.status_code == 409
    assert "不能派单" in form.text
    assert "<form" not in form.text


@pytest.mark.parametrize("act", ["note", "attach", "urge"])
def test_a_second_click_says_nothing_twice(town: Town, sign_in: Callable[..., Client], act: str) -> None:
    story = Story(town).in_hand()
    browser = sign_in("周敏" if act == "urge" else "张琪", story.now)
    sent = opened(browser, story.number, act) | {"text": "已联系项目部", "kind": "note"}
    for _ in range(2):
        file = {"file": SimpleUploadedFile("a.txt", b"x")} if act == "attach" else {}
        assert send(browser, story.number, act, "", sent | file).status_code == 302
    events = [event.act for event in dossier_of(town.actor("张琪"), story.number, story.now).events]
    assert events.count(act) == 1


def test_a_note_beside_an_order_disturbs_nobodys_form(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).in_hand()
    browser = sign_in("张琪", story.now)
    sent = opened(browser, story.number, "hold_session") | {"text": "现场记录"}
    story.act("周敏", office.urge, "请尽快")
    assert send(browser, story.number, "hold_session", "", sent).status_code == 302


def test_an_act_on_the_page_gives_the_page_back_and_one_in_the_drawer_the_drawer(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).dispatched()
    browser = sign_in("杨帆", story.now)
    sent = {"version": story.order.version, "seen": story.order.ledger_length}
    here = {"HX-Current-URL": f"http://testserver/orders/{story.number}/"}
    answer = send(browser, story.number, "sign", "", sent, headers=HTMX | here)
    assert answer["HX-Retarget"] == "#order"
    assert 'id="order"' in answer.text
    told = json.loads(answer["HX-Trigger"])
    assert told["toast"]["words"] == "签收：已办理"
    # After the swap: htmx finds #order from the form in the drawer, which closing throws away.
    assert "closeDrawer" in json.loads(answer["HX-Trigger-After-Swap"])
    sent = opened(browser, story.number, "start") | {"contact": "已电话联系"}
    list_page = {"HX-Current-URL": "http://testserver/orders/?mine=1"}
    answer = send(browser, story.number, "start", "", sent, headers=HTMX | list_page)
    assert answer["HX-Retarget"] == "#drawer-body"
    assert "orderChanged" in json.loads(answer["HX-Trigger"])


def test_calling_in_offers_the_districts_departments_with_the_three_for_unpaid_wages_ticked(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).in_hand()
    browser = sign_in("张琪", story.now)
    page = browser.get(f"/orders/{story.number}/acts/call_in/form/", headers=HTMX).text
    ticked = set(re.findall(r'name="units" value="(\d+)" checked', page))
    assert ticked == {str(unit.pk) for unit in (town.labour, town.housing, town.petitions)}
    assert f'name="inform" value="{town.command_centre.pk}" checked' in page
    assert "渝中区司法局" in page
    assert "江北区" not in page
    sent = {
        "version": story.order.version,
        "units": sorted(ticked),
        "inform": town.command_centre.pk,
        "task": "到场",
    }
    assert send(browser, story.number, "call_in", "", sent).status_code == 302
    roles = Assignment.objects.filter(order=story.order, ended_at=None).values_list("role", flat=True)
    assert sorted(roles) == ["informed", "lead", "supporting", "supporting", "supporting"]


def test_dispatch_suggests_the_union_of_the_place_and_searches_only_unions_below(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town)
    browser = sign_in("周敏", story.now)
    assert opened(browser, story.number, "dispatch")["unit"] == str(town.district_union.pk)
    found = browser.get(f"/orders/{story.number}/units/?act=dispatch&q=渝中区").text
    assert "渝中区总工会" in found
    assert "人力资源" not in found
    story.dispatched()
    story.act("杨帆", office.sign)
    browser = sign_in("杨帆", story.now)
    assert opened(browser, story.number, "pass_down")["unit"] == str(town.street_union.pk)
    assert "江北" not in browser.get(f"/orders/{story.number}/units/?act=pass_down&q=江北").text


def test_instalments_are_rows_and_one_more_can_be_had_without_a_script(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).in_hand()
    browser = sign_in("张琪", story.now)
    sent = opened(browser, story.number, "agree") | {
        "terms": "三期",
        "due_on_0": "2025-06-20",
        "amount_0": "10,000.50",
    }
    wider = send(browser, story.number, "agree", "", sent | {"another": "1"})
    assert wider.status_code == 200
    assert 'name="due_on_3"' in wider.text
    assert 'value="10,000.50"' in wider.text
    half = send(browser, story.number, "agree", "", sent | {"due_on_1": "2025-06-27"})
    assert half.status_code == 422
    assert "付款日和金额须一起填写。" in half.text
    undated = send(browser, story.number, "agree", "", sent | {"amount_1": "500"})
    assert undated.status_code == 422
    assert "第2期没有约定付款日" in undated.text
    assert not Instalment.objects.exists()
    sent |= {"rows": "4", "due_on_3": "2025-07-01", "amount_3": "¥ 99"}
    assert send(browser, story.number, "agree", "", sent).status_code == 302
    assert list(Instalment.objects.values_list("amount_fen", flat=True)) == [1_000_050, 9_900]


def test_many_are_signed_for_at_once_and_each_refusal_stands_alone(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    stories = [Story(town, at=AT + timedelta(minutes=n)).dispatched() for n in range(3)]
    stories[1].act("杨帆", office.sign)
    browser = sign_in("杨帆", stories[-1].now + timedelta(hours=1))
    ticks = [f"{story.number}:{story.order.version}" for story in stories]
    answer = browser.post("/orders/bulk/", {"act": "sign", "order": ticks})
    assert "已办理 2 张，未办理 1 张。" in answer.text
    assert "不能签收" in answer.text
    assert [story.order.state for story in stories] == ["signed"] * 3
    assert browser.post("/orders/bulk/", {"act": "sign"}).url == "/orders/"


def test_many_are_discharged_at_once(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).closed()
    story.act("何静", office.inspect, passing())
    story.act("张琪", office.report_back, Level.STREET, "材料齐全")
    ready, not_ready = story, Story(town).in_hand()
    browser = sign_in("张琪", max(ready.now, not_ready.now))
    ticks = [f"{each.number}:{each.order.version}" for each in (ready, not_ready)]
    answer = browser.post("/orders/bulk/", {"act": "discharge", "order": ticks})
    assert "已办理 1 张，未办理 1 张。" in answer.text
    assert ready.order.responsibilities.get(level="street").state == "discharged"


@pytest.mark.parametrize("about", ["", "0", "99999999999999999999", "x", "city", "²"])
def test_nonsense_about_a_level_or_a_unit_is_not_found_and_breaks_nothing(
    town: Town, sign_in: Callable[..., Client], about: str
) -> None:
    story = Story(town).called_in()
    browser = sign_in("张琪", story.now)
    for act in ("discharge", "waive_support", "sign_support", "nonsense"):
        for answer in (
            browser.get(f"/orders/{story.number}/acts/{act}/form/?about={about}"),
            send(browser, story.number, act, about, {"version": story.order.version, "reason": "x"}),
        ):
            assert answer.status_code in (404, 409)
