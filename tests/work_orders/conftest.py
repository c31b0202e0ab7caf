"""Pages as people of the town see them, at an instant that stands still."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:  # this file is read before Django has its settings
    from tests.town import Town


@pytest.fixture
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let every page read this instant from the clock."""

    def stop(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    return stop


@pytest.fixture
def sign_in(town: "Town", stop_clock: Callable[[datetime], None]) -> "Callable[..., Client]":
    """The browser of somebody of the cast: ``sign_in("杨帆", at=…)``."""

    def enter(name: str, at: datetime | None = None) -> Client:
        from tests.town import AT

        stop_clock(at or AT)
        browser = Client()
        browser.force_login(town.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return enter
