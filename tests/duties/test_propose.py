"""The dispatcher sees what the rules propose and chooses; both are kept. A return cites an item of the list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.duties.models import PostHolder, Proposal, RoutingRule, RuleIncident, Wording
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from tests.town import AT, Town
from tests.work_orders.forms import HTMX, opened, send
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_the_seed_case_goes_by_duty_item_to_the_people_of_a_post(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(manned)
    dispatcher = sign_in("周敏", story.now)
    page = dispatcher.get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX).text
    assert "LD02 集体欠薪与聚集风险联合处置" in page
    assert "规则 F010 适用" in page
    assert "其次：规则 G100" in page
    # One key accepts: the form sent as it was opened.
    sent = opened(dispatcher, story.number, "dispatch")
    assert sent["unit"] == str(manned.district_union.pk)
    assert send(dispatcher, story.number, "dispatch", "", sent).status_code == 302
    story.act("杨帆", office.sign)
    clerk = sign_in("杨帆", story.now)
    sent = opened(clerk, story.number, "pass_down")
    assert sent["unit"] == str(manned.street_union.pk)
    assert send(clerk, story.number, "pass_down", "", sent).status_code == 302

    first, second = Proposal.objects.filter(order=story.order.pk).order_by("pk")
    assert (first.proposed, first.chosen) == (manned.district_union, manned.district_union)
    assert (second.proposed, second.chosen) == (manned.street_union, manned.street_union)
    assert (second.item.code, second.post.name, second.rule.code) == ("LD02", "劳动关系协调岗", "F010")  # type: ignore[union-attr]
    assert second.post.holders.filter(name="张琪").exists()  # type: ignore[union-attr]
    assert "LD02 集体欠薪与聚集风险联合处置" in clerk.get(f"/orders/{story.number}/").text


def test_the_departments_of_the_item_come_ticked_when_141_is_called_in(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(manned, matter="safety_health", urgency="critical", people=None, amount_fen=None).in_hand()
    page = sign_in("张琪", story.now).get(f"/orders/{story.number}/acts/call_in/form/", headers=HTMX).text
    ticked = [line for line in page.split("<label") if " checked" in line]
    assert [name for name in ("应急管理局", "人力资源和社会保障局", "信访办公室") if any(name in t for t in ticked)] == [
        "应急管理局",
        "人力资源和社会保障局",
    ]  # fmt: skip


def test_it_assists_and_never_decides(manned: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(manned)
    dispatcher = sign_in("周敏", story.now)
    sent = opened(dispatcher, story.number, "dispatch") | {"unit": str(manned.other_district_union.pk)}
    assert send(dispatcher, story.number, "dispatch", "", sent).status_code == 302
    kept = Proposal.objects.get(order=story.order.pk)
    assert (kept.proposed, kept.chosen) == (manned.district_union, manned.other_district_union)
    assert story.order.lead == manned.other_district_union


def test_a_failing_rule_does_not_stop_the_desk_and_is_put_to_its_owner(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    """Peer defect D7."""

    RoutingRule.objects.filter(code="F010").update(lead="=500105:abolished")
    story = Story(manned)
    dispatcher = sign_in("周敏", story.now)
    page = dispatcher.get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX).text
    assert "南纪门街道基层治理指挥中心值守席人工判定" in page
    sent = opened(dispatcher, story.number, "dispatch")
    assert sent["unit"] == str(manned.district_union.pk), "the place still suggests its union"
    assert send(dispatcher, story.number, "dispatch", "", sent).status_code == 302
    incident = RuleIncident.objects.get()
    assert (incident.rule.code, incident.trouble, incident.owner) == (
        "F010",
        "unit_missing",
        manned.city_union,
    )
    tell_waiting(AT + timedelta(hours=1))
    warned = Message.objects.filter(code="rule_failed")
    assert {message.person.name for message in warned} == {"周敏", "罗岚", "高远"}, (
        "those who keep it, in the inbox"
    )
    opened_at = sign_in("罗岚", story.now).get(f"/inbox/{warned.get(person__name='罗岚').pk}/")
    assert opened_at.headers["Location"] == "/routing/"
    again = Story(manned, AT + timedelta(hours=1))
    dispatcher = sign_in("周敏", again.now)
    send(dispatcher, again.number, "dispatch", "", opened(dispatcher, again.number, "dispatch"))
    incident.refresh_from_db()
    assert incident.times == 2, "counted, not reported twice"


def test_without_rules_the_place_suggests_as_before(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town)
    dispatcher = sign_in("周敏", story.now)
    sent = opened(dispatcher, story.number, "dispatch")
    assert sent["unit"] == str(town.district_union.pk)
    send(dispatcher, story.number, "dispatch", "", sent)
    assert not Proposal.objects.exists()


def test_a_return_cites_an_item_found_by_searching_the_list(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(manned).dispatched()
    clerk = sign_in("杨帆", story.now)
    assert "LD08 住房公积金诉求引导" in clerk.get("/duties/options/", {"q": "公积金"}).text
    assert "LD08" in clerk.get("/duties/options/", {"q": "ld08"}).text
    item = Wording.objects.get(item__list__place=manned.street, item__code="LD08").item_id
    sent = opened(clerk, story.number, "request_return") | {
        "cause": "not_our_matter",
        "basis": "由上级部门直接受理",
        "item": item,
        "proposes": manned.labour.pk,
    }
    assert send(clerk, story.number, "request_return", "", sent).status_code == 302
    lead = story.order.assignments.get(ended_at=None)
    assert lead.return_asked.cites.item.code == "LD08"  # type: ignore[union-attr]
    assert "LD08 住房公积金诉求引导" in sign_in("周敏", story.now).get(f"/orders/{story.number}/").text


def test_an_item_of_no_list_cannot_be_cited(manned: Town) -> None:
    story = Story(manned).dispatched()
    with pytest.raises(Refused) as refusal:
        story.act("杨帆", office.request_return, "not_our_matter", "依据", manned.labour.pk, item=987654)
    assert refusal.value.code == "item_unknown"
    assert story.order.state == "dispatched"


def test_the_neighbours_list_is_not_searched(manned: Town, sign_in: Callable[..., Client]) -> None:
    found = sign_in("田甜", AT).get("/duties/options/", {"q": "LD02"}).text
    assert "南纪门街道" not in found
    assert "重庆市" in found


def test_a_post_without_a_person_leaves_the_order_with_its_unit_and_is_reported(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    PostHolder.objects.filter(post__name="劳动关系协调岗").update(until=AT.date())
    story = Story(manned)
    dispatcher = sign_in("周敏", story.now)
    page = dispatcher.get(f"/orders/{story.number}/acts/dispatch/form/", headers=HTMX).text
    assert "岗位“劳动关系协调岗”无人在岗" in page
    send(dispatcher, story.number, "dispatch", "", opened(dispatcher, story.number, "dispatch"))
    kept = Proposal.objects.get(order=story.order.pk)
    assert (kept.landing, kept.post, kept.item.code) == ("unit", None, "LD02")  # type: ignore[union-attr]
    assert RuleIncident.objects.get().trouble == "post_vacant"
    assert story.order.lead == manned.district_union
