"""Every deadline of an order worked out again from its ledger alone.

The ledger says what started, ended, stood still and was prolonged, and when; the rule book says what follows from it.
Nothing here reads a figure that was stored, so that what was stored can be held against it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.calendars.queries import national
from bihuan.ledger.chain import ChainedEvent
from bihuan.rules.deadlines import Budget, Deadline, Extension, Pause, TimeType, deadline
from bihuan.rules.limits import Clock
from bihuan.rules.workdays import WorkCalendar

#: The calendar in force at an instant for the unit with this id.
CalendarAt = Callable[[datetime, int], WorkCalendar]
_PROLONGED = (Clock.TOTAL, Clock.HANDLE)


@dataclass
class Reckoned:
    """One clock as its order's ledger has it."""

    kind: Clock
    unit: int
    started_at: datetime
    budget: Budget
    rule: str
    version: str
    due: Deadline
    met_at: datetime | None = None
    stopped_at: datetime | None = None

    @property
    def running(self) -> bool:
        """Neither met nor stopped; it may stand still."""
        return self.met_at is None and self.stopped_at is None


class Reckoning:
    """The clocks of one order, event by event.

    Parameters: ``calendar`` the working calendar that was in force at an instant for a unit.
    """

    def __init__(self, calendar: CalendarAt = lambda at, unit: national()) -> None:
        self.clocks: list[Reckoned] = []
        self._calendar = calendar
        self._changes: list[Pause | Extension] = []

    def take(self, event: ChainedEvent) -> None:
        """Let one event of the ledger happen."""
        for told in event.facts.get("clocks", ()):
            for word, act in _ACTS.items():
                if word in told:
                    act(self, told, event.at)

    def running(self, kind: str | None = None, unit: int | None = None) -> list[Reckoned]:
        """Clocks that run, of one kind and unit or of all."""
        return [c for c in self.clocks if c.running and kind in (None, c.kind) and unit in (None, c.unit)]

    def _start(self, told: dict[str, Any], at: datetime) -> None:
        budget = Budget(told["amount"], TimeType(told["time"]))
        kind = Clock(told["start"])
        calendar = self._calendar(at, told["unit"])
        due = deadline(at, budget, calendar, not_after=self._above(kind))
        self.clocks.append(Reckoned(kind, told["unit"], at, budget, told["rule"], told["version"], due))

    def _meet(self, told: dict[str, Any], at: datetime) -> None:
        for clock in self.running(told["meet"], told.get("unit")):
            clock.met_at = at

    def _stop(self, told: dict[str, Any], at: datetime) -> None:
        for clock in self.running(told["stop"], told.get("unit")):
            clock.stopped_at = at

    def _reopen(self, told: dict[str, Any], at: datetime) -> None:
        met = [c for c in self.clocks if c.met_at and (c.kind, c.unit) == (told["reopen"], told["unit"])]
        met[-1].met_at = None

    def _pass(self, told: dict[str, Any], at: datetime) -> None:
        for clock in self.running():
            clock.unit = told["pass"].get(str(clock.unit), clock.unit)

    def _pause(self, told: dict[str, Any], at: datetime) -> None:
        self._changes.append(Pause(at, None))
        self._work_out(self.running(), at)

    def _resume(self, told: dict[str, Any], at: datetime) -> None:
        still = self._changes.pop()
        assert isinstance(still, Pause), "nothing is granted while the clocks stand still"
        self._changes.append(Pause(still.since, at))
        self._work_out(self.running(), at)

    def _reproject(self, told: dict[str, Any], at: datetime) -> None:
        self._work_out(self.running(), at)

    def _extend(self, told: dict[str, Any], at: datetime) -> None:
        self._changes.append(Extension(at, told["extend"]))
        self._work_out([clock for clock in self.running() if clock.kind in _PROLONGED], at)

    def _work_out(self, clocks: list[Reckoned], at: datetime) -> None:
        for clock in sorted(clocks, key=lambda clock: clock.kind != Clock.TOTAL):
            own = [c for c in self._changes if clock.kind in _PROLONGED or isinstance(c, Pause)]
            above = self._above(clock.kind)
            clock.due = deadline(
                clock.started_at, clock.budget, self._calendar(at, clock.unit), own, not_after=above
            )

    def _above(self, kind: Clock) -> datetime | None:
        if kind is not Clock.HANDLE:
            return None
        return next((clock.due.at for clock in self.clocks if clock.kind is Clock.TOTAL), None)


_ACTS = {
    "start": Reckoning._start, "meet": Reckoning._meet, "stop": Reckoning._stop, "reopen": Reckoning._reopen,
    "reproject": Reckoning._reproject, "pass": Reckoning._pass, "pause": Reckoning._pause, "resume": Reckoning._resume, "extend": Reckoning._extend,
}  # fmt: skip


def reckoned(
    events: Iterable[ChainedEvent], calendar: CalendarAt = lambda at, unit: national()
) -> list[Reckoned]:
    """Every clock an order ever had, in the order in which they started, worked out from its events."""
    reckoning = Reckoning(calendar)
    for event in events:
        reckoning.take(event)
    return reckoning.clocks
