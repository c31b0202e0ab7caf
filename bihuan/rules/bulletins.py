"""The weekly bulletin: which figures it has, how each is counted, and which weeks can be told.

Units are compared by what became of their orders, never persons by anything (国办函〔2026〕12号; facts 6.3). The order of
the units is that of the city's divisions, not of merit.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.rules.words import Words

VERSION = "2026-11-default"


@dataclass(frozen=True, slots=True)
class Count:
    """One column: its code, its words, and how it is counted, as the foot of the bulletin prints it."""

    code: str
    words: Words
    formula: Words


COUNTS = (
    Count("late", Words("超期在办", "Late"), Words(
        "签发时办理总时限已用完、尚未办结的工单（件）", "orders whose limit is used up when the bulletin is issued, not resolved")),
    Count("nearly_late", Words("将超期", "Nearly late"), Words(
        "签发时办理总时限已用九成以上的工单（件）", "orders that have used 90 % or more of their limit when it is issued")),
    Count("warnings", Words("预警", "Warnings"), Words(
        "本周发出、需要确认或处置的预警（条）", "warnings issued in the week that ask for an answer")),
    Count("slips_issued", Words("签发督办单", "Slips issued"), Words(
        "本周签发的督办单（张）", "supervision slips issued in the week")),
    Count("slips_answered", Words("答复督办单", "Slips answered"), Words(
        "本周答复的督办单（张）", "slips answered in the week")),
    Count("slips_closed", Words("督办单销号", "Slips closed"), Words(
        "本周销号的督办单（张），含撤销", "slips closed in the week, withdrawn ones included")),
    Count("talks", Words("约谈", "Talks held"), Words(
        "本周进行的约谈（次）", "talks held in the week")),
    Count("redo", Words("重办", "Redone"), Words(
        "本周退回重办的工单（件）", "orders sent back to be redone in the week")),
)  # fmt: skip

SCOPE = Words(
    "按责任链统计：每个单位计其负责的工单；合计为签发单位负责的全部工单。",
    "Counted along the accountable line: each unit by the orders it answers for; the total is all the issuing unit answers for.",
)
COUNT = {count.code: count for count in COUNTS}


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of ``day``."""
    first = day - timedelta(day.weekday())
    return first, first + timedelta(6)


def last_week(today: date) -> tuple[date, date]:
    """Monday and Sunday of the last week that is over."""
    return week_of(today - timedelta(7))
