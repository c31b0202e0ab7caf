"""Loop 1, the matter (工单闭环): every state of a work order and every step between them.

States and steps follow the minimum state set of the hotline norms (facts 3.2 to 3.4). "办结" (the handler says
done) and "结案" (the platform has verified) are two states and are never merged.
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Matter(StrEnum):
    """States of the matter."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    AWAITING_DISPATCH = "awaiting_dispatch"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    HANDLING = "handling"
    RETURN_REVIEW = "return_review"
    CONFERRING = "conferring"
    EXTENSION_REVIEW = "extension_review"
    PARKED = "parked"
    TRANSFERRED_110 = "transferred_110"
    RESOLVED = "resolved"
    VISITING = "visiting"
    CLOSED = "closed"
    REDIRECTED = "redirected"
    MERGED = "merged"
    ARCHIVED = "archived"


STATES = {
    Matter.DRAFT: Words("草稿", "Draft"),
    Matter.ACCEPTED: Words("已受理", "Accepted"),
    Matter.AWAITING_DISPATCH: Words("待派单", "Awaiting dispatch"),
    Matter.DISPATCHED: Words("已派单", "Dispatched"),
    Matter.SIGNED: Words("已签收", "Signed for"),
    Matter.HANDLING: Words("办理中", "In hand"),
    Matter.RETURN_REVIEW: Words("退单审核", "Return under review"),
    Matter.CONFERRING: Words("会商中", "In conferral"),
    Matter.EXTENSION_REVIEW: Words("延期审批", "Extension under review"),
    Matter.PARKED: Words("挂账", "Parked"),
    Matter.TRANSFERRED_110: Words("已转110", "Transferred to 110"),
    Matter.RESOLVED: Words("已办结", "Resolved, awaiting visit"),
    Matter.VISITING: Words("回访中", "Return visit"),
    Matter.CLOSED: Words("已结案", "Closed"),
    Matter.REDIRECTED: Words("已转法定渠道", "Redirected"),
    Matter.MERGED: Words("已并单", "Merged"),
    Matter.ARCHIVED: Words("已归档", "Archived"),
}

#: The matter is done with; only the responsibility may still be open.
DONE = frozenset({Matter.CLOSED, Matter.REDIRECTED, Matter.MERGED})
#: The matter is still to be dealt with by somebody.
OPEN = frozenset(Matter) - DONE - {Matter.DRAFT, Matter.ARCHIVED}


class Act(StrEnum):
    """Verbs of the office on the matter."""

    REGISTER = "register"
    RECEIVE = "receive"
    CONFIRM = "confirm"
    DISPATCH = "dispatch"
    MERGE = "merge"
    REDIRECT = "redirect"
    TRANSFER_110 = "transfer_110"
    TAKE_BACK_110 = "take_back_110"
    CONCLUDE_110 = "conclude_110"
    SIGN = "sign"
    START = "start"
    PASS_DOWN = "pass_down"
    REQUEST_RETURN = "request_return"
    REASSIGN = "reassign"
    REFUSE_RETURN = "refuse_return"
    VERIFY = "verify"
    CALL_IN = "call_in"
    HOLD_SESSION = "hold_session"
    AGREE = "agree"
    RAISE_RISK = "raise_risk"
    CONFER = "confer"
    NAME_LEAD = "name_lead"
    KEEP_LEAD = "keep_lead"
    REQUEST_EXTENSION = "request_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    PARK = "park"
    UNPARK = "unpark"
    RESOLVE = "resolve"
    REPLY = "reply"
    BEGIN_VISIT = "begin_visit"
    MISS_VISIT = "miss_visit"
    PASS_VISIT = "pass_visit"
    GIVE_UP_VISIT = "give_up_visit"
    REDO = "redo"
    REMOVE_RISK = "remove_risk"
    PASS_INSPECTION = "pass_inspection"
    FAIL_INSPECTION = "fail_inspection"
    SPARE_INSPECTION = "spare_inspection"
    CONFIRM_PAYMENT = "confirm_payment"
    RELEASE_PROMISE = "release_promise"
    RENEGOTIATE = "renegotiate"
    REOPEN_FOLLOW_UP = "reopen_follow_up"
    FOLLOW_UP = "follow_up"
    ARCHIVE = "archive"
    NOTE = "note"
    ATTACH = "attach"
    URGE = "urge"
    SUCCEED = "succeed"
    REPROJECT = "reproject"


ACTS = {
    Act.REGISTER: Words("登记并送派单", "Register for dispatch"),
    Act.RECEIVE: Words("登记待核", "Register for checking"),
    Act.CONFIRM: Words("核对无误，送派单", "Confirm for dispatch"),
    Act.DISPATCH: Words("派单", "Dispatch"),
    Act.MERGE: Words("并单", "Merge"),
    Act.REDIRECT: Words("转法定渠道", "Redirect to a statutory channel"),
    Act.TRANSFER_110: Words("转110", "Transfer to 110"),
    Act.TAKE_BACK_110: Words("110处置后收回", "Take back from 110"),
    Act.CONCLUDE_110: Words("110处置完毕，办结", "Conclude after 110"),
    Act.SIGN: Words("签收", "Sign for"),
    Act.START: Words("首次联系，开始办理", "Contact the caller and start"),
    Act.PASS_DOWN: Words("下派", "Pass down"),
    Act.REQUEST_RETURN: Words("申请退单", "Request a return"),
    Act.REASSIGN: Words("同意退单，改派", "Allow the return and reassign"),
    Act.REFUSE_RETURN: Words("驳回退单", "Refuse the return"),
    Act.VERIFY: Words("现场核实", "Record a finding"),
    Act.CALL_IN: Words("转141协同", "Call in departments through 141"),
    Act.HOLD_SESSION: Words("现场办公", "Record an on-site session"),
    Act.AGREE: Words("登记支付协议", "Record an agreement"),
    Act.RAISE_RISK: Words("标记风险", "Raise a risk"),
    Act.CONFER: Words("提请会商", "Call a conferral"),
    Act.NAME_LEAD: Words("指定主办", "Name the lead"),
    Act.KEEP_LEAD: Words("会商明确仍由本单位主办", "Keep the lead"),
    Act.REQUEST_EXTENSION: Words("申请延期", "Ask for an extension"),
    Act.GRANT_EXTENSION: Words("同意延期", "Grant the extension"),
    Act.REFUSE_EXTENSION: Words("驳回延期", "Refuse the extension"),
    Act.PARK: Words("挂账", "Park"),
    Act.UNPARK: Words("恢复办理", "Take up again"),
    Act.RESOLVE: Words("办结", "Resolve"),
    Act.REPLY: Words("答复诉求人", "Reply to the caller"),
    Act.BEGIN_VISIT: Words("开始回访", "Begin the return visit"),
    Act.MISS_VISIT: Words("回访未接通", "Caller not reached"),
    Act.PASS_VISIT: Words("回访通过，结案", "Visit passed, close"),
    Act.GIVE_UP_VISIT: Words("多次未接通，结案", "Close as unreachable"),
    Act.REDO: Words("重办", "Send back to be redone"),
    Act.REMOVE_RISK: Words("消除风险", "Remove the risk"),
    Act.PASS_INSPECTION: Words("质检通过", "Pass the inspection"),
    Act.FAIL_INSPECTION: Words("质检不通过", "Fail the inspection"),
    Act.SPARE_INSPECTION: Words("未抽中，免检", "Not drawn, spared inspection"),
    Act.CONFIRM_PAYMENT: Words("确认付款", "Confirm a payment"),
    Act.RELEASE_PROMISE: Words("解除协议", "Release the agreement"),
    Act.RENEGOTIATE: Words("重新约定", "Agree anew"),
    Act.REOPEN_FOLLOW_UP: Words("协议逾期，重开跟进", "Overdue: follow-up reopened"),
    Act.FOLLOW_UP: Words("跟进逾期付款", "Follow the overdue payment up"),
    Act.ARCHIVE: Words("归档", "Archive"),
    Act.NOTE: Words("记事", "Note"),
    Act.ATTACH: Words("上传附件", "Attach a file"),
    Act.URGE: Words("催办", "Urge"),
    Act.SUCCEED: Words("机构承继", "Pass to the successor"),
    Act.REPROJECT: Words("按新日历重算时限", "Work the limits out again by a new calendar"),
}

#: The return visit is one act of the office; what the caller answers decides which step of the matter it is.
VISIT_WORDS = Words("记录回访", "Record the return visit")
#: So is the inspection; what the inspector answers, item by item, decides.
INSPECT_WORDS = Words("质检", "Inspect")


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the conditions of both loops need to know about one order, besides its states."""

    past_due: bool = False
    open_supports: int = 0
    return_refused: bool = False
    lead_settled: bool = False
    return_window_over: bool = False
    replied: bool = False
    missed_visits: int = 0
    visits_before_giving_up: int = 3
    risk_open: bool = False
    unsettled_promises: int = 0
    open_follow_ups: int = 0
    inspection_passed: bool = False
    inspection_spared: bool = False
    discharged_levels: int = 0
    responsibility_closed: bool = False
    matter_done: bool = False
    needs_inspection: bool = False
    lower_levels_open: int = 0


supports_settled = Need[OrderFacts]("supports_open", lambda f: f.open_supports == 0)
may_still_return = Need[OrderFacts]("return_refused_before", lambda f: not f.return_refused)
may_be_returned = Need[OrderFacts]("return_after_conferral", lambda f: not f.lead_settled)
return_in_time = Need[OrderFacts]("return_window_over", lambda f: not f.return_window_over)
before_due = Need[OrderFacts]("extension_after_due", lambda f: not f.past_due)
has_replied = Need[OrderFacts]("reply_missing", lambda f: f.replied)
tried_enough = Need[OrderFacts](
    "visit_attempts_missing", lambda f: f.missed_visits >= f.visits_before_giving_up
)
none_discharged = Need[OrderFacts]("redo_after_discharge", lambda f: f.discharged_levels == 0)
loop_two_closed = Need[OrderFacts]("responsibility_open", lambda f: f.responsibility_closed)
risk_removed = Need[OrderFacts]("risk_open", lambda f: not f.risk_open)
not_yet_inspected = Need[OrderFacts]("inspection_done", lambda f: not f.inspection_passed)
is_inspected = Need[OrderFacts]("inspection_spared", lambda f: not f.inspection_spared)
promise_there = Need[OrderFacts]("promise_absent", lambda f: f.unsettled_promises > 0)
follow_up_there = Need[OrderFacts]("follow_up_absent", lambda f: f.open_follow_ups > 0)
risk_there = Need[OrderFacts]("risk_absent", lambda f: f.risk_open)


def _row(act: Act, sources: str, target: Matter | None, by: set[By], *needs: Need[OrderFacts]) -> Row:
    return Row(act, frozenset(Matter(s) for s in sources.split()), target, frozenset(by), needs)


_ANY_OPEN = " ".join(sorted(OPEN))
_ANY_LIVING = " ".join(sorted(OPEN | DONE))
#: Wherever an order may be that has been in hand: an agreement is watched whatever becomes of the matter meanwhile.
_AFTER_AGREEMENT = " ".join(
    sorted(
        (OPEN | {Matter.CLOSED, Matter.REDIRECTED})
        - {Matter.ACCEPTED, Matter.AWAITING_DISPATCH, Matter.TRANSFERRED_110}
    )
)
_TAKING_PART = set(By) - {By.SYSTEM, By.LEADER, By.WARNED}

# fmt: off
ROWS = (
    # At the hotline and the dispatching desk
    _row(Act.REGISTER,          "draft",                                       Matter.AWAITING_DISPATCH, {By.OPERATOR}),
    _row(Act.RECEIVE,           "draft",                                       Matter.ACCEPTED,          {By.OPERATOR}),
    _row(Act.CONFIRM,           "accepted",                                    Matter.AWAITING_DISPATCH, {By.OPERATOR, By.DISPATCHER}),
    _row(Act.DISPATCH,          "awaiting_dispatch",                           Matter.DISPATCHED,        {By.DISPATCHER}),
    _row(Act.MERGE,             "accepted awaiting_dispatch",                  Matter.MERGED,            {By.OPERATOR, By.DISPATCHER}),
    _row(Act.TRANSFER_110,      "accepted awaiting_dispatch",                  Matter.TRANSFERRED_110,   {By.OPERATOR, By.DISPATCHER}),
    _row(Act.TAKE_BACK_110,     "transferred_110",                             Matter.AWAITING_DISPATCH, {By.OPERATOR, By.DISPATCHER}),
    _row(Act.CONCLUDE_110,      "transferred_110",                             Matter.RESOLVED,          {By.DISPATCHER}),
    # In the hands of a unit
    _row(Act.SIGN,              "dispatched",                                  Matter.SIGNED,            {By.HOLDER}),
    _row(Act.START,             "signed",                                      Matter.HANDLING,          {By.HOLDER}),
    _row(Act.VERIFY,            "handling",                                    None,                     {By.HOLDER}),
    _row(Act.CALL_IN,           "handling",                                    None,                     {By.HOLDER}),
    _row(Act.HOLD_SESSION,      "handling",                                    None,                     {By.HOLDER, By.SUPPORTING}),
    # What is promised in the reply, after the result, is watched like any other agreement.
    _row(Act.AGREE,             "handling resolved",                           None,                     {By.HOLDER}),
    _row(Act.RESOLVE,           "signed handling",                             Matter.RESOLVED,          {By.HOLDER}, supports_settled),
    _row(Act.REPLY,             "handling resolved",                           None,                     {By.LEAD, By.DISPATCHER}),
    _row(Act.PASS_DOWN,         "signed handling",                             Matter.DISPATCHED,        {By.HOLDER}, supports_settled),
    _row(Act.RAISE_RISK,        "signed handling",                             None,                     {By.HOLDER, By.SUPPORTING, By.UPPER}),
    # Aside
    _row(Act.REQUEST_RETURN,    "dispatched signed",                           Matter.RETURN_REVIEW,     {By.HOLDER}, may_still_return, may_be_returned, return_in_time),
    _row(Act.REASSIGN,          "return_review",                               Matter.DISPATCHED,        {By.UPPER, By.DISPATCHER}),
    _row(Act.REFUSE_RETURN,     "return_review",                               Matter.SIGNED,            {By.UPPER, By.DISPATCHER}),
    _row(Act.CONFER,            "signed handling",                             Matter.CONFERRING,        {By.HOLDER, By.UPPER}),
    _row(Act.NAME_LEAD,         "conferring",                                  Matter.DISPATCHED,        {By.UPPER, By.DISPATCHER}, supports_settled),
    _row(Act.KEEP_LEAD,         "conferring",                                  Matter.HANDLING,          {By.UPPER, By.DISPATCHER}),
    _row(Act.REQUEST_EXTENSION, "handling",                                    Matter.EXTENSION_REVIEW,  {By.HOLDER}, before_due),
    _row(Act.GRANT_EXTENSION,   "extension_review",                            Matter.HANDLING,          {By.UPPER, By.SUPERVISOR}),
    _row(Act.REFUSE_EXTENSION,  "extension_review",                            Matter.HANDLING,          {By.UPPER, By.SUPERVISOR}),
    _row(Act.PARK,              "handling",                                    Matter.PARKED,            {By.UPPER, By.SUPERVISOR}),
    _row(Act.UNPARK,            "parked",                                      Matter.HANDLING,          {By.HOLDER, By.UPPER, By.SUPERVISOR}),
    _row(Act.REDIRECT,          "accepted awaiting_dispatch signed handling",  Matter.REDIRECTED,        {By.OPERATOR, By.DISPATCHER, By.HOLDER}, supports_settled),
    # Back to the caller
    _row(Act.BEGIN_VISIT,       "resolved",                                    Matter.VISITING,          {By.OPERATOR}, has_replied),
    _row(Act.PASS_VISIT,        "visiting",                                    Matter.CLOSED,            {By.OPERATOR}),
    _row(Act.MISS_VISIT,        "visiting",                                    None,                     {By.OPERATOR}),
    _row(Act.GIVE_UP_VISIT,     "visiting",                                    Matter.CLOSED,            {By.OPERATOR}, tried_enough),
    _row(Act.REDO,              "visiting",                                    Matter.HANDLING,          {By.OPERATOR}),
    _row(Act.REDO,              "closed",                                      Matter.HANDLING,          {By.INSPECTOR, By.SUPERVISOR}, none_discharged),
    # An order that was redirected or merged before anybody led it has nobody but the desk to look after its risk.
    _row(Act.REMOVE_RISK,       "handling resolved visiting closed redirected merged", None,             {By.LEAD, By.UPPER, By.DISPATCHER}, risk_there),
    # What loop 2 waits for; the matter stays as it is
    _row(Act.CONFIRM_PAYMENT,   _AFTER_AGREEMENT,                              None,                     {By.LEAD, By.UPPER}, promise_there),
    _row(Act.RELEASE_PROMISE,   _AFTER_AGREEMENT,                              None,                     {By.LEAD, By.UPPER}, promise_there),
    _row(Act.RENEGOTIATE,       _AFTER_AGREEMENT,                              None,                     {By.LEAD, By.UPPER}, promise_there),
    _row(Act.REOPEN_FOLLOW_UP,  _AFTER_AGREEMENT,                              None,                     {By.SYSTEM}, promise_there),
    _row(Act.FOLLOW_UP,         _AFTER_AGREEMENT,                              None,                     {By.LEAD, By.UPPER, By.SUPERVISOR}, follow_up_there),
    _row(Act.PASS_INSPECTION,   "closed",                                      None,                     {By.INSPECTOR}, not_yet_inspected, is_inspected),
    _row(Act.FAIL_INSPECTION,   "closed",                                      None,                     {By.INSPECTOR}, not_yet_inspected, is_inspected),
    _row(Act.SPARE_INSPECTION,  "closed",                                      None,                     {By.SYSTEM}, not_yet_inspected, is_inspected),
    _row(Act.ARCHIVE,           "closed redirected merged",                    Matter.ARCHIVED,          {By.DISPATCHER, By.SUPERVISOR}, loop_two_closed, risk_removed),
    # At any time
    _row(Act.NOTE,              _ANY_LIVING,                                   None,                     _TAKING_PART),
    _row(Act.ATTACH,            _ANY_LIVING,                                   None,                     _TAKING_PART),
    _row(Act.URGE,              _ANY_OPEN,                                     None,                     {By.OPERATOR, By.UPPER, By.SUPERVISOR}),
    _row(Act.SUCCEED,           _ANY_LIVING,                                   None,                     {By.SYSTEM}),
    _row(Act.REPROJECT,         _ANY_OPEN,                                     None,                     {By.SYSTEM}),
)
# fmt: on

MATTER: Table[Matter, Act, OrderFacts] = Table(Words("工单闭环", "Matter loop"), STATES, ACTS, ROWS)
