"""Programs are not charged for what only pages need; pages keep all of it."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_states_the_policy_of_its_content() -> None:
    assert "script-src 'self'" in Client().get(reverse("sign-in"))["Content-Security-Policy"]


def test_so_does_the_page_that_describes_the_interface() -> None:
    assert "Content-Security-Policy" in Client().get("/api/docs")


def test_a_program_gets_its_answer_without_what_only_pages_need() -> None:
    answer = Client().get("/api/orders", headers={"Authorization": "Bearer nobody", "Accept-Language": "en"})
    assert (answer.status_code, answer.json()["title"]) == (401, "Not signed in")
    assert "Content-Security-Policy" not in answer
    assert int(answer["Content-Length"]) == len(answer.content)


def test_a_token_opens_no_page_and_skips_no_check_of_a_form() -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post(
        reverse("sign-in"), {"username": "a", "password": "b"}, headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 403


def test_an_address_the_site_does_not_serve_is_refused_to_programs_and_people_alike() -> None:
    for headers in ({}, {"Authorization": "Bearer nobody"}):
        assert (
            Client().get("/api/orders", headers=headers, SERVER_NAME="elsewhere.example").status_code == 400
        )
