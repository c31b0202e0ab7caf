"""The reporting lines of many orders at once: along which their warnings, slips and talks are addressed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bihuan.organisations.seats import seats_in
from bihuan.rules.actors import Level, Post
from bihuan.rules.ladder import ASKED_FIRST, Cause, Tread
from bihuan.rules.reporting_line import Addressee, Chair, addressed, line_up, overseer
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.beside import answering_for

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder


@dataclass(frozen=True)
class Lines:
    """Who answers for each order, and who sits where today."""

    accountable: Mapping[UUID, Mapping[Level, int]]
    posts: Mapping[int, frozenset[Post]]

    @classmethod
    def of(cls, asked: Iterable[tuple["WorkOrder", int]], at: datetime) -> "Lines":
        """The lines from each order's unit upwards; two statements whatever their number."""
        asked = list(asked)
        accountable = answering_for({order.pk for order, _ in asked})
        units = {unit for _, unit in asked} | {order.desk_id for order, _ in asked}
        units |= {unit for levels in accountable.values() for unit in levels.values()}
        posts: dict[int, set[Post]] = defaultdict(set)
        for seat in seats_in(units, at.astimezone(SHANGHAI).date()):
            posts[seat.unit_id].add(seat.post)
        return cls(accountable, {unit: frozenset(posts.get(unit, ())) for unit in units})

    def line(self, order: "WorkOrder", unit: int) -> list[Chair]:
        """The line from ``unit`` upwards, with who sits where."""
        units = line_up(unit, self.accountable.get(order.pk, {}), order.desk_id)
        return [Chair(each, self.posts.get(each, frozenset())) for each in units]

    def addressee(self, tread: Tread, order: "WorkOrder", unit: int, cause: Cause) -> Addressee:
        """Whom the step is addressed to; the dispatching desk where nobody sits along the whole line."""
        in_hand = Post(order.holder_post) if order.holder_id == unit else None
        first = ASKED_FIRST.get(cause, in_hand)
        found = addressed(tread, self.line(order, unit), first)
        return found or Addressee(order.desk_id, Post.DISPATCHER)

    def overseer(self, order: "WorkOrder", unit: int) -> int:
        """The unit that watches over the answer."""
        return overseer(self.line(order, unit))
