"""The ladder of supervision: what is warned of, in which colour, what the warning asks for, and what it grows into.

Rows, not code: an office reads them as a table (docs/rules/warnings.md), and a warning keeps the version it was issued
under. The shares at which a clock changes its light are those of :mod:`bihuan.rules.alerts`. No public text sets these
figures for the union hotline, so every row is a default with its precedent, shown as "not an official figure".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from bihuan.rules.actors import HANDLING_POSTS, Level, Post
from bihuan.rules.alerts import Light
from bihuan.rules.limits import Grade
from bihuan.rules.responsibility import is_below
from bihuan.rules.words import Words
from bihuan.rules.workdays import WorkCalendar

VERSION = "2026-11-default"


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


@dataclass(frozen=True, slots=True)
class Rung:
    """One row: a cause, the light it shows, and what the warning of that light asks for.

    Attributes:
        at: of an event, how often it happened; of an agreement, days since the agreed day (before it: negative); of a
            clock 0, its shares standing in ``rules.alerts``.
        within: of what is counted over several orders, in how many days up to today; else 0.
        climbs: left unanswered beyond its own limit, it becomes a supervision slip.
        lapses: it ends by itself when its cause is over; what does not lapse is answered for in any case.
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


_SIGNING = Words(
    "参照“红黄灯”热线：一个工作日内签收并联系",
    "After a traffic-light hotline: sign and contact within 1 working day",
)
_SHARE = Words(
    "默认配置：超期必须处置，未处置转督办单",
    "A default: what is late must be answered for; unanswered it becomes a slip",
)
_SLIPS = Words(
    "参照三明蓝—橙—红督办单：前一级未答复即升级",
    "After Sanming's blue, orange and red slips: unanswered climbs",
)
_REPEAT = Words("参照济南：重复诉求纳入督办", "After Jinan's rules: what is asked repeatedly is supervised")
_CONFIGURED = Words("默认配置，待本地确认", "A default, to be confirmed by the office")
_MAJOR = Words("参照三明：重大紧急事项直接发橙色", "After Sanming: what is major or urgent starts at orange")

N, K, D = Wants.NOTHING, Wants.ACKNOWLEDGEMENT, Wants.DISPOSAL

# fmt: off
#: Of one cause in rising order of light. A light without a row is shown on the order and warns nobody.
RUNGS = (
    Rung(Cause.SIGN,          Light.ORANGE, K, _SIGNING),
    Rung(Cause.SIGN,          Light.RED,    D, _SIGNING, climbs=True, lapses=False),
    Rung(Cause.FIRST_CONTACT, Light.ORANGE, N, _SIGNING),
    Rung(Cause.FIRST_CONTACT, Light.RED,    D, _SIGNING, climbs=True, lapses=False),
    Rung(Cause.HANDLE,        Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.HANDLE,        Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.HANDLE,        Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.TOTAL,         Light.BLUE,   N, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.SUPPORT,       Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.SUPPORT,       Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.SUPPORT,       Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.REPLY,         Light.RED,    K, _CONFIGURED),
    Rung(Cause.VISIT,         Light.RED,    K, _CONFIGURED),
    Rung(Cause.BOUNCED,       Light.YELLOW, K, _CONFIGURED, at=2),
    Rung(Cause.BOUNCED,       Light.ORANGE, D, _CONFIGURED, at=3),
    Rung(Cause.REPEATED,      Light.YELLOW, K, _REPEAT, at=2),
    Rung(Cause.REPEATED,      Light.ORANGE, D, _REPEAT, at=4),
    Rung(Cause.CALLER,        Light.YELLOW, K, _REPEAT, at=3, within=30),
    Rung(Cause.CALLER,        Light.ORANGE, D, _REPEAT, at=5, within=30),
    Rung(Cause.PROMISE,       Light.BLUE,   N, _CONFIGURED, at=-7),
    Rung(Cause.PROMISE,       Light.RED,    D, _SLIPS, at=1, climbs=True, lapses=False),
    Rung(Cause.RISK,          Light.ORANGE, D, _MAJOR, at=1, lapses=False),
)
# fmt: on

#: One neglect, one warning: while the unit is warned of the second as pressingly, the first is only recorded as passed.
COVERED_BY = {Cause.FIRST_CONTACT: Cause.SIGN, Cause.TOTAL: Cause.HANDLE}
#: Whose work it is, where it is not that of whoever has the order in hand.
ASKED_FIRST = {Cause.VISIT: Post.OPERATOR}


def rungs_of(cause: Cause) -> list[Rung]:
    """The rows of one cause, in rising order of light."""
    return [rung for rung in RUNGS if rung.cause is cause]


def rung_of(cause: Cause, light: Light) -> Rung:
    """The row a warning was issued by. Raises ``KeyError`` where that light of the cause warns nobody."""
    return _BY_LIGHT[cause, light]


_BY_LIGHT = {(rung.cause, rung.light): rung for rung in RUNGS}


def passed(cause: Cause, shown: Light, reached: Light) -> list[Rung]:
    """The rungs a clock went over since it showed ``shown``, the highest last; it is the one to be issued."""
    return [rung for rung in rungs_of(cause) if shown < rung.light <= reached]


def happened(cause: Cause, count: int) -> list[Rung]:
    """The rungs an event has reached by having happened ``count`` times (or days), the highest last."""
    return [rung for rung in rungs_of(cause) if count >= rung.at]


class Span(NamedTuple):
    """A length in working hours (工作时) or in working days (工作日)."""

    value: int
    hours: bool = False

    @property
    def words(self) -> Words:
        """The length with its unit."""
        if self.hours:
            return Words(f"{self.value} 个工作时", f"{self.value} working hour{'s' * (self.value > 1)}")
        return Words(f"{self.value} 个工作日", f"{self.value} working day{'s' * (self.value > 1)}")

    def ends(self, start: datetime, calendar: WorkCalendar) -> datetime:
        """When a limit of this length that began at ``start`` runs out."""
        if self.hours:
            return calendar.after_working_time(start, timedelta(hours=self.value))
        return calendar.due_after(start, self.value).at


class Step(StrEnum):
    """The steps of the ladder, and what each waits for: the own clocks of a warning, a slip and a talk."""

    ACKNOWLEDGE = "acknowledge"
    DISPOSE = "dispose"
    VERIFY = "verify"
    SLIP = "slip"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Tread:
    """One row: how long a step may take, and which posts are asked, the first of them in which somebody sits."""

    words: Words
    limits: Mapping[Light, Span]
    to: tuple[Post, ...]
    source: Words
    grade: Grade = Grade.UNVERIFIED

    def limit(self, light: Light) -> Span:
        """How long it may take for a warning of this light."""
        return self.limits[light]


def _all(span: Span) -> dict[Light, Span]:
    return {light: span for light in Light if light}


_HANDLING = tuple(post for post in Post if post in HANDLING_POSTS)
_DAY = Span(1)

#: The clock of a step begins when the warning or slip is issued, never when somebody opens it.
LADDER = {
    Step.ACKNOWLEDGE: Tread(
        Words("预警确认", "Acknowledging a warning"),
        _all(_DAY) | {Light.ORANGE: Span(4, hours=True), Light.RED: Span(4, hours=True)},
        (*_HANDLING, Post.OPERATOR, Post.LEADER), _CONFIGURED,
    ),
    Step.DISPOSE: Tread(Words("预警处置", "Disposing of a warning"), _all(_DAY), (*_HANDLING, Post.LEADER), _SLIPS),
    Step.VERIFY: Tread(Words("核实销号", "Verifying a disposal"), _all(Span(2)), (Post.SUPERVISOR,), _CONFIGURED),
    Step.SLIP: Tread(Words("督办单答复", "Answering a slip"), _all(Span(3)), (Post.LEADER, *_HANDLING), _SLIPS),
    Step.TALK: Tread(Words("约谈", "Holding a talk"), _all(Span(5)), (Post.LEADER,), Words(
        "参照某市热线办法：逾期五个工作日后通报", "After a city's rules: public criticism five working days later")),
}  # fmt: skip


class Chair(NamedTuple):
    """A unit of the reporting line, and the posts in which somebody sits there today, deputies included."""

    unit: int
    posts: frozenset[Post]


class Addressee(NamedTuple):
    """Whom a step is addressed to."""

    unit: int
    post: Post


def line_up(warned: int, accountable: Mapping[Level, int], desk: int) -> list[int]:
    """The reporting line of an order from the unit warned upwards, which every step of the ladder goes along.

    Parameters: ``accountable`` the unions that answer for the order, by level; ``desk`` the union whose hotline took it.
    """
    level = next((level for level, unit in accountable.items() if unit == warned), None)
    above = [unit for at, unit in _bottom_up(accountable) if level is None or is_below(level, at)]
    return list(dict.fromkeys([warned, *above, desk]))


def addressed(step: Step, line: Sequence[Chair], first: Post | None = None) -> Addressee | None:
    """Whom a step is addressed to: the first occupied seat along the line. None where nobody sits anywhere.

    A vacancy is passed over upwards, never skipped silently: who is asked in place of the unit warned is on record.
    Parameters: ``first`` the post that has the order in hand, asked before the others of its unit.
    """
    wanted = LADDER[step].to
    if first in wanted and step is not Step.SLIP:
        wanted = (first, *(post for post in wanted if post is not first))
    for chair in line:
        for post in wanted:
            if post in chair.posts:
                return Addressee(chair.unit, post)
    return None


def overseer(line: Sequence[Chair]) -> int:
    """The unit that watches over the answer: the nearest one above the unit warned that has a supervisor in post.

    Where none has, and above the highest, it is the top of the line itself.
    """
    return next((chair.unit for chair in line[1:] if Post.SUPERVISOR in chair.posts), line[-1].unit)


def _bottom_up(accountable: Mapping[Level, int]) -> list[tuple[Level, int]]:
    return sorted(accountable.items(), key=lambda pair: -list(Level).index(pair[0]))
