"""Data sets leave the house without what leads to a person, with a card; a sample is read a second time, unseen."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bihuan.rules.agreement import agreement
from bihuan.rules.identifiers import Identifier
from bihuan.rules.refusal import Refused
from bihuan.triage import actions as triage
from bihuan.triage.datasets import card, lines, made_of
from bihuan.triage.models import SecondReading
from bihuan.triage.queries import confirmed, second_agreement, waiting_readings
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.town import AT, Town

pytestmark = pytest.mark.django_db

TEXT = (
    "我叫张建国，电话138-0000-1234，身份证11010519491231002X，卡号6222021001116245702，车牌渝A12345，"
    "住中山四路81号3栋2单元，班长李大伟，登记员陈晓说三个月工资没结清。"
)
NEVER = (
    "张建国", "建国", "13800001234", "138-0000-1234", "11010519491231002X", "6222021001116245702", "渝A12345", "中山四路81号",
    "3栋", "陈晓",
)  # fmt: skip


def closed(town: Town, content: str = TEXT, **changed: Any) -> WorkOrder:
    """An order that ended as what it was taken for: it was told where to go, and closed."""
    demand = {
        "content": content, "place": town.street.pk, "matter": "wage_arrears", "caller_name": "张建国",
        "caller_phone": "13800001234",
    } | changed  # fmt: skip
    number = office.register(town.actor("陈晓"), office.Demand(**demand), at=AT).number
    office.redirect(town.actor("周敏"), number, "court", "请起诉。", at=AT + timedelta(hours=1))
    return WorkOrder.objects.get(number=number)


def test_nothing_that_leads_to_a_person_is_in_the_file(town: Town) -> None:
    closed(town)
    made = made_of(confirmed())
    written = "\n".join([*lines(made.examples), card(made, agreement([]), AT.date(), "0")])
    for planted in NEVER:
        assert planted not in written
    (one,) = map(json.loads, lines(made.examples))
    assert set(one) == {"id", "text", "label", "nature"}
    assert (one["label"], "三个月工资没结清" in one["text"]) == ("wage_arrears", True)
    assert {
        Identifier.NAME,
        Identifier.PHONE,
        Identifier.ID_NUMBER,
        Identifier.BANK_CARD,
        Identifier.PLATE,
    } <= set(made.taken)


def test_what_survives_is_refused_by_its_order_and_kind_and_may_be_left_out(town: Town) -> None:
    closed(town, content="工资没结清。")
    doubtful = closed(town, content="张 建 国说工资没结清。")
    with pytest.raises(Refused) as refused:
        made_of(confirmed())
    assert refused.value.code == "identifier_survived"
    assert doubtful.number in refused.value.sentence.zh
    assert "姓名" in refused.value.sentence.zh
    assert "张" not in refused.value.sentence.zh
    made = made_of(confirmed(), leave_out=True)
    assert ([each.text for each in made.examples], made.left_out) == (["工资没结清。"], 1)


def test_open_and_confidential_orders_are_not_in_it(town: Town) -> None:
    closed(town, confidential=True)
    office.register(
        town.actor("陈晓"), office.Demand(content=TEXT, place=town.street.pk, matter="leave"), at=AT
    )
    with pytest.raises(Refused) as refused:
        made_of(confirmed())
    assert refused.value.code == "nothing_confirmed"


def test_the_card_says_what_it_is(town: Town) -> None:
    for content in ("工资没结清。", "年终奖没发。"):
        closed(town, content=content)
    closed(town, content="不签合同。", matter="contract")
    made = made_of(confirmed())
    told = card(made, agreement([("a", "a"), ("b", "b"), ("a", "b")]), AT.date(), "0.1")
    for shown in ("3条", "| wage_arrears | 拖欠工资 | 2 |", "2025-06-10", "kappa: 0.40", "67%"):
        assert shown in told


def test_a_sample_is_drawn_once_and_the_same_by_the_same_seed(town: Town) -> None:
    for n in range(6):
        closed(town, content=f"工资没结清，第{n}回。")
    assert triage.draw_sample(4, 7, at=AT) == 4
    first = set(SecondReading.objects.values_list("order", flat=True))
    assert triage.draw_sample(10, 7, at=AT) == 2
    SecondReading.objects.all().delete()
    triage.draw_sample(4, 7, at=AT)
    assert set(SecondReading.objects.values_list("order", flat=True)) == first


def test_another_person_reads_and_nobody_twice(town: Town) -> None:
    closed(town)
    triage.draw_sample(1, 1, at=AT)
    reading = SecondReading.objects.get()
    with pytest.raises(Refused) as refused:
        triage.read_again(town.actor("陈晓"), reading.pk, "leave", at=AT)
    assert refused.value.code == "reading_not_waiting"  # who registered it is no second reader
    assert not waiting_readings(town.actor("蒋悦"))  # nor is a stranger
    triage.read_again(town.actor("何静"), reading.pk, "leave", at=AT)
    with pytest.raises(Refused):
        triage.read_again(town.actor("唐毅"), reading.pk, "leave", at=AT)
    with pytest.raises(Refused):
        triage.read_again(town.actor("何静"), reading.pk, "no matter", at=AT)
    assert (second_agreement().texts, second_agreement().observed) == (1, 0)


def test_the_page_shows_the_text_without_the_label_and_without_the_person(client: Client, town: Town) -> None:
    closed(town, matter="pay_standard", content=TEXT)
    triage.draw_sample(1, 1, at=AT)
    reading = SecondReading.objects.get()
    client.force_login(town.person("何静"))
    page = client.get("/second-reading/").content.decode()
    assert "三个月工资没结清" in page
    for planted in ("张建国", "138-0000-1234", "中山四路81号", 'value="pay_standard" selected'):
        assert planted not in page
    unread = client.post("/second-reading/", {"reading": reading.pk, "label": ""})
    assert (unread.status_code, "请选择事项" in unread.content.decode()) == (422, True)
    assert (
        client.post("/second-reading/", {"reading": reading.pk, "label": "wage_arrears"}).status_code == 302
    )
    page = client.get("/second-reading/").content.decode()
    assert "两人判得不同的" in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Second reading" in client.get("/second-reading/").content.decode()
    client.force_login(town.person("陈晓"))
    assert client.get("/second-reading/").status_code in (403, 404)
