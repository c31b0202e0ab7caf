"""Words of the rule book as choices of a form, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.utils.translation import get_language

from bihuan.rules.words import Words

Code = TypeVar("Code", bound=str)


def said(words: Words) -> str:
    """The phrase in the reader's language."""
    return words.in_language(get_language() or "zh-hans")


def choices_of(words: Mapping[Code, Words]) -> Callable[[], list[tuple[str, str]]]:
    """Choices that are read when the form is made, so that each reader gets a language of their own."""
    return lambda: [(str(code), said(phrase)) for code, phrase in words.items()]
