"""A city with life in it behind a running website, once for a module; and its people at their browsers."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.office import PASSWORD, Office
from tests.database import Databases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Enough for every list, wall and chart to have something true to show.
ORDERS = 80


@pytest.fixture(scope="module")
def website(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the running website. Whatever is done there is committed, and gone after the module."""
    from bihuan.demo.founding import found_small_place
    from bihuan.demo.playing import populate
    from bihuan.demo.populating import Plan

    with django_db_blocker.unblock():
        with transaction.atomic():
            found_small_place(PASSWORD)
            populate(Plan(until=timezone.now(), orders=ORDERS), alone=True)
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            Databases.of_this_run(os.environ.get("PYTEST_XDIST_WORKER", "single")).renew()


@pytest.fixture(scope="module")
def office(chromium: "Browser", website: str) -> Iterator[Office]:
    """Everybody's seat. Nothing their browsers complained about may be left unsaid at the end."""
    seats = Office(chromium, website)
    yield seats
    seats.close()


@pytest.fixture(autouse=True)
def content_browsers(office: Office) -> Iterator[None]:
    """No test passes while a browser complains: of a script, the content policy, or a way to another machine."""
    yield
    complaints, office.complaints[:] = [*office.complaints], []
    assert complaints == []
