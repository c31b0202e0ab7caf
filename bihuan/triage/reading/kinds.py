"""What a reading of a call holds: each thing read with its characters and the reason."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from bihuan.rules.matters import Nature, Urgency
from bihuan.rules.place_names import Place
from bihuan.rules.risk import Flag, Risk
from bihuan.rules.words import Words

Value = TypeVar("Value", covariant=True)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """One thing read.

    Attributes:
        value: what was read.
        span: first and one past the last character it was read from; ``(0, 0)`` for what no words stand for.
        because: why, for the person who decides.
    """

    value: Value
    span: Span
    because: Words


class PlaceRead(NamedTuple):
    """The place of work, as it is on the day asked for.

    Attributes:
        place: the most precise place; ``None`` where several fit equally well.
        line: the places it lies in, from the city down, itself last.
        candidates: every place that fits, where several do.
        detail: what follows the name: road, house, site.
    """

    place: Place | None
    line: tuple[Place, ...]
    candidates: tuple[Place, ...] = ()
    detail: str = ""

    @property
    def district(self) -> str:
        """Name of the district; "" where it is not known."""
        return self.line[1].name if len(self.line) > 1 else ""

    @property
    def street(self) -> str:
        """Name of the street or town; "" where it is not known."""
        return self.line[2].name if len(self.line) > 2 else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a call says; ``None`` or empty where it does not say it.

    Attributes:
        amount: what is claimed in all, in fen, as it is said.
        reckoned: what is claimed in all, in fen, worked out from a monthly or a per-head figure; a proposal to check.
        people: how many share the claim.
        months: for how many months wages are unpaid.
        collective: whether ten or more share the claim.
        flags: what :func:`bihuan.rules.risk.flags` makes of people, amount, months and risks.
        elsewhere: the statutory channel it is with already, a key of ``STATUTORY_CHANNELS``.
    """

    nature: Read[Nature]
    urgency: Read[Urgency]
    place: Read[PlaceRead] | None = None
    employer: Read[str] | None = None
    people: Read[int] | None = None
    amount: Read[int] | None = None
    reckoned: Read[int] | None = None
    months: Read[int] | None = None
    collective: Read[bool] | None = None
    elsewhere: Read[str] | None = None
    dates: tuple[Read[date], ...] = ()
    risks: tuple[Read[Risk], ...] = ()
    flags: tuple[Flag, ...] = field(default=())
