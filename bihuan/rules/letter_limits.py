"""How long the addressee of a union letter has for the answer, and a union for a notice that it takes nothing up: dated rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.rules.letters import Letter
from bihuan.rules.limits import Grade
from bihuan.rules.words import Words


class Days(StrEnum):
    """What kind of days an answer limit counts."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class AnswerLimit:
    """One row: how long the addressee of a letter has for the answer, from the day after it was served.

    Of a notice: how long the union has to give it, from the day after the demand.

    Attributes:
        since, until: first and last day in force; ``until`` is None while in force.
        grade: how sure the figure is *here*; a figure another province sets by law is a model, not law, elsewhere.
    """

    kind: Letter
    days: int
    counted: Days
    since: date
    grade: Grade
    source: Words
    until: date | None = None

    @property
    def official(self) -> bool:
        """Whether a primary text sets the figure here."""
        return self.grade is Grade.PRIMARY

    @property
    def words(self) -> Words:
        """The figure with its unit."""
        if self.counted is Days.WORKING:
            return Words(f"{self.days} 个工作日", f"{self.days} working days")
        return Words(f"{self.days} 日", f"{self.days} days")


VERSION = "2026-11-default.2"
_ZHEJIANG = Words(
    "参照浙江省工会劳动法律监督条例第二十二条",
    "After Zhejiang's regulation on supervision by unions, art. 22",
)
_ZHEJIANG_NOTICE = Words(
    "参照浙江省工会劳动法律监督条例第十七条",
    "After Zhejiang's regulation on supervision by unions, art. 17",
)
_CHONGQING = Words(
    "重庆市工会条例第四十四条（2011年文本，适用前请核对）",
    "Chongqing's union by-law, art. 44 (text of 2011; check before relying on it)",
)
ANSWER_LIMITS = (
    AnswerLimit(Letter.REMINDER, 15, Days.WORKING, date(2016, 12, 1), Grade.UNVERIFIED, _ZHEJIANG),
    AnswerLimit(Letter.OPINION, 15, Days.WORKING, date(2016, 12, 1), Grade.UNVERIFIED, _ZHEJIANG),
    AnswerLimit(Letter.RECOMMENDATION, 30, Days.CALENDAR, date(2011, 11, 29), Grade.UNVERIFIED, _CHONGQING),
    AnswerLimit(Letter.NOTICE, 5, Days.WORKING, date(2016, 12, 1), Grade.UNVERIFIED, _ZHEJIANG_NOTICE),
)


def answer_limit(kind: Letter, on: date) -> AnswerLimit:
    """The row in force on the day of service. Raises ``LookupError`` where none is: the table must leave no gap."""
    found = [row for row in ANSWER_LIMITS if row.kind is kind and row.since <= on <= (row.until or date.max)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} answer limits of a {kind} on {on}")
    return found[0]
