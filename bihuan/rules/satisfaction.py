"""The return visit: what the caller answers, what follows from it, and the three rates (三率).

"Somebody contacted me", "it is solved" and "I am satisfied" are three answers and stay three. Rates count valid visits
only: those in which the caller was reached and answered. How much "basically satisfied" is worth, and how the rates
weigh in the composite, are rows with a version; no official weights are public.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bihuan.rules.words import Words


class Solved(StrEnum):
    """The caller's answer to: is it solved?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


SOLVED_WORDS = {
    Solved.YES: Words("已解决", "Solved"),
    Solved.PARTLY: Words("部分解决", "Partly solved"),
    Solved.NO: Words("未解决", "Not solved"),
}


class Satisfied(StrEnum):
    """The caller's answer to: are you satisfied with the handling?"""

    VERY = "very"
    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


SATISFIED_WORDS = {
    Satisfied.VERY: Words("非常满意", "Very satisfied"),
    Satisfied.SATISFIED: Words("满意", "Satisfied"),
    Satisfied.BASICALLY: Words("基本满意", "Basically satisfied"),
    Satisfied.DISSATISFIED: Words("不满意", "Dissatisfied"),
}


class Answers(NamedTuple):
    """What the caller said on the return visit.

    Attributes:
        contacted: whether a unit handling the order had contacted the caller.
    """

    contacted: bool
    solved: Solved
    satisfied: Satisfied


class Outcome(StrEnum):
    """What follows from a return visit."""

    PASSED = "passed"
    REDO = "redo"
    UNREACHED = "unreached"
    GIVE_UP = "give_up"


OUTCOME_WORDS = {
    Outcome.PASSED: Words("回访通过", "Passed"),
    Outcome.REDO: Words("退回重办", "To be done again"),
    Outcome.UNREACHED: Words("未联系上，须再次回访", "Not reached; to be tried again"),
    Outcome.GIVE_UP: Words("多次未联系上，可以结案", "Not reached after repeated tries; may be closed"),
}


class AttemptRule(NamedTuple):
    """How often a caller must be tried before the order may close without an answer.

    Attributes:
        attempts: how many tries count as enough.
        apart: how far apart their times of day must lie, so that a shift worker is not always called at work.
        zone: where those times of day are read.
    """

    attempts: int
    apart: timedelta
    zone: ZoneInfo


#: Configuration: the number is not set by any text that was found.
ATTEMPT_RULE = AttemptRule(attempts=3, apart=timedelta(hours=1), zone=ZoneInfo("Asia/Shanghai"))


def outcome(
    answers: Answers | None, attempts: Sequence[datetime] = (), rule: AttemptRule = ATTEMPT_RULE
) -> Outcome:
    """What follows from the visit.

    Parameters: ``answers`` the caller's, ``None`` while not reached; ``attempts`` the tries so far that reached
    nobody, aware datetimes in any order.
    """
    if answers is None:
        return Outcome.GIVE_UP if _counting(attempts, rule) >= rule.attempts else Outcome.UNREACHED
    content = answers.satisfied is not Satisfied.DISSATISFIED
    if answers.contacted and answers.solved is Solved.YES and content:
        return Outcome.PASSED
    return Outcome.REDO


class Try(NamedTuple):
    """One attempt that reached nobody, and whether it counts: it lies far enough from those that do."""

    at: datetime
    counts: bool


def tries(attempts: Sequence[datetime], rule: AttemptRule = ATTEMPT_RULE) -> list[Try]:
    """The attempts in the order of their times of day; of several at one hour only the earliest counts."""
    found, last = list[Try](), -rule.apart
    for attempt in sorted(attempts, key=lambda attempt: (_time_of_day(attempt, rule), attempt)):
        moment = _time_of_day(attempt, rule)
        counts = moment - last >= rule.apart
        last = moment if counts else last
        found.append(Try(attempt, counts))
    return found


def _counting(attempts: Sequence[datetime], rule: AttemptRule) -> int:
    return sum(each.counts for each in tries(attempts, rule))


def _time_of_day(attempt: datetime, rule: AttemptRule) -> timedelta:
    local = attempt.astimezone(rule.zone)
    return timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)


def tries_words(attempts: Sequence[datetime], now: datetime, rule: AttemptRule = ATTEMPT_RULE) -> list[Words]:
    """Which attempts count so far, what is still needed, and whether one made now would count."""
    found = tries(attempts, rule)
    counted = sum(each.counts for each in found)
    missing, apart = rule.attempts - counted, int(rule.apart.total_seconds() // 60)
    said = [
        (_COUNTS if each.counts else _TOO_NEAR).fill(at=each.at.astimezone(rule.zone).strftime("%m-%d %H:%M"))
        for each in found
    ]
    if missing <= 1 and _counting([*attempts, now], rule) >= rule.attempts:
        return [*said, _NOW_ENOUGH]
    said.append(_STILL_NEEDED.fill(counted=counted, missing=missing, apart=apart))
    if found and _counting([*attempts, now], rule) == counted:
        said.append(_NOW_TOO_NEAR)
    return said


_COUNTS = Words("{at} 未接通，计入", "{at}: not reached, counts")
_TOO_NEAR = Words(
    "{at} 未接通，与另一次同一时段，不计", "{at}: not reached, at the hour of another, does not count"
)
_STILL_NEEDED = Words(
    "已计 {counted} 次，还须在相隔 {apart} 分钟以上的不同时段未接通 {missing} 次，才能按无法联系结案",
    "{counted} so far; closing as unreachable takes {missing} more, at times of day more than {apart} minutes apart",
)
_NOW_TOO_NEAR = Words(
    "现在再拨，时段与已计的相同，不计次数",
    "A call now would be at the hour of one that counts, and not count",
)
_NOW_ENOUGH = Words(
    "此次若仍未接通，即按无法联系结案", "If this call reaches nobody either, the order closes as unreachable"
)


class Tally(NamedTuple):
    """Valid visits and how many of them said what; ``satisfied`` includes very satisfied, not basically."""

    valid: int
    contacted: int
    solved: int
    satisfied: int
    basically: int


def tally(visits: Iterable[Answers]) -> Tally:
    """Count the answers of valid visits. "Partly solved" is not solved."""
    visits = list(visits)
    return Tally(
        valid=len(visits),
        contacted=sum(visit.contacted for visit in visits),
        solved=sum(visit.solved is Solved.YES for visit in visits),
        satisfied=sum(visit.satisfied in (Satisfied.VERY, Satisfied.SATISFIED) for visit in visits),
        basically=sum(visit.satisfied is Satisfied.BASICALLY for visit in visits),
    )


class ScoreRow(NamedTuple):
    """One version of the arithmetic: what "basically satisfied" is worth, and the three weights, which sum to 1."""

    version: str
    basically: Decimal
    contacted: Decimal
    solved: Decimal
    satisfied: Decimal


SCORE_10_50_40 = ScoreRow("10/50/40", Decimal("0.9"), Decimal("0.10"), Decimal("0.50"), Decimal("0.40"))
SCORE_30_35_35 = ScoreRow("30/35/35", Decimal("0.9"), Decimal("0.30"), Decimal("0.35"), Decimal("0.35"))


class Rates(NamedTuple):
    """The three rates and their composite, in per cent, not rounded, with the version that made them."""

    contacted: Decimal
    solved: Decimal
    satisfied: Decimal
    composite: Decimal
    version: str


def rates(counts: Tally, row: ScoreRow = SCORE_10_50_40) -> Rates | None:
    """The rates of a tally under one version of the arithmetic; ``None`` where no visit was valid."""
    if not counts.valid:
        return None
    contacted = Decimal(100 * counts.contacted) / counts.valid
    solved = Decimal(100 * counts.solved) / counts.valid
    satisfied = 100 * (counts.satisfied + row.basically * counts.basically) / counts.valid
    composite = row.contacted * contacted + row.solved * solved + row.satisfied * satisfied
    return Rates(contacted, solved, satisfied, composite, row.version)
