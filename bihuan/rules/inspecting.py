"""Which closed orders are drawn for quality inspection (质检): a plan of rows, and a draw anybody can work out again.

A union hotline closes an order only after inspection (facts 2.1); how many are looked at is set nowhere. A plan is therefore
configuration, :data:`EVERYTHING` until an office sets its own, and its shares carry the tag "not an official figure".

The draw asks nobody and keeps nothing: the SHA-256 of the plan's version and the order's id, read as a number between
0 and 100, is the order's lot; below the share of the one row that fits, it is drawn. So the lot does not depend on when
or beside which other orders it is drawn, nobody can choose, and a new version of the plan changes no draw of the past.
A fixed count a month would depend on all of that; "one in N" does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class Measure(StrEnum):
    """How many a row takes."""

    ALL = "all"
    SHARE = "share"
    ONE_IN = "one_in"


MEASURE_WORDS = {
    Measure.ALL: Words("全部质检", "All"),
    Measure.SHARE: Words("按比例（%）", "A share (%)"),
    Measure.ONE_IN: Words("每若干件抽一件", "One in so many"),
}


class Why(StrEnum):
    """Why an order was drawn, or was not."""

    REDONE = "redone"
    UNREACHED = "unreached"
    AT_RISK = "at_risk"
    ALL = "all"
    LOT = "lot"
    SPARED = "spared"


#: What a plan may always draw, whatever the lot.
ALWAYS = (Why.REDONE, Why.UNREACHED, Why.AT_RISK)
ALWAYS_WORDS = {
    Why.REDONE: Words("重办过的", "Orders that were redone"),
    Why.UNREACHED: Words("多次未联系上诉求人而结案的", "Orders closed without reaching the caller"),
    Why.AT_RISK: Words("有风险标记的", "Orders that carried a risk"),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: how many of which orders.

    Attributes:
        amount: per cent of a share, 0 to 100; N of one in N, 2 or more; 0 for all.
        matter: the category it holds for, empty for all.
        level: the level of the unit that led, ``None`` for all.
        unit: the path of a unit, for it and all beneath it; empty for all.
    """

    measure: Measure
    amount: int = 0
    matter: str = ""
    level: Level | None = None
    unit: str = ""

    @property
    def share(self) -> Fraction:
        """How much of its orders the row takes."""
        match self.measure:
            case Measure.ALL:
                return Fraction(1)
            case Measure.SHARE:
                return Fraction(self.amount, 100)
            case Measure.ONE_IN:
                return Fraction(1, self.amount)

    @property
    def words(self) -> Words:
        """How many, in words."""
        return measured(self.measure, self.amount)

    @property
    def scope(self) -> Words:
        """Which matters and level it is for; a unit is named by whoever knows it."""
        parts = [MATTERS.get(self.matter, Words(self.matter, self.matter))] if self.matter else []
        parts += [LEVEL_WORDS[self.level]] if self.level else []
        return Words(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def measured(measure: str, amount: int) -> Words:
    """A measure with its amount in words."""
    match Measure(measure):
        case Measure.ALL:
            return Words("全部质检", "all of them")
        case Measure.SHARE:
            return Words(f"抽检 {amount}%", f"{amount} % of them")
        case Measure.ONE_IN:
            return Words(f"每 {amount} 件抽 1 件", f"one in {amount}")


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a desk's plan; 0 is the product's own. ``always`` are drawn whatever their lot."""

    version: int
    rows: tuple[PlanRow, ...]
    always: frozenset[Why] = frozenset()


EVERYTHING = Plan(0, (PlanRow(Measure.ALL),))


class Closed(NamedTuple):
    """What the draw needs to know of an order; the unit and level are those of its lead, if it had one."""

    id: UUID
    matter: str
    level: Level | None = None
    unit: str = ""
    redone: bool = False
    unreached: bool = False
    at_risk: bool = False

    @property
    def marks(self) -> tuple[Why, ...]:
        """What may draw it whatever its lot."""
        return tuple(
            why
            for why, holds in zip(ALWAYS, (self.redone, self.unreached, self.at_risk), strict=True)
            if holds
        )


class Draw(NamedTuple):
    """What came of a draw.

    Attributes:
        row: the place of the row that fits, from 1.
        lot: per cent, rounded down to two places.
    """

    plan: int
    row: int
    measure: Measure
    amount: int
    lot: Decimal
    why: Why

    @property
    def drawn(self) -> bool:
        """Whether the order is to be inspected."""
        return self.why is not Why.SPARED

    @property
    def facts(self) -> dict[str, object]:
        """The draw as the ledger keeps it: enough to work it out again and to say why."""
        return {**self._asdict(), "lot": str(self.lot)}


def draw(plan: Plan, order: Closed) -> Draw:
    """Draw an order for inspection or spare it, as the module says."""
    place, row = fitting(plan.rows, order)
    lot = lot_of(plan.version, order.id)
    marks = [why for why in order.marks if why in plan.always]
    if row.measure is Measure.ALL:
        why = Why.ALL
    elif marks:
        why = marks[0]
    else:
        why = Why.LOT if lot < row.share else Why.SPARED
    shown = (Decimal(lot.numerator) * 100 / lot.denominator).quantize(Decimal("0.01"), ROUND_FLOOR)
    return Draw(plan.version, place, row.measure, row.amount, shown, why)


def lot_of(version: int, order: UUID) -> Fraction:
    """The lot of an order under a version of a plan: from 0 inclusive to 1 exclusive."""
    return Fraction(int.from_bytes(sha256(f"{version}:{order}".encode()).digest()[:8]), 2**64)


def fitting(rows: Sequence[PlanRow], order: Closed) -> tuple[int, PlanRow]:
    """The one row that holds for an order, with its place from 1: the nearest unit decides, then matter, then level."""
    found = [
        (place, row)
        for place, row in enumerate(rows, 1)
        if order.unit.startswith(row.unit)
        and row.matter in ("", order.matter)
        and row.level in (None, order.level)
    ]
    return max(found, key=lambda each: (len(each[1].unit), bool(each[1].matter), each[1].level is not None))


def check_rows(rows: Sequence[PlanRow]) -> None:
    """Refuse rows that would leave an order without an answer, or with two.

    Raises ``Refused``: ``plan_amount_wrong``, ``plan_row_twice``, ``plan_without_rest``; its field is that of the row,
    ``measure_0`` and on.
    """
    first: dict[tuple[object, ...], int] = {}
    for place, row in enumerate(rows):
        least, most = {Measure.ALL: (0, 0), Measure.SHARE: (0, 100), Measure.ONE_IN: (2, 1000)}[row.measure]
        if not least <= row.amount <= most:
            refuse("plan_amount_wrong", field=f"amount_{place}", row=place + 1)
        before = first.setdefault((row.matter, row.level, row.unit), place)
        if before != place:
            refuse("plan_row_twice", field=f"measure_{place}", row=place + 1, first=before + 1)
    if ("", None, "") not in first:
        refuse("plan_without_rest", field="measure_0")


_BECAUSE = {
    Why.ALL: Words("应质检：质检方案第{plan}版第{row}行，{measure}", "To be inspected: row {row} of version {plan} of the plan, {measure}"),
    Why.LOT: Words(
        "抽中质检：质检方案第{plan}版第{row}行，{measure}；本单签号 {lot}，在抽中范围内",
        "Drawn for inspection: row {row} of version {plan} of the plan, {measure}; its lot, {lot}, is within",
    ),
    Why.SPARED: Words(
        "免检：质检方案第{plan}版第{row}行，{measure}；本单签号 {lot}，不在抽中范围内",
        "Spared inspection: row {row} of version {plan} of the plan, {measure}; its lot, {lot}, is outside",
    ),
}  # fmt: skip
_OWN_PLAN = Words("应质检：没有设置质检方案，全部质检", "To be inspected: no plan is set, all are inspected")
_ALWAYS_DRAWN = Words(
    "应质检：{kind}一律质检（质检方案第{plan}版）",
    "To be inspected: {kind} always are (version {plan} of the plan)",
)


def explained(facts: Mapping[str, Any]) -> Words:
    """A draw in words, from what the ledger keeps of it."""
    why, plan = Why(facts["why"]), facts["plan"]
    if why in ALWAYS_WORDS:
        kind = ALWAYS_WORDS[why]
        return _ALWAYS_DRAWN.fill(kind=Words(kind.zh, kind.en.lower()), plan=plan)
    if not plan:
        return _OWN_PLAN
    return _BECAUSE[why].fill(
        plan=plan,
        row=facts["row"],
        measure=measured(facts["measure"], facts["amount"]),
        lot=f"{facts['lot']}%",
    )
