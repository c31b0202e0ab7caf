"""Pages for what went wrong say what, why and what next; htmx gets a part of a page."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.html import escape

from bihuan.website import errors


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", errors.PAGES)
def test_each_page_explains_itself_in_both_languages(name, language):
    status, _kind, title, words = errors.PAGES[name]
    handlers = {
        "bad_request": errors.bad_request,
        "forbidden": errors.forbidden,
        "not_found": errors.not_found,
    }
    request = RequestFactory().get("/nowhere/")
    with translation.override(language):
        if name in handlers:
            response = handlers[name](request, ValueError())
        else:
            response = {"csrf": errors.csrf_failure, "server_error": errors.server_error}[name](request)
        html = response.content.decode()
    assert response.status_code == status
    assert title.in_language(language) in html
    assert escape(words.in_language(language)) in html


def test_an_unknown_address_is_a_page_of_ours(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


def test_htmx_is_answered_with_a_part_of_a_page(client):
    html = client.get("/no-such-page/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "没有找到这个页面" in html


def test_an_expired_form_says_that_nothing_was_sent():
    response = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"})
    assert response.status_code == 403
    assert "没有提交" in response.content.decode()
