"""Loop 2, the responsibility (责任闭环): who answers for an order at city, district and street level.

The mechanism is 受理派单 → 跟踪协同 → 监督预警 → 回复反馈 (facts 2.2). Each level of the accountable line goes through
it by itself and is discharged from the bottom up. Closing the matter changes nothing here, and the reverse.
"""

from collections.abc import Iterable
from enum import StrEnum

from bihuan.rules.actors import Level
from bihuan.rules.actors import Standing as By
from bihuan.rules.lifecycle import Act, OrderFacts
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Duty(StrEnum):
    """How far one level has come with its responsibility."""

    ACCEPTING = "accepting"
    TRACKING = "tracking"
    SUPERVISING = "supervising"
    REPORTING = "reporting"
    DISCHARGED = "discharged"


STATES = {
    Duty.ACCEPTING: Words("受理派单", "Accept and dispatch"),
    Duty.TRACKING: Words("跟踪协同", "Track and coordinate"),
    Duty.SUPERVISING: Words("监督预警", "Supervise and warn"),
    Duty.REPORTING: Words("回复反馈", "Reply and report back"),
    Duty.DISCHARGED: Words("责任闭环", "Discharged"),
}


class DutyAct(StrEnum):
    """Verbs of the office on a level's responsibility, and on the order's quality."""

    TRACK = "track"
    SUPERVISE = "supervise"
    REPORT_BACK = "report_back"
    TAKE_BACK_REPORT = "take_back_report"
    DISCHARGE = "discharge"


ACTS = {
    DutyAct.TRACK: Words("转入跟踪协同", "Begin tracking"),
    DutyAct.SUPERVISE: Words("监督预警", "Supervise and warn"),
    DutyAct.REPORT_BACK: Words("回复反馈", "Report back"),
    DutyAct.TAKE_BACK_REPORT: Words("撤回反馈", "Take the report back"),
    DutyAct.DISCHARGE: Words("责任闭环", "Discharge"),
}

matter_done = Need[OrderFacts]("matter_open", lambda f: f.matter_done)
inspected = Need[OrderFacts](
    "inspection_missing", lambda f: f.inspection_passed or f.inspection_spared or not f.needs_inspection
)
promises_settled = Need[OrderFacts]("promises_open", lambda f: f.unsettled_promises == 0)
lower_discharged = Need[OrderFacts]("lower_level_open", lambda f: f.lower_levels_open == 0)

_OWN = frozenset({By.ACCOUNTABLE})


def _row(act: DutyAct, sources: str, target: Duty, by: frozenset[By], *needs: Need[OrderFacts]) -> Row:
    return Row(act, frozenset(Duty(s) for s in sources.split()), target, by, needs)


# fmt: off
ROWS = (
    _row(DutyAct.TRACK,            "accepting",            Duty.TRACKING,    _OWN),
    _row(DutyAct.SUPERVISE,        "tracking supervising", Duty.SUPERVISING, _OWN | {By.SUPERVISOR}),
    _row(DutyAct.REPORT_BACK,      "tracking supervising", Duty.REPORTING,   _OWN),
    _row(DutyAct.TAKE_BACK_REPORT, "reporting",            Duty.TRACKING,    _OWN),
    _row(DutyAct.DISCHARGE,        "reporting",            Duty.DISCHARGED,  _OWN, matter_done, inspected, promises_settled, lower_discharged),
)
# fmt: on

RESPONSIBILITY: Table[Duty, DutyAct, OrderFacts] = Table(
    Words("责任闭环", "Responsibility loop"), STATES, ACTS, ROWS
)

#: Acts on the matter that are themselves the deed of 受理派单: the acting level goes on to tracking with them.
DEEDS_OF_ACCEPTING = frozenset(
    {Act.DISPATCH, Act.PASS_DOWN, Act.START, Act.RESOLVE, Act.REDIRECT, Act.MERGE, Act.CONCLUDE_110}
)

#: From the bottom up: the order in which levels are discharged.
_BOTTOM_UP = (Level.GRID, Level.COMMUNITY, Level.STREET, Level.DISTRICT, Level.CITY)


def is_below(lower: Level, upper: Level) -> bool:
    """Whether ``lower`` is a lower level than ``upper`` (a street is below a district)."""
    return _BOTTOM_UP.index(lower) < _BOTTOM_UP.index(upper)


def is_closed(duties: Iterable[Duty]) -> bool:
    """Whether loop 2 is closed: there is a level that answers, and every one has been discharged."""
    duties = list(duties)
    return bool(duties) and all(duty is Duty.DISCHARGED for duty in duties)
