"""Every act of the office has a form, and whom the page offers it can do it through that form."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.rules.cohandling import SupportAct
from bihuan.rules.lifecycle import Act
from bihuan.rules.responsibility import DutyAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.forms import FORMS
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.offering import AT_ONCE, INSPECT, VISIT, buttons_of
from bihuan.work_orders.queries import visible_to
from tests.town import Town
from tests.work_orders.busy import make_busy
from tests.work_orders.course import FAULTY
from tests.work_orders.forms import opened, send
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
CAST = ("陈晓", "周敏", "何静", "唐毅", "杨帆", "张琪", "陆遥", "吴迪", "马俊", "许慧", "邓宁", "冯涛")


def filled(town: Town, act: str) -> dict[str, Any]:
    """What somebody would write into the form of an act."""
    text = {"reason": "理由充分", "text": "写明情况", "contact": "已电话联系", "outcome": "已处置", "answer": "已到场",
            "basis": "履职清单第3项", "task": "请核实", "terms": "两期付清", "evidence": "银行回单", "notice": "请申请仲裁",
            "reasons": "材料不全", "employer": "砺合劳务", "result": "已付清"}  # fmt: skip
    chosen = {"truth": "true", "mood": "calm", "risk": "gathering", "closure": "paid_in_full", "channel": "phone",
              "kind": "note", "contacted": "yes", "solved": "yes", "satisfied": "very", "days": "2",
              "due_on_0": "2027-03-01", "amount_0": "¥1,000.00", "amount": "0.01"}  # fmt: skip
    if act == Act.REDIRECT:
        chosen["channel"] = "labour_arbitration"
    if act in (Act.REQUEST_RETURN, SupportAct.RETURN_SUPPORT):
        chosen["cause"] = "not_our_area"
    if act == Act.REDO:
        chosen["cause"] = "new_facts"
    if act in (Act.NAME_LEAD, Act.KEEP_LEAD):
        chosen |= {"minutes": "各方同意", "attended": [town.city_union.pk, town.street_union.pk]}
    if act == Act.VERIFY:
        chosen["amount"] = "400,000"
    return text | chosen


def test_every_act_of_the_lifecycles_has_a_form() -> None:
    elsewhere = {
        Act.REGISTER,
        Act.RECEIVE,
        Act.SUCCEED,
        Act.REPROJECT,
        Act.REOPEN_FOLLOW_UP,
        Act.SPARE_INSPECTION,
        Act.PASS_VISIT,
        Act.MISS_VISIT,
        Act.GIVE_UP_VISIT,
        Act.PASS_INSPECTION,
        Act.FAIL_INSPECTION,
    }
    assert set(FORMS) == ({*Act, *DutyAct, *SupportAct} - elsewhere) | {VISIT, INSPECT}


def test_acts_done_by_one_press_are_those_without_fields() -> None:
    bare = {
        act
        for act, form in FORMS.items()
        if all(
            isinstance(field.widget, forms.HiddenInput) and not hasattr(field, "combobox")
            for field in form.base_fields.values()
        )
    }
    assert bare == AT_ONCE


def everywhere(town: Town, now: datetime) -> datetime:
    """One order in each state that is seldom reached by chance."""
    Story(town, at=now)
    unclear = office.Demand(content="请核实后派单", place=town.street.pk, matter="other_labour")
    office.register(town.actor("陈晓"), unclear, at=now, to_check=True)
    Story(town, at=now).closed()
    helped = Story(town, at=now).called_in()
    helped.act("吴迪", office.sign_task, town.labour.pk)
    helped.act("吴迪", office.answer_task, town.labour.pk, "已到场")
    helped.act(
        "马俊",
        office.return_task,
        town.housing.pk,
        "not_our_matter",
        "清单第3项",
        town.unit("渝中区司法局").pk,
    )
    helped.act(
        "许慧",
        office.return_task,
        town.petitions.pk,
        "not_our_matter",
        "清单第4项",
        town.unit("渝中区交通局").pk,
    )
    returned, conferred, extended, police = (Story(town, at=now) for _ in range(4))
    returned.dispatched().act("杨帆", office.request_return, "not_our_matter", "清单第3项", town.labour.pk)
    conferred.in_hand().act("张琪", office.call_conferral, "权属不清")
    extended.in_hand().act("张琪", office.request_extension, 2, "等待银行流水")
    police.act("周敏", office.transfer_110, "有人受伤")
    inspected = Story(town, at=now).closed()
    inspected.act("何静", office.inspect, FAULTY)
    agreed = Story(town, at=now).in_hand()
    agreed.act("张琪", office.agree, "一期付清", [office.Payment(now.date() + timedelta(20), 1000)])
    overdue = Story(town, at=now).in_hand()
    overdue.act("张琪", office.agree, "当日付清", [office.Payment(now.date(), 1000)])
    office.reopen_follow_ups(at=now + timedelta(days=8))
    Story(town, at=now).called_in()
    line = (("张琪", Level.STREET), ("杨帆", Level.DISTRICT), ("周敏", Level.CITY))
    reported, finished = (Story(town, at=now).closed() for _ in range(2))
    for story in (reported, finished):
        story.act("何静", office.inspect, passing())
        for name, level in line:
            story.act(name, office.report_back, level, "材料齐全")
    for name, level in line:
        finished.act(name, office.discharge, level)
    return finished.now + timedelta(hours=1)


def test_every_act_that_is_offered_opens_and_can_be_done(town: Town, sign_in: Callable[..., Client]) -> None:
    """In a busy town: each act once, by somebody to whom the page offers it, through form and post."""
    now, done = make_busy(town, seed=11, orders=10, steps=12).now, set[str]()
    for _ in range(2):
        now = everywhere(town, now)
    for name in CAST * 2:
        actor = town.actor(name)
        for number in list(visible_to(actor).values_list("number", flat=True)):
            now += timedelta(seconds=1)
            for button in buttons_of(dossier_of(actor, number, now)):
                if button.missing or button.act in done:
                    continue
                browser = sign_in(name, now)
                sent = opened(browser, number, button.act, button.about)
                for field, text in filled(town, button.act).items():
                    if field in FORMS[button.act].base_fields or field in sent:
                        sent[field] = text
                sent |= units_for(town, number, button.act)
                if button.act == Act.FOLLOW_UP:  # time in that order has gone on
                    changed_at = WorkOrder.objects.get(number=number).changed_at
                    sent["next_on"] = (changed_at + timedelta(3)).date().isoformat()
                if button.act == INSPECT:
                    sent |= {f"item_{answer.item}": answer.verdict for answer in passing()}
                if button.act == Act.RENEGOTIATE:
                    sent["amount_0"] = "400,000"
                if button.act == Act.PARK:
                    sent["review_on"] = (now + timedelta(3)).date().isoformat()
                if button.act in (Act.ATTACH, Act.RELEASE_PROMISE):
                    sent["file"] = SimpleUploadedFile("说明.txt", "内容".encode())
                length = WorkOrder.objects.get(number=number).ledger_length
                answer = send(browser, number, button.act, button.about, sent)
                changed = WorkOrder.objects.get(number=number).ledger_length - length
                if answer.status_code == 302:
                    assert changed == 1 + (button.act == Act.RELEASE_PROMISE)  # the paper first, then the act
                    done.add(button.act)
                    break
                assert answer.status_code in (409, 422), button.act
                assert "notice-orange" in answer.text or "error-summary" in answer.text
                assert changed == 0
    assert sorted(set(FORMS) - done) == []


def units_for(town: Town, number: str, act: str) -> dict[str, Any]:
    """Units that fit: not taking part yet."""
    order = WorkOrder.objects.get(number=number)
    part = set(order.assignments.filter(ended_at=None).values_list("unit_id", flat=True))
    free = [u.pk for u in town.units.values() if u.kind == "department" and u.pk not in part]
    union = next(u.pk for u in (town.street_union, town.unit("解放碑街道总工会"), town.district_union) if u.pk not in part and u.pk != order.holder_id)  # fmt: skip
    if act in (Act.DISPATCH, Act.PASS_DOWN, Act.NAME_LEAD, Act.REASSIGN):
        return {"unit": union}
    if act == SupportAct.REASSIGN_SUPPORT:
        return {"unit": free[0]}
    if act in (Act.REQUEST_RETURN, SupportAct.RETURN_SUPPORT):
        return {"proposes": free[0]}
    if act == Act.CALL_IN:
        return {"units": [], "inform": [], "other": free[0]}
    if act == Act.MERGE:
        other = WorkOrder.objects.exclude(pk=order.pk).filter(archived_at=None, merged_into=None).first()
        return {"into": other.number if other else ""}
    return {}
