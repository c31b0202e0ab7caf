"""The ladder of supervision: what is warned of, in which colour, what the warning asks for, and what it grows into.

Rows, not code: those that come with the product stand in :mod:`bihuan.rules.ladder_rows`, an office hands in its own, and
a warning keeps the version it was issued under. The shares at which a clock changes its light are those of
:mod:`bihuan.rules.alerts`; along whom a step is addressed says :mod:`bihuan.rules.reporting_line`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from bihuan.rules.actors import Level, Post
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget
from bihuan.rules.keyed import Case, code_of, fits, rank
from bihuan.rules.limits import Grade
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words


class Cause(StrEnum):
    """What is warned of: a clock of the order, or something that happened to it."""

    SIGN = "sign"
    FIRST_CONTACT = "first_contact"
    HANDLE = "handle"
    TOTAL = "total"
    SUPPORT = "support"
    REPLY = "reply"
    VISIT = "visit"
    BOUNCED = "bounced"
    REPEATED = "repeated"
    CALLER = "caller"
    PROMISE = "promise"
    RISK = "risk"


CAUSE_WORDS = {
    Cause.SIGN: Words("未按时签收", "Not signed for in time"),
    Cause.FIRST_CONTACT: Words("未按时联系诉求人", "Caller not contacted in time"),
    Cause.HANDLE: Words("主办办理时限", "Limit of the lead unit"),
    Cause.TOTAL: Words("办理总时限", "Limit of the whole order"),
    Cause.SUPPORT: Words("协办反馈时限", "Limit of a supporting unit"),
    Cause.REPLY: Words("答复时限", "Limit of the reply"),
    Cause.VISIT: Words("回访时限", "Limit of the return visit"),
    Cause.BOUNCED: Words("多次退单", "Returned more than once"),
    Cause.REPEATED: Words("诉求人重复来电", "The caller keeps calling"),
    Cause.CALLER: Words("同一诉求人多件工单", "Several orders of one caller"),
    Cause.PROMISE: Words("支付协议", "Payment agreement"),
    Cause.RISK: Words("发现风险", "A risk was raised"),
}

#: Causes that are no clock of the order; they come about by what happens to it.
EVENTS = frozenset({Cause.BOUNCED, Cause.REPEATED, Cause.CALLER, Cause.PROMISE, Cause.RISK})

#: The colour of a warning. Of a clock, what the colour says of its share stands in ``rules.alerts``.
COLOURS = {
    Light.BLUE: Words("蓝色", "Blue"),
    Light.YELLOW: Words("黄色预警", "Yellow warning"),
    Light.ORANGE: Words("橙色预警", "Orange warning"),
    Light.RED: Words("红色预警", "Red warning"),
}


class Wants(IntEnum):
    """What a warning asks of the unit warned."""

    NOTHING = 0
    ACKNOWLEDGEMENT = 1
    DISPOSAL = 2


WANTS_WORDS = {
    Wants.NOTHING: Words("知悉即可", "Only to know"),
    Wants.ACKNOWLEDGEMENT: Words("确认", "To acknowledge"),
    Wants.DISPOSAL: Words("确认并处置", "To acknowledge and dispose of"),
}


#: One neglect, one warning: while the unit is warned of the second as pressingly, the first is only recorded as passed.
COVERED_BY = {Cause.FIRST_CONTACT: Cause.SIGN, Cause.TOTAL: Cause.HANDLE}
#: Whose work it is, where it is not that of whoever has the order in hand.
ASKED_FIRST = {Cause.VISIT: Post.OPERATOR}


class Step(StrEnum):
    """The steps of the ladder, and what each waits for: the own clocks of a warning, a slip and a talk."""

    ACKNOWLEDGE = "acknowledge"
    DISPOSE = "dispose"
    VERIFY = "verify"
    SLIP = "slip"
    TALK = "talk"


STEP_WORDS = {
    Step.ACKNOWLEDGE: Words("预警确认", "Acknowledging a warning"),
    Step.DISPOSE: Words("预警处置", "Disposing of a warning"),
    Step.VERIFY: Words("核实销号", "Verifying a disposal"),
    Step.SLIP: Words("督办单答复", "Answering a slip"),
    Step.TALK: Words("约谈", "Holding a talk"),
}

EVERYTHING = Case()


@dataclass(frozen=True, slots=True)
class Rung:
    """One row: a cause, the light it shows, and what the warning of that light asks for.

    Attributes:
        at: of an event, how often it happened; of an agreement, days since the agreed day (before it: negative); of a
            clock 0, its shares standing in ``rules.alerts``.
        within: of what is counted over several orders, in how many days up to today; else 0.
        climbs: left unanswered beyond its own limit, it becomes a supervision slip.
        lapses: it ends by itself when its cause is over; what does not lapse is answered for in any case.
        urgency, level, matter, unit: whom it holds for, as in ``rules.keyed``; the unit is the one warned.
    """

    cause: Cause
    light: Light
    wants: Wants
    source: Words
    at: int = 0
    within: int = 0
    climbs: bool = False
    lapses: bool = True
    grade: Grade = Grade.UNVERIFIED
    urgency: Urgency | None = None
    level: Level | None = None
    matter: str = ""
    unit: str = ""

    @property
    def code(self) -> str:
        """The name of the row, by which a warning remembers what it was issued by."""
        return code_of(self, self.cause, self.light.name.lower())

    @property
    def words(self) -> Words:
        """What it is about."""
        cause, colour = CAUSE_WORDS[self.cause], COLOURS[self.light]
        return Words(f"{cause.zh}（{colour.zh}）", f"{cause.en} ({colour.en})")


@dataclass(frozen=True, slots=True)
class Tread:
    """One row: how long a step may take, and which posts are asked, the first of them in which somebody sits.

    The clock of a step begins when the warning or slip is issued, never when somebody opens it.
    Attributes: ``light`` that of the warning, ``None`` for all; urgency, level, matter and unit as of a :class:`Rung`.
    """

    step: Step
    limit: Budget
    to: tuple[Post, ...]
    source: Words
    light: Light | None = None
    grade: Grade = Grade.UNVERIFIED
    urgency: Urgency | None = None
    level: Level | None = None
    matter: str = ""
    unit: str = ""

    @property
    def code(self) -> str:
        """The name of the row."""
        return code_of(self, self.step, *([self.light.name.lower()] if self.light else []))

    @property
    def words(self) -> Words:
        """What it is about."""
        step = STEP_WORDS[self.step]
        if self.light is None:
            return step
        return Words(f"{step.zh}（{COLOURS[self.light].zh}）", f"{step.en} ({COLOURS[self.light].en})")


Row = Rung | Tread


# Compared by identity: a version is read once, and its answers are remembered.
@dataclass(frozen=True, eq=False)
class Ladder:
    """All rows of one version. Of those that fit a case the most specific answers; see :mod:`bihuan.rules.keyed`."""

    rungs: tuple[Rung, ...]
    treads: tuple[Tread, ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Ladder":
        """The ladder of rows of both kinds."""
        rows = list(rows)
        return cls(
            tuple(row for row in rows if isinstance(row, Rung)),
            tuple(row for row in rows if isinstance(row, Tread)),
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """What warns, then how long each step may take."""
        return (*self.rungs, *self.treads)

    def rungs_of(self, cause: Cause, case: Case = EVERYTHING) -> tuple[Rung, ...]:
        """The rows of one cause that answer for a case, in rising order of light, one of each."""
        return _rungs_of(self, cause, case)

    def passed(self, cause: Cause, shown: Light, reached: Light, case: Case = EVERYTHING) -> list[Rung]:
        """The rungs a clock went over since it showed ``shown``, the highest last; it is the one to be issued."""
        return [rung for rung in self.rungs_of(cause, case) if shown < rung.light <= reached]

    def happened(self, cause: Cause, count: int, case: Case = EVERYTHING) -> list[Rung]:
        """The rungs an event has reached by having happened ``count`` times (or days), the highest last."""
        return [rung for rung in self.rungs_of(cause, case) if count >= rung.at]

    def tread(self, step: Step, light: Light, case: Case = EVERYTHING) -> Tread:
        """The row of a step for a warning of this light. Raises ``LookupError`` where there is none."""
        return ranked_treads(self, step, light, case)[0]

    def before(self, rung: Rung) -> list[Rung]:
        """The rows that answer in place of this one where both fit: more specific ones of its cause and light."""
        same = (row for row in self.rungs if (row.cause, row.light) == (rung.cause, rung.light))
        return [row for row in same if rank(row) > rank(rung)]


def ranked_rungs(ladder: Ladder, cause: Cause, light: Light, case: Case) -> list[Rung]:
    """The rows of a cause and light that fit a case, the one that answers first; none where that light warns nobody."""
    fitting = (
        rung for rung in ladder.rungs if rung.cause is cause and rung.light is light and fits(rung, case)
    )
    return sorted(fitting, key=rank, reverse=True)


@lru_cache(maxsize=4096)
def _rungs_of(ladder: Ladder, cause: Cause, case: Case) -> tuple[Rung, ...]:
    found = (ranked_rungs(ladder, cause, light, case) for light in COLOURS)
    return tuple(rungs[0] for rungs in found if rungs)


@lru_cache(maxsize=4096)
def ranked_treads(ladder: Ladder, step: Step, light: Light, case: Case) -> tuple[Tread, ...]:
    """The rows of a step that fit a warning, the one that answers first. Raises ``LookupError`` where none does."""
    fitting = [
        tread for tread in ladder.treads
        if tread.step is step and tread.light in (None, light) and fits(tread, case)
    ]  # fmt: skip
    if not fitting:
        raise LookupError(f"no limit of {step} for {light!r}")
    return tuple(sorted(fitting, key=lambda tread: (rank(tread), tread.light is not None), reverse=True))
