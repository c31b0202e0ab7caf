"""Suggestions beside the desk's form: what the words of a call say, held against what has been entered already."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from bihuan.intake.matter_search import matter_named
from bihuan.rules.employers import core_of
from bihuan.rules.matters import MATTERS
from bihuan.rules.suggesting import FIELDS, Band, Field
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.in_force import in_force
from bihuan.triage.matter_suggesting import matter_by
from bihuan.triage.opinions import opinion_on
from bihuan.triage.suggesting import Suggested, suggest

_BY_WORDS = "words-2026-11"
_NAMED = Words("说到“{word}”", "“{word}” was said")
#: Read first, and in this order, at the desk.
_BANDS = (Band.FILL, Band.PROPOSE, Band.ASK)


class Offered(NamedTuple):
    """A suggestion as the desk shows it; ``differs``: the person entered something else, which stays."""

    suggested: Suggested
    field: Field
    excerpts: list[tuple[str, str, str]]
    differs: bool

    @property
    def key(self) -> str:
        """The key that accepts it with Alt; "" where there is nothing to accept, or a matter must be asked for."""
        unsure = self.suggested.field == "matter" and self.suggested.band is Band.ASK
        return self.field.key if self.suggested.value and not self.differs and not unsure else ""


def suggestions_for(text: str, call: UUID | None, beneath: str, at: datetime) -> list[Suggested]:
    """Everything suggested for a call: by the rules, by the trained model, and by a language model that was asked."""
    if not settings.TRIAGE:
        return []
    found = suggest(text, on=at.astimezone(SHANGHAI).date(), beneath=beneath)
    return [
        *(each for each in [_matter(text, at)] if each),
        *found,
        *(opinion_on(call, text) if call else []),
    ]


def _matter(text: str, at: datetime) -> Suggested | None:
    """The matter by the trained model; where none can be read, by what callers call it."""
    if model := in_force().model:
        return matter_by(model, text, at)
    named = matter_named(text)
    if named is None:
        return None
    code, start, end = named
    because = _NAMED.fill(word=text[start:end])
    return Suggested("matter", code, MATTERS[code], FIELDS["matter"].band, because, (start, end), _BY_WORDS)


def offered(
    suggested: Sequence[Suggested], chosen: Mapping[str, tuple[str, ...]], text: str
) -> list[Offered]:
    """What of it is worth showing: nothing that is entered already, one suggestion a field, the surest first."""
    shown: dict[tuple[str, str], Offered] = {}
    for each in sorted(suggested, key=lambda one: _BANDS.index(one.band)):
        entered = chosen.get(each.field, ())
        if _is_there(each, entered):
            continue
        # Of nature and urgency a default always stands in the form; whether a person chose it, the page knows.
        differs = bool(entered) and each.field not in ("nature", "urgency", "risks")
        key = (each.field, each.value if each.field == "risks" else "")
        shown.setdefault(key, Offered(each, FIELDS[each.field], each.excerpts(text), differs))
    order = [*FIELDS]
    return sorted(shown.values(), key=lambda one: order.index(one.suggested.field))


def _is_there(each: Suggested, entered: tuple[str, ...]) -> bool:
    if each.field == "employer" and entered:
        mine, theirs = core_of(each.value), core_of(entered[0])
        return bool(mine and theirs) and (mine in theirs or theirs in mine)
    return each.value in entered
