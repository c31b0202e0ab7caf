"""A program that signs in as somebody of the town."""

import json
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.test import Client

if TYPE_CHECKING:  # this file is read before Django has its settings
    from tests.town import Town


class Program:
    """Speaks to the API with somebody's token."""

    def __init__(self, town: "Town", name: str) -> None:
        from bihuan.organisations.actions.tokens import issue_token
        from tests.town import AT

        self.client = Client()
        self.headers = {"Authorization": f"Bearer {issue_token(town.person(name), 'test', AT)}"}

    def get(self, address: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api{address}", query, headers=self.headers)

    def post(self, address: str, body: dict[str, Any] | None = None, key: str | None = None) -> HttpResponse:
        headers = self.headers | {"Idempotency-Key": key or uuid.uuid4().hex}
        return self.client.post(
            f"/api{address}", json.dumps(body or {}), content_type="application/json", headers=headers
        )


@pytest.fixture
def program(town: "Town") -> Callable[[str], Program]:
    """``program("陈晓")``: a program with 陈晓's token."""
    return lambda name: Program(town, name)
