"""What others do in an event: departments beside the centre, levels above and below, and those a whistle calls.

吹哨报到: the street calls, the department arrives, both times are kept, and both sides score the help (facts 1.4, 10.33).
Who thinks it is not theirs says so with a basis; the centre above decides once.
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Way(StrEnum):
    """Why a unit has a task."""

    ACROSS = "across"
    DOWN = "down"
    WHISTLE = "whistle"
    PLAN = "plan"


WAY_WORDS = {
    Way.ACROSS: Words("横向分拨", "Across, to a department"),
    Way.DOWN: Words("纵向交办", "Down, to a level"),
    Way.WHISTLE: Words("吹哨", "Whistle"),
    Way.PLAN: Words("预案任务", "Task of a plan"),
}


class TaskState(StrEnum):
    """States of a task."""

    CALLED = "called"
    ACKNOWLEDGED = "acknowledged"
    ARRIVED = "arrived"
    DISPUTED = "disputed"
    DONE = "done"
    RELEASED = "released"
    SUBSTITUTED = "substituted"


STATES = {
    TaskState.CALLED: Words("待应答", "Called"),
    TaskState.ACKNOWLEDGED: Words("已应答", "Acknowledged"),
    TaskState.ARRIVED: Words("已到场", "On the spot"),
    TaskState.DISPUTED: Words("职责待裁定", "Duty disputed"),
    TaskState.DONE: Words("已完成", "Done"),
    TaskState.RELEASED: Words("已免除", "Released"),
    TaskState.SUBSTITUTED: Words("已由替补接替", "Taken by the substitute"),
}
#: The event waits for it.
OPEN = frozenset({TaskState.CALLED, TaskState.ACKNOWLEDGED, TaskState.ARRIVED, TaskState.DISPUTED})


class TaskAct(StrEnum):
    """Verbs on a task."""

    ACKNOWLEDGE = "event_acknowledge"
    ARRIVE = "event_arrive"
    FINISH = "event_finish"
    DISPUTE = "event_dispute"
    UPHOLD = "event_uphold"
    RELEASE = "event_release"
    SUBSTITUTE = "event_substitute"
    ALARM = "event_alarm"
    SCORE = "event_score"


ACTS = {
    TaskAct.ACKNOWLEDGE: Words("应答", "Acknowledge"),
    TaskAct.ARRIVE: Words("到场", "Arrive"),
    TaskAct.FINISH: Words("完成任务", "Finish the task"),
    TaskAct.DISPUTE: Words("提出异议", "Dispute the duty"),
    TaskAct.UPHOLD: Words("裁定承担", "Decide: theirs"),
    TaskAct.RELEASE: Words("免除任务", "Release from the task"),
    TaskAct.SUBSTITUTE: Words("超时改由替补", "Call the substitute"),
    TaskAct.ALARM: Words("无人应答，报带班领导", "Nobody answers: tell the leader on duty"),
    TaskAct.SCORE: Words("互评", "Score the help"),
}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the conditions need to know about one task."""

    upheld: bool = False
    whistled: bool = False
    scored: bool = False
    alarmed: bool = False


not_decided = Need[TaskFacts]("event_duty_decided", lambda f: not f.upheld)
of_a_whistle = Need[TaskFacts]("event_no_whistle", lambda f: f.whistled)
not_scored = Need[TaskFacts]("event_scored_already", lambda f: not f.scored)
not_alarmed = Need[TaskFacts]("event_alarmed_already", lambda f: not f.alarmed)
_OWN = frozenset({By.TASKED})
_CENTRE = frozenset({By.CENTRE})
_UPPER = frozenset({By.UPPER})


def _row(
    act: TaskAct, sources: str, target: TaskState | None, by: frozenset[By], *needs: Need[TaskFacts]
) -> Row:
    return Row(act, frozenset(TaskState(s) for s in sources.split()), target, by, needs)


# fmt: off
ROWS = (
    _row(TaskAct.ACKNOWLEDGE, "called",                       TaskState.ACKNOWLEDGED, _OWN),
    _row(TaskAct.ARRIVE,      "called acknowledged",          TaskState.ARRIVED,      _OWN, of_a_whistle),
    _row(TaskAct.FINISH,      "acknowledged arrived",         TaskState.DONE,         _OWN),
    _row(TaskAct.DISPUTE,     "called acknowledged",          TaskState.DISPUTED,     _OWN, not_decided),
    _row(TaskAct.UPHOLD,      "disputed",                     TaskState.CALLED,       _UPPER),
    _row(TaskAct.RELEASE,     "disputed",                     TaskState.RELEASED,     _UPPER),
    _row(TaskAct.RELEASE,     "called acknowledged arrived",  TaskState.RELEASED,     _CENTRE),
    _row(TaskAct.SUBSTITUTE,  "called",                       TaskState.SUBSTITUTED,  frozenset({By.SYSTEM})),
    _row(TaskAct.ALARM,       "called",                       None,                   frozenset({By.SYSTEM}), not_alarmed),
    _row(TaskAct.SCORE,       "done",                         None,                   _OWN | _CENTRE, of_a_whistle, not_scored),
)
# fmt: on

TASK: Table[TaskState, TaskAct, TaskFacts] = Table(
    Words("事件任务", "Tasks of events"), STATES, ACTS, ROWS, Words("任务", "The task")
)

#: Scores of help run from 1 to this.
BEST = 5
