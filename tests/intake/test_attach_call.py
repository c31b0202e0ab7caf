"""A repeated call is attached to the order there is, and its caller is told how far it has come."""

import uuid

import pytest
from django.test import Client

from bihuan.intake.actions import Taken, attach_call
from bihuan.intake.models import Call
from bihuan.privacy.ciphers import code_for
from bihuan.rules.actors import Level
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import OTHER_PHONE, entries, registered, send
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


def test_new_facts_become_a_note_and_the_progress_is_told(client: Client, town: Town) -> None:
    order = registered(client, town)
    answer = send(client, town, act=f"attach:{order.number}", content="今天又来人催退场", place="", matter="")
    assert WorkOrder.objects.count() == 1
    note = order.notes.get()
    assert (note.kind, note.text, note.for_caller) == ("new_fact", "今天又来人催退场", False)
    page = client.get(answer["Location"]).content.decode()
    assert "正在安排承办单位" in page
    assert order.number in page
    assert Call.objects.get(ending="attached").order_id == order.pk


def test_a_mere_question_is_noted_as_one(client: Client, town: Town) -> None:
    order = registered(client, town)
    send(client, town, act=f"attach:{order.number}", content="")
    assert order.notes.get().kind == "contact"


def test_another_caller_is_told_the_progress_but_not_the_code(client: Client, town: Town) -> None:
    order = registered(client, town)
    code = code_for("caller", order.pk)
    same = send(client, town, act=f"attach:{order.number}")
    other = send(client, town, act=f"attach:{order.number}", caller_phone=OTHER_PHONE)
    unknown = send(client, town, act=f"attach:{order.number}", caller_phone="")
    assert code in client.get(same["Location"]).content.decode()
    assert code not in client.get(other["Location"]).content.decode()
    assert code not in client.get(unknown["Location"]).content.decode()


def test_a_second_click_notes_nothing_more(client: Client, town: Town) -> None:
    order = registered(client, town)
    form = entries(town, act=f"attach:{order.number}")
    assert client.post("/desk/", form)["Location"] == client.post("/desk/", form)["Location"]
    assert order.notes.count() == 1


@pytest.mark.parametrize("number", ["20250610-999999", "", "'; --"])
def test_an_order_that_is_none_is_refused_with_all_that_was_typed_kept(
    client: Client, town: Town, number: str
) -> None:
    registered(client, town)
    answer = send(client, town, act=f"attach:{number}")
    assert answer.status_code == 404
    assert "没有找到这张工单" in answer.content.decode()
    assert "张建国" in answer.content.decode()
    assert Call.objects.count() == 1


def test_a_stranger_attaches_nothing(client: Client, town: Town) -> None:
    order = registered(client, town)
    for name in ("蒋悦", "杨帆", "周敏"):
        with pytest.raises(Refused) as refused:
            attach_call(town.actor(name), Taken(token=uuid.uuid4(), about="x"), order.number, at=AT)
        assert refused.value.code == "act_not_yours"
    assert order.notes.count() == 0


def test_an_archived_order_takes_no_more_calls(client: Client, town: Town) -> None:
    order = registered(client, town)
    at = order.registered_at
    desk = town.actor("周敏")
    office.redirect(desk, order.number, "court", "请向法院起诉。", at=at)
    office.report_back(desk, order.number, Level.CITY, "已告知。", at=at)
    office.discharge(desk, order.number, Level.CITY, at=at)
    office.archive(desk, order.number, at=at)
    answer = send(client, town, act=f"attach:{order.number}")
    assert answer.status_code == 409
    assert Call.objects.count() == 1
