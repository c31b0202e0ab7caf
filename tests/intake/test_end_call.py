"""Calls that end without an order: answered, put through, broken off."""

from typing import Any

import pytest
from django.test import Client

from bihuan.intake.actions import Taken, end_call
from bihuan.intake.models import Call
from bihuan.rules.refusal import Refused
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import entries, send, sit_down
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


def test_an_answer_at_once_is_kept_with_its_matter_and_its_line(client: Client, town: Town) -> None:
    answer = send(
        sit_down(client, town), town, act="answered", matter="leave", content="年休假满一年五天", place=""
    )
    call = Call.objects.get()
    assert answer["Location"] == f"/desk/calls/{call.token}/"
    assert (call.ending, call.matter, call.about, call.order) == (
        "answered",
        "leave",
        "年休假满一年五天",
        None,
    )
    assert "没有生成工单" in client.get(answer["Location"]).content.decode()
    assert WorkOrder.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"matter": "", "matter_words": ""}, "请填写事项"), ({"content": ""}, "请填写诉求内容")],
)
def test_an_answer_says_what_it_was_about(
    client: Client, town: Town, changed: dict[str, Any], sentence: str
) -> None:
    answer = send(sit_down(client, town), town, **{"act": "answered", **changed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Call.objects.count() == 0


def test_a_call_that_broke_off_is_kept_whatever_was_half_typed(client: Client, town: Town) -> None:
    send(
        sit_down(client, town), town, act="broken_off", caller_phone="138", amount="很", place="", content=""
    )
    call = Call.objects.get()
    assert (call.ending, call.phone_index) == ("abandoned", "")


def test_a_call_put_through_to_the_police_needs_no_order(client: Client, town: Town) -> None:
    send(sit_down(client, town), town, act="answered", emergency="110")
    assert Call.objects.get().ending == "transferred_110"
    assert WorkOrder.objects.count() == 0


def test_a_second_click_ends_a_call_once(client: Client, town: Town) -> None:
    form = entries(town, act="answered")
    sit_down(client, town)
    assert client.post("/desk/", form)["Location"] == client.post("/desk/", form)["Location"]
    assert Call.objects.count() == 1


def test_only_an_operator_ends_calls(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        end_call(town.actor("杨帆"), Taken(token=entries(town)["token"], matter="leave", about="x"), at=AT)
    assert refused.value.code == "act_not_yours"


def test_what_was_read_out_is_seen_by_who_took_the_call_alone(client: Client, town: Town) -> None:
    address = send(sit_down(client, town), town)["Location"]
    sit_down(client, town, "周敏")
    assert client.get(address).status_code == 404
