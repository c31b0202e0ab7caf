"""What the desk's page sends, and calls made with it."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from bihuan.intake.models import Call
from bihuan.privacy.ciphers import code_for
from bihuan.work_orders.models import WorkOrder
from tests.town import Town

PHONE = "13800001234"
OTHER_PHONE = "13900005678"
CONTENT = "木工班组10人被要求立即退场，承诺第二天结清工资，至今未付。"


def entries(town: Town, **changed: Any) -> dict[str, Any]:
    """The filled-in form of the story's call."""
    return {
        "token": str(uuid.uuid4()), "seconds": "95", "caller_phone": PHONE, "caller_name": "张建国", "content": CONTENT,
        "matter": "wage_arrears", "matter_words": "拖欠工资", "nature": "help", "urgency": "urgent",
        "employer": "砺合劳务", "place": str(town.street.pk), "place_words": "南纪门街道", "address": "",
        "people": "10", "amount": "40万", "emergency": "", "title": "", "act": "register",
    } | changed  # fmt: skip


def sit_down(client: Client, town: Town, name: str = "陈晓") -> Client:
    """The client with somebody of the cast signed in."""
    client.force_login(town.person(name))
    return client


def send(client: Client, town: Town, **changed: Any) -> HttpResponse:
    return client.post("/desk/", entries(town, **changed))


def registered(client: Client, town: Town, **changed: Any) -> WorkOrder:
    """The order of a call that was registered through the page."""
    answer = send(sit_down(client, town), town, **changed)
    assert answer.status_code == 302, answer.content.decode()
    order = Call.objects.get(pk=answer["Location"].split("/")[3]).order
    assert order is not None
    return order


def come_in(client: Client, order: WorkOrder, code: str = "", address: str = "192.0.2.1") -> HttpResponse:
    """The caller of the order asks for it."""
    asked = {"number": order.number, "code": code or code_for("caller", order.pk)}
    return client.post("/track/", asked, REMOTE_ADDR=address)
