"""Is it more than usual? Orders of one kind in a window, held against what the same kind had in the weeks before.

The test is the tail of a negative binomial. Calls that come independently follow Poisson's law, but the rate of a site or
an employer is itself known only from a few calls: with Jeffreys' prior, that uncertainty makes the number to be expected
a negative binomial (the gamma mixture of Poisson's), which is right for a kind never heard of before as well. Where the
weeks before were more uneven than chance makes them, their own unevenness is used instead, so that a unit whose calls
always come in bursts needs a larger one.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import exp, inf, lgamma, log, log1p
from typing import NamedTuple

from bihuan.rules.limits import Grade

VERSION = "clusters-2026-11"

#: Defaults of this product that nobody published; pages say so.
GRADE = Grade.UNVERIFIED
#: What is looked at as one burst.
WINDOW = timedelta(days=14)
#: Weeks before the window that say what is usual; with fewer than the least nothing is said to be unusual.
WEEKS, LEAST_WEEKS = 26, 4
#: Fewer orders are no cluster, however rare; nor are those of fewer callers (one who calls daily is none).
LEAST_ORDERS, LEAST_CALLERS = 5, 3
#: A burst at least this unlikely is one: of five thousand kinds looked at, one at most is called a burst by chance.
UNLIKELY = 2e-4
#: Groups of like words are made of the very orders that are then counted, so that chance has more tries: ten, we say.
UNLIKELY_TOLD = UNLIKELY / 10

_WEEK = timedelta(weeks=1)


class Surge(NamedTuple):
    """How a window compares with the weeks before it.

    Attributes:
        orders: in the window.
        usual: a week, as the weeks before had it.
        tail: how likely so many or more are, were everything as usual.
    """

    orders: int
    usual: float
    tail: float

    @property
    def surges(self) -> bool:
        """Whether it is a burst, as far as the number of orders says."""
        return self.orders >= LEAST_ORDERS and self.tail <= UNLIKELY


def surge(orders: int, before: Sequence[int], window: timedelta = WINDOW) -> Surge | None:
    """Hold the orders of a window against the own weeks before it; None where these are too few to say what is usual.

    Parameters: ``before`` orders of each of the weeks before the window, empty weeks as 0, in any order.
    """
    weeks = len(before)
    if weeks < LEAST_WEEKS:
        return None
    total = sum(before)
    long = window / _WEEK
    mean = (total + 0.5) / weeks
    size = min(total + 0.5, _evenness(before) * long)
    return Surge(orders, total / weeks, tail(orders, mean * long, size))


def tail(least: int, mean: float, size: float) -> float:
    """How likely a negative binomial of this mean and size is to be ``least`` or more; 0 to 1."""
    if least <= 0:
        return 1.0
    # From the far side: what is summed is small, so that small tails keep their digits.
    term = exp(_log_likelihood(least, mean, size))
    total, at = 0.0, least
    while term > total * 1e-12:
        total += term
        term *= (at + size) / (at + 1) * mean / (mean + size)
        at += 1
    return min(total, 1.0)


def _log_likelihood(count: int, mean: float, size: float) -> float:
    return (
        lgamma(count + size) - lgamma(size) - lgamma(count + 1)
        - size * log1p(mean / size) + count * (log(mean) - log(mean + size))
    )  # fmt: skip


def _evenness(before: Sequence[int]) -> float:
    """The size of a negative binomial with the mean and variance of these weeks; infinite where they are as even as chance."""
    mean = sum(before) / len(before)
    variance = sum((count - mean) ** 2 for count in before) / (len(before) - 1)
    return mean * mean / (variance - mean) if variance > mean else inf
