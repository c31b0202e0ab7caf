"""The public page: anybody asks, sees what is public alone, and reckons; nothing is kept but what the throttle needs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.knowledge.actions import note_question
from bihuan.knowledge.actions.uses import MOST_QUESTIONS
from bihuan.knowledge.models import Asked, Use
from bihuan.rules.calculators import CALCULATORS
from bihuan.rules.refusal import Refused
from bihuan.rules.throttle import WINDOW
from tests.knowledge.shelf import shelve, stock
from tests.town import AT

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def asked(client: Client, words: str, **headers: str) -> str:
    answer = client.post("/ask/", {"q": words}, **headers)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_is_answered_with_its_basis_and_nobody_signed_in(client: Client) -> None:
    stock()
    shelve()
    page = asked(client, "茶馆不给工钱怎么办")
    assert "掌柜应当按月支付工钱" in page
    assert "第三条" in page
    whole = client.get("/ask/about/tea/").content.decode()
    for part in ("写清楚欠了哪几个月", "工牌", "茶馆工会", "按月支付伙计的工钱"):
        assert part in whole


def test_without_a_question_everything_public_stands_by_matter(client: Client) -> None:
    shelve()
    page = client.get("/ask/").content.decode()
    assert "茶馆不给工钱怎么办" in page
    assert "拖欠工资" in page


@pytest.mark.parametrize("visibility", ["hotline", "internal"])
def test_what_is_not_public_is_nowhere_on_it(client: Client, visibility: str) -> None:
    shelve(visibility=visibility)
    assert "掌柜" not in asked(client, "茶馆不给工钱怎么办")
    assert "茶馆不给" not in client.get("/ask/").content.decode()
    assert client.get("/ask/about/tea/").status_code == 404
    assert client.post("/ask/about/tea/helped/", {"helped": "yes"}).status_code == 404
    assert Use.objects.count() == 0


def test_what_has_run_out_or_does_not_exist_yet_is_not_shown(client: Client) -> None:
    shelve(valid_to="2025-02-01")
    shelve(code="tea-later", valid_from="2098-01-01")
    assert "掌柜应当" not in asked(client, "茶馆不给工钱怎么办")
    assert [client.get(f"/ask/about/{code}/").status_code for code in ("tea", "tea-later")] == [404, 404]


@pytest.mark.parametrize(
    "words", ["", " ", "?", "'; DROP", "<script>alert(1)</script>", "%_\\", "☕️" * 50, "工" * 20_000]
)
def test_no_question_is_too_strange(client: Client, words: str) -> None:
    shelve()
    assert "<script>alert" not in asked(client, words)


def test_the_page_speaks_english(client: Client) -> None:
    shelve()
    page = asked(client, "掌柜不给钱", **ENGLISH)
    assert "Ask in your own words" in page
    assert "art. 3" in page


def test_whether_it_helped_comes_back(client: Client) -> None:
    entry = shelve()
    assert "已记下" in client.post("/ask/about/tea/helped/", {"helped": "no"}).content.decode()
    use = Use.objects.get()
    assert (use.entry, use.helped, use.desk, use.call) == (entry, False, None, None)


def test_too_many_questions_from_one_address_wait_and_others_do_not(client: Client) -> None:
    now = timezone.now()
    for _ in range(MOST_QUESTIONS):
        note_question("127.0.0.1", at=now)
    refused = client.post("/ask/", {"q": "工钱"})
    assert refused.status_code == 429
    assert "查询过于频繁" in refused.content.decode()
    assert client.post("/ask/", {"q": "工钱"}, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/ask/").status_code == 200


def test_the_throttle_forgets_and_never_holds_an_address() -> None:
    for _ in range(MOST_QUESTIONS):
        note_question("192.0.2.1", at=AT)
    with pytest.raises(Refused, match="Too many questions"):
        note_question("192.0.2.1", at=AT)
    assert not Asked.objects.filter(address_index__contains="192.0.2.1").exists()
    note_question("192.0.2.1", at=AT + WINDOW + timedelta(seconds=1))
    assert Asked.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("key", CALCULATORS)
def test_every_calculator_asks_and_says_what_is_missing(
    client: Client, key: str, headers: dict[str, str]
) -> None:
    page = client.get(f"/ask/calculate/{key}/", **headers)  # type: ignore[arg-type]
    words = CALCULATORS[key].words
    assert (words.en if headers else words.zh) in page.content.decode()
    wrong = client.post(
        f"/ask/calculate/{key}/", dict.fromkeys((f.name for f in CALCULATORS[key].fields), "茶")
    )
    assert wrong.status_code == 422
    assert 'id="result"' not in wrong.content.decode()


def test_an_unknown_calculator_is_not_found(client: Client) -> None:
    assert client.get("/ask/calculate/abacus/").status_code == 404


def test_where_to_go_names_body_and_papers(client: Client) -> None:
    page = client.post(
        "/ask/where/", {"matter": "wage_arrears", "happened_on": "2026-01-05", "elsewhere": ""}
    )
    assert page.status_code == 200
    assert "劳动人事争议仲裁委员会" in page.content.decode()


def test_a_day_that_is_none_is_refused_in_its_field(client: Client) -> None:
    page = client.post("/ask/where/", {"matter": "wage_arrears", "happened_on": "2026-02-31"})
    assert page.status_code == 422
