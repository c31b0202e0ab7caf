"""Every address refuses who has not signed in, except those listed here with their reason."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

#: Name of the address → why a stranger may see it.
PUBLIC = {
    "sign-in": "the door itself",
    "sign_in": "the door of the programs",
    "sign-out": "leaving twice is no offence",
    "set-language": "before signing in, too, one reads",
    "preferences": "light, dark and size are the browser's matter",
    "ask": "public questions and answers",
    "ask-answer": "one public answer",
    "ask-helped": "did it help, of a public answer",
    "ask-calculators": "the calculators keep nothing",
    "ask-calculator": "a calculator keeps nothing",
    "ask-where": "where a matter goes; keeps nothing",
    "track": "the caller's own door: number and code",
    "openapi-json": "describes the interface, holds no data",
    "openapi-view": "shows that description",
    "field-manifest": "says what the page is called, to whom installs it",
    "field-worker": "names the parts of a page, holds no data",
    "design": "shows components with invented data",
    "design-drawer": "part of the design page",
    "design-options": "part of the design page",
}
SAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000001"}
REFUSALS = {401, 403, 404, 405}


def _addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str | None, str]]:
    """Name and a sample path of every address below ``resolver``."""
    for pattern in resolver.url_patterns:
        route = re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found.group(1), "x"), str(pattern.pattern)
        )
        if isinstance(pattern, URLPattern):
            yield pattern.name, before + route.lstrip("^/").rstrip("$")
        else:
            yield from _addresses(pattern, before + route)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_every_address_refuses_strangers(client, method):
    client.raise_request_exception = False
    doors = (settings.LOGIN_URL, reverse("track"))
    let_in = []
    for name, path in _addresses(get_resolver()):
        if name in PUBLIC:
            continue
        answer = getattr(client, method)(path)
        sent_to_a_door = answer.status_code == 302 and answer["Location"].startswith(doors)
        if answer.status_code not in REFUSALS and not sent_to_a_door:
            let_in.append(f"{name} {path}: {answer.status_code}")
    assert let_in == []


def test_no_public_address_is_listed_that_does_not_exist():
    assert set(PUBLIC) - {name for name, _ in _addresses(get_resolver())} == set()
