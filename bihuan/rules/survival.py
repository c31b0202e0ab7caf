"""How long orders stay in hand, and how likely one is to be late: a life table by matter and unit, in working time.

Working time since a unit was given an order is cut into slots. The hazard of a slot is the share that is done in it, of
the orders still in hand when it begins (discrete hazard; the product of what is left is the Kaplan–Meier estimate by
slots). An order still in hand today, or taken away undone, is *censored*: it counts for as long as it was watched and
says nothing about later. A unit has few orders of one kind, so each table leans on the one above it, as if that had lent
it :data:`LENT` orders: unit → level → city. With no history of its own a unit has exactly the estimate of its level.

Nothing here knows a database or reads a clock. The figures below are defaults of this product, not official ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, zip_longest
from math import exp, log1p
from typing import NamedTuple

from bihuan.rules.words import Words

VERSION = "2026-11-default"

#: Slots of a working day: forenoon and afternoon.
SLOTS = 2
#: The table ends here, in working days; whoever is in hand longer outlived it.
LONGEST = 60
#: How many orders of the table above stand beside a table's own.
LENT = 10
#: Orders the whole must have seen done before anything is foretold at all.
LEAST_DONE = 30


class Kind(NamedTuple):
    """What makes orders alike: who has them in hand, what they ask, and how urgent they are."""

    unit: int
    level: str
    matter: str
    urgency: str

    @property
    def tables(self) -> "tuple[Key, ...]":
        """The tables an estimate leans on, from the widest to the kind's own."""
        return (
            Key(self.urgency),
            Key(self.urgency, self.matter),
            Key(self.urgency, self.matter, self.level),
            Key(self.urgency, self.matter, self.level, self.unit),
        )


#: How many of a kind's tables are of the whole city.
_CITY = 2


class Key(NamedTuple):
    """Of which orders a table is: empty and 0 stand for all."""

    urgency: str
    matter: str = ""
    level: str = ""
    unit: int = 0


@dataclass(slots=True)
class LifeTable:
    """Orders by the slot in which they were done, and by the slot in which they were last seen undone."""

    done: list[int] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)

    def add(self, days: float, done: bool) -> None:
        """Count one order. Parameters: ``days`` how long it was in hand, in working days (below nought counts as nought)."""
        slot = int(max(days, 0) * SLOTS)
        if slot >= LONGEST * SLOTS:
            slot, done = LONGEST * SLOTS, False
        _count(self.done if done else self.unseen, slot, 1)

    def join(self, other: "LifeTable") -> None:
        """Count the orders of another table too."""
        for mine, theirs in ((self.done, other.done), (self.unseen, other.unseen)):
            for slot, number in enumerate(theirs):
                if number:
                    _count(mine, slot, number)

    @property
    def orders(self) -> int:
        """How many orders it saw."""
        return sum(self.done) + sum(self.unseen)

    def slots(self) -> Iterable[tuple[int, float]]:
        """Of each slot how many were done in it, and how many could have been: those lost sight of in it count half."""
        in_hand = self.orders
        for done, unseen in zip_longest(self.done, self.unseen[: LONGEST * SLOTS], fillvalue=0):
            yield done, in_hand - unseen / 2
            in_hand -= done + unseen


@dataclass(frozen=True)
class Curve:
    """How long orders of a kind stay in hand: the hazard of each slot; after the last slot it stays as it is there."""

    hazards: tuple[float, ...]

    def in_hand(self, days: float) -> float:
        """The share still in hand after so many working days; inside a slot orders go at an even rate."""
        return self.undone(0, days)

    def done_by(self, days: float) -> float:
        """The share done within so many working days."""
        return 1 - self.in_hand(days)

    def undone(self, used: float, left: float) -> float:
        """How likely an order in hand for ``used`` working days is still so after ``left`` more; 1 when none is left."""
        if left <= 0:
            return 1.0
        begin = max(used, 0)
        return exp(self._gone((begin + left) * SLOTS) - self._gone(begin * SLOTS))

    def _gone(self, slots: float) -> float:
        """The logarithm of the share still in hand after so many slots: a sum, where a product would come to nought."""
        whole = min(int(slots), len(self.hazards) - 1)
        return self._logs[whole] + (slots - whole) * log1p(-self.hazards[whole])

    @cached_property
    def _logs(self) -> list[float]:
        return list(accumulate(self.hazards, lambda gone, hazard: gone + log1p(-hazard), initial=0.0))


#: No slot is so sure that nothing stays: a share of nought would leave nothing to divide by.
_SUREST = 0.999


def curve_of(tables: Sequence[LifeTable]) -> Curve | None:
    """The estimate from tables that lean on each other, the widest first. None where the widest saw too little.

    The widest leans on its own average hazard, so that a slot nobody was seen in is taken as an average one.
    """
    widest, *narrower = tables
    seen = list(widest.slots())
    done, watched = sum(widest.done), sum(able for _, able in seen)
    if done < LEAST_DONE or watched <= 0:
        return None
    average = done / watched
    hazards = [_leaning(done, able, average) for done, able in seen]
    for table in narrower:
        own = list(table.slots())
        hazards += hazards[-1:] * (len(own) - len(hazards))
        leaning = [_leaning(done, able, above) for (done, able), above in zip(own, hazards, strict=False)]
        hazards = leaning + hazards[len(own) :]
    return Curve(tuple(hazards))


def _leaning(done: int, able: float, above: float) -> float:
    return min((done + LENT * above) / (able + LENT), _SUREST) if able else above


def _count(numbers: list[int], slot: int, more: int) -> None:
    if slot >= len(numbers):
        numbers.extend([0] * (slot + 1 - len(numbers)))
    numbers[slot] += more


@dataclass
class Tables:
    """Life tables by key: what a set of spells says."""

    tables: dict[Key, LifeTable] = field(default_factory=dict)

    def add(self, kind: Kind, days: float, done: bool) -> None:
        """Count one order in each table it belongs to."""
        for key in kind.tables:
            table = self.tables.get(key)
            if table is None:
                table = self.tables[key] = LifeTable()
            table.add(days, done)

    def join(self, other: "Tables") -> None:
        """Count the orders of other tables too."""
        for key, table in other.tables.items():
            self.tables.setdefault(key, LifeTable()).join(table)

    def curve(self, kind: Kind) -> Curve | None:
        """The estimate for a kind of order, shrunk from the unit to its level to the whole. None with too little history."""
        return curve_of([self.tables.get(key, _NOTHING) for key in kind.tables])

    def city_curve(self, kind: Kind) -> Curve | None:
        """The estimate for such orders in the whole city, to set a unit's beside."""
        return curve_of([self.tables.get(key, _NOTHING) for key in kind.tables[:_CITY]])


_NOTHING = LifeTable()


class Likelihood(NamedTuple):
    """One row: from which probability on it is said in which words, and in which tone it is shown."""

    least: float
    words: Words
    tone: str


#: How a probability is said, the most likely first.
LIKELIHOODS = (
    Likelihood(0.8, Words("很可能逾期", "Very likely to be late"), "red"),
    Likelihood(0.6, Words("可能逾期", "Likely to be late"), "orange"),
    Likelihood(0.4, Words("难说，约一半", "As likely as not"), "yellow"),
    Likelihood(0.2, Words("不大会逾期", "Rather not"), "blue"),
    Likelihood(0.0, Words("多半按时", "Most likely on time"), "neutral"),
)
#: From which probability on an order stands in the list.
LISTED = 0.4


def likelihood_of(probability: float) -> Likelihood:
    """The row of a probability."""
    return next(row for row in LIKELIHOODS if probability >= row.least)
