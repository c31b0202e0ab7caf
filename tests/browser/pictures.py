"""The pictures of the documentation, taken where the story passes: with ``BIHUAN_SCREENSHOTS=1``, else not at all."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WANTED = os.environ.get("BIHUAN_SCREENSHOTS") == "1"


def picture(page: "Page", name: str) -> None:
    """Take a picture of what is on the screen, once everything stands still, as ``docs/screenshots/<name>.png``."""
    if not WANTED:
        return
    page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
    page.evaluate("document.querySelectorAll('.toast').forEach((toast) => toast.remove())")
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
