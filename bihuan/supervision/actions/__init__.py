"""What supervision does: one function per verb, each one change of one order; and the sweep, which warns of what is due.

Every verb takes the actor first, then the id of the warning its case began with, then what the act needs, and by
keyword ``at``. It raises ``Refused`` and then leaves everything as it was: ``warning_not_found`` for an unknown or
invisible case, ``act_not_now``, ``act_not_yours``, the refusal of a condition, or of what was entered.
"""

from bihuan.supervision.actions.answering import (
    acknowledge,
    answer_slip,
    call_talk,
    cancel_talk,
    close_slip,
    close_warning,
    dispose,
    hold_talk,
    issue_slip,
    refuse_answer,
    send_back,
    withdraw_slip,
    withdraw_warning,
)
from bihuan.supervision.actions.foretelling import Foretold, foretell, proved
from bihuan.supervision.actions.publishing import issue_bulletin
from bihuan.supervision.actions.succeeding import pass_cases_to_successors
from bihuan.supervision.actions.sweeping import Swept, sweep

__all__ = [
    "Foretold", "Swept", "acknowledge", "answer_slip", "call_talk", "cancel_talk", "close_slip", "close_warning", "dispose",
    "foretell", "hold_talk", "issue_bulletin", "issue_slip", "pass_cases_to_successors", "proved", "refuse_answer", "send_back", "sweep", "withdraw_slip", "withdraw_warning",
]  # fmt: skip
