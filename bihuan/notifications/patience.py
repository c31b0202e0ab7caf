"""How long to wait before the next try, and when to stop trying."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """Pauses double from ``first`` to ``longest``; after ``attempts`` tries a person has to look at it."""

    first: timedelta
    longest: timedelta
    attempts: int

    def pause_after(self, attempts: int) -> timedelta:
        """The pause after this many tries, at least one."""
        return min(self.longest, self.first * 2 ** min(attempts - 1, 30))

    def is_over(self, attempts: int) -> bool:
        """Whether no further try is made by itself."""
        return attempts >= self.attempts


#: Ten seconds at first, at most four hours, thirty tries: over three days, a long weekend with the mail server down.
PATIENCE = Patience(timedelta(seconds=10), timedelta(hours=4), 30)
