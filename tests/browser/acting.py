"""What somebody does with an order at the screen: look it up, press the button of an act, fill in its form."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: What a person chooses or writes at a field: a text, one of several choices, several of them, or a tick.
Entry = str | list[str] | bool


def look_up(page: "Page", number: str) -> None:
    """Open an order as one does who was told its number: search the list, walk to the row, open it. By keyboard."""
    page.get_by_role("navigation").first.get_by_role("link", name="工单").click()
    page.wait_for_url("**/orders/")
    page.keyboard.press("/")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.locator(".data-table-tools").get_by_text("共 1 张").wait_for()
    # Typing and Enter both ask; a row that is marked must not be replaced by the second answer.
    page.locator(".htmx-request").first.wait_for(state="detached")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.locator("tr[data-row][aria-current]").wait_for()
    page.keyboard.press("o")
    page.wait_for_url(f"**/orders/{number}/")


def open_order(page: "Page", number: str) -> None:
    """Open an order by its address, as from a message."""
    page.goto(f"/orders/{number}/")


def button(page: "Page", words: str, level: str = "") -> "Locator":
    """The button of an act among those that can be done now; its shortcut may stand behind the words.

    ``level`` says for which level's responsibility, where there are several.
    """
    exact = re.compile(rf"^\s*{re.escape(words)}\s*a?\s*$", re.IGNORECASE)
    acts = page.locator("#acts")
    if level:
        acts = acts.get_by_text(f"责任闭环 · {level}", exact=True).locator("xpath=..")
    return acts.locator("a.button, button:not([disabled])").filter(has_text=exact)


def begin(page: "Page", words: str, level: str = "", **entries: Entry) -> "Locator":
    """Press the button of an act and fill in the form that opens beside the order. Returns the form."""
    button(page, words, level).click()
    form = page.locator("#drawer-body form[data-guard]")
    form.wait_for()
    for label, entry in entries.items():
        fill_in(form, label, entry)
    return form


def act(page: "Page", words: str, level: str = "", **entries: Entry) -> None:
    """Do an act through its button, and its form where it has one; ends when the page says that it is done."""
    if entries:
        begin(page, words, level, **entries).locator("button.button-primary").click()
    else:
        pressed = button(page, words, level)
        final = pressed.locator("xpath=ancestor::form[@data-confirm]").count()
        pressed.click()
        if final:
            page.locator('#confirm button[value="yes"]').click()
    page.locator("#toasts").get_by_text(f"{words}：已办理").wait_for()


def fill_in(form: "Locator", label: str, entry: Entry) -> None:
    """Enter something at the field called ``label``."""
    group = form.get_by_role("group", name=label)
    if isinstance(entry, list):
        for words in entry:
            group.get_by_label(words).check()
    elif isinstance(entry, bool):
        form.get_by_label(label).set_checked(entry)
    elif group.count():
        group.get_by_label(entry, exact=True).check()
    elif (control := form.get_by_label(label)).evaluate("it => it.tagName") == "SELECT":
        control.select_option(label=entry)
    else:
        control.fill(entry)
