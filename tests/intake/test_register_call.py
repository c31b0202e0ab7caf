"""Registering a call at the desk: once, whole, with a sentence for everything that is wrong."""

import logging
import uuid
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bihuan.intake.actions import Taken, register_call
from bihuan.intake.models import Call, Draft
from bihuan.ledger.models import Event
from bihuan.organisations.actors import Actor
from bihuan.privacy.ciphers import blind_index, code_for
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import CONTENT, PHONE, entries, registered, send, sit_down
from tests.town import AT, Town, found_town

pytestmark = pytest.mark.django_db


def test_a_call_becomes_an_order_and_its_number_and_code_are_read_out(client: Client, town: Town) -> None:
    answer = client.post("/desk/", entries(town))
    assert answer["Location"].startswith("/sign-in/")
    order = registered(client, town)
    assert (order.state, order.content, order.people, order.amount_fen) == (
        "awaiting_dispatch", CONTENT, 10, 40_000_000,
    )  # fmt: skip
    call = Call.objects.get()
    assert (call.ending, call.order_id, call.seconds, call.phone_index) == (
        "order",
        order.pk,
        95,
        blind_index(PHONE),
    )
    page = client.get(f"/desk/calls/{call.token}/").content.decode()
    assert order.number in page
    assert code_for("caller", order.pk) in page


def test_registered_for_checking_it_waits_to_be_confirmed(client: Client, town: Town) -> None:
    assert registered(client, town, act="check").state == "accepted"


def test_a_danger_put_through_to_the_police_stays_open_as_such(client: Client, town: Town) -> None:
    order = registered(client, town, emergency="110", risks=["danger_to_life"])
    assert order.state == "transferred_110"
    assert Call.objects.get().ending == "transferred_110"


def test_an_ambulance_that_was_called_is_noted_on_the_order(client: Client, town: Town) -> None:
    order = registered(client, town, emergency="120")
    assert "120" in order.notes.get().text
    assert Call.objects.get().emergency == "120"


def test_a_second_click_registers_nothing_more(client: Client, town: Town) -> None:
    form = entries(town)
    sit_down(client, town)
    first, second = client.post("/desk/", form), client.post("/desk/", form)
    assert first["Location"] == second["Location"]
    assert (WorkOrder.objects.count(), Call.objects.count()) == (1, 1)


def test_a_form_of_somebody_else_is_not_ones_own(client: Client, town: Town) -> None:
    call = Call.objects.get(order=registered(client, town))
    colleague = Actor(town.person("周敏").pk, "周敏", town.actor("陈晓").posts)
    with pytest.raises(Refused, match="recorded already"):
        register_call(
            colleague, Taken(token=call.token), office.Demand(content="x", place=1, matter="leave"), at=AT
        )
    assert WorkOrder.objects.count() == 1


def test_a_call_is_registered_in_few_questions_to_the_database(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    demand = office.Demand(content=CONTENT, place=town.street.pk, matter="wage_arrears", caller_phone=PHONE)
    with django_assert_max_num_queries(8):
        register_call(town.actor("陈晓"), Taken(token=uuid.uuid4(), phone=PHONE), demand, at=AT)


WRONG = [
    ("no telephone number at all", {"caller_phone": "12"}, "不是有效的电话号码"),
    ("ten thousand characters", {"content": "欠" * 10_000}, "最多5000个字"),
    ("nothing asked", {"content": "  "}, "请填写诉求内容"),
    ("no matter", {"matter": "", "matter_words": ""}, "请填写事项"),
    ("words that are several matters", {"matter": "", "matter_words": "工"}, "事项不在可选范围内"),
    ("an invented matter", {"matter": "gold_mine"}, "事项不在可选范围内"),
    ("no place", {"place": "", "place_words": ""}, "请填写项目或工作地点"),
    ("a place that is none", {"place": "", "place_words": "桃花源"}, "请从列表中选择项目所在地"),
    ("a place beyond counting", {"place": "9" * 30}, "请从列表中选择项目所在地"),
    ("an amount nobody understands", {"amount": "很多"}, "没有看懂金额"),
    ("people nobody can count", {"people": "一大帮"}, "没有看懂人数"),
    ("nobody at all", {"people": "0"}, "人数须在1到"),
    ("a name as long as a street", {"caller_name": "长" * 41}, "姓名有41个字"),
    ("an employer without end", {"employer": "长" * 81}, "用人单位有81个字"),
    ("an urgency of one's own", {"urgency": "very"}, "very"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "sentence"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_gets_a_sentence_and_nothing_is_lost(
    client: Client, town: Town, changed: dict[str, Any], sentence: str
) -> None:
    answer = send(sit_down(client, town), town, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert WorkOrder.objects.count() == Call.objects.count() == 0
    for kept in ({"caller_name": "张建国", "employer": "砺合劳务"} | changed).values():
        assert str(kept).strip() in page


def test_all_that_is_wrong_is_said_at_once(client: Client, town: Town) -> None:
    page = send(sit_down(client, town), town, caller_phone="12", amount="很多", content="").content.decode()
    assert all(words in page for words in ("不是有效的电话号码", "没有看懂金额", "请填写诉求内容"))


def test_a_place_typed_in_full_need_not_be_chosen(client: Client, town: Town) -> None:
    assert registered(client, town, place="", place_words="南纪门街道").place_id == town.street.pk


@pytest.mark.parametrize("name", ["周敏", "杨帆", "张琪", "罗岚", "高远", "蒋悦"])
def test_the_desk_exists_for_operators_alone(client: Client, town: Town, name: str) -> None:
    sit_down(client, town, name)
    for address in ("/desk/", "/desk/places/?q=南", "/desk/matters/"):
        assert client.get(address).status_code == 404
    for address in ("/desk/", "/desk/hints/", "/desk/draft/"):
        assert client.post(address, entries(town)).status_code == 404
    assert WorkOrder.objects.count() == Draft.objects.count() == 0


def test_who_called_is_in_no_event_and_in_no_log(
    client: Client, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        registered(client, town)
        client.post("/desk/hints/", entries(town))
        client.post("/desk/draft/", entries(town, caller_phone=PHONE))
    written = " ".join(str(row) for row in Event.objects.values_list())
    # Statements are logged for developers only, and with them what they carry.
    logged = " ".join(
        r.getMessage() for r in caplog.records if not r.name.startswith(("django.db", "psycopg"))
    )
    for personal in (PHONE, "张建国", CONTENT[:8]):
        assert personal not in written
        assert personal not in logged


def test_what_is_told_about_a_call_is_unreadable_in_the_table(client: Client, town: Town) -> None:
    send(sit_down(client, town), town, act="answered", content="张建国问年休假")
    client.post("/desk/draft/", entries(town, content="张建国还没说完"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row(c.*)::text FROM intake_call c UNION ALL SELECT row(d.*)::text FROM intake_draft d"
        )
        rows = [row[0] for row in cursor.fetchall()]
    assert len(rows) == 2
    for row in rows:
        assert "张建国".encode().hex() not in row
        assert "张建国" not in row
        assert PHONE not in row


@pytest.mark.django_db(transaction=True)
def test_two_sendings_of_one_form_at_once_make_one_order(transactional_db: None) -> None:
    town = found_town()
    operator, form = town.actor("陈晓"), entries(town)
    taken = Taken(token=form["token"], phone=PHONE, matter="wage_arrears")
    demand = office.Demand(content=CONTENT, place=town.street.pk, matter="wage_arrears", caller_phone=PHONE)
    together, ended = Barrier(2), []

    def click() -> None:
        try:
            together.wait()
            ended.append(register_call(operator, taken, demand, at=AT).order_id)
        finally:
            connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert len(ended) == 2
    assert len(set(ended)) == 1
    assert (WorkOrder.objects.count(), Call.objects.count()) == (1, 1)
