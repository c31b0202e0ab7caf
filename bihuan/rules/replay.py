"""A dry run of changed rules: past questions asked of both sets, and what would move between which units."""

from collections import Counter
from typing import Any, NamedTuple

from bihuan.rules.routing import Decision, Landing, Office, Question, Routes
from bihuan.rules.words import Words

_DESK = Words("值守席", "duty desk")


class Move(NamedTuple):
    """How many orders would go from one unit to another."""

    before: Words
    after: Words
    orders: int


class Replay:
    """Two sets of rules, asked the same questions one by one.

    Attributes:
        asked: how many were asked.
        moved: of these, how many another unit would lead.
        reworded: how many stay with their unit under another item.
        to_desk, from_desk: how many would newly fall to the duty desk, or no longer.
    """

    def __init__(self, before: Routes, after: Routes, office: Office) -> None:
        self.before, self.after, self.office = before, after, office
        self.asked = self.moved = self.reworded = self.to_desk = self.from_desk = 0
        self._moves: Counter[tuple[Words, Words]] = Counter()
        self._items: Counter[tuple[str, str]] = Counter()

    def ask(self, question: Question) -> None:
        """Ask both sets one question and count what differs."""
        self.asked += 1
        before = self.before.decide(question, self.office)
        after = self.after.decide(question, self.office)
        desk, desk_now = before.landing is Landing.DESK, after.landing is Landing.DESK
        one, two = _item(before), _item(after)
        if (before.unit, desk) != (after.unit, desk_now):
            self.moved += 1
            self._moves[_where(before), _where(after)] += 1
            self.to_desk += desk_now and not desk
            self.from_desk += desk and not desk_now
        elif one != two:
            self.reworded += 1
        if one != two:
            self._items[one, two] += 1

    def moves(self) -> list[Move]:
        """What would move, the most first."""
        return [Move(*pair, orders) for pair, orders in self._moves.most_common()]

    def items(self) -> list[tuple[str, str, int]]:
        """From which item to which, the most first."""
        return [(one, two, orders) for (one, two), orders in self._items.most_common()]

    def reading(self) -> Words:
        """The outcome in one sentence."""
        if not self.asked:
            return Words("没有可以重放的工单。", "There is no order to replay.")
        return Words(
            f"重放 {self.asked:,} 件：{self.moved:,} 件（{self.moved / self.asked:.1%}）将改由其他单位承办，"
            f"{self.reworded:,} 件单位不变、事项改变；新转值守席 {self.to_desk:,} 件，不再转值守席 {self.from_desk:,} 件。",
            f"{self.asked:,} replayed: another unit would lead {self.moved:,} ({self.moved / self.asked:.1%}), "
            f"{self.reworded:,} keep their unit under another item; {self.to_desk:,} newly fall to the duty desk, "
            f"{self.from_desk:,} no longer.",
        )

    def as_object(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "asked": self.asked, "moved": self.moved, "reworded": self.reworded, "to_desk": self.to_desk,
            "from_desk": self.from_desk,
            "moves": [{"before": m.before.zh, "after": m.after.zh, "orders": m.orders} for m in self.moves()],
            "items": [{"before": a, "after": b, "orders": n} for a, b, n in self.items()],
        }  # fmt: skip


def _item(decision: Decision) -> str:
    return decision.item.code if decision.item else ""


def _where(decision: Decision) -> Words:
    name = Words(decision.unit.name, decision.unit.name) if decision.unit else _DESK
    if decision.landing is not Landing.DESK:
        return name
    return Words("{unit}（值守席）", "{unit} (duty desk)").fill(unit=name)
