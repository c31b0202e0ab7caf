"""The demo's switcher between its cast, which a real city does not have."""

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, clear_url_caches, reverse

import bihuan.organisations.urls
import bihuan.urls
from bihuan.organisations.actions.people import engage
from bihuan.organisations.templatetags.organisations import demo_cast
from bihuan.organisations.views.sign_in import demo_switch
from tests.town import Town


def _load_addresses() -> None:
    modules: tuple[ModuleType, ...] = (bihuan.organisations.urls, bihuan.urls)
    for module in modules:
        importlib.reload(module)
    clear_url_caches()


@pytest.fixture
def demo(settings: object) -> Iterator[None]:
    """Addresses as demo mode has them."""
    settings.DEMO = True
    _load_addresses()
    yield
    settings.DEMO = False
    _load_addresses()


def test_in_a_real_city_there_is_no_such_address(client: Client, town: Town) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo-switch", args=["yangfan"])
    assert client.post("/demo/switch/yangfan/").status_code == 404
    assert demo_cast() == []


def test_even_called_directly_it_is_not_there(town: Town) -> None:
    from django.http import Http404

    with pytest.raises(Http404):
        demo_switch(RequestFactory().post("/demo/switch/yangfan/"), "yangfan")


def test_in_the_demo_one_goes_on_as_somebody_else(client: Client, town: Town, demo: None) -> None:
    client.force_login(town.person("陈晓"))
    before = client.session.session_key
    answer = client.post("/demo/switch/yangfan/", {"next": "/people/"})
    assert answer["Location"] == "/people/"
    assert client.session["_auth_user_id"] == str(town.person("杨帆").pk)
    assert client.session.session_key != before


def test_nobody_outside_the_cast_is_switched_to(client: Client, town: Town, demo: None) -> None:
    engage("zhenren", "真人", by=None)
    assert client.post("/demo/switch/zhenren/").status_code == 404
    assert client.post("/demo/switch/nobody/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_switches_nobody(client: Client, town: Town, demo: None) -> None:
    assert client.get("/demo/switch/yangfan/").status_code == 405


def test_another_site_switches_nobody(town: Town, demo: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/switch/yangfan/").status_code == 403


def test_the_sign_in_page_shows_the_cast_with_their_posts(client: Client, town: Town, demo: None) -> None:
    page = client.get("/sign-in/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert "张琪" in page
    assert "劳动关系信息员" in page
    assert demo_cast()[0] == {
        "username": "chenxiao", "name": "陈晓", "post": ("话务员", "Hotline operator"), "unit_name": "重庆市总工会",
    }  # fmt: skip
