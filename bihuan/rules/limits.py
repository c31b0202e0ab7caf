"""How long each act of an order may take: one row per clock and urgency, and per approver for extensions.

No national day counts for the union hotline are public. The rows are therefore defaults an office is to confirm or
replace, each with its precedent; pages show :data:`UNOFFICIAL` beside a limit whose ``official`` is false.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.alerts import PERCENTS
from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.keyed import code_of, fits, rank
from bihuan.rules.matters import URGENCY_WORDS, Urgency
from bihuan.rules.words import Words

VERSION = "2026-11-default.2"

UNOFFICIAL = Words("非官方数值", "not an official figure")


class Clock(StrEnum):
    """What a limit is set for. A unit's clocks start when the order is dispatched to it."""

    SIGN = "sign"
    FIRST_CONTACT = "first_contact"
    HANDLE = "handle"
    REPLY = "reply"
    VISIT = "visit"
    TOTAL = "total"
    SUPPORT = "support"
    RETURN = "return"
    PARK = "park"
    EXTENSION = "extension"


CLOCK_WORDS = {
    Clock.SIGN: Words("签收", "Signing for the order"),
    Clock.FIRST_CONTACT: Words("首次联系诉求人", "First contact with the caller"),
    Clock.HANDLE: Words("主办单位办理", "Handling by the lead unit"),
    Clock.REPLY: Words("答复诉求人", "Reply to the caller"),
    Clock.VISIT: Words("回访诉求人", "Return visit to the caller"),
    Clock.TOTAL: Words("办理总时限", "Handling, in all"),
    Clock.SUPPORT: Words("协办单位答复", "A supporting unit's answer"),
    Clock.RETURN: Words("退单申请", "Asking to return the order"),
    Clock.PARK: Words("挂账复核", "Parking until review"),
    Clock.EXTENSION: Words("延期", "Extension"),
}


class Course(NamedTuple):
    """What a clock is counted from, and what ends it."""

    begins: Words
    ends: Words


#: Of the limits an order has a clock for; the others bound what may be asked.
COURSES = {
    Clock.SIGN: Course(Words("派单", "the dispatch"), Words("签收", "sign for it")),
    Clock.FIRST_CONTACT: Course(Words("派单", "the dispatch"), Words("首次联系诉求人", "contact the caller")),
    Clock.HANDLE: Course(Words("派单", "the dispatch"), Words("办结", "resolve it")),
    Clock.SUPPORT: Course(Words("转来协办", "being called in"), Words("协办反馈", "answer the task")),
    Clock.REPLY: Course(Words("办结", "the resolution"), Words("答复诉求人", "reply to the caller")),
    Clock.VISIT: Course(
        Words("办结并答复", "resolution and reply"), Words("完成回访", "make the return visit")
    ),
    Clock.TOTAL: Course(Words("登记", "the registration"), Words("办结", "resolve the matter")),
}


class Grade(StrEnum):
    """How sure a figure is."""

    PRIMARY = "P"  # the primary text was read
    OFFICIAL_PRESS = "G"
    PRESS = "M"
    UNVERIFIED = "U"


@dataclass(frozen=True)
class Limit:
    """One row.

    Attributes:
        value: how much of ``time``; 0 working days is the same working day.
        urgency: the urgency it holds for, ``None`` for all.
        level: the level of the unit that has to act, of an extension that of the approver; ``None`` for all.
        matter: the category of the matter, empty for all.
        unit: the path of a unit, for it and all beneath it; empty for all.
        shares: per cent of the limit used at which its light turns blue, yellow and orange; empty for the default.
        source: where the figure comes from.
    """

    clock: Clock
    value: int
    grade: Grade
    source: Words
    urgency: Urgency | None = None
    level: Level | None = None
    time: TimeType = TimeType.WORKING_DAY
    matter: str = ""
    unit: str = ""
    shares: tuple[int, ...] = ()

    @property
    def percents(self) -> tuple[int, ...]:
        """The shares at which a clock of this row changes its light; the last is always the limit itself."""
        return (*self.shares, 100) if self.shares else PERCENTS

    @property
    def code(self) -> str:
        """The name of the row, by which a clock remembers the rule it runs by."""
        return code_of(self, self.clock)

    @property
    def budget(self) -> Budget:
        """The figure as an amount of time."""
        return Budget(self.value, self.time)

    @property
    def official(self) -> bool:
        """Whether a primary text for this hotline sets the figure."""
        return self.grade is Grade.PRIMARY

    @property
    def words(self) -> Words:
        """The figure with its unit."""
        return self.budget.words


_SIGNING = Words(
    "参照“红黄灯”热线：一个工作日内签收并联系",
    "After a traffic-light hotline: sign and contact within 1 working day",
)
_SAME_DAY = Words(
    "参照市级热线规定：紧急事项当日办理", "After a city's hotline rules: emergencies the same day"
)
_HANDLING = Words(
    "参照多地 12345 热线：五至十三个工作日", "After several 12345 hotlines: 5 to 13 working days"
)
_CONFIGURED = Words("默认配置，待本地确认", "A default, to be confirmed by the office")
_SHANDONG = Words("参照山东省政务服务热线管理办法", "After the hotline rules of Shandong province")
_SHANDONG_HOURS = Words(
    "参照山东省政务服务热线管理办法：两个工作日内退回，按每日七个工作时计",
    "After the hotline rules of Shandong province: back within 2 working days, of 7 working hours each",
)

LIMITS = (
    Limit(Clock.SIGN, 1, Grade.UNVERIFIED, _SIGNING, Urgency.ORDINARY),
    Limit(Clock.SIGN, 1, Grade.UNVERIFIED, _SIGNING, Urgency.URGENT),
    Limit(Clock.SIGN, 0, Grade.UNVERIFIED, _SAME_DAY, Urgency.CRITICAL),
    Limit(Clock.FIRST_CONTACT, 1, Grade.UNVERIFIED, _SIGNING, Urgency.ORDINARY),
    Limit(Clock.FIRST_CONTACT, 1, Grade.UNVERIFIED, _SIGNING, Urgency.URGENT),
    Limit(Clock.FIRST_CONTACT, 0, Grade.UNVERIFIED, _SAME_DAY, Urgency.CRITICAL),
    Limit(Clock.HANDLE, 8, Grade.UNVERIFIED, _CONFIGURED, Urgency.ORDINARY),
    Limit(Clock.HANDLE, 4, Grade.UNVERIFIED, _CONFIGURED, Urgency.URGENT),
    Limit(Clock.HANDLE, 2, Grade.UNVERIFIED, _CONFIGURED, Urgency.CRITICAL),
    Limit(Clock.REPLY, 1, Grade.UNVERIFIED, _CONFIGURED, Urgency.ORDINARY),
    Limit(Clock.REPLY, 1, Grade.UNVERIFIED, _CONFIGURED, Urgency.URGENT),
    Limit(Clock.REPLY, 0, Grade.UNVERIFIED, _SAME_DAY, Urgency.CRITICAL),
    Limit(Clock.VISIT, 3, Grade.UNVERIFIED, _CONFIGURED),
    Limit(Clock.TOTAL, 10, Grade.UNVERIFIED, _HANDLING, Urgency.ORDINARY),
    Limit(Clock.TOTAL, 5, Grade.UNVERIFIED, _HANDLING, Urgency.URGENT),
    Limit(Clock.TOTAL, 3, Grade.UNVERIFIED, _CONFIGURED, Urgency.CRITICAL),
    Limit(Clock.SUPPORT, 5, Grade.UNVERIFIED, _CONFIGURED, Urgency.ORDINARY),
    Limit(Clock.SUPPORT, 3, Grade.UNVERIFIED, _CONFIGURED, Urgency.URGENT),
    Limit(Clock.SUPPORT, 1, Grade.UNVERIFIED, _CONFIGURED, Urgency.CRITICAL),
    Limit(Clock.RETURN, 14, Grade.PRESS, _SHANDONG_HOURS, Urgency.ORDINARY, time=TimeType.WORK_HOUR),
    Limit(Clock.RETURN, 8, Grade.UNVERIFIED, _CONFIGURED, Urgency.URGENT, time=TimeType.WORK_HOUR),
    Limit(Clock.RETURN, 2, Grade.UNVERIFIED, _CONFIGURED, Urgency.CRITICAL, time=TimeType.WORK_HOUR),
    Limit(Clock.PARK, 30, Grade.UNVERIFIED, _CONFIGURED),
    Limit(Clock.EXTENSION, 3, Grade.UNVERIFIED, _CONFIGURED, level=Level.STREET),
    Limit(Clock.EXTENSION, 5, Grade.UNVERIFIED, _CONFIGURED, level=Level.DISTRICT),
    Limit(Clock.EXTENSION, 10, Grade.PRESS, _SHANDONG, level=Level.CITY),
)


class Question(NamedTuple):
    """What a limit is asked for; see the attributes of :class:`Limit`."""

    clock: Clock
    urgency: Urgency | None = None
    level: Level | None = None
    matter: str = ""
    unit: str = ""


def winner(rows: Iterable[Limit], question: Question) -> Limit:
    """The one row that answers: the most specific of those that fit.

    Which is the most specific says :mod:`bihuan.rules.keyed`. Two rows of the same keys would tie; a table with such
    rows is refused before it is in force (:func:`faults_of`).
    Raises: ``LookupError`` where no row fits.
    """
    return ranked(rows, question)[0]


def ranked(rows: Iterable[Limit], question: Question) -> list[Limit]:
    """Every row that fits, the one that answers first, then the one that would if it were not there.

    Raises: ``LookupError`` where no row fits.
    """
    fitting = [row for row in by_rank(rows) if row.clock is question.clock and fits(row, question)]
    if not fitting:
        raise LookupError(f"no limit for {question}")
    return fitting


def by_rank(rows: Iterable[Limit]) -> list[Limit]:
    """Rows in the order in which they are asked: the first that fits is the one that answers."""
    return sorted(rows, key=rank, reverse=True)


class Difference(NamedTuple):
    """What a new table says of one set of keys that the one before did not: a row that comes, goes or changes."""

    before: Limit | None
    after: Limit | None


def differences(before: Iterable[Limit], after: Iterable[Limit]) -> list[Difference]:
    """Row by row, in the order of the new table, those that go last. A new source alone is no other limit."""
    known, rows = {row.code: row for row in before}, list(after)
    there = {row.code for row in rows}
    changed = [Difference(known.get(row.code), row) for row in rows if not _same(known.get(row.code), row)]
    return changed + [Difference(row, None) for code, row in known.items() if code not in there]


def _same(one: Limit | None, other: Limit) -> bool:
    return one is not None and (one.budget, one.percents, one.grade) == (
        other.budget,
        other.percents,
        other.grade,
    )


class Fault(NamedTuple):
    """What is wrong with a table of limits: rows by their place, or a question nobody answers."""

    refusal: str
    row: int
    values: dict[str, object]


def faults_of(rows: Sequence[Limit]) -> list[Fault]:
    """Why a table may not come into force: two rows with the same keys, or a question without an answer."""
    faults, first = [], dict[str, int]()
    for place, row in enumerate(rows):
        if (before := first.setdefault(row.code, place)) != place:
            faults.append(Fault("row_limit_twice", place, {"first": before, "what": CLOCK_WORDS[row.clock]}))
    for question in _EVERY_QUESTION:
        try:
            winner(rows, question)
        except LookupError:
            of = (
                URGENCY_WORDS[question.urgency]
                if question.urgency
                else LEVEL_WORDS[question.level or Level.CITY]
            )
            faults.append(Fault("limits_incomplete", -1, {"what": CLOCK_WORDS[question.clock], "of": of}))
    return faults


#: What any table must answer, whatever the matter and the unit.
_EVERY_QUESTION = (
    *(Question(clock, urgency, level) for clock in Clock if clock is not Clock.EXTENSION
      for urgency in Urgency for level in (Level.CITY, Level.DISTRICT, Level.STREET)),
    *(Question(Clock.EXTENSION, level=level) for level in (Level.STREET, Level.DISTRICT, Level.CITY)),
)  # fmt: skip
