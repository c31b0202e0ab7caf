"""Forms of the pages, opened and sent as a browser would."""

import re
from typing import Any

from django.test import Client

HTMX = {"HX-Request": "true"}


def send(browser: Client, number: str, act: str, about: str, data: dict[str, Any], **more: Any) -> Any:
    return browser.post(f"/orders/{number}/acts/{act}/?about={about}", data, **more)


def opened(browser: Client, number: str, act: str, about: str = "") -> dict[str, str]:
    """The form of an act as a browser would send it untouched."""
    page = browser.get(f"/orders/{number}/acts/{act}/form/?about={about}", headers=HTMX)
    assert page.status_code == 200, (act, page.text)
    form = page.text[page.text.index("<form") :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attributes.get("type") not in ("radio", "checkbox") or " checked" in tag
        if ticked and attributes.get("name") not in (None, "q"):
            found[attributes["name"]] = attributes.get("value", "")
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, selected in values if selected), values[0][0] if values else "")
    return found
