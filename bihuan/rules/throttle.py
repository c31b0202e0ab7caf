"""When somebody has failed to sign in too often, and how long they wait."""

from datetime import timedelta
from typing import NamedTuple

#: How far back failures count, and so the longest anybody waits.
WINDOW = timedelta(minutes=15)


class Failures(NamedTuple):
    """Failed attempts within the window: of this name from this address, of this name, from this address."""

    here: int
    name: int
    address: int


#: Limits are wide for a name alone (a stranger must not lock a colleague out by a handful of tries) and wider
#: for an address alone (a whole office shares one).
LIMITS = Failures(here=5, name=25, address=100)


def must_wait(failures: Failures) -> bool:
    """Whether the next attempt is refused unread."""
    return any(count >= limit for count, limit in zip(failures, LIMITS, strict=True))
