"""A letter that did not help, through the pages: reminded, checked, not put right, an opinion, a recommendation, closed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.ledger.chain import Head, first_break
from bihuan.ledger.queries import events_of
from bihuan.letters.models import UnionLetter
from bihuan.rules.letters import Letter, Written
from bihuan.work_orders.models import WorkOrder
from tests.letters.office import Writing
from tests.town import Town
from tests.work_orders.conftest import sign_in, stop_clock

pytestmark = pytest.mark.django_db
__all__ = ["sign_in", "stop_clock"]


class Office:
    """People of 渝中区总工会 at their pages, an hour apart."""

    def __init__(self, writing: Writing, sign_in: Callable[..., Client]) -> None:
        self.writing, self.sign_in, self.now = writing, sign_in, writing.now
        self.pk = writing.pk

    def open(self, name: str) -> Client:
        self.now += timedelta(hours=1)
        return self.sign_in(name, self.now)

    def act(self, name: str, act: str, **sent: object) -> str:
        """Do it as the page offers it: with the version it shows, by a button that is there. Returns the page after."""
        browser = self.open(name)
        page = browser.get(f"/letters/{self.pk}/").text
        assert f"/letters/{self.pk}/acts/{act}/" in page, f"{act} is not offered to {name}"
        seen = re.search(
            r'name="version" value="(\d+)"', browser.get(f"/letters/{self.pk}/acts/{act}/form/").text
        )
        answer = browser.post(f"/letters/{self.pk}/acts/{act}/", {"version": seen[1] if seen else "", **sent})
        assert answer.status_code == 302, answer.text
        return browser.get(answer["Location"]).text

    def served(self) -> None:
        """Submitted, signed and served."""
        self.act("杨帆", "submit_letter")
        self.act("沈岚", "issue_letter")
        day = self.now.date().isoformat()
        self.act("杨帆", "serve_letter", way="post", served_on=day, receiver="前台", text="挂号信")

    def gone_on(self) -> None:
        """Answered, found not put right, followed by the next."""
        self.act("杨帆", "answer_letter", text="承诺月底付清。")
        page = self.act("邓宁", "find_uncorrected", text="核查银行流水，仍未付款。")
        assert "未整改" in page
        self.act("杨帆", "escalate_letter", text="承诺未兑现")
        self.pk = UnionLetter.objects.get(follows=self.pk).pk


def test_what_is_not_put_right_goes_on_to_the_last_letter_and_what_came_of_it(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    office = Office(Writing(town), sign_in)
    office.served()
    office.gone_on()
    assert "须有两名以上持证" in office.open("杨帆").get(f"/letters/{office.pk}/").text
    for name in ("杨帆", "邓宁"):
        sent = {
            "person": town.person(name).pk,
            "number": f"证{name}",
            "valid_from": "2025-01-01",
            "valid_to": "2027-12-31",
        }
        kept = office.open("沈岚").post(f"/letters/house/{town.district_union.pk}/certificates/", sent)
        assert kept.status_code == 302
    ids = re.findall(
        r'name="certificates" value="(\d+)"',
        office.open("杨帆").get(f"/letters/{office.pk}/acts/investigate/form/").text,
    )
    office.act(
        "杨帆",
        "investigate",
        certificates=ids,
        held_on=office.now.date().isoformat(),
        shown="on",
        text="工资表显示欠薪。",
    )
    office.served()
    office.gone_on()
    office.act(
        "杨帆",
        "revise_letter",
        addressee="渝中区人力资源和社会保障局",
        title="监督建议书",
        body="建议依法查处。",
    )
    office.served()
    office.act("杨帆", "answer_letter", text="已立案。")
    assert "已整改" in office.act("邓宁", "find_corrected", text="工资已发放，查看了回单。")
    assert "已办结函" in office.act("杨帆", "close_letter", text="职工全部收到工资。")

    letters = UnionLetter.objects.order_by("pk")
    assert [(each.kind, each.state) for each in letters] == [
        (Letter.REMINDER, Written.ESCALATED), (Letter.OPINION, Written.ESCALATED), (Letter.RECOMMENDATION, Written.CLOSED),
    ]  # fmt: skip
    numbers = [each.number for each in letters]
    assert numbers[0] in letters[1].body
    order = WorkOrder.objects.get(number=office.writing.story.number)
    events = list(events_of(order.pk))
    assert first_break(order.pk, events, Head(order.ledger_length, bytes(order.ledger_digest))) is None
    page = office.open("张琪").get(f"/orders/{order.number}/").text
    assert "转下一文书" in page, "the order's history tells of its letters"
