"""The caller's own page: in by number and code, and nothing of other people on it."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from bihuan.intake.actions import prove
from bihuan.intake.models import WrongCode
from bihuan.privacy.ciphers import code_for
from bihuan.rules.refusal import Refused
from bihuan.rules.throttle import WINDOW
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import CONTENT, OTHER_PHONE, PHONE, come_in, registered
from tests.town import AT, Town, found_town

pytestmark = pytest.mark.django_db
FEN = 40_000_000


class Clock:
    """Every act an hour after the last."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def well_travelled(town: Town) -> WorkOrder:
    """An order that went down to the street, was verified, agreed on, resolved and replied to, with notes of all kinds."""
    at = Clock(AT)
    clerk, informant = town.actor("杨帆"), town.actor("张琪")
    demand = office.Demand(
        content=CONTENT, place=town.street.pk, matter="wage_arrears", employer="砺合劳务", people=10, amount_fen=FEN,
        caller_name="张建国", caller_phone=PHONE,
    )  # fmt: skip
    number = office.register(town.actor("陈晓"), demand, at=at()).number
    office.dispatch(town.actor("周敏"), number, town.district_union.pk, at=at())
    office.sign(clerk, number, at=at())
    office.pass_down(clerk, number, town.street_union.pk, at=at())
    office.sign(informant, number, at=at())
    office.start(informant, number, "电话联系，内部记录甲。", at=at())
    office.call_in(informant, number, [town.labour.pk], "内部任务乙", at=at())
    office.note(informant, number, "内部研判丙", at=at())
    office.note(informant, number, "请带上劳动合同。", for_caller=True, at=at())
    office.note(informant, number, "另一来电人说的丁", kind="new_fact", at=at())
    office.attach(informant, number, "内部材料戊.txt", "内部".encode(), at=at())
    office.attach(informant, number, "给诉求人的协议.txt", "协议".encode(), for_caller=True, at=at())
    payment = office.Payment(date(2025, 7, 1), FEN)
    office.agree(informant, number, "三周内付清", [payment], at=at())
    office.sign_task(town.actor("吴迪"), number, town.labour.pk, at=at())
    office.answer_task(town.actor("吴迪"), number, town.labour.pk, "内部反馈己", at=at())
    office.resolve(informant, number, "agreement_reached", "内部结果庚", at=at())
    office.reply(informant, number, "已达成三周内付清的协议。", at=at())
    return WorkOrder.objects.get(number=number)


def test_number_and_code_show_every_hop_with_unit_times_and_limit(client: Client, town: Town) -> None:
    order = well_travelled(town)
    assert come_in(client, order)["Location"] == "/track/order/"
    page = client.get("/track/order/").content.decode()
    for shown in (
        order.number, "重庆市总工会", "渝中区总工会", "南纪门街道总工会", "劳动关系信息员", "渝中区人力资源和社会保障局",
        "到 2025-06-10", "时限 2025-06", "已经办结，我们将回访您", "已达成三周内付清的协议。", "请带上劳动合同。", "¥400,000.00",
        "2025-07-01", "给诉求人的协议.txt",
    ):  # fmt: skip
        assert shown in page, shown


def test_nothing_of_other_people_is_shown(client: Client, town: Town) -> None:
    order = well_travelled(town)
    come_in(client, order)
    page = client.get("/track/order/").content.decode()
    names = [person.name for person in town.people.values()]
    internal = ["甲", "乙", "丙", "丁", "戊", "己", "庚"]
    told = [text for text in [*names, "张建国", PHONE, code_for("caller", order.pk)] if text in page]
    assert told == []
    assert [mark for mark in internal if mark in page] == []


def test_only_a_file_meant_for_the_caller_is_handed_out(client: Client, town: Town) -> None:
    order = well_travelled(town)
    come_in(client, order)
    ours = order.attachments.get(for_caller=False)
    theirs = order.attachments.get(for_caller=True)
    assert client.get(f"/track/order/files/{ours.pk}/").status_code == 404
    answer = client.get(f"/track/order/files/{theirs.pk}/")
    assert b"".join(answer.streaming_content).decode() == "协议"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_of_another_order_is_no_file(client: Client, town: Town) -> None:
    other = well_travelled(town).attachments.get(for_caller=True)
    come_in(client, registered(client, town))
    assert client.get(f"/track/order/files/{other.pk}/").status_code == 404


def test_the_page_of_a_merged_order_shows_how_the_other_one_goes_and_no_more(
    client: Client, town: Town
) -> None:
    first = well_travelled(town)
    second = registered(client, town, caller_phone=OTHER_PHONE)
    office.merge(town.actor("周敏"), second.number, first.number, at=second.registered_at)
    come_in(client, second)
    page = client.get("/track/order/").content.decode()
    assert "南纪门街道总工会" in page
    for others in (
        "请带上劳动合同。",
        "已达成三周内付清的协议。",
        "给诉求人的协议.txt",
        first.number,
        "甲",
        "¥400,000.00",
    ):
        assert others not in page


def test_a_wrong_number_and_a_wrong_code_look_the_same(client: Client, town: Town) -> None:
    order = registered(client, town)
    wrong_code = come_in(client, order, code="000000")
    nowhere = client.post("/track/", {"number": "20250610-999999", "code": code_for("caller", order.pk)})
    pages = [
        answer.content.decode().replace(order.number, "20250610-999999") for answer in (wrong_code, nowhere)
    ]
    assert wrong_code.status_code == nowhere.status_code == 422
    assert [sentence_of(page) for page in pages] == [sentence_of(pages[0])] * 2
    assert "编号或查询码不对" in pages[0]
    assert client.get("/track/order/")["Location"] == "/track/"


def sentence_of(page: str) -> str:
    return page.split('role="alert"')[1].split("</div>")[0]


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "{spaced}", "{wide}"])
def test_a_code_is_read_however_it_is_typed(client: Client, town: Town, typed: str) -> None:
    order = registered(client, town)
    code = code_for("caller", order.pk)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    written = typed.format(code=code, spaced=f"{code[:3]} {code[3:]}", wide=wide)
    assert come_in(client, order, code=written).status_code == 302


def test_the_sixth_wrong_try_waits_even_with_the_right_code(client: Client, town: Town) -> None:
    order = registered(client, town)
    for attempt in range(5):
        assert come_in(client, order, code="000000", address=f"192.0.2.{attempt}").status_code == 422
    answer = come_in(client, order, address="192.0.2.99")
    assert answer.status_code == 429
    assert "分钟后再试" in answer.content.decode()
    assert client.get("/track/order/").status_code == 302


def test_one_address_does_not_try_number_after_number(client: Client, town: Town) -> None:
    order = registered(client, town)
    for attempt in range(5):
        client.post("/track/", {"number": f"20250610-{attempt:06d}", "code": "1"}, REMOTE_ADDR="192.0.2.7")
    assert come_in(client, order, address="192.0.2.7").status_code == 429
    assert come_in(client, order, address="192.0.2.8").status_code == 302


def test_after_a_while_one_may_try_again_and_old_tries_are_forgotten(client: Client, town: Town) -> None:
    order = registered(client, town)
    for _ in range(5):
        with pytest.raises(Refused, match="not right"):
            prove(order.number, "0", address="192.0.2.1", at=AT)
    with pytest.raises(Refused, match="15 minutes"):
        prove(order.number, code_for("caller", order.pk), address="192.0.2.1", at=AT)
    later = AT + WINDOW + timedelta(seconds=1)
    assert prove(order.number, code_for("caller", order.pk), address="192.0.2.1", at=later) == order
    assert WrongCode.objects.count() == 0


def test_who_waits_is_not_made_to_wait_longer_by_asking(client: Client, town: Town) -> None:
    order = registered(client, town)
    for _ in range(5):
        come_in(client, order, code="0")
    for _ in range(5):
        come_in(client, order)
    assert WrongCode.objects.count() == 5


def test_neither_number_nor_address_stands_in_the_table(client: Client, town: Town) -> None:
    order = registered(client, town)
    come_in(client, order, code="0")
    row = str(WrongCode.objects.values_list().get())
    assert order.number not in row
    assert "192.0.2.1" not in row


def test_the_page_is_kept_by_no_cache_and_for_a_quarter_of_an_hour(client: Client, town: Town) -> None:
    order = registered(client, town)
    come_in(client, order)
    answer = client.get("/track/order/")
    assert "no-store" in answer["Cache-Control"]
    session = client.session
    until = session["tracked"]["until"]
    assert 0 < until - order.registered_at.timestamp() <= 15 * 60 + 60
    session["tracked"] = {"number": order.number, "until": until - 16 * 60}
    session.save()
    assert client.get("/track/order/")["Location"] == "/track/"


def test_who_leaves_is_out(client: Client, town: Town) -> None:
    come_in(client, registered(client, town))
    client.post("/track/leave/")
    assert client.get("/track/order/").status_code == 302


def test_the_session_changes_its_key_at_the_door(client: Client, town: Town) -> None:
    order = registered(client, town)
    before = client.session.session_key
    come_in(client, order)
    assert client.session.session_key != before


@pytest.mark.parametrize("address", ["/track/order/", "/track/order/files/1/"])
def test_without_the_code_there_is_nothing(client: Client, db: None, address: str) -> None:
    assert client.get(address)["Location"] == "/track/"
    assert client.post("/track/order/add/", {"text": "x"})["Location"] == "/track/"
    assert client.post("/track/order/evaluate/", {})["Location"] == "/track/"


@pytest.mark.django_db(transaction=True)
def test_tries_sent_all_at_once_count_each_other(transactional_db: None) -> None:
    town = found_town()
    demand = office.Demand(content=CONTENT, place=town.street.pk, matter="leave")
    number = office.register(town.actor("陈晓"), demand, at=AT).number
    together, ended = Barrier(8), []

    def guess(code: str) -> None:
        together.wait()
        try:
            prove(number, code, address=f"192.0.2.{code}", at=AT)
        except Refused as refused:
            ended.append(refused.code)
        finally:
            connection.close()

    guesses = [Thread(target=guess, args=(str(code),)) for code in range(8)]
    for each in guesses:
        each.start()
    for each in guesses:
        each.join()
    assert len(ended) == 8
    assert ended.count("track_refused") <= 5
