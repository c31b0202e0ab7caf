"""Words for the codes that entries of an order carry."""

from collections.abc import Mapping
from typing import Any

from django import template

from bihuan.rules.matters import SOURCE_WORDS
from bihuan.rules.reply_check import ANSWERED_WORDS, FAULT_WORDS
from bihuan.rules.satisfaction import SATISFIED_WORDS, SOLVED_WORDS
from bihuan.rules.words import Words
from bihuan.work_orders.words import MOOD_WORDS, NOTE_WORDS, TRUTH_WORDS

register = template.Library()

_TABLES: Mapping[str, Mapping[Any, Words]] = {
    "truth": TRUTH_WORDS,
    "mood": MOOD_WORDS,
    "note": NOTE_WORDS,
    "channel": SOURCE_WORDS,
    "solved": SOLVED_WORDS,
    "satisfied": SATISFIED_WORDS,
    "answered": ANSWERED_WORDS,
    "fault": FAULT_WORDS,
}


@register.filter
def code_words(code: str, table: str) -> Words | str:
    """A code in the words of its table; a code that has since left the table stays as it is."""
    return _TABLES[table].get(code, code)
