"""Chinese first, English complete: no text without its English, none outside the catalogue."""

import re

import pytest
from django.conf import settings

from tests.repository.conftest import ROOT
from tools.messages import apps, catalogue_of, extracted, is_translated, read

HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
TRANSLATED = re.compile(
    r"{#.*?#}"
    r"|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*trans(?:late)?\b.*?%}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)
WITH_TEXTS = [app for app in apps() if len(extracted(app))]


def _forms(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("app", WITH_TEXTS, ids=lambda app: app.name)
def test_every_text_has_its_english(app):
    catalogue = read(catalogue_of(app))
    asked = [(message.id, message.context) for message in extracted(app) if message.id]
    missing = [id for id, context in asked if catalogue.get(_forms(id)[0], context) is None]
    assert missing == [], "run ./dev messages, then translate"
    assert [m.id for m in catalogue if m.id and (m.fuzzy or not is_translated(m))] == []


@pytest.mark.parametrize("app", WITH_TEXTS, ids=lambda app: app.name)
def test_the_catalogue_holds_nothing_that_is_gone(app):
    found = extracted(app)
    assert [
        m.id for m in read(catalogue_of(app)) if m.id and found.get(_forms(m.id)[0], m.context) is None
    ] == []


@pytest.mark.parametrize("app", WITH_TEXTS, ids=lambda app: app.name)
def test_the_english_is_english_and_keeps_the_placeholders(app):
    for message in read(catalogue_of(app)):
        asked = {name for form in _forms(message.id) for name in PLACEHOLDER.findall(form)}
        for english in _forms(message.string) if message.id else []:
            # An example of what may be typed, or the switch to «中文», keeps a few characters; a sentence does not.
            assert len(HAN.findall(english)) <= 2, message.id
            assert set(PLACEHOLDER.findall(english)) <= asked, message.id


def test_django_finds_every_catalogue():
    installed = {
        name.removeprefix("bihuan.").split(".")[0]
        for name in settings.INSTALLED_APPS
        if name.startswith("bihuan.")
    }
    assert {app.name for app in WITH_TEXTS} - installed == set()


def test_no_page_shows_chinese_to_who_reads_english(templates):
    left = {}
    for template in templates:
        kept = TRANSLATED.sub(
            lambda found: "\n" * found.group().count("\n"), template.read_text(encoding="utf-8")
        )
        lines = [f"{n}: {line.strip()}" for n, line in enumerate(kept.splitlines(), 1) if HAN.search(line)]
        if lines:
            left[str(template.relative_to(ROOT))] = lines
    assert left == {}
