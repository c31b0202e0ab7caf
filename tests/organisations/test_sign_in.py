"""Signing in, out, and being slowed down."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.db import connection
from django.test import Client

from bihuan.organisations.actions.people import engage
from bihuan.organisations.actions.sign_in import check_sign_in
from bihuan.organisations.models import FailedSignIn, Person
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.throttle import LIMITS, WINDOW, Failures, must_wait
from tests.town import AT, Town

PASSWORD = "长江之水-2025"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db: None) -> Person:
    return engage("yangfan", "杨帆", password=PASSWORD, by=None)


def attempt(username: str = "yangfan", password: str = "错", address: str = HERE, at: datetime = AT) -> str:
    """The refusal's code, or "in"."""
    try:
        check_sign_in(username, password, address, at)
    except Refused as refused:
        return refused.code
    return "in"


def test_signing_in_leads_where_the_visitor_was_going(client: Client, clerk: Person) -> None:
    answer = client.post("/sign-in/?next=/people/", {"username": " YangFan ", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_the_session_changes_its_key_at_the_door(client: Client, clerk: Person) -> None:
    client.get("/sign-in/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    client.post("/sign-in/", {"username": "yangfan", "password": PASSWORD})
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"]
)
def test_nobody_is_led_away_to_a_strangers_address(client: Client, clerk: Person, elsewhere: str) -> None:
    answer = client.post("/sign-in/", {"username": "yangfan", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_the_refusal_does_not_tell_whether_the_account_exists(client: Client, clerk: Person) -> None:
    engage("closed", "某人", password=PASSWORD, by=None)
    Person.objects.filter(username="closed").update(is_active=False)
    pages = [
        client.post("/sign-in/", {"username": username, "password": password})
        for username, password in [("yangfan", "错误的密码"), ("nobody", "错误的密码"), ("closed", PASSWORD)]
    ]
    assert {page.status_code for page in pages} == {422}
    sentences = {page.context["sentence"].zh for page in pages}
    assert len(sentences) == 1
    assert "用户名或密码不正确" in sentences.pop()
    assert "_auth_user_id" not in client.session


def test_the_password_never_comes_back_in_the_page(client: Client, clerk: Person) -> None:
    page = client.post("/sign-in/", {"username": "yangfan", "password": "一个错误的密码"})
    assert "一个错误的密码" not in page.content.decode()


def test_five_failures_and_even_the_right_password_waits(clerk: Person) -> None:
    assert [attempt() for _ in range(5)] == ["sign_in_refused"] * 5
    assert attempt(password=PASSWORD) == "sign_in_wait"
    assert attempt(password=PASSWORD, at=AT + WINDOW - timedelta(seconds=1)) == "sign_in_wait"
    assert attempt(password=PASSWORD, at=AT + WINDOW) == "in"


def test_the_wait_is_named_in_minutes_and_shrinks(clerk: Person) -> None:
    for minute in range(5):
        attempt(at=AT + timedelta(minutes=minute))
    with pytest.raises(Refused) as refused:
        check_sign_in("yangfan", PASSWORD, HERE, AT + timedelta(minutes=5))
    assert refused.value.kind is Kind.THROTTLED
    assert "10 分钟" in refused.value.sentence.zh  # the first failure leaves the quarter of an hour then


def test_waiting_attempts_do_not_prolong_the_wait(clerk: Person) -> None:
    for _ in range(5):
        attempt()
    for minute in range(1, 14):
        attempt(at=AT + timedelta(minutes=minute))
    assert attempt(password=PASSWORD, at=AT + WINDOW) == "in"


def test_others_and_other_addresses_go_on(clerk: Person) -> None:
    engage("dengning", "邓宁", password=PASSWORD, by=None)
    for _ in range(5):
        attempt()
    assert attempt("dengning", PASSWORD) == "in"
    assert attempt(password=PASSWORD, address=ELSEWHERE) == "in"


def test_an_unknown_name_waits_like_a_known_one() -> None:
    assert [attempt("nobody") for _ in range(6)] == ["sign_in_refused"] * 5 + ["sign_in_wait"]


def test_the_right_password_forgets_earlier_slips(clerk: Person) -> None:
    for _ in range(4):
        attempt()
    attempt(password=PASSWORD)
    assert [attempt() for _ in range(4)] == ["sign_in_refused"] * 4


def test_changing_addresses_does_not_help_guessing_one_name(clerk: Person) -> None:
    outcomes = [attempt(address=f"192.0.2.{n}") for n in range(LIMITS.name + 1)]
    assert outcomes == ["sign_in_refused"] * LIMITS.name + ["sign_in_wait"]


def test_changing_names_does_not_help_guessing_from_one_address() -> None:
    outcomes = [attempt(f"person{n}") for n in range(LIMITS.address + 1)]
    assert outcomes == ["sign_in_refused"] * LIMITS.address + ["sign_in_wait"]


def test_neither_name_nor_address_is_kept_in_clear_nor_for_long(clerk: Person) -> None:
    attempt("geheim-typed-as-name")
    row = FailedSignIn.objects.values().get()
    assert b"geheim" not in bytes(row["name_digest"])
    assert HERE.encode() not in bytes(row["address_digest"])
    attempt(at=AT + WINDOW)
    assert FailedSignIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_guessing_in_parallel_is_counted_too() -> None:
    engage("yangfan", "杨帆", password=PASSWORD, by=None)
    outcomes: list[str] = []
    start = Barrier(8)

    def guess() -> None:
        start.wait()
        outcomes.append(attempt())
        connection.close()

    guessers = [Thread(target=guess) for _ in range(8)]
    for guesser in guessers:
        guesser.start()
    for guesser in guessers:
        guesser.join()
    assert sorted(outcomes) == ["sign_in_refused"] * 5 + ["sign_in_wait"] * 3


def test_a_wait_is_answered_as_too_many_requests(client: Client, clerk: Person) -> None:
    answers = [client.post("/sign-in/", {"username": "yangfan", "password": "错"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "分钟后再试" in answers[-1].content.decode()


def test_a_visitors_own_claim_of_an_address_is_believed_only_behind_trusted_proxies(
    client: Client, clerk: Person, settings: object
) -> None:
    def tries(count: int) -> int:
        for n in range(count):
            answer = client.post(
                "/sign-in/",
                {"username": "yangfan", "password": "错"},
                headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.{n}"},
            )
        return answer.status_code

    assert tries(6) == 429
    FailedSignIn.objects.all().delete()
    settings.TRUSTED_PROXIES = 1
    assert tries(6) == 422


@pytest.mark.parametrize(
    ("failures", "waits"),
    [
        (Failures(0, 0, 0), False),
        (Failures(4, 24, 99), False),
        (Failures(5, 5, 5), True),
        (Failures(0, 25, 0), True),
        (Failures(0, 0, 100), True),
    ],
)
def test_who_waits_is_a_table(failures: Failures, waits: bool) -> None:
    assert must_wait(failures) is waits


def test_passwords_are_kept_by_argon2(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


def test_signing_out_ends_the_session_and_only_by_post(client: Client, clerk: Person) -> None:
    client.force_login(clerk)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_whoever_is_signed_in_does_not_sign_in_again(client: Client, clerk: Person) -> None:
    client.force_login(clerk)
    assert client.get("/sign-in/")["Location"] == "/"


def test_the_page_speaks_both_languages(client: Client) -> None:
    assert "登录" in client.get("/sign-in/", headers={"Accept-Language": "zh-CN"}).content.decode()
    english = client.get("/sign-in/", headers={"Accept-Language": "en"}).content.decode()
    assert "Sign in" in english
    assert "登录" not in english


def test_the_language_is_kept_with_the_person(client: Client, clerk: Person) -> None:
    client.force_login(clerk)
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    clerk.refresh_from_db()
    assert (answer["Location"], clerk.language) == ("/sign-in/", "en")
    client.post("/sign-out/")
    client.cookies.clear()
    client.post("/sign-in/", {"username": "yangfan", "password": PASSWORD})
    assert client.cookies["django_language"].value == "en"


def test_a_language_that_is_none_changes_nothing(client: Client, clerk: Person) -> None:
    client.force_login(clerk)
    client.post("/language/", {"language": "xx", "next": "/"})
    clerk.refresh_from_db()
    assert clerk.language == "zh-hans"
    assert "django_language" not in client.cookies


def test_a_closed_account_is_out_at_once(client: Client, town: Town) -> None:
    client.force_login(town.person("高远"))
    assert client.get("/people/").status_code == 200
    Person.objects.filter(username="gaoyuan").update(is_active=False)
    assert client.get("/people/")["Location"].startswith("/sign-in/")
