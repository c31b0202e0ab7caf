"""The administrator's pages of people and posts."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.actions.people import engage
from bihuan.organisations.models import Appointment, Person
from bihuan.rules.actors import Post
from tests.town import FOUNDED, Town

PAGES = ["/people/", "/people/new/", "/people/find/?q=杨", "/people/appoint/"]


@pytest.fixture
def administrator(client: Client, town: Town) -> Client:
    client.force_login(town.person("高远"))
    return client


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def clerk(town: Town) -> Appointment:
    return Appointment.objects.get(person=town.person("杨帆"))


def test_strangers_are_sent_to_sign_in_and_others_find_nothing(client: Client, town: Town) -> None:
    urls = [
        *PAGES,
        f"/people/appointments/{clerk(town).pk}/end/",
        f"/people/appointments/{clerk(town).pk}/depute/",
    ]
    for url in urls:
        assert client.get(url)["Location"].startswith("/sign-in/?next=")
    client.force_login(town.person("罗岚"))
    assert {client.get(url).status_code for url in urls} == {404}
    assert client.post("/people/yangfan/password/").status_code == 404


def test_a_panel_asked_for_without_a_session_leads_the_whole_page_to_sign_in(
    client: Client, town: Town
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?post=leader"}
    answer = client.get("/people/find/?q=杨", headers=headers)
    assert answer["HX-Redirect"] == "/sign-in/?next=/people/%3Fpost%3Dleader"


def test_what_needs_a_session_is_kept_by_no_cache(administrator: Client) -> None:
    assert "no-store" in administrator.get("/people/")["Cache-Control"]


def test_the_list_shows_who_holds_what_and_is_filtered(administrator: Client) -> None:
    everybody = text(administrator, "/people/")
    assert "杨帆" in everybody
    assert "石磊" in everybody
    only = text(administrator, "/people/?q=渝中区&post=department_officer")
    assert "吴迪" in only
    assert "袁浩" not in only
    assert "杨帆" not in only


def test_the_list_turns_its_pages(administrator: Client, town: Town) -> None:
    for n in range(60):
        person = engage(f"person{n:02}", f"第{n:02}人", by=None)
        appoint(person, town.labour, Post.DEPARTMENT_OFFICER, since=FOUNDED, by=None)
    first = administrator.get("/people/")
    second = administrator.get("/people/" + first.context["next_url"])
    shown = [held.pk for page in (first, second) for held, *_ in page.context["appointments"]]
    assert len(shown) == len(set(shown)) == 60 + len(town.people)
    assert second.context["next_url"] is None


def test_a_district_administrator_sees_the_own_district_only(client: Client, town: Town) -> None:
    appoint(town.person("邓宁"), town.district_union, Post.ADMINISTRATOR, since=FOUNDED, by=None)
    client.force_login(town.person("邓宁"))
    page = text(client, "/people/")
    assert "张琪" in page
    assert "石磊" not in page
    assert "陈晓" not in page
    stranger = Appointment.objects.get(person=town.person("石磊"))
    assert client.get(f"/people/appointments/{stranger.pk}/end/").status_code == 404
    assert client.post("/people/gaoyuan/password/").status_code == 404


def test_a_person_is_added_and_may_sign_in_with_the_password_shown_once(administrator: Client) -> None:
    answer = administrator.post("/people/new/", {"name": "新同志", "username": "xintongzhi", "email": ""})
    password = answer.context["password"]
    assert password in answer.content.decode()
    administrator.post("/sign-out/")
    administrator.post("/sign-in/", {"username": "xintongzhi", "password": password})
    assert administrator.session["_auth_user_id"] == str(Person.objects.get(username="xintongzhi").pk)


@pytest.mark.parametrize(
    ("filled", "field", "status"),
    [
        ({"username": "杨帆"}, "username", 422),
        ({"username": "yangfan"}, "username", 409),
        ({"username": "ab"}, "username", 422),
        ({"name": ""}, "name", 422),
        ({"email": "不是邮箱"}, "email", 422),
    ],
)
def test_a_person_wrongly_entered_is_refused_at_the_field(
    administrator: Client, filled: dict[str, str], field: str, status: int
) -> None:
    before = Person.objects.count()
    answer = administrator.post(
        "/people/new/", {"name": "新同志", "username": "xintongzhi", "email": ""} | filled
    )
    assert answer.status_code == status
    assert list(answer.context["form"].errors) == [field]
    assert Person.objects.count() == before


def test_somebody_is_appointed(administrator: Client, town: Town) -> None:
    filled = {
        "person": town.person("杨帆").pk,
        "unit": town.district_union.pk,
        "post": "leader",
        "since": "2026-01-01",
    }
    assert administrator.post("/people/appoint/", filled)["Location"] == "/people/"
    assert Appointment.objects.filter(
        person=town.person("杨帆"), post="leader", since=date(2026, 1, 1)
    ).exists()


def test_an_appointment_refused_comes_back_filled_in_with_the_reason(
    administrator: Client, town: Town
) -> None:
    filled = {
        "person": town.person("杨帆").pk,
        "unit": town.labour.pk,
        "post": "operator",
        "since": "2026-01-01",
    }
    answer = administrator.post("/people/appoint/", filled)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不设“话务员”岗位" in page
    assert "渝中区人力资源和社会保障局" in page
    assert 'value="2026-01-01"' in page


@pytest.mark.parametrize("value", ["", "999999", "不是数字", "9" * 40])
def test_a_person_or_unit_that_is_none_is_refused_at_its_field(
    administrator: Client, town: Town, value: str
) -> None:
    filled = {"person": value, "unit": value, "post": "leader", "since": "2026-01-01"}
    answer = administrator.post("/people/appoint/", filled)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"person", "unit"}


def test_an_appointment_is_ended(administrator: Client, town: Town) -> None:
    url = f"/people/appointments/{clerk(town).pk}/end/"
    assert "渝中区总工会" in text(administrator, url)
    today = timezone.localdate()
    assert administrator.post(url, {"until": today.isoformat()})["Location"] == "/people/"
    assert clerk(town).until == today
    assert administrator.get(url).status_code == 404  # no longer among the present ones


def test_an_end_before_the_beginning_is_refused_at_the_field(administrator: Client, town: Town) -> None:
    answer = administrator.post(f"/people/appointments/{clerk(town).pk}/end/", {"until": "2020-01-01"})
    assert answer.status_code == 422
    assert "until" in answer.context["form"].errors
    assert clerk(town).until is None


def test_a_deputy_is_named_and_shown_as_one(administrator: Client, town: Town) -> None:
    url = f"/people/appointments/{clerk(town).pk}/depute/"
    filled = {"deputy": town.person("邓宁").pk, "since": "2026-01-01", "until": "2099-01-01"}
    assert administrator.post(url, filled)["Location"] == "/people/"
    assert "代理 杨帆" in text(administrator, "/people/?q=邓宁")


def test_a_deputy_for_oneself_is_refused_at_the_field(administrator: Client, town: Town) -> None:
    filled = {"deputy": town.person("杨帆").pk, "since": "2026-01-01", "until": "2026-02-01"}
    answer = administrator.post(f"/people/appointments/{clerk(town).pk}/depute/", filled)
    assert list(answer.context["form"].errors) == ["deputy"]


def test_a_new_password_ends_the_persons_sessions(administrator: Client, town: Town) -> None:
    engaged = town.person("杨帆")
    engaged.set_password("原来的密码-1")
    engaged.save()
    elsewhere = Client()
    elsewhere.force_login(engaged)
    assert elsewhere.get("/units/find/?q=渝").status_code == 200
    administrator.post("/people/yangfan/password/")
    assert elsewhere.get("/units/find/?q=渝").status_code == 302


def test_units_are_found_with_where_they_are(administrator: Client) -> None:
    page = text(administrator, "/units/find/?q=南纪门")
    assert "南纪门街道总工会" in page
    assert "渝中区 · 南纪门街道" in page
    narrowed = text(administrator, "/units/find/?q=南纪门&kind=command_centre")
    assert "南纪门街道总工会" not in narrowed
    assert "基层治理指挥中心" in narrowed
    assert "南纪门街道总工会" in text(administrator, "/organs/find/?q=南纪门")
    assert ">南纪门街道 <" not in text(administrator, "/organs/find/?q=南纪门")
    assert ">南纪门街道 <" in page
    assert administrator.get("/units/find/?q=渝&kind=nonsense&level=x").status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_every_page_is_whole_in_english(administrator: Client, town: Town, url: str) -> None:
    administrator.cookies["django_language"] = "en"
    assert administrator.get(url).status_code == 200
