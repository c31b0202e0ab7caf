"""Who may not see an order finds no trace of it on any page, under any address."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Attachment
from tests.town import Town
from tests.work_orders.stories import NAME, PHONE, Story

pytestmark = pytest.mark.django_db
STRANGERS = ("蒋悦", "石磊", "田甜", "袁浩", "高远")
UNKNOWN = "20990101-000001"


@pytest.fixture
def story(town: Town) -> Story:
    story = Story(town).in_hand()
    story.act("张琪", office.attach, "协议.txt", "内容".encode())
    return story


def addresses(number: str, file: int) -> list[tuple[str, str]]:
    order = f"/orders/{number}"
    return [
        ("GET", f"{order}/"), ("GET", f"{order}/drawer/"), ("GET", f"{order}/paper/"), ("POST", f"{order}/caller/"),
        ("GET", f"{order}/files/{file}/"), ("GET", f"{order}/units/?act=dispatch&q=渝中"),
        ("GET", f"{order}/acts/note/form/"), ("POST", f"{order}/acts/note/"), ("POST", f"{order}/acts/sign/"),
        ("POST", f"{order}/acts/discharge/?about=district"), ("GET", f"{order}/acts/waive_support/form/?about=1"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("htmx", [False, True])
def test_another_districts_order_and_an_unknown_number_answer_alike(
    story: Story, sign_in: Callable[..., Client], name: str, htmx: bool
) -> None:
    browser = sign_in(name, story.now)
    headers = {"HX-Request": "true"} if htmx else {}
    file = Attachment.objects.get().pk
    sent = {"version": story.order.version, "seen": 0, "kind": "note", "text": "看看"}
    theirs, unknown = addresses(story.number, file), addresses(UNKNOWN, file)
    before = story.order.ledger_length
    for (method, address), (_, nowhere) in zip(theirs, unknown, strict=True):
        one = (
            browser.generic(method, address, headers=headers)
            if method == "GET"
            else browser.post(address, sent, headers=headers)
        )
        other = (
            browser.generic(method, nowhere, headers=headers)
            if method == "GET"
            else browser.post(nowhere, sent, headers=headers)
        )
        assert one.status_code == other.status_code == 404, address
        own = without_tokens(one.content).replace(story.number.encode(), UNKNOWN.encode())
        assert own == without_tokens(other.content), address
    assert story.order.ledger_length == before


@pytest.mark.parametrize("name", STRANGERS)
def test_lists_counts_searches_and_exports_of_a_stranger_are_empty(
    story: Story, sign_in: Callable[..., Client], name: str
) -> None:
    browser = sign_in(name, story.now)
    for query in ("", f"?q={story.number}", f"?q={PHONE}", "?q=拖欠工资", f"?unit={story.town.street_union.pk}",
                  f"?place={story.town.street.pk}", "?mine=1", "?task=1", "?due=ok"):  # fmt: skip
        page = browser.get(f"/orders/{query}")
        assert "data-row" not in page.text
        assert "共 0 张" in page.text
        lines = b"".join(browser.get(f"/orders/export/{query}").streaming_content).decode()
        assert lines.count("\n") == 1, "nothing but the head"


def test_ticking_a_number_in_a_form_of_ones_own_does_nothing(
    story: Story, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in("蒋悦", story.now)
    before = story.order.ledger_length
    answer = browser.post(
        "/orders/bulk/", {"act": "discharge", "order": [f"{story.number}:{story.order.version}"]}
    )
    unknown = browser.post("/orders/bulk/", {"act": "discharge", "order": [f"{UNKNOWN}:1"]})
    assert "没有找到这张工单" in answer.text
    assert without_tokens(answer.content).replace(story.number.encode(), UNKNOWN.encode()) == without_tokens(
        unknown.content
    )
    assert story.order.ledger_length == before


def test_a_file_is_had_through_its_own_order_only(story: Story, sign_in: Callable[..., Client]) -> None:
    other = Story(story.town, at=story.now).in_hand()
    file = Attachment.objects.get().pk
    browser = sign_in("张琪", other.now)
    assert browser.get(f"/orders/{other.number}/files/{file}/").status_code == 404
    answer = browser.get(f"/orders/{story.number}/files/{file}/")
    assert b"".join(answer.streaming_content) == "内容".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_has_not_signed_in_is_led_to_the_door(story: Story) -> None:
    for method, address in [("GET", "/orders/"), ("GET", "/orders/export/"), *addresses(story.number, 1)]:
        answer = Client().generic(method, address)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/sign-in/")


def test_the_caller_is_masked_until_somebody_looks_on_the_record(
    story: Story, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in("张琪", story.now)
    for page in ("", "drawer/", "paper/"):
        shown = browser.get(f"/orders/{story.number}/{page}").text
        assert NAME not in shown
        assert PHONE not in shown
        assert "138****1234" in shown
    before, version = story.order.ledger_length, story.order.version
    answer = browser.post(f"/orders/{story.number}/caller/", headers={"HX-Request": "true"})
    assert NAME in answer.text
    assert PHONE in answer.text
    assert (story.order.ledger_length, story.order.version) == (before + 1, version)
    assert "查看诉求人身份" in browser.get(f"/orders/{story.number}/").text


def test_a_confidential_caller_is_not_even_hinted_at_outside_the_desk(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = Story(town, confidential=True).in_hand()
    browser = sign_in("张琪", story.now)
    for page in ("", "drawer/", "paper/"):
        shown = browser.get(f"/orders/{story.number}/{page}").text
        assert "张**" not in shown
        assert "138****1234" not in shown
    answer = browser.post(f"/orders/{story.number}/caller/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert NAME not in answer.text
    assert NAME in sign_in("陈晓", story.now).post(f"/orders/{story.number}/caller/").text


def test_an_export_holds_no_personal_data_and_no_formula(town: Town, sign_in: Callable[..., Client]) -> None:
    titles = ["=1+1", "+86", "-2", "@cmd", "\tTab", "正常标题"]
    for n, title in enumerate(titles):
        Story(town, title=title, employer="=HYPERLINK(1)", content=f"诉求正文{n}")
    lines = b"".join(sign_in("周敏").get("/orders/export/").streaming_content).decode()
    assert lines.startswith("\ufeff编号")
    for told in (NAME, PHONE, "诉求正文"):
        assert told not in lines
    for row in lines.splitlines()[1:]:
        for cell in row.replace('"', "").split(","):
            assert not cell.startswith(("=", "+", "-", "@")), cell
    assert len(lines.splitlines()) == 1 + len(titles)


def test_an_export_follows_the_filter(town: Town, sign_in: Callable[..., Client]) -> None:
    story, other = Story(town), Story(town, urgency="ordinary")
    lines = b"".join(sign_in("周敏").get("/orders/export/?urgency=ordinary").streaming_content).decode()
    assert other.number in lines
    assert story.number not in lines


def without_tokens(page: bytes) -> bytes:
    return re.sub(rb'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[A-Za-z0-9]+', b"", page)
