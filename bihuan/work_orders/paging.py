"""Where a page of a list begins that goes by limits, or, without one, by ids alone."""

from datetime import UTC, datetime
from typing import NamedTuple

#: The greatest id a table can give; a greater one in an address is asked of no table.
MOST_ID = 2**63 - 1


class Place(NamedTuple):
    """The last row of a page: by its limit where the list goes by limits, else by its id alone."""

    due_at: datetime | None
    pk: int

    def __str__(self) -> str:
        return f"{self.due_at.timestamp():.6f}_{self.pk}" if self.due_at else str(self.pk)

    @classmethod
    def of(cls, text: str) -> "Place | None":
        """Read where a page begins; nonsense is none, so that a broken link opens the first page."""
        moment, _, key = text.rpartition("_")
        if not (key.isascii() and key.isdigit()) or int(key) > MOST_ID:
            return None
        try:
            return cls(datetime.fromtimestamp(float(moment), UTC) if moment else None, int(key))
        except (ValueError, OverflowError, OSError):
            return None
