"""What the office does with an order: one function per verb. Each is one change, one transaction, one event.

Every action takes the actor first (None is the system itself), then the number of the order, then what the act
needs, and by keyword ``at`` (the instant of the act) and ``version`` (of the order as the actor's page showed it;
None where no page was looked at). Every action raises ``Refused`` and then leaves everything as it was:
``order_not_found`` for an unknown or invisible order, ``stale_page``, ``act_not_now``, ``act_not_yours``, the refusal
of the lifecycle's condition, or the refusal of what was entered. Every action returns the order as it now is.
"""

from bihuan.work_orders.actions.adjudicating import reassign, refuse_return, request_return
from bihuan.work_orders.actions.answering import begin_visit, reply, resolve, visit
from bihuan.work_orders.actions.closing import archive, redo, remove_risk
from bihuan.work_orders.actions.cohandling import (
    answer_task,
    ask_again,
    call_in,
    keep_task,
    reassign_task,
    return_task,
    sign_task,
    waive_task,
)
from bihuan.work_orders.actions.conferring import call_conferral, keep_lead, name_lead
from bihuan.work_orders.actions.discharging import discharge, report_back, supervise, take_back_report, track
from bihuan.work_orders.actions.dispatching import confirm, dispatch, pass_down, sign, start
from bihuan.work_orders.actions.following_up import follow_up, reopen_follow_ups
from bihuan.work_orders.actions.hearing import hear, take_evidence
from bihuan.work_orders.actions.inspecting import inspect
from bihuan.work_orders.actions.noting import attach, note, urge
from bihuan.work_orders.actions.pausing import (
    grant_extension,
    park,
    refuse_extension,
    request_extension,
    unpark,
)
from bihuan.work_orders.actions.promising import Parties, Payment, agree, release_promise, renegotiate
from bihuan.work_orders.actions.receiving import confirm_payment
from bihuan.work_orders.actions.registering import Demand, Registered, degrees, register
from bihuan.work_orders.actions.rerouting import conclude_110, merge, redirect, take_back_110, transfer_110
from bihuan.work_orders.actions.revealing import reveal_caller
from bihuan.work_orders.actions.setting_inspection import Signature, set_checklist, set_plan
from bihuan.work_orders.actions.succeeding import pass_to_successors
from bihuan.work_orders.actions.verifying import hold_session, raise_risk, verify

__all__ = [
    "Demand",
    "Parties",
    "Payment",
    "Registered",
    "Signature",
    "agree",
    "answer_task",
    "archive",
    "ask_again",
    "attach",
    "begin_visit",
    "call_conferral",
    "call_in",
    "conclude_110",
    "confirm",
    "confirm_payment",
    "degrees",
    "discharge",
    "dispatch",
    "follow_up",
    "grant_extension",
    "hear",
    "hold_session",
    "inspect",
    "keep_lead",
    "keep_task",
    "merge",
    "name_lead",
    "note",
    "park",
    "pass_down",
    "pass_to_successors",
    "raise_risk",
    "reassign",
    "reassign_task",
    "redirect",
    "redo",
    "refuse_extension",
    "refuse_return",
    "register",
    "release_promise",
    "remove_risk",
    "renegotiate",
    "reopen_follow_ups",
    "reply",
    "report_back",
    "request_extension",
    "request_return",
    "resolve",
    "return_task",
    "reveal_caller",
    "set_checklist",
    "set_plan",
    "sign",
    "sign_task",
    "start",
    "supervise",
    "take_back_110",
    "take_back_report",
    "take_evidence",
    "track",
    "transfer_110",
    "unpark",
    "urge",
    "verify",
    "visit",
    "waive_task",
]  # fmt: skip
