"""Pages of letters: what waits, one letter with its acts as buttons, its papers; in both languages, for nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.letters import actions as letters
from bihuan.letters.models import UnionLetter
from bihuan.letters.queries import View, page_of_letters
from bihuan.rules.letters import Letter, Written
from bihuan.work_orders.paging import Place
from tests.letters.office import Writing, certificates
from tests.town import Town

pytestmark = pytest.mark.django_db


def enter(client: Client, town: Town, name: str) -> Client:
    client.force_login(town.person(name))
    return client


def test_a_letter_is_drafted_from_the_orders_page_and_goes_its_way_by_its_buttons(
    client: Client, town: Town, writing: Writing, stop_clock: Callable[[datetime], None]
) -> None:
    stop_clock(writing.now + timedelta(hours=1))
    enter(client, town, "杨帆")
    panel = client.get(f"/orders/{writing.story.number}/letters/").content.decode()
    assert "拟意见书" in panel
    assert "拟提示函" not in panel, "one is under way"
    answer = client.post(f"/orders/{writing.story.number}/letters/draft/", {"kind": Letter.OPINION})
    opinion = UnionLetter.objects.get(kind=Letter.OPINION)
    assert answer["Location"] == f"/letters/{opinion.pk}/"
    page = client.get(f"/letters/{opinion.pk}/").content.decode()
    assert "送签" in page
    assert "须有两名以上持证" in page
    form = client.get(f"/letters/{opinion.pk}/acts/investigate/form/").content.decode()
    assert "还没有登记监督员证件" in form
    found = {
        "certificates": certificates(town),
        "held_on": "2025-06-10",
        "text": "查看了工资表。",
        "shown": "on",
    }
    at = writing.now + timedelta(days=1)
    stop_clock(at)
    assert client.post(f"/letters/{opinion.pk}/acts/investigate/", found).status_code == 302
    assert "渝工监证" in client.get(f"/letters/{opinion.pk}/").content.decode()
    client.post(f"/letters/{opinion.pk}/acts/submit_letter/")
    enter(client, town, "沈岚")
    assert opinion.title in client.get("/letters/").content.decode()
    client.post(f"/letters/{opinion.pk}/acts/issue_letter/")
    assert UnionLetter.objects.get(pk=opinion.pk).number


@pytest.mark.parametrize(
    "address",
    ["/letters/", "/letters/?view=living", "/letters/?view=over", "/letters/{pk}/", "/letters/{pk}/paper/",
     "/letters/{pk}/acts/answer_letter/form/", "/orders/{number}/letters/"],
)  # fmt: skip
def test_every_page_opens_in_both_languages(
    client: Client, town: Town, writing: Writing, address: str
) -> None:
    writing.served()
    enter(client, town, "杨帆")
    address = address.format(pk=writing.pk, number=writing.story.number)
    chinese = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(address)
    assert chinese.status_code == english.status_code == 200
    assert chinese.content != english.content


def test_the_house_is_set_by_who_signs(client: Client, town: Town, writing: Writing) -> None:
    union = town.district_union.pk
    enter(client, town, "沈岚")
    assert "渝中工劳监" in client.get("/letters/house/").content.decode()
    client.post(f"/letters/house/{union}/head/", {"organ": "渝中区总工会", "sign": "渝工"})
    assert "渝工" in client.get("/letters/house/").content.decode()
    wrong = client.post(f"/letters/house/{union}/reminder/", {"title": "t", "body": "{nobody}"})
    assert (wrong.status_code, "nobody" in wrong.content.decode()) == (422, True)
    enter(client, town, "杨帆")
    assert client.get("/letters/house/").status_code == 404


def test_bad_input_is_said_at_its_field_and_nothing_is_lost(
    client: Client, town: Town, writing: Writing
) -> None:
    writing.issued()
    enter(client, town, "杨帆")
    answer = client.post(
        f"/letters/{writing.pk}/acts/serve_letter/",
        {"way": "post", "served_on": "2025-01-01", "text": "寄出"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "早于签发时间" in page
    assert "寄出" in page
    assert writing.letter.state == Written.ISSUED


def test_another_districts_letter_and_no_letter_look_the_same(
    client: Client, town: Town, writing: Writing
) -> None:
    writing.issued()
    enter(client, town, "蒋悦")
    for part in ("", "paper/", "document/", "acts/answer_letter/form/"):
        assert client.get(f"/letters/{writing.pk}/{part}").status_code == 404
        assert client.get(f"/letters/999999/{part}").status_code == 404


def test_who_received_it_is_masked_and_shown_to_the_union_alone(
    client: Client, town: Town, writing: Writing
) -> None:
    writing.served()
    enter(client, town, "杨帆")
    page = client.get(f"/letters/{writing.pk}/").content.decode()
    assert "王**" in page
    assert "王经理" not in page
    enter(client, town, "张琪")
    assert "王**" not in client.get(f"/letters/{writing.pk}/").content.decode()


@pytest.mark.parametrize("view", View)
def test_page_by_page_every_letter_is_shown_once(town: Town, writing: Writing, view: View) -> None:
    for kind in (Letter.OPINION, Letter.REMINDER, Letter.OPINION):
        Writing(town, kind).served()
    Writing(town).act("杨帆", letters.withdraw, "不需要了")
    clerk, found, after = town.actor("杨帆"), [], None
    whole = [letter.pk for letter in page_of_letters(clerk, view).letters]
    while True:
        page = page_of_letters(clerk, view, after=after, most=1)
        found += [letter.pk for letter in page.letters]
        if page.next is None:
            break
        after = Place.of(str(page.next))
    assert found == whole != []


def test_the_list_costs_no_more_for_more_letters(client: Client, town: Town, writing: Writing) -> None:
    enter(client, town, "杨帆")
    client.get("/letters/")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/letters/?view=living")
        costs.append(len(captured))
        for _ in range(3):
            Writing(town)
    assert costs[0] == costs[1]
