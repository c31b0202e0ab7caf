"""A warning has a life: issued → acknowledged → disposed → closed; and so have the slip and the talk it may grow into.

The three are one case (facts 3.9, 10.22): a warning nobody answers becomes a supervision slip (督办单), a slip nobody
answers becomes a talk (约谈). When they are due, for whom and in which colour says :mod:`bihuan.rules.ladder`. Answering
the slip disposes of its warning, so that a unit writes down once what it did (no repeated filling in: facts 6.3).
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Warned(StrEnum):
    """States of a warning."""

    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    DISPOSED = "disposed"
    CLOSED = "closed"


STATES = {
    Warned.ISSUED: Words("待确认", "Issued"),
    Warned.ACKNOWLEDGED: Words("处置中", "Acknowledged"),
    Warned.DISPOSED: Words("待核销", "Disposed of"),
    Warned.CLOSED: Words("已销号", "Warning closed"),
}

#: The colour a state is shown in.
TONES = {
    Warned.ISSUED: "waiting",
    Warned.ACKNOWLEDGED: "active",
    Warned.DISPOSED: "waiting",
    Warned.CLOSED: "done",
}
#: Somebody still has to do something about it.
LIVING = frozenset(Warned) - {Warned.CLOSED}
#: It still waits for the unit warned, and not for the supervisor.
WITH_THE_UNIT = frozenset({Warned.ISSUED, Warned.ACKNOWLEDGED})


class WarningAct(StrEnum):
    """What happens to a warning. ``warn`` begins its life and leads from nowhere, so it has no row."""

    WARN = "warn"
    ACKNOWLEDGE = "acknowledge"
    DISPOSE = "dispose"
    SEND_BACK = "send_back"
    CLOSE_WARNING = "close_warning"
    WITHDRAW_WARNING = "withdraw_warning"
    RAISE = "raise"
    LAPSE = "lapse"
    ISSUE_SLIP = "issue_slip"


ACTS = {
    WarningAct.WARN: Words("预警", "Warn"),
    WarningAct.ACKNOWLEDGE: Words("确认预警", "Acknowledge the warning"),
    WarningAct.DISPOSE: Words("处置预警", "Dispose of the warning"),
    WarningAct.SEND_BACK: Words("退回再处置", "Send the disposal back"),
    WarningAct.CLOSE_WARNING: Words("核实销号", "Verify and close"),
    WarningAct.WITHDRAW_WARNING: Words("撤销预警", "Withdraw the warning"),
    WarningAct.RAISE: Words("转为更高一级预警", "Raised to the next light"),
    WarningAct.LAPSE: Words("预警解除", "Warning lapsed"),
    WarningAct.ISSUE_SLIP: Words("签发督办单", "Issue a supervision slip"),
}


class Slip(StrEnum):
    """States of a supervision slip."""

    ISSUED = "issued"
    ANSWERED = "answered"
    CLOSED = "closed"


SLIP_STATES = {
    Slip.ISSUED: Words("待答复", "Slip issued"),
    Slip.ANSWERED: Words("已答复", "Slip answered"),
    Slip.CLOSED: Words("已办结销号", "Slip closed"),
}


class SlipAct(StrEnum):
    """What happens to a slip."""

    ANSWER_SLIP = "answer_slip"
    REFUSE_ANSWER = "refuse_answer"
    CLOSE_SLIP = "close_slip"
    WITHDRAW_SLIP = "withdraw_slip"
    CALL_TALK = "call_talk"


SLIP_ACTS = {
    SlipAct.ANSWER_SLIP: Words("答复督办单", "Answer the slip"),
    SlipAct.REFUSE_ANSWER: Words("退回答复", "Send the answer back"),
    SlipAct.CLOSE_SLIP: Words("督办单销号", "Close the slip"),
    SlipAct.WITHDRAW_SLIP: Words("撤销督办单", "Withdraw the slip"),
    SlipAct.CALL_TALK: Words("提请约谈", "Call for a talk"),
}


class Talk(StrEnum):
    """States of a talk."""

    DUE = "due"
    HELD = "held"
    CANCELLED = "cancelled"


TALK_STATES = {
    Talk.DUE: Words("待约谈", "Talk due"),
    Talk.HELD: Words("已约谈", "Talk held"),
    Talk.CANCELLED: Words("已取消约谈", "Talk cancelled"),
}


class TalkAct(StrEnum):
    """What happens to a talk."""

    HOLD_TALK = "hold_talk"
    CANCEL_TALK = "cancel_talk"


TALK_ACTS = {
    TalkAct.HOLD_TALK: Words("记录约谈", "Record the talk"),
    TalkAct.CANCEL_TALK: Words("取消约谈", "Cancel the talk"),
}


class Outcome(StrEnum):
    """How a warning or a slip came to be closed."""

    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    RAISED = "raised"
    NOTICE = "notice"
    PASSED = "passed"


OUTCOME_WORDS = {
    Outcome.ACCEPTED: Words("处置到位", "Disposal accepted"),
    Outcome.WITHDRAWN: Words("撤销", "Withdrawn"),
    Outcome.LAPSED: Words("情况消除，自行解除", "Lapsed, its cause being gone"),
    Outcome.RAISED: Words("升为更高一级", "Raised to the next light"),
    Outcome.NOTICE: Words("仅作提示", "Only to know"),
    Outcome.PASSED: Words("补记，未单独发出", "Recorded as passed, not issued by itself"),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the conditions need to know about one warning with its slip and its talk.

    Attributes:
        cause_gone: what was warned of is over.
        lapses: a warning of this kind ends by itself then.
        slip: a slip was issued, whatever became of it; ``slip_open``: it is not closed.
        talk: a talk was called; ``talk_due``: it was neither held nor cancelled.
    """

    cause_gone: bool = False
    lapses: bool = False
    slip: bool = False
    slip_open: bool = False
    talk: bool = False
    talk_due: bool = False


no_open_slip = Need[CaseFacts]("slip_open", lambda f: not f.slip_open)
no_slip_yet = Need[CaseFacts]("slip_issued_before", lambda f: not f.slip)
over = Need[CaseFacts]("warning_cause_stands", lambda f: f.cause_gone and f.lapses)
no_talk_yet = Need[CaseFacts]("talk_called_before", lambda f: not f.talk)
no_talk_due = Need[CaseFacts]("talk_due", lambda f: not f.talk_due)

_UNIT, _ABOVE, _SYSTEM = frozenset({By.WARNED}), frozenset({By.SUPERVISOR}), frozenset({By.SYSTEM})
_BOTH = _ABOVE | _SYSTEM


def _warning(
    act: WarningAct, sources: str, target: Warned | None, by: frozenset[By], *needs: Need[CaseFacts]
) -> Row:
    return Row(act, frozenset(Warned(s) for s in sources.split()), target, by, needs)


def _slip(act: SlipAct, sources: str, target: Slip | None, by: frozenset[By], *needs: Need[CaseFacts]) -> Row:
    return Row(act, frozenset(Slip(s) for s in sources.split()), target, by, needs)


def _talk(act: TalkAct, target: Talk) -> Row:
    return Row(act, frozenset({Talk.DUE}), target, _ABOVE)


# fmt: off
WARNING: Table[Warned, WarningAct, CaseFacts] = Table(
    Words("预警", "Warning"), STATES, ACTS, (
        _warning(WarningAct.ACKNOWLEDGE,      "issued",                       Warned.ACKNOWLEDGED, _UNIT, no_open_slip),
        _warning(WarningAct.DISPOSE,          "issued acknowledged",          Warned.DISPOSED,     _UNIT, no_open_slip),
        _warning(WarningAct.CLOSE_WARNING,    "disposed",                     Warned.CLOSED,       _ABOVE, no_open_slip),
        _warning(WarningAct.SEND_BACK,        "disposed",                     Warned.ACKNOWLEDGED, _ABOVE, no_open_slip),
        _warning(WarningAct.ISSUE_SLIP,       "issued acknowledged",          None,                _BOTH, no_slip_yet),
        _warning(WarningAct.ISSUE_SLIP,       "disposed",                     Warned.ACKNOWLEDGED, _ABOVE, no_slip_yet),
        _warning(WarningAct.WITHDRAW_WARNING, "issued acknowledged disposed", Warned.CLOSED,       _ABOVE, no_open_slip),
        _warning(WarningAct.RAISE,            "issued acknowledged disposed", Warned.CLOSED,       _SYSTEM, no_slip_yet),
        _warning(WarningAct.LAPSE,            "issued acknowledged",          Warned.CLOSED,       _SYSTEM, no_slip_yet, over),
    ),
    Words("预警", "The warning"),
)

SLIP: Table[Slip, SlipAct, CaseFacts] = Table(
    Words("督办单", "Supervision slip"), SLIP_STATES, SLIP_ACTS, (
        _slip(SlipAct.ANSWER_SLIP,   "issued",          Slip.ANSWERED, _UNIT),
        _slip(SlipAct.CLOSE_SLIP,    "answered",        Slip.CLOSED,   _ABOVE, no_talk_due),
        _slip(SlipAct.REFUSE_ANSWER, "answered",        Slip.ISSUED,   _ABOVE),
        _slip(SlipAct.CALL_TALK,     "issued answered", None,          _BOTH, no_talk_yet),
        _slip(SlipAct.WITHDRAW_SLIP, "issued answered", Slip.CLOSED,   _ABOVE, no_talk_due),
    ),
    Words("督办单", "The slip"),
)

TALK: Table[Talk, TalkAct, CaseFacts] = Table(
    Words("约谈", "Talk"), TALK_STATES, TALK_ACTS, (
        _talk(TalkAct.HOLD_TALK,   Talk.HELD),
        _talk(TalkAct.CANCEL_TALK, Talk.CANCELLED),
    ),
    Words("约谈", "The talk"),
)
# fmt: on

#: Everything that may happen to a case, in words.
CASE_ACTS: dict[StrEnum, Words] = {
    act: words for acts in (ACTS, SLIP_ACTS, TALK_ACTS) for act, words in acts.items()
}
