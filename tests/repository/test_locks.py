"""Installed is what was tried: every dependency is locked, with hashes, for every platform."""

import json
import re
import tomllib

import pytest

from tests.repository.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PAGES = json.loads((ROOT / "package-lock.json").read_text())["packages"]


def _name(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement).group().lower().replace("_", "-").replace(".", "-")


def _locked(lock: str) -> dict[str, str]:
    """Package → its entry, hashes included."""
    entries = re.split(r"\n(?=\w)", (ROOT / lock).read_text())
    return {_name(entry): entry for entry in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    assert [
        name for name, entry in _locked(lock).items() if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


def test_the_locks_hold_what_the_project_asks_for():
    groups, extras = PROJECT["dependency-groups"], PROJECT["project"]["optional-dependencies"]
    asked = {
        "requirements.lock": PROJECT["project"]["dependencies"],
        "requirements-dev.lock": [
            *PROJECT["project"]["dependencies"],
            *groups["dev"],
            *(requirement for extra in extras.values() for requirement in extra),
        ],
        "requirements-node.lock": groups["node"],
    }
    for lock, requirements in asked.items():
        assert {_name(r) for r in requirements} - set(_locked(lock)) == set(), f"{lock}: run ./dev lock"


def test_both_python_locks_agree_on_versions():
    def version(entry: str) -> str:
        return entry.split("==")[1].split()[0]

    run_time, development = _locked("requirements.lock"), _locked("requirements-dev.lock")
    assert {n: version(e) for n, e in run_time.items()} == {n: version(development[n]) for n in run_time}


def test_page_packages_are_locked_without_addresses():
    assert [name for name, entry in PAGES.items() if "resolved" in entry] == []
    assert [
        name
        for name, entry in PAGES.items()
        if name and not entry.get("integrity") and not entry.get("inBundle")
    ] == []


def test_page_packages_are_locked_for_every_platform():
    """A lock made beside installed packages names this machine's binaries only, and fails everywhere else."""
    wanted = {
        f"node_modules/{name}" for entry in PAGES.values() for name in entry.get("optionalDependencies", ())
    }
    assert wanted - set(PAGES) == set()
