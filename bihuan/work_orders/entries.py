"""Checking what was entered, before anything is written."""

from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

#: Most characters of a text; longer ones belong into an attachment.
LONG_TEXT = 5000
SHORT_TEXT = 200

REASON = Words("理由", "the reason")
TEXT = Words("内容", "the text")


def required(text: str, what: Words = TEXT, *, field: str = "text", most: int = LONG_TEXT) -> str:
    """The text without blanks around it. Raises ``Refused`` ``text_missing`` or ``text_too_long``."""
    text = optional(text, what, field=field, most=most)
    return text or refuse("text_missing", field=field, what=what)


def optional(text: str, what: Words = TEXT, *, field: str = "text", most: int = LONG_TEXT) -> str:
    """Like :func:`required`, but may be empty. A null character, which no text holds, counts as a blank."""
    text = (text or "").replace("\x00", " ").strip()
    if len(text) > most:
        refuse("text_too_long", field=field, what=what, length=len(text), most=most)
    return text


def whole_number(value: int | None, what: Words, *, field: str, least: int, most: int) -> int | None:
    """A number within its bounds, or None. Raises ``Refused`` ``number_out_of_range``."""
    if value is not None and not least <= value <= most:
        refuse("number_out_of_range", field=field, what=what, least=least, most=most)
    return value


def one_of(value: str, choices: object, what: Words, *, field: str) -> str:
    """A value out of the choices (any container of codes). Raises ``Refused`` ``choice_unknown``."""
    if value not in {str(choice) for choice in choices}:  # type: ignore[attr-defined]
        refuse("choice_unknown", field=field, what=what)
    return value
