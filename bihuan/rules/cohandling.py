"""Co-handling: the task of one supporting unit, beside the lead and with a clock of its own.

A lead cannot resolve over an open task; a task ends by an answer, by a recorded waiver, or by passing to the unit
that owns it. A return names its basis and the proposed owner and is decided once (facts 3.3, 10.27, 10.28).
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Support(StrEnum):
    """States of a supporting unit's task."""

    ASSIGNED = "assigned"
    SIGNED = "signed"
    RETURN_REVIEW = "return_review"
    ANSWERED = "answered"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


STATES = {
    Support.ASSIGNED: Words("待签收", "Awaiting signature"),
    Support.SIGNED: Words("协办中", "In hand"),
    Support.RETURN_REVIEW: Words("退单审核", "Return under review"),
    Support.ANSWERED: Words("已反馈", "Answered"),
    Support.WAIVED: Words("已豁免", "Waived"),
    Support.WITHDRAWN: Words("已改派", "Reassigned"),
}

#: The lead still waits for it.
OPEN = frozenset({Support.ASSIGNED, Support.SIGNED, Support.RETURN_REVIEW})


class SupportAct(StrEnum):
    """Verbs of the office on a supporting task."""

    SIGN_SUPPORT = "sign_support"
    ANSWER_SUPPORT = "answer_support"
    RETURN_SUPPORT = "return_support"
    REASSIGN_SUPPORT = "reassign_support"
    KEEP_SUPPORT = "keep_support"
    WAIVE_SUPPORT = "waive_support"
    ASK_AGAIN = "ask_again"


ACTS = {
    SupportAct.SIGN_SUPPORT: Words("协办签收", "Sign for the task"),
    SupportAct.ANSWER_SUPPORT: Words("协办反馈", "Answer the task"),
    SupportAct.RETURN_SUPPORT: Words("协办退单", "Return the task"),
    SupportAct.REASSIGN_SUPPORT: Words("同意协办退单，改派", "Allow the return and reassign the task"),
    SupportAct.KEEP_SUPPORT: Words("驳回协办退单", "Refuse the return of the task"),
    SupportAct.WAIVE_SUPPORT: Words("豁免协办", "Waive the task"),
    SupportAct.ASK_AGAIN: Words("退回补充", "Ask again"),
}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the conditions need to know about one task."""

    return_refused: bool = False
    return_window_over: bool = False
    lead_in_hand: bool = True


may_still_return = Need[TaskFacts]("return_refused_before", lambda f: not f.return_refused)
return_in_time = Need[TaskFacts]("return_window_over", lambda f: not f.return_window_over)
lead_in_hand = Need[TaskFacts]("lead_not_in_hand", lambda f: f.lead_in_hand)
_LEADING = frozenset({By.LEAD, By.UPPER})
_OWN = frozenset({By.SUPPORTING})


def _row(act: SupportAct, sources: str, target: Support, by: frozenset[By], *needs: Need[TaskFacts]) -> Row:
    return Row(act, frozenset(Support(s) for s in sources.split()), target, by, needs)


# fmt: off
ROWS = (
    _row(SupportAct.SIGN_SUPPORT,     "assigned",                      Support.SIGNED,        _OWN),
    _row(SupportAct.ANSWER_SUPPORT,   "signed",                        Support.ANSWERED,      _OWN),
    _row(SupportAct.RETURN_SUPPORT,   "assigned signed",               Support.RETURN_REVIEW, _OWN, may_still_return, return_in_time),
    _row(SupportAct.REASSIGN_SUPPORT, "return_review",                 Support.WITHDRAWN,     _LEADING),
    _row(SupportAct.KEEP_SUPPORT,     "return_review",                 Support.SIGNED,        _LEADING),
    _row(SupportAct.WAIVE_SUPPORT,    "assigned signed return_review", Support.WAIVED,        _LEADING),
    _row(SupportAct.ASK_AGAIN,        "answered",                      Support.SIGNED,        _LEADING, lead_in_hand),
)
# fmt: on

COHANDLING: Table[Support, SupportAct, TaskFacts] = Table(Words("协办", "Co-handling"), STATES, ACTS, ROWS)
