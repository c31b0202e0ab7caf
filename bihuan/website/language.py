"""Which of its two languages a phrase of the office is shown in."""

from django.utils.translation import get_language

from bihuan.rules.words import Words


def say(words: object) -> str:
    """The phrase in the reader's language; a plain text stays as it is, nothing at all is an empty text.

    Parameters: ``words`` a :class:`Words`, anything with a text form, or ``None``.
    """
    if words is None:
        return ""
    if isinstance(words, Words):
        return words.in_language(get_language() or "zh-hans")
    return str(words)
