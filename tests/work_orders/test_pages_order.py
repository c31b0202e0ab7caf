"""The page of an order answers its questions at a fixed price, whatever the order has been through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.organisations.models import Unit
from bihuan.rules.actors import Level
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.views.panels import steps_of
from tests.town import AT, Town
from tests.work_orders.busy import make_busy
from tests.work_orders.stories import FEN, Story

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


def test_it_costs_as_many_statements_after_a_long_history_as_after_a_short_one(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).called_in()
    story.act("张琪", office.agree, "一期付清", [office.Payment(story.now.date() + timedelta(10), FEN)])
    browser = sign_in("张琪", story.now)
    page = f"/orders/{story.number}/"
    browser.get(page)
    short = statements(browser, page)
    for n in range(30):
        story.act("张琪", office.note, f"第{n}次联系")
        story.act("周敏", office.urge, "请尽快")
    for n in range(3):
        days = [story.now.date() + timedelta(10 + n), story.now.date() + timedelta(20 + n)]
        story.act("张琪", office.agree, "分期", [office.Payment(day, FEN // 2) for day in days])
        story.act("张琪", office.verify, truth="true", mood="calm", gathering_risk=False, text="属实")
        story.act("张琪", office.attach, f"{n}.txt", b"x")
        Story(town, at=story.now)
    assert statements(browser, page) == short <= MOST_STATEMENTS
    assert statements(browser, f"{page}drawer/") <= MOST_STATEMENTS
    assert statements(browser, f"{page}paper/") <= MOST_STATEMENTS


def test_it_says_what_is_asked_who_holds_it_until_when_and_what_to_do(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).in_hand()
    page = sign_in("张琪", story.now).get(f"/orders/{story.number}/").text
    for said in ("木工班组十人被拖欠工资四十万元", "10 人", "¥400,000.00", "南纪门街道总工会", "劳动关系信息员",
                 "还剩", "06-17 17:30 到期", "紧急工单，登记后5 个工作日内办结", "现场核实", "转141协同"):  # fmt: skip
        assert said in page
    assert f"/orders/{story.number}/acts/verify/form/" in page


def test_who_an_order_is_passed_down_to_has_not_signed_for_it_yet(town: Town) -> None:
    story = Story(town).dispatched()
    story.act("杨帆", office.sign)
    story.act("杨帆", office.pass_down, town.street_union.pk)
    steps = steps_of(dossier_of(town.actor("张琪"), story.number, story.now))
    assert [(str(step["words"].zh), step["at"]) for step in steps[1:4]] == [
        ("派单", story.now), ("签收", None), ("办理", None)
    ]  # fmt: skip


def test_every_page_of_a_busy_town_opens_for_everybody_who_sees_it(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    busy = make_busy(town, seed=3, orders=25, steps=14)
    from bihuan.work_orders.queries import visible_to

    opened = 0
    for name in ("陈晓", "周敏", "何静", "杨帆", "张琪", "吴迪", "邓宁", "冯涛"):
        browser = sign_in(name, busy.now)
        for order in visible_to(town.actor(name)):
            for page in ("", "drawer/", "paper/"):
                assert browser.get(f"/orders/{order.number}/{page}").status_code == 200
                opened += 1
        assert browser.get("/orders/").status_code == 200
    assert opened > 100


def test_what_blocks_an_act_is_said_beside_it(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).called_in()
    page = sign_in("张琪", story.now).get(f"/orders/{story.number}/").text
    assert "还有协办单位没有反馈" in page
    assert f"/orders/{story.number}/acts/resolve/form/" not in page


def test_both_loops_are_shown_level_by_level_and_a_level_passed_over_is_marked(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town)
    story.act("周敏", office.dispatch, town.street_union.pk)
    story.act("张琪", office.sign)
    page = sign_in("张琪", story.now).get(f"/orders/{story.number}/").text
    assert "越级抄送" in page
    for said in ("市级", "区县", "镇街", "受理派单", "跟踪协同", "监督预警", "回复反馈"):
        assert said in page
    story.act("张琪", office.start, "已联系")
    story.act("张琪", office.report_back, Level.STREET, "本级已核实并督促付款")
    assert "本级已核实并督促付款" in sign_in("杨帆", story.now).get(f"/orders/{story.number}/").text


def test_merged_orders_lead_to_each_other(town: Town, sign_in: Callable[..., Client]) -> None:
    first, second = Story(town), Story(town, at=AT + timedelta(minutes=5))
    second.act("周敏", office.merge, first.number, "又来电催问")
    browser = sign_in("周敏", second.now)
    assert f"/orders/{first.number}/" in browser.get(f"/orders/{second.number}/").text
    page = browser.get(f"/orders/{first.number}/").text
    assert f"/orders/{second.number}/" in page
    assert "又来电催问" in page


def test_orders_of_the_same_caller_are_named_only_to_who_sees_them(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town).dispatched()
    elsewhere = Story(town, at=AT + timedelta(minutes=5), place=town.unit("观音桥街道").pk)
    assert elsewhere.number in sign_in("周敏", story.now).get(f"/orders/{story.number}/").text
    assert elsewhere.number not in sign_in("杨帆", story.now).get(f"/orders/{story.number}/").text


def test_history_keeps_the_names_units_had(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).dispatched()
    old = town.district_union
    renamed = Unit.objects.create(
        code=old.code, name="新渝中区总工会", kind=old.kind, level=old.level, parent=old.parent, path=old.path,
        valid_from=AT.date() + timedelta(1), valid_to=AT.date() + timedelta(9000),
    )  # fmt: skip
    Unit.objects.filter(pk=old.pk).update(valid_to=AT.date() + timedelta(1), successor=renamed)
    Unit.objects.filter(pk=renamed.pk).update(valid_to=None)
    office.pass_to_successors({old.pk: renamed.pk}, at=story.now + timedelta(days=1))
    page = sign_in("周敏", story.now + timedelta(days=1)).get(f"/orders/{story.number}/").text
    assert "渝中区总工会 → 新渝中区总工会" in page


def test_the_page_speaks_english_where_the_words_are_ours(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town).called_in()
    browser = sign_in("张琪", story.now)
    browser.cookies["django_language"] = "en"
    page = browser.get(f"/orders/{story.number}/").text
    for said in ("In hand", "Urgent", "Record a finding", "Labour-relations informant", "working days left"):
        assert said in page


def statements(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)
