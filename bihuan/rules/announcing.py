"""Who is told of what, by which channel: the one table.

Every act of the lifecycles stands either in :data:`TELLINGS` or in :data:`SILENT`; a test holds us to it. The
in-app inbox is told always; e-mail only where somebody has to act or a risk is on. Whoever did the act is not told of
it, and a person who is meant by several rows is told once, by the first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.accuracy import AlarmAct
from bihuan.rules.actors import Level
from bihuan.rules.clusters import ClusterAct
from bihuan.rules.cohandling import SupportAct
from bihuan.rules.event_tasks import TaskAct
from bihuan.rules.events import EventAct
from bihuan.rules.inspecting import Why
from bihuan.rules.letters import LetterAct
from bihuan.rules.lifecycle import Act, Matter
from bihuan.rules.publishing import EntryAct
from bihuan.rules.responsibility import DutyAct
from bihuan.rules.routing import ListAct, RuleAct
from bihuan.rules.warnings import SlipAct, TalkAct, WarningAct


class Audience(StrEnum):
    """Who is meant, seen from one order right after the act."""

    HOLDER = "holder"  # whoever holds it: the person who signed, else everybody in the post it went to
    PREVIOUS_HOLDER = "previous_holder"  # whoever held it until this act
    LEAD = "lead"  # those who handle it in the lead unit
    SUPPORTING = "supporting"  # those who handle an open task in a supporting unit
    TASK_UNIT = "task_unit"  # the supporting unit this act is about
    TASK_HEIR = "task_heir"  # the supporting unit a returned task goes to
    CALLED_IN = "called_in"  # the units called in by this act
    INVITED = "invited"  # the units invited to a conferral by this act
    INFORMED = "informed"  # the units this act informs
    COPIED = "copied"  # levels that answer though the order went past them
    ABOVE = "above"  # those who handle orders in the accountable units above the lead
    NEXT_ABOVE = "next_above"  # the accountable unit directly above the level this act is about
    ACCOUNTABLE = "accountable"  # those who handle orders in every accountable unit
    SUPERVISORS = "supervisors"  # supervisors of the desk and of the units above the lead
    LEADERS = "leaders"  # leaders of the accountable units
    DISPATCHERS = "dispatchers"  # the dispatching desk
    OPERATORS = "operators"  # the hotline desk
    INSPECTORS = "inspectors"  # the quality inspectors of the desk
    REGISTRAR = "registrar"  # the operator who took the call, while still at the desk
    HOLDER_OF_TARGET = "holder_of_target"  # whoever holds the order this one was merged into
    ADDRESSED = "addressed"  # the seat along the reporting line a warning, slip or talk is addressed to
    WARNED = "warned"  # those who handle orders in the unit warned, and its leader
    RULE_KEEPERS = (
        "rule_keepers"  # those who keep a routing rule, in the unit that owns it; no order is meant
    )
    ENTRY_KEEPERS = "entry_keepers"  # who reviews knowledge entries, and who wrote the one that falls due; no order is meant
    CLUSTER_UNIT = (
        "cluster_unit"  # those who handle and lead in the unit asked about a cluster; no order is meant
    )
    CLUSTER_OVERSEER = "cluster_overseer"  # the supervisors who watch over it; no order is meant
    LIST_KEEPERS = "list_keepers"  # the centre that keeps a duty list; no order is meant
    THRESHOLD_KEEPER = "threshold_keeper"  # who answers for the thresholds of a matter; no order is meant
    # Of an event; no order is meant
    EVENT_CALLED = "event_called"  # the units an act calls for an event
    EVENT_SUBSTITUTE = "event_substitute"  # the unit that stands in for one that did not answer
    EVENT_HANDLER = "event_handler"  # the person an event is assigned to
    EVENT_REPORTER = "event_reporter"  # who reported it from the street, while still in that post
    UPPER_CENTRE = "upper_centre"  # the centre an event is passed up to
    LEADER_ON_DUTY = "leader_on_duty"  # the leader on duty of its centre; where none has an account, its leaders and officers
    LETTER_UNION = "letter_union"  # those who handle orders in the union that writes a letter
    SIGNATORIES = "signatories"  # its chair and vice-chairs
    OVERSEERS = "overseers"  # the supervisors of the unit that watches over the answer


Facts = Mapping[str, object]


def always(_facts: Facts) -> bool:
    """The row needs nothing of the event's facts."""
    return True


def gathering(facts: Facts) -> bool:
    """A risk of gathering was found on the spot."""
    return bool(facts.get("gathering_risk"))


def brings_new_facts(facts: Facts) -> bool:
    """The note is about something new."""
    return facts.get("kind") == "new_fact"


def after_resolving(facts: Facts) -> bool:
    """The matter is resolved, so that the caller may be visited."""
    return facts.get("state") == Matter.RESOLVED


def at_the_top(facts: Facts) -> bool:
    """It was the city's level."""
    return facts.get("level") == Level.CITY


def pressing(facts: Facts) -> bool:
    """A warning that must be answered for."""
    return facts.get("light") in ("orange", "red")


def worth_knowing(facts: Facts) -> bool:
    """A warning below that."""
    return not pressing(facts)


def red(facts: Facts) -> bool:
    """A warning of the last light."""
    return facts.get("light") == "red"


def to_be_inspected(facts: Facts) -> bool:
    """The closed order was drawn for inspection; before there were plans, every one was."""
    drawn = facts.get("draw")
    return not isinstance(drawn, dict) or drawn.get("why") != Why.SPARED


@dataclass(frozen=True, slots=True)
class Telling:
    """One row: tell this audience with this notice, if the facts are so; by e-mail too where ``mail``."""

    to: Audience
    notice: str
    mail: bool = False
    when: Callable[[Facts], bool] = always


A = Audience


def _tell(
    *to: Audience, notice: str, mail: bool = False, when: Callable[[Facts], bool] = always
) -> tuple[Telling, ...]:
    return tuple(Telling(audience, notice, mail, when) for audience in to)


_RISK = (A.HOLDER, A.SUPPORTING, A.ABOVE, A.SUPERVISORS, A.LEADERS)

# fmt: off
TELLINGS: dict[StrEnum, tuple[Telling, ...]] = {
    # At the hotline and the dispatching desk
    Act.RECEIVE: _tell(A.OPERATORS, A.DISPATCHERS, notice="to_check"),
    Act.REGISTER: _tell(A.DISPATCHERS, notice="to_dispatch"),
    Act.CONFIRM: _tell(A.DISPATCHERS, notice="to_dispatch"),
    Act.DISPATCH: _tell(A.HOLDER, notice="to_sign", mail=True) + _tell(A.COPIED, notice="copied"),
    Act.MERGE: _tell(A.HOLDER_OF_TARGET, notice="merged_here") + _tell(A.REGISTRAR, notice="merged"),
    Act.REDIRECT: _tell(A.DISPATCHERS, A.ABOVE, A.REGISTRAR, notice="redirected"),
    Act.TRANSFER_110: _tell(A.SUPERVISORS, A.LEADERS, notice="transferred_110", mail=True) + _tell(A.DISPATCHERS, notice="transferred_110"),
    Act.TAKE_BACK_110: _tell(A.DISPATCHERS, notice="to_dispatch"),
    Act.CONCLUDE_110: _tell(A.OPERATORS, notice="to_visit"),
    # In the hands of a unit
    Act.PASS_DOWN: _tell(A.HOLDER, notice="to_sign", mail=True) + _tell(A.COPIED, notice="copied"),
    Act.VERIFY: _tell(*_RISK, notice="risk_raised", mail=True, when=gathering) + _tell(A.ABOVE, notice="verified"),
    Act.RAISE_RISK: _tell(*_RISK, notice="risk_raised", mail=True),
    Act.CALL_IN: _tell(A.CALLED_IN, notice="task_given", mail=True) + _tell(A.INFORMED, notice="informed"),
    Act.HOLD_SESSION: _tell(A.LEAD, A.SUPPORTING, notice="session_held"),
    Act.AGREE: _tell(A.SUPPORTING, A.ABOVE, notice="agreed"),
    Act.RESOLVE: _tell(A.ABOVE, A.REGISTRAR, notice="resolved"),
    Act.REPLY: _tell(A.OPERATORS, notice="to_visit", when=after_resolving),
    # Aside
    Act.REQUEST_RETURN: _tell(A.ABOVE, A.DISPATCHERS, notice="return_to_decide", mail=True),
    Act.REASSIGN: _tell(A.HOLDER, notice="to_sign", mail=True) + _tell(A.PREVIOUS_HOLDER, notice="return_allowed") + _tell(A.COPIED, notice="copied"),
    Act.REFUSE_RETURN: _tell(A.HOLDER, notice="return_refused", mail=True),
    Act.CONFER: _tell(A.ABOVE, A.DISPATCHERS, notice="to_confer", mail=True) + _tell(A.INVITED, notice="conferral_called", mail=True) + _tell(A.HOLDER, A.SUPPORTING, notice="conferral_called"),
    Act.NAME_LEAD: _tell(A.HOLDER, notice="to_sign", mail=True) + _tell(A.PREVIOUS_HOLDER, notice="lead_passed") + _tell(A.COPIED, notice="copied"),
    Act.KEEP_LEAD: _tell(A.HOLDER, notice="lead_kept"),
    Act.REQUEST_EXTENSION: _tell(A.ABOVE, A.SUPERVISORS, notice="extension_to_decide", mail=True),
    Act.GRANT_EXTENSION: _tell(A.HOLDER, notice="extension_granted"),
    Act.REFUSE_EXTENSION: _tell(A.HOLDER, notice="extension_refused", mail=True),
    Act.PARK: _tell(A.HOLDER, A.SUPPORTING, A.REGISTRAR, notice="parked"),
    Act.UNPARK: _tell(A.HOLDER, A.SUPPORTING, A.ABOVE, notice="unparked"),
    # Back to the caller
    Act.PASS_VISIT: _tell(A.INSPECTORS, notice="to_inspect", when=to_be_inspected) + _tell(A.LEAD, notice="visit_passed"),
    Act.GIVE_UP_VISIT: _tell(A.INSPECTORS, notice="to_inspect", when=to_be_inspected),
    Act.REDO: _tell(A.HOLDER, notice="to_redo", mail=True) + _tell(A.ABOVE, notice="redone"),
    Act.REMOVE_RISK: _tell(A.ABOVE, A.SUPERVISORS, notice="risk_removed"),
    # What loop 2 waits for
    Act.PASS_INSPECTION: _tell(A.ACCOUNTABLE, notice="to_report_back"),
    Act.SPARE_INSPECTION: _tell(A.ACCOUNTABLE, notice="spared_to_report_back"),
    Act.FAIL_INSPECTION: _tell(A.SUPERVISORS, A.OPERATORS, A.LEAD, notice="inspection_failed"),
    Act.CONFIRM_PAYMENT: _tell(A.ABOVE, A.LEAD, notice="payment_confirmed"),
    Act.RENEGOTIATE: _tell(A.ABOVE, A.LEAD, notice="renegotiated"),
    Act.REOPEN_FOLLOW_UP: _tell(A.LEAD, A.SUPERVISORS, notice="payment_overdue", mail=True) + _tell(A.ABOVE, notice="payment_overdue"),
    Act.FOLLOW_UP: _tell(A.ABOVE, A.SUPERVISORS, notice="followed_up"),
    Act.RELEASE_PROMISE: _tell(A.ABOVE, A.LEAD, notice="promise_released"),
    Act.ARCHIVE: _tell(A.LEAD, A.REGISTRAR, notice="archived"),
    # At any time
    Act.NOTE: _tell(A.HOLDER, A.SUPPORTING, notice="new_fact", when=brings_new_facts),
    Act.URGE: _tell(A.HOLDER, notice="urged", mail=True),
    Act.SUCCEED: _tell(A.HOLDER, notice="succeeded"),
    Act.REPROJECT: _tell(A.HOLDER, notice="limit_moved"),
    # Loop 2
    DutyAct.SUPERVISE: _tell(A.HOLDER, notice="supervised", mail=True),
    DutyAct.REPORT_BACK: _tell(A.NEXT_ABOVE, notice="reported_back"),
    DutyAct.TAKE_BACK_REPORT: _tell(A.NEXT_ABOVE, notice="report_taken_back"),
    DutyAct.DISCHARGE: _tell(A.NEXT_ABOVE, notice="lower_discharged") + _tell(A.DISPATCHERS, A.SUPERVISORS, notice="to_archive", when=at_the_top),
    # Co-handling
    SupportAct.ANSWER_SUPPORT: _tell(A.LEAD, notice="task_answered"),
    SupportAct.RETURN_SUPPORT: _tell(A.LEAD, A.ABOVE, notice="task_return_to_decide", mail=True),
    SupportAct.REASSIGN_SUPPORT: _tell(A.TASK_HEIR, notice="task_given", mail=True) + _tell(A.TASK_UNIT, notice="task_return_allowed"),
    SupportAct.KEEP_SUPPORT: _tell(A.TASK_UNIT, notice="task_return_refused", mail=True),
    SupportAct.WAIVE_SUPPORT: _tell(A.TASK_UNIT, notice="task_waived"),
    SupportAct.ASK_AGAIN: _tell(A.TASK_UNIT, notice="task_again", mail=True),
    # Early warning and supervision
    WarningAct.WARN: _tell(A.ADDRESSED, notice="warned", mail=True, when=pressing) + _tell(A.ADDRESSED, notice="reminded", when=worth_knowing) + _tell(A.OVERSEERS, notice="warned_below", when=red),
    WarningAct.DISPOSE: _tell(A.OVERSEERS, notice="warning_disposed"),
    WarningAct.SEND_BACK: _tell(A.ADDRESSED, A.WARNED, notice="warning_sent_back", mail=True),
    WarningAct.CLOSE_WARNING: _tell(A.WARNED, notice="warning_closed"),
    WarningAct.WITHDRAW_WARNING: _tell(A.WARNED, notice="warning_withdrawn"),
    WarningAct.ISSUE_SLIP: _tell(A.ADDRESSED, A.WARNED, notice="slip_issued", mail=True) + _tell(A.OVERSEERS, notice="slip_issued_below"),
    SlipAct.ANSWER_SLIP: _tell(A.OVERSEERS, notice="slip_answered"),
    SlipAct.REFUSE_ANSWER: _tell(A.ADDRESSED, A.WARNED, notice="slip_refused", mail=True),
    SlipAct.CLOSE_SLIP: _tell(A.ADDRESSED, A.WARNED, notice="slip_closed"),
    SlipAct.WITHDRAW_SLIP: _tell(A.ADDRESSED, A.WARNED, notice="slip_withdrawn"),
    SlipAct.CALL_TALK: _tell(A.ADDRESSED, notice="talk_called", mail=True) + _tell(A.OVERSEERS, notice="talk_to_hold", mail=True),
    TalkAct.HOLD_TALK: _tell(A.ADDRESSED, notice="talk_held"),
    TalkAct.CANCEL_TALK: _tell(A.ADDRESSED, notice="talk_cancelled"),
    # About no order
    RuleAct.FAIL_RULE: _tell(A.RULE_KEEPERS, notice="rule_failed"),
    EntryAct.REMIND: _tell(A.ENTRY_KEEPERS, notice="entries_to_review"),
    EntryAct.EXPIRE: _tell(A.ENTRY_KEEPERS, notice="entries_expired"),
    ListAct.LIST_UNCLAIMED: _tell(A.LIST_KEEPERS, notice="items_unclaimed"),
    AlarmAct.ACCURACY_FELL: _tell(A.THRESHOLD_KEEPER, notice="accuracy_fell", mail=True),
    # Events and their tasks
    EventAct.ASSIGN: _tell(A.EVENT_HANDLER, notice="event_assigned"),
    EventAct.SEND_OUT: _tell(A.EVENT_CALLED, notice="event_called", mail=True),
    EventAct.WHISTLE: _tell(A.EVENT_CALLED, notice="event_called", mail=True),
    EventAct.PLAN: _tell(A.EVENT_CALLED, notice="event_called", mail=True),
    EventAct.ESCALATE: _tell(A.UPPER_CENTRE, notice="event_escalated", mail=True),
    EventAct.CLOSE: _tell(A.EVENT_REPORTER, notice="event_closed"),
    EventAct.DECLINE: _tell(A.EVENT_REPORTER, notice="event_declined"),
    EventAct.TURN: _tell(A.EVENT_REPORTER, notice="event_turned"),
    TaskAct.SUBSTITUTE: _tell(A.EVENT_SUBSTITUTE, notice="event_stand_in", mail=True),
    TaskAct.ALARM: _tell(A.LEADER_ON_DUTY, notice="event_nobody_answers", mail=True),
    # Clusters of orders
    ClusterAct.ISSUE: (
        *_tell(A.CLUSTER_UNIT, notice="cluster_found", mail=True),
        *_tell(A.CLUSTER_OVERSEER, notice="cluster_found_below"),
    ),
    ClusterAct.DISPOSE: _tell(A.CLUSTER_OVERSEER, notice="cluster_disposed"),
    ClusterAct.SEND_BACK: _tell(A.CLUSTER_UNIT, notice="cluster_sent_back"),
    # Union letters
    LetterAct.SUBMIT: _tell(A.SIGNATORIES, notice="letter_to_sign", mail=True),
    LetterAct.SEND_BACK: _tell(A.LETTER_UNION, notice="letter_sent_back", mail=True),
    LetterAct.ISSUE: _tell(A.LETTER_UNION, notice="letter_to_serve", mail=True),
    LetterAct.REFUSE_RECEIPT: _tell(A.SIGNATORIES, notice="letter_refused"),
    LetterAct.FIND_UNCORRECTED: _tell(A.SIGNATORIES, notice="letter_uncorrected"),
}
# fmt: on

#: Nobody is told: the order's page shows it, nobody has to do anything on account of it, and an inbox full of it would
#: hide what matters.
SILENT: frozenset[StrEnum] = frozenset(
    {
        Act.SIGN,
        Act.START,
        Act.BEGIN_VISIT,
        Act.MISS_VISIT,
        Act.ATTACH,
        DutyAct.TRACK,
        SupportAct.SIGN_SUPPORT,
        LetterAct.DRAFT,
        LetterAct.REFUSE_DEMAND,
        LetterAct.REVISE,
        LetterAct.INVESTIGATE,
        LetterAct.SERVE,
        LetterAct.ANSWER,
        LetterAct.FIND_CORRECTED,
        LetterAct.ESCALATE,
        LetterAct.CLOSE,
        LetterAct.WITHDRAW,
        LetterAct.RECUSE,
        # The console shows these to the centre the moment they happen.
        EventAct.REPORT,
        EventAct.ACCEPT,
        EventAct.GRADE,
        EventAct.TAKE,
        EventAct.NOTE,
        EventAct.RESOLVE,
        EventAct.SEND_BACK,
        EventAct.REVIEW,
        TaskAct.ACKNOWLEDGE,
        TaskAct.ARRIVE,
        TaskAct.FINISH,
        TaskAct.DISPUTE,
        TaskAct.UPHOLD,
        TaskAct.RELEASE,
        TaskAct.SCORE,
        WarningAct.ACKNOWLEDGE,
        WarningAct.RAISE,
        WarningAct.LAPSE,
        ClusterAct.GROW,
        ClusterAct.ACKNOWLEDGE,
        ClusterAct.CLOSE,
        ClusterAct.FALSE_ALARM,
    }
)

#: When an act brings an order or a task to a unit in which nobody holds a post, the desk is told instead.
NOBODY_THERE = Telling(A.DISPATCHERS, "nobody_there", mail=True)
#: The audiences that must not be empty.
MUST_BE_THERE = frozenset({A.HOLDER, A.CALLED_IN, A.TASK_HEIR})

_BY_CODE = {act.value: rows for act, rows in TELLINGS.items()}


def tellings_of(act: str, facts: Facts) -> list[Telling]:
    """The rows that hold for an event with these facts, first come first; empty for a silent or unknown act."""
    rows = _BY_CODE.get(act, ())
    return [row for row in rows if row.when(facts)]
