"""How well lateness is foretold, on months the estimate has not seen.

For each month held back the tables are made of what was known when it began: orders done by then, and orders still in
hand, watched until then. On each :func:`asking day <asked_on>` of the month every order in hand and not yet late is asked
of, as a supervisor would have looked at the list that morning; what became of it is compared with what was said. Two
plain ways of saying it stand beside: the share of the limit that is used, and the share of the unit's orders that came
late before the month. Orders whose limit was moved afterwards (extended, parked) are left out and counted: what had been
asked about no longer happened.

Nothing here knows a database or reads a clock.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bihuan.rules.foretelling import Answer, Report, Way, brier, calibration, precision
from bihuan.rules.survival import Curve, Kind, Tables
from bihuan.rules.workdays import WorkCalendar

#: The list is looked at as it would have stood at this hour of every Monday.
HOUR = time(9)


@dataclass(frozen=True, slots=True)
class Spell:
    """The time a unit had an order in hand.

    Attributes:
        since, until: when it began and ended; ``until`` is None while it goes on.
        done: it ended with the matter resolved; otherwise the order was taken away, closed on another way, or goes on.
        due: the limit of the whole order, which makes it late.
        late: whether the order came late in the end; None where that is not known.
        moved_at: when its limit was last moved by an extension or a pause.
        calendar, due_here, whole: the unit's own clock, by which time in hand is counted: its limit, and how long that is.
    """

    kind: Kind
    since: datetime
    until: datetime | None
    done: bool
    due: datetime
    late: bool | None
    moved_at: datetime | None
    calendar: WorkCalendar
    due_here: datetime
    whole: timedelta

    def used(self, at: datetime) -> float:
        """Working days in hand by ``at``, pauses not counted: what is no longer left of the unit's own limit."""
        calendar = self.calendar
        left = calendar.working_time(at, self.due_here) or -calendar.working_time(self.due_here, at)
        return (self.whole - left) / calendar.day_length

    def left(self, at: datetime) -> float:
        """Working days left at ``at`` until the order is late."""
        return self.calendar.working_time(at, self.due) / self.calendar.day_length


def held_back_months(today: date, count: int) -> tuple[date, ...]:
    """The first days of the last ``count`` whole months before the month of ``today``, the earliest first."""
    months = [today.replace(day=1)]
    while len(months) <= count:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months[1:]))


def asked_on(months: Sequence[date], calendar: WorkCalendar) -> list[datetime]:
    """The Mondays of the months, at :data:`HOUR`; where a Monday is not worked, nobody looks."""
    days = [
        day
        for month in months
        for day in (month + timedelta(n) for n in range(31))
        if day.month == month.month
    ]
    return [
        datetime.combine(day, HOUR, calendar.zone)
        for day in days
        if day.weekday() == 0 and calendar.is_working_day(day)
    ]


def backtest(spells: Iterable[Spell], months: Sequence[date], calendar: WorkCalendar) -> Report:
    """Foretell each month from the ones before it and compare; spells are read once.

    Parameters: ``months`` first days, in order (see :func:`held_back_months`); ``calendar`` for the mornings asked on.
    """
    test = _Test(months, calendar)
    for spell in spells:
        test.see(spell)
    return test.report()


@dataclass(slots=True)
class _Record:
    """How many orders of a unit came in time or late."""

    known: int = 0
    late: int = 0

    def rate(self, whole: "_Record") -> float:
        if self.known:
            return self.late / self.known
        return whole.late / whole.known if whole.known else 0.0


class _Test:
    def __init__(self, months: Sequence[date], calendar: WorkCalendar) -> None:
        self.months = tuple(months)
        self.begins = [datetime.combine(month, time(), calendar.zone) for month in months]
        self.mornings = asked_on(months, calendar)
        #: Which month each morning belongs to.
        self.month_of = [bisect_right(self.begins, morning) - 1 for morning in self.mornings]
        # Each by month: what ended before it and not before the month before, and what was in hand when it began.
        self.ended = [Tables() for _ in months]
        self.in_hand = [Tables() for _ in months]
        self.records: list[defaultdict[int, _Record]] = [defaultdict(_Record) for _ in months]
        self.asked: list[tuple[Spell, int]] = []
        self.left_out = 0

    def see(self, spell: Spell) -> None:
        last = bisect_left(self.begins, spell.until) if spell.until else len(self.begins)
        if spell.until and last < len(self.begins):
            self.ended[last].add(spell.kind, spell.used(spell.until), spell.done)
        for month in range(bisect_right(self.begins, spell.since), last):
            self.in_hand[month].add(spell.kind, spell.used(self.begins[month]), False)
        if spell.late is None:
            return
        known_at = spell.due if spell.late else spell.until or spell.due
        month = bisect_left(self.begins, known_at)
        if month < len(self.begins):
            for unit in (spell.kind.unit, 0):
                record = self.records[month][unit]
                record.known, record.late = record.known + 1, record.late + spell.late
        ends = min(spell.until or spell.due, spell.due)
        for morning in range(bisect_left(self.mornings, spell.since), bisect_left(self.mornings, ends)):
            if spell.moved_at and spell.moved_at > self.mornings[morning]:
                self.left_out += 1
            else:
                self.asked.append((spell, morning))

    def report(self) -> Report:
        answers = list(self._answers())
        late = sum(answer.late for answer in answers)
        asked_in = {(answer.at.year, answer.at.month) for answer in answers}
        months = tuple(month for month in self.months if (month.year, month.month) in asked_in)
        return Report(
            months, len(answers), late, self.left_out,
            {way: brier(answers, way) for way in Way},
            {way: precision(answers, way) for way in Way},
            calibration(answers),
        )  # fmt: skip

    def _answers(self) -> Iterable[Answer]:
        known, records = Tables(), defaultdict[int, _Record](_Record)
        by_month: defaultdict[int, list[tuple[Spell, int]]] = defaultdict(list)
        for spell, morning in self.asked:
            by_month[self.month_of[morning]].append((spell, morning))
        for month in range(len(self.months)):
            known.join(self.ended[month])
            for unit, record in self.records[month].items():
                records[unit].known += record.known
                records[unit].late += record.late
            seen = Tables()
            seen.join(known)
            seen.join(self.in_hand[month])
            curves: dict[Kind, Curve | None] = {}
            for spell, morning in by_month[month]:
                if spell.kind not in curves:
                    curves[spell.kind] = seen.curve(spell.kind)
                if curve := curves[spell.kind]:
                    yield self._answer(spell, morning, curve, records)

    def _answer(self, spell: Spell, morning: int, curve: Curve, records: Mapping[int, _Record]) -> Answer:
        at = self.mornings[morning]
        used, left = max(spell.used(at), 0.0), spell.left(at)
        whole = records.get(0, _Record())
        said = {
            Way.SURVIVAL: curve.undone(used, left),
            Way.ELAPSED: used / (used + left) if used + left else 1.0,
            Way.LATE_RATE: records.get(spell.kind.unit, _Record()).rate(whole),
        }
        return Answer(at, said, bool(spell.late))
