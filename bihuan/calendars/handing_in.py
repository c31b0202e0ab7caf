"""What the pages share on which an office hands in a whole table of keyed rows: the post, and what the rows show."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Protocol

from django import forms
from django.http import HttpRequest

from bihuan.calendars.actions.versioning import Checked
from bihuan.calendars.keyed_rows import Sourced
from bihuan.organisations.actors import Actor
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.models import Unit
from bihuan.rules.actors import LEVEL_WORDS
from bihuan.rules.limits import Grade
from bihuan.rules.matters import MATTERS, URGENCY_WORDS
from bihuan.rules.refusal import Refused

_MOST_ERRORS = 50


class Look(Protocol):
    """Looking a table through."""

    def __call__(self, filename: str, content: bytes, since: date, *, at: datetime) -> Checked[Any]: ...


class TakeIn(Protocol):
    """Taking a version in."""

    def __call__(
        self, actor: Actor | None, filename: str, content: bytes, version: str, reference: str, since: date, *, at: datetime
    ) -> Checked[Any]: ...  # fmt: skip


def handed_in(
    request: HttpRequest, actor: Actor, form: forms.Form, look: Look, take_in: TakeIn, at: datetime
) -> tuple[Checked[Any] | None, bool]:
    """What was found in the table of a post, and whether it was taken in; what is wrong as a whole stands at the form."""
    if request.method != "POST" or not form.is_valid():
        return None, False
    file, given = form.cleaned_data["file"], form.cleaned_data
    content = file.read()
    checked = None
    try:
        checked = look(file.name, content, given["since"], at=at)
        if "look" in request.POST or checked.errors:
            return checked, False
        take_in(actor, file.name, content, given["version"], given["reference"], given["since"], at=at)
    except Refused as refused:
        add_refusal(form, refused)
        return checked, False
    return checked, True


def unit_names(rows: Iterable[Sourced]) -> dict[str, str]:
    """What the units are called that rows name, by path."""
    paths = {row.unit for row in rows} - {""}
    return dict(Unit.objects.filter(path__in=paths).values_list("path", "name")) if paths else {}


def keys_shown(row: Sourced, units: dict[str, str]) -> dict[str, Any]:
    """What a page shows of the keys of a row and of where it comes from."""
    return {
        "urgency": URGENCY_WORDS[row.urgency] if row.urgency else None,
        "level": LEVEL_WORDS[row.level] if row.level else None,
        "matter": MATTERS.get(row.matter), "unit": units.get(row.unit, row.unit),
        "source": row.source, "grade": row.grade.value, "official": row.grade is Grade.PRIMARY,
    }  # fmt: skip


def found_shown(
    checked: Checked[Any] | None, shown: Callable[[Any, dict[str, str]], dict[str, Any]]
) -> dict[str, Any] | None:
    """What a page shows of a table that was looked through; ``shown`` says what of a row."""
    if checked is None:
        return None
    units = unit_names(row for difference in checked.differences for row in difference if row)
    return {
        "errors": checked.errors[:_MOST_ERRORS],
        "more_errors": max(len(checked.errors) - _MOST_ERRORS, 0),
        "instead_of": checked.instead_of,
        "since": checked.in_force_from,
        "differences": [
            tuple(shown(row, units) if row else None for row in difference)
            for difference in checked.differences
        ],
    }
