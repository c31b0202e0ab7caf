"""How a reader wants pages to look: theme and size, kept in cookies so that the first byte already looks right."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest

KEPT_FOR = 365 * 24 * 3600  # seconds


class Theme(StrEnum):
    """Light or dark, or whatever the machine says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Size(StrEnum):
    """The ordinary edition, or the elder edition with 18 px text and 60 px targets."""

    ORDINARY = "ordinary"
    ELDER = "elder"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A reader's choice."""

    theme: Theme = Theme.SYSTEM
    size: Size = Size.ORDINARY


def of(request: HttpRequest | None) -> Preferences:
    """The reader's preferences; anything unknown in a cookie counts as not chosen."""
    kept = request.COOKIES if request else {}
    theme, size = kept.get("theme", ""), kept.get("size", "")
    return Preferences(
        Theme(theme) if theme in set(Theme) else Theme.SYSTEM,
        Size(size) if size in set(Size) else Size.ORDINARY,
    )
