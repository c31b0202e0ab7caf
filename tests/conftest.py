"""What every test stands on: a throw-away PostgreSQL, a data folder of its own, and the order of the groups."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

from tests.database import Databases, ThrowAwayServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Fast first: who breaks a rule learns it before the browser has opened.
GROUPS = ("rules", "repository", "", "journeys", "browser", "postgres")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Django reads its settings: start the server (once for a run, not once for a worker) and name the folders."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        config.add_cleanup(ThrowAwayServer.for_this_run().throw_away)
    data = Path(os.environ["BIHUAN_TEST_FOLDER"]) / f"data{worker}"
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ["BIHUAN_DATA"] = str(data)
    register_profiles()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.settings"

    from django.conf import settings

    # Argon2 is slow on purpose; a test signs hundreds of people in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Otherwise the look at the calendar falls into whichever test happens to count statements.
    settings.CALENDAR_LOOK_AGAIN = settings.TRIAGE_LOOK_AGAIN = None
    # Pages are tested from a checkout whose static files were not collected.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def register_profiles() -> None:
    """Laws are tried on a hundred examples while working, by night (``BIHUAN_NIGHTLY=1``) on ten thousand."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("working", deadline=None)
    settings.register_profile(
        "nightly", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("nightly" if os.environ.get("BIHUAN_NIGHTLY") == "1" else "working")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by group, crash tests last; within a group the order of the files stays."""
    tests = Path(__file__).parent

    def rank(item: pytest.Item) -> tuple[bool, int]:
        group = item.path.relative_to(tests).parts[0] if item.path.is_relative_to(tests) else ""
        return item.get_closest_marker("crash") is not None, GROUPS.index(group if group in GROUPS else "")

    items.sort(key=rank)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker a database copied from the run's one migrated template."""
    databases = Databases.of_this_run(os.environ.get("PYTEST_XDIST_WORKER", "single"))
    with django_db_blocker.unblock():
        databases.open()
        from bihuan.calendars.queries import calendars
        from bihuan.triage.in_force import in_force

        calendars()
        in_force()
    yield
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture
def town(db: None) -> "object":
    """The cast in its small real place (``tests.town.Town``), rolled back with the test."""
    from tests.town import found_town

    return found_town()


@pytest.fixture
def own_calendar(db: None) -> Iterator[None]:
    """For tests that import calendars or limits: what the process knows of them is put back as it was."""
    from bihuan.calendars import queries

    known = queries.calendars()
    queries.forget()
    yield
    queries._Memory.calendars = known


@pytest.fixture
def own_model(db: None, settings: "object", tmp_path: Path) -> Iterator[None]:
    """For tests that put a model or thresholds in force: a folder of their own, and what the process knows is put back."""
    from bihuan.triage import in_force

    settings.DATA_DIR, settings.TRIAGE_LOOK_AGAIN = tmp_path, 0  # type: ignore[attr-defined]
    known = in_force._Memory.known
    in_force.forget()
    yield
    in_force._Memory.known = known


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium, or a visible skip."""
    named = os.environ.get("BIHUAN_CHROMIUM")
    found = named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    found = found or next(
        (str(a) for name in CHROMIUM_ON_MACOS if (a := Path("/Applications", name)).exists()), None
    )
    if not found:
        pytest.skip(
            "no Chromium on this machine: install «chromium» or set BIHUAN_CHROMIUM to play the pages for real"
        )
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator["Browser"]:
    """A running browser, shared by the session; each test opens its own context."""
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous face runs an event loop in this thread, which Django would otherwise refuse to work beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=chromium_path, args=sandbox)
        yield browser
        browser.close()
