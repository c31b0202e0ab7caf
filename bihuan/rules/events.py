"""Events of the grassroots system: what they are, how they are graded, and every step from report to closure.

网格上报—中心流转—板块办理—分析问效 (facts 1.4). Whoever is called, one centre owns the closure: beside it, departments
(横向分拨) and levels (纵向交办) have tasks of their own, see :mod:`bihuan.rules.event_tasks`.

Severity, urgency and handling level are three fields and never follow from each other or from a number: in the national
law 一级 is the most severe (突发事件应对法 2024, art. 3 and 63), on other platforms 一级 is the least (facts 1.5).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.actors import Level
from bihuan.rules.actors import Standing as By
from bihuan.rules.refusal import refuse
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words

EVENTS_VERSION = "2026-11-1"


class Severity(StrEnum):
    """How grave it is: an everyday matter, or one of the four grades of emergencies (突发事件应对法 2024, art. 3)."""

    EVERYDAY = "everyday"
    ORDINARY = "ordinary"
    LARGE = "large"
    MAJOR = "major"
    EXTREME = "extreme"


SEVERITY_WORDS = {
    Severity.EVERYDAY: Words("日常事项", "Everyday matter"),
    Severity.ORDINARY: Words("一般", "Ordinary emergency"),
    Severity.LARGE: Words("较大", "Large emergency"),
    Severity.MAJOR: Words("重大", "Major emergency"),
    Severity.EXTREME: Words("特别重大", "Extremely major emergency"),
}


class EventUrgency(StrEnum):
    """How soon somebody has to act: 紧急 is hard to mend later, 特急 does serious harm besides (facts 1.5)."""

    NORMAL = "normal"
    URGENT = "urgent"
    CRITICAL = "critical"


URGENCY_WORDS = {
    EventUrgency.NORMAL: Words("普通", "Normal"),
    EventUrgency.URGENT: Words("紧急", "Urgent"),
    EventUrgency.CRITICAL: Words("特急", "Critical"),
}
#: Pinned on the console until somebody has accepted it.
PINNED = frozenset({EventUrgency.URGENT, EventUrgency.CRITICAL})

_DIGIT = re.compile(r"[一二三四五1-5ⅠⅡⅢⅣⅤIV]+\s*级?|[1-5]")


def severity_of(text: str) -> Severity:
    """The severity a program names. Raises ``Refused``: severity_is_no_number for a grade by number, severity_unknown."""
    said = text.strip()
    by_word = {words.zh: severity for severity, words in SEVERITY_WORDS.items()}
    if said in set(Severity):
        return Severity(said)
    if said in by_word:
        return by_word[said]
    if _DIGIT.fullmatch(said):
        refuse("severity_is_no_number", field="severity", said=said)
    refuse("severity_unknown", field="severity", said=said[:20], known=", ".join(Severity))


class Source(StrEnum):
    """By which way an event came (facts 1.4)."""

    GRID_WORKER = "grid_worker"
    RESIDENT = "resident"
    PHONE = "phone"
    SENSOR = "sensor"
    HOTLINE = "hotline"
    DEPARTMENT = "department"
    INSTRUCTION = "instruction"


SOURCE_WORDS = {
    Source.GRID_WORKER: Words("网格上报", "Grid worker"),
    Source.RESIDENT: Words("群众上报", "Resident"),
    Source.PHONE: Words("电话", "Telephone"),
    Source.SENSOR: Words("感知设备", "Sensor"),
    Source.HOTLINE: Words("热线", "Hotline"),
    Source.DEPARTMENT: Words("部门推送", "Department"),
    Source.INSTRUCTION: Words("领导交办", "Instruction"),
}


class EventKind(NamedTuple):
    """A type of event. ``photo`` says why a photo is needed, which is stored with it; None: none is asked for.

    Photos may be demanded only where the type needs proof: safety, emergency, enforcement (国办函〔2026〕12号; facts 6.3).
    """

    words: Words
    photo: Words | None = None


_PROOF_SAFETY = Words("安全隐患需留存现场证据", "a hazard has to be shown as it is on the spot")
_PROOF_ENFORCEMENT = Words("执法需要现场证据", "enforcement needs evidence from the spot")
_PROOF_EMERGENCY = Words("应急研判需要现场情况", "the emergency desk has to see the spot")

#: A default; an office replaces these rows with its own. What a kind is worth says nothing about its severity.
KINDS = {
    "dispute": EventKind(Words("矛盾纠纷", "Dispute")),
    "livelihood": EventKind(Words("民生诉求", "Livelihood request")),
    "care": EventKind(Words("特殊群体关爱", "Care for those in need")),
    "labour": EventKind(Words("欠薪等劳动线索", "Unpaid wages and other labour leads")),
    "traffic": EventKind(Words("交通秩序", "Traffic")),
    "environment": EventKind(Words("市容环境", "Street cleanliness")),
    "facility": EventKind(Words("公共设施损坏", "Damaged public facility")),
    "water_supply": EventKind(Words("供水管网", "Water mains")),
    "fire_lane": EventKind(Words("占用消防通道", "Blocked fire lane"), _PROOF_SAFETY),
    "hazard": EventKind(Words("安全隐患", "Safety hazard"), _PROOF_SAFETY),
    "building": EventKind(Words("违法建设", "Illegal building"), _PROOF_ENFORCEMENT),
    "flood": EventKind(Words("汛情地灾", "Flood or landslide"), _PROOF_EMERGENCY),
    "other": EventKind(Words("其他", "Other")),
}

#: An event as the routing rules are asked about it: its kind among the matters, under a code of its own.
EVENT_MATTERS = {
    f"event:{code}": Words(f"事件“{kind.words.zh}”", f"event: {kind.words.en}")
    for code, kind in KINDS.items()
}


class EventState(StrEnum):
    """States of an event."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    TURNED = "turned"


STATES = {
    EventState.REPORTED: Words("待受理", "Awaiting acceptance"),
    EventState.ACCEPTED: Words("待分派", "Awaiting assignment"),
    EventState.ASSIGNED: Words("待接单", "Awaiting the post"),
    EventState.HANDLING: Words("处置中", "Being dealt with"),
    EventState.RESOLVED: Words("待核查", "Awaiting verification"),
    EventState.CLOSED: Words("事件结案", "Event closed"),
    EventState.DECLINED: Words("不予受理", "Declined"),
    EventState.TURNED: Words("已转工单", "Turned into an order"),
}
#: Somebody still has to do something.
OPEN = frozenset(
    {EventState.REPORTED, EventState.ACCEPTED, EventState.ASSIGNED, EventState.HANDLING, EventState.RESOLVED}
)


class EventAct(StrEnum):
    """Verbs of the centre. Their codes begin with ``event_``, for the ledger holds orders' acts too."""

    REPORT = "event_report"
    ACCEPT = "event_accept"
    DECLINE = "event_decline"
    GRADE = "event_grade"
    ASSIGN = "event_assign"
    TAKE = "event_take"
    SEND_OUT = "event_send_out"
    WHISTLE = "event_whistle"
    PLAN = "event_plan"
    ESCALATE = "event_escalate"
    NOTE = "event_note"
    RESOLVE = "event_resolve"
    CLOSE = "event_close"
    SEND_BACK = "event_send_back"
    TURN = "event_turn"
    REVIEW = "event_review"


ACTS = {
    EventAct.REPORT: Words("上报", "Report"),
    EventAct.ACCEPT: Words("受理", "Accept"),
    EventAct.DECLINE: Words("不予受理", "Decline"),
    EventAct.GRADE: Words("研判定级", "Grade"),
    EventAct.ASSIGN: Words("分派到岗位", "Assign to a post"),
    EventAct.TAKE: Words("接单", "Take it on"),
    EventAct.SEND_OUT: Words("分拨交办", "Send out to departments and levels"),
    EventAct.WHISTLE: Words("吹哨", "Whistle for departments"),
    EventAct.PLAN: Words("启动预案", "Start a plan"),
    EventAct.ESCALATE: Words("上报上级中心", "Escalate to the centre above"),
    EventAct.NOTE: Words("补充情况", "Add what is new"),
    EventAct.RESOLVE: Words("处置完毕", "Report as dealt with"),
    EventAct.CLOSE: Words("核查结案", "Verify and close"),
    EventAct.SEND_BACK: Words("退回重办", "Send back"),
    EventAct.TURN: Words("转为工单", "Turn into an order"),
    EventAct.REVIEW: Words("复盘", "Review afterwards"),
}


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the conditions need to know about one event."""

    open_tasks: int = 0
    has_upper: bool = True
    planned: bool = False


no_open_task = Need[EventFacts]("event_tasks_open", lambda f: f.open_tasks == 0)
has_upper = Need[EventFacts]("event_at_the_top", lambda f: f.has_upper)
no_plan_yet = Need[EventFacts]("event_planned_already", lambda f: not f.planned)
_CENTRE = frozenset({By.CENTRE})
_DOING = frozenset({By.HANDLER, By.CENTRE})
_ALL = frozenset({By.CENTRE, By.HANDLER, By.TASKED, By.REPORTER})


def _row(
    act: EventAct, sources: str, target: EventState | None, by: frozenset[By], *needs: Need[EventFacts]
) -> Row:
    return Row(act, frozenset(EventState(s) for s in sources.split()), target, by, needs)


_LIVING = "reported accepted assigned handling resolved"
# fmt: off
ROWS = (
    _row(EventAct.ACCEPT,    "reported",                            EventState.ACCEPTED, _CENTRE),
    _row(EventAct.ASSIGN,    "accepted assigned handling",          EventState.ASSIGNED, _CENTRE),
    _row(EventAct.TAKE,      "assigned",                            EventState.HANDLING, _DOING),
    _row(EventAct.SEND_OUT,  "accepted",                            EventState.HANDLING, _CENTRE),
    _row(EventAct.SEND_OUT,  "assigned handling",                   None,                _DOING),
    _row(EventAct.WHISTLE,   "accepted",                            EventState.HANDLING, _CENTRE),
    _row(EventAct.WHISTLE,   "assigned handling",                   None,                _DOING),
    _row(EventAct.PLAN,      "accepted assigned handling",          EventState.HANDLING, _CENTRE, no_plan_yet),
    _row(EventAct.RESOLVE,   "handling",                            EventState.RESOLVED, _DOING, no_open_task),
    _row(EventAct.CLOSE,     "resolved",                            EventState.CLOSED,   _CENTRE),
    _row(EventAct.SEND_BACK, "resolved",                            EventState.HANDLING, _CENTRE),
    _row(EventAct.ESCALATE,  "reported accepted assigned handling", EventState.REPORTED, _CENTRE, has_upper),
    _row(EventAct.TURN,      "accepted assigned handling",          EventState.TURNED,   _CENTRE, no_open_task),
    _row(EventAct.GRADE,     "reported accepted assigned handling", None,                _CENTRE),
    _row(EventAct.DECLINE,   "reported accepted",                   EventState.DECLINED, _CENTRE),
    _row(EventAct.NOTE,      _LIVING,                               None,                _ALL),
    _row(EventAct.REVIEW,    "closed",                              None,                _CENTRE),
)
# fmt: on

EVENT: Table[EventState, EventAct, EventFacts] = Table(
    Words("事件", "Events"), STATES, ACTS, ROWS, Words("事件", "The event")
)

#: From a centre to the one above.
ABOVE = {Level.STREET: Level.DISTRICT, Level.DISTRICT: Level.CITY}
#: A report from farther away than this from its grid or street is asked about again, in metres.
FAR_AWAY_M = 5_000
