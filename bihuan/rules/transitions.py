"""Tables of permitted steps: the one shape that all lifecycles of this product share.

A row says: this act, from these states, leads to that state, may be done by these standings, if these conditions
hold. "May this happen now" (state, conditions) and "may this person" (standings) are asked apart, so that a refusal
can say which of the two it was. The buttons of a page and the refusal of an action read the same table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from bihuan.rules.actors import STANDING_WORDS, Standing
from bihuan.rules.refusal import SENTENCES, refuse
from bihuan.rules.words import Words

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
F = TypeVar("F")


@dataclass(frozen=True)
class Need(Generic[F]):
    """A condition on the facts of an order, and the name of the refusal when it does not hold."""

    refusal: str
    holds: Callable[[F], bool]


@dataclass(frozen=True)
class Row(Generic[S, A, F]):
    """One permitted step. ``target`` is None where the state stays as it is."""

    act: A
    sources: frozenset[S]
    target: S | None
    by: frozenset[Standing]
    needs: tuple[Need[F], ...] = ()


class Offer(NamedTuple, Generic[A]):
    """An act a page may show: as a button, or, when something is still missing, greyed with the reason."""

    act: A
    words: Words
    missing: Words | None


ORDER = Words("工单", "The order")


@dataclass(frozen=True)
class Table(Generic[S, A, F]):
    """A lifecycle: its states and acts in words, and its rows. ``about`` is what a refusal says has that state."""

    name: Words
    states: dict[S, Words]
    acts: dict[A, Words]
    rows: tuple[Row[S, A, F], ...]
    about: Words = ORDER

    def row(self, act: A, state: S) -> Row[S, A, F] | None:
        """The row for ``act`` in ``state``, or None if the state does not permit it."""
        return next((row for row in self.rows if row.act is act and state in row.sources), None)

    def permit(self, act: A, state: S, standings: Iterable[Standing], facts: F) -> S:
        """Return the state ``act`` leads to.

        Raises ``Refused``: ``act_not_now`` when the state does not permit the act, ``act_not_yours`` when none of
        ``standings`` may do it, or the refusal of the first condition that does not hold.
        """
        row = self.row(act, state)
        if row is None:
            refuse(
                "act_not_now",
                about=self.about,
                act=self.acts[act],
                state=self.states[state],
                next=self._advice(act),
            )
        if row.by.isdisjoint(standings):
            refuse(
                "act_not_yours", act=self.acts[act], who=listed(STANDING_WORDS[by] for by in sorted(row.by))
            )
        for need in row.needs:
            if not need.holds(facts):
                refuse(need.refusal)
        return row.target or state

    def offers(self, state: S, standings: Iterable[Standing], facts: F) -> list[Offer[A]]:
        """Every act the standings may do in ``state``, in table order, with what is still missing for it."""
        standings = frozenset(standings)
        return [
            Offer(row.act, self.acts[row.act], self._missing(row, facts))
            for row in self.rows
            if state in row.sources and not row.by.isdisjoint(standings)
        ]

    def _missing(self, row: Row[S, A, F], facts: F) -> Words | None:
        return next((SENTENCES[need.refusal][1] for need in row.needs if not need.holds(facts)), None)

    def _advice(self, act: A) -> Words:
        sources = [
            state for state in self.states if any(r.act is act and state in r.sources for r in self.rows)
        ]
        return listed(self.states[state] for state in sources)


def listed(words: Iterable[Words]) -> Words:
    """Join phrases the way each language lists them: 甲、乙 and "a, b"."""
    words = list(words)
    return Words("、".join(w.zh for w in words), ", ".join(w.en for w in words))
