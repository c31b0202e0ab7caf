"""The living page: every component, in both languages, without a database and within the strict policy."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

HAN = re.compile(r"[\u3400-\u9fff]")


class Reader(HTMLParser):
    """Collects what the policy would refuse, the identifiers, and the text a person reads."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.ids: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.refused.append(tag)
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        if "id" in given:
            self.ids.append(given["id"])


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture(params=["zh-hans", "en"])
def page(request, client):
    client.cookies["django_language"] = request.param
    response = client.get(reverse("design"))
    assert response.status_code == 200
    return request.param, response.content.decode()


def test_it_speaks_the_readers_language(page):
    language, html = page
    assert f'<html lang="{language}"' in html
    title = re.search(r"<title>(.*?)</title>", html)[1]
    assert title == {"zh-hans": "设计规范 · 闭环", "en": "Design · Bihuan"}[language]


def test_it_holds_every_component(page):
    _language, html = page
    for component in (
        "rings-large", "rings-small", "holder-bar", "timeline", "promises-sum", "deadline", "status", "person", "stat-figure",
        "bars", "trend", "data-table", "filters", "column-choice", "error-summary", "field-error", "combobox", "card-choice",
        "affix", "notice-red", "skeleton", 'data-kind="empty"', 'data-kind="refused"', 'data-kind="error"', "crumbs",
        "button-primary", "button-danger", 'id="drawer"', 'id="dialog"', 'id="confirm"', 'id="toasts"', "bottom", "skip-link",
    ):  # fmt: skip
        assert component in html, component


def test_nothing_on_it_is_refused_by_the_policy(page):
    assert read(page[1]).refused == []


def test_no_identifier_stands_twice(page):
    # The same sample form is shown plain, wrong and as filters; nothing else may repeat.
    ids = [name for name in read(page[1]).ids if not name.startswith("id_")]
    assert sorted(ids) == sorted(set(ids))


def test_the_policy_allows_no_inline_script_or_style(client):
    policy = client.get(reverse("design"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_htmx_keeps_no_pages_and_adds_no_styles(page):
    assert '"includeIndicatorStyles": false' in page[1]
    assert '"historyCacheSize": 0' in page[1]
    assert '"allowEval": false' in page[1]


def test_the_drawer_and_the_combobox_are_answered_with_parts_of_a_page(client):
    for name in ("design-drawer", "design-options"):
        html = client.get(reverse(name)).content.decode()
        assert "<html" not in html
        assert read(html).refused == []
    assert "南纪门" in client.get(reverse("design-options"), {"q": "南纪"}).content.decode()
    assert "没有找到" in client.get(reverse("design-options"), {"q": "不存在"}).content.decode()


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("size", "elder")])
def test_a_preference_is_kept_and_is_there_with_the_first_byte(client, name, value):
    response = client.post(reverse("preferences"), {name: value, "next": "/design/"})
    assert response["Location"] == "/design/"
    assert f'data-{name}="{value}"' in client.get(reverse("design")).content.decode()


def test_a_preference_that_does_not_exist_is_ignored(client):
    response = client.post(
        reverse("preferences"), {"theme": '"><script>', "next": "https://elsewhere.example/"}
    )
    assert response["Location"] == "/"
    assert not response.cookies
    client.cookies["theme"] = "purple"
    assert 'data-theme="system"' in client.get(reverse("design")).content.decode()
